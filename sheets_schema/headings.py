"""How alike a heading typed by people is to a declared one: exact, contained, or misspelt."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sheets_schema.campaign import Table
from sheets_schema.vietnam.brackets import without_brackets
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold

EXACT, CONTAINED, MISSPELT = 1000, 500, 200
_NOT_WORD = lazy(r"[^a-z0-9#]+")
_NUMBERING = lazy(r"^(?:[ivx]{1,4}|\d{1,2}[a-d]?|[a-d])\s+(?=\S)")
_LIKE = 0.86
# Words that say nothing of a heading that only holds them: "Số năm công tác", "Kết quả năm 2025".
_TELLS_NOTHING = frozenset({"nam"})
# Headings that mean another thing without their mark, beside others that have theirs: Nam is a sex.
_MARKED = frozenset({"nam"})
# Of a heading no more is read.
_LONGEST = 200
_BEGINS = 100
_IN_FULL = {
    "sdt": "so dien thoai",
    "dt": "dien thoai",
    "qd": "quyet dinh",
    "tv": "thanh vien",
    "sl": "so luong",
    "tdp": "to dan pho",
    "kns": "ky nang so",
    "cns": "cong nghe so",
    "cnscd": "cong nghe so cong dong",
    "ubnd": "uy ban nhan dan",
}


def heading_key(text: str) -> str:
    """A heading as plain lower-case words in full, without diacritics and punctuation."""
    return _key(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    words = _NOT_WORD.sub(" ", fold(text)).split()
    return " ".join([_IN_FULL.get(word, word) for word in words])


def short_heading_key(text: str) -> str:
    """The same without what stands in parentheses: "Số điện thoại (Zalo)" is so dien thoai."""
    return _short_key(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _short_key(text: str) -> str:
    return _key(without_brackets(text))


def without_numbering(key: str) -> str:
    """A tab's key without its leading number: "3a to cnscd" is to cnscd."""
    return _NUMBERING.sub("", key)


@lru_cache(maxsize=16384)
def likeness(key: str, short: str, wanted: tuple[str, ...]) -> int:
    """How well a heading fits one of the wanted keys; 0 when it does not."""
    if key in wanted:
        return EXACT
    if short and short in wanted:
        return EXACT - 1
    padded = f" {key} "
    # The first words of a Vietnamese heading tell most: "Ngày ký quyết định" is a date.
    contained = [
        len(one) + _BEGINS * padded.startswith(f" {one} ")
        for one in wanted
        if len(one) >= 3 and one not in _TELLS_NOTHING and f" {one} " in padded
    ]
    if contained:
        return CONTAINED + max(contained)
    return _misspelt(key, wanted) if 4 <= len(key) <= 60 else 0


def _misspelt(key: str, wanted: tuple[str, ...]) -> int:
    import difflib  # Only for headings that nothing else explains.

    matcher = difflib.SequenceMatcher(b=key, autojunk=False)
    for one in wanted:
        if abs(len(one) - len(key)) <= 4:
            matcher.set_seq1(one)
            if matcher.quick_ratio() >= _LIKE and (ratio := matcher.ratio()) >= _LIKE:
                return MISSPELT + int(100 * ratio)
    return 0


@lru_cache(maxsize=256)
def wanted_headings(table: Table) -> Mapping[str, tuple[str, ...]]:
    """For each declared column the keys of its title and synonyms."""
    found = {}
    for column in table.columns:
        texts = (column.title, *column.synonyms)
        keys = [key(text) for text in texts for key in (heading_key, short_heading_key)]
        found[column.name] = tuple(dict.fromkeys(filter(None, keys)))
    return found


@lru_cache(maxsize=256)
def _columns_of_key(table: Table) -> Mapping[str, tuple[tuple[int, int, str], ...]]:
    """For each known heading the columns that it may mean: (rank of synonym, order, name)."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for order, (name, keys) in enumerate(wanted_headings(table).items()):
        for rank, key in enumerate(keys):
            found.setdefault(key, []).append((rank, order, name))
    return {key: tuple(columns) for key, columns in found.items()}


Pair = tuple[int, int, int, str]


def known_columns(headings: Mapping[int, str], table: Table) -> dict[str, int]:
    """Declared names -> sheet columns whose heading is a title or synonym, the best pairs first."""
    known = _columns_of_key(table)
    pairs: list[Pair] = []
    for col, text in headings.items():
        if text.strip().lower() in _MARKED and _has_marks(headings.values()):
            continue
        for worse, key in enumerate((heading_key(text), short_heading_key(text))):
            for rank, order, name in known.get(key, ()):
                pairs.append((worse * 1000 + rank, order, col, name))
    return _best(pairs)


def _has_marks(texts: Iterable[str]) -> bool:
    return any(not text.isascii() for text in texts)


def similar_columns(
    headings: Mapping[int, str], table: Table, known: Mapping[str, int]
) -> dict[str, int]:
    """`known` with the columns whose heading only contains a synonym or is misspelt."""
    used = frozenset(known.values())
    pairs: list[Pair] = []
    for order, (name, keys) in enumerate(wanted_headings(table).items()):
        if name not in known:
            for col, text in headings.items():
                if col not in used:
                    score = likeness(heading_key(text), short_heading_key(text), keys)
                    if score:
                        pairs.append((-score, order, col, name))
    return {**known, **_best(pairs)}


@lru_cache(maxsize=256)
def known_words(tables: tuple[Table, ...]) -> frozenset[str]:
    """The keys of all titles and synonyms of columns."""
    return frozenset(
        key for table in tables for keys in wanted_headings(table).values() for key in keys
    )


def is_recognised(columns: Mapping[str, int], table: Table) -> bool:
    """At least two columns and two fifths of the declared ones, with what names a row."""
    asked = [column.name for column in table.columns if column.type not in ("ordinal", "note")]
    known = [name for name in asked if name in columns]
    return len(known) >= min(2, len(asked)) and 5 * len(known) >= 2 * len(asked)


def _best(pairs: list[Pair]) -> dict[str, int]:
    """Each name and each column once, by the best pair."""
    found: dict[str, int] = {}
    used: set[int] = set()
    for _, _, col, name in sorted(pairs):
        if name not in found and col not in used:
            found[name] = col
            used.add(col)
    return found
