"""Names of platforms and apps: one product under many spellings, several in one cell."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sheets_schema.vietnam.brackets import without_brackets
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold, one_line, plain

# The name to write, then other ways to write it (folded, without generic words).
_PRODUCTS = (
    ("VNeID", "vneid", "vn eid", "dinh danh dien tu vneid", "dinh danh muc 2", "dinh danh dien tu"),
    (
        "Cổng Dịch vụ công quốc gia",
        "dich vu cong quoc gia",
        "dvc quoc gia",
        "dvcqg",
        "dvc qg",
        "cong dvc quoc gia",
    ),
    ("VssID", "vssid", "vss id", "bao hiem xa hoi so", "bhxh so vssid"),
    ("Sổ sức khỏe điện tử", "so suc khoe dien tu", "so skdt", "so suc khoe dt", "suc khoe dien tu"),
    ("Zalo", "zalo"),
    ("Facebook", "facebook", "fb", "mang xa hoi facebook"),
    ("YouTube", "youtube"),
    ("Viettel Money", "viettel money", "viettelmoney", "viettelpay", "viettel pay"),
    ("VNPT Money", "vnpt money", "vnptmoney", "vnpt pay"),
    ("MoMo", "momo", "vi momo", "vi dien tu momo"),
    ("VietQR", "vietqr", "viet qr"),
    ("Voso", "voso", "vo so", "voso vn"),
    ("Postmart", "postmart", "buudien vn", "buu dien vn"),
    ("Shopee", "shopee"),
    ("Lazada", "lazada"),
    ("TikTok Shop", "tiktok shop", "tiktokshop", "tik tok shop"),
    ("TikTok", "tiktok", "tik tok"),
    ("Tiki", "tiki"),
    ("Sendo", "sendo"),
    ("eTax Mobile", "etax mobile", "etaxmobile", "etax"),
    ("OneTouch", "onetouch", "one touch", "hoc truc tuyen onetouch"),
    ("Tín nhiệm mạng", "tin nhiem mang", "tinnhiemmang vn"),
    ("nTrust", "ntrust", "n trust"),
    ("EVNNPC CSKH", "evnnpc cskh", "cskh evnnpc", "evn npc cskh", "evnnpc"),
    ("EVNCPC CSKH", "evncpc cskh", "cskh evncpc", "evn cpc cskh"),
    ("EVNSPC CSKH", "evnspc cskh", "cskh evnspc", "evn spc cskh"),
    ("EVNHCMC CSKH", "evnhcmc cskh", "cskh evnhcmc", "evn hcmc cskh"),
    ("EVN HANOI", "evn hanoi", "evnhanoi", "evn ha noi"),
    ("Zalo OA", "zalo oa", "zalo official account"),
)
_GENERIC = lazy(
    r"^(?:(?:ung dung(?: di dong)?|app|apps|phan mem|nen tang(?: so)?|he thong|trang web|website|"
    r"cong thong tin|dich vu|tien ich|san tmdt|san thuong mai dien tu|san)\s+)+"
)
_NAME_OF = {spelling: name for name, *spellings in _PRODUCTS for spelling in spellings}
_LISTED = lazy(r"(?:^|(?<=[\n;]))[ \t]*\d{1,2}[ \t]*[.)]\s+")
# Of one line, where no two spaces stand together.
_AND = lazy(r" và ", re.I)
_CERTAIN = lazy(r" ?[,;+&|]+ ?")
_DOUBTFUL = lazy(r" ?/ ?| (?:và|-|–) ", re.I)


@lru_cache(maxsize=4096)
def platform_key(text: str) -> str:
    """A key equal for the spellings of one product (VNEID, Ứng dụng VNeID), "" of nothing."""
    known = canonical_platform(text)
    return fold(known) if known else _bare(text)


@lru_cache(maxsize=4096)
def canonical_platform(text: str) -> str | None:
    """The product's own spelling, None for one that is not in the table."""
    bare = _bare(text)
    for spelling in (bare, bare.removeprefix("cong ")):
        if spelling in _NAME_OF:
            return _NAME_OF[spelling]
    whole = re.sub(r"[^a-z0-9]+", " ", fold(plain(text))).strip()
    return _NAME_OF.get(whole)


def is_product_name(text: str) -> bool:
    """Whether a text says nothing but the own name of a known product (Zalo, Ứng dụng VNeID).

    Other words for one, such as "định danh điện tử", may name something else too.
    """
    known = canonical_platform(text)
    return known is not None and fold(known).replace(" ", "") in fold(text).replace(" ", "")


def best_spelling(texts: Sequence[str]) -> str:
    """The one of several spellings to keep: the product's own, else the first tidy one."""
    own = [text for text in texts if text == canonical_platform(text)]
    tidy = [text for text in texts if text == one_line(text)]
    mixed = [text for text in tidy if not (text.isupper() or text.islower())]
    plainest = min((len(fold(text)) for text in texts), default=0)
    # "App EVN CSKH" is EVN CSKH with a word before it, not its better spelling.
    bare = [text for text in (*mixed, *tidy) if len(fold(text)) == plainest]
    return (own or bare or mixed or list(texts))[0]


def _bare(text: str) -> str:
    folded = fold(without_brackets(plain(text)))
    words = re.sub(r"[^a-z0-9]+", " ", folded).strip()
    return _GENERIC.sub("", words) or words


def split_platforms(text: str) -> tuple[str, ...]:
    """The platforms when a cell names several, () when it names one.

    A comma separates when every part is a known product or begins like a name; a slash or "và"
    only when every part is a known product, because names hold them too.
    """
    lines = _LISTED.sub("", without_brackets(plain(text)))
    whole = one_line(lines.replace("\n", ";"))
    certain = [part for part in _CERTAIN.split(whole) if part]
    spread = [part for listed in certain for part in _AND.split(listed)]
    for parts in (certain, spread):
        if len(certain) > 1 and all(map(_begins_like_name, parts)):
            return tuple(parts) if len(set(map(platform_key, parts))) > 1 else ()
    parts = [part for part in _DOUBTFUL.split(whole) if part]
    joined = re.search(r" (?:và|&) ", whole) is not None and all(map(_begins_like_name, parts))
    known = [part for part in parts if canonical_platform(part)]
    if len(parts) > 1 and known and (joined or len(known) == len(parts)):
        return tuple(parts) if len(set(map(platform_key, parts))) > 1 else ()
    return ()


def _begins_like_name(part: str) -> bool:
    known = canonical_platform(part) is not None
    return known or (part[:1].isupper() and len(part.split()) <= 8)
