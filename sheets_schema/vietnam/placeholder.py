"""Words that stand in a cell instead of a value: placeholders and ditto marks."""

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold, plain

_FILLER = lazy(r"[\s.\-–—_*xX?/\\~+=,;:…0]+")
_DITTO_MARKS = lazy(r"""[\-–\s.]*(?:["”“„″〃'`’′]+|[/\\]{2,}|,{2,})[\-–\s.]*""")
_DITTO = """
nt
n.t
n/t
ntr
nhu tr
ditto
nhu tren
nhu o tren
nhu dong tren
giong tren
giong o tren
giong dong tren
cung nhu tren
tuong tu
"""
_UNKNOWN = """
khong co
khong ro
khong biet
chua co
chua ro
chua biet
chua cap
chua cap nhat
chua lam
chua cung cap
chua bo sung
dang cap nhat
dang bo sung
dang lam
dang cho
dang xin
cap nhat sau
bo sung sau
se bo sung
se cap nhat
can bo sung
cho bo sung
cho cap nhat
de trong
ko co
k co
k.co
that lac
chua phan cong
cho phan cong
chua kien toan
dang kien toan
dang cho bau
dang cho bo nhiem
cho phan bo
cho kien toan
chua bau
cho bau
chua bo nhiem
cho bo nhiem
chua bo tri
khuyet nguoi
dang khuyet
con khuyet
"""
# One word alone is compared with its marks: Trọng is a name, trống is not.
_ALONE = (
    "không khong chưa chua trống khuyết mất quên ko kg khg hok k o ? none null nil nan na n/a "
    "n.a tbd"
)
_DITTO_WORDS = frozenset(_DITTO.strip().split("\n"))
_PHRASES = frozenset(_UNKNOWN.strip().split("\n"))
_WORDS = frozenset(_ALONE.split(" "))


def is_ditto(text: str) -> bool:
    """Whether a cell says "as above" (nt, như trên, ", //) instead of a value."""
    stripped = plain(text).strip()
    if not stripped[:1].isalpha() and _DITTO_MARKS.fullmatch(stripped):
        return True
    return len(stripped) < 20 and fold(stripped).strip(" .()-\"“”'’") in _DITTO_WORDS


def is_placeholder(text: str) -> bool:
    """Whether a cell holds a stop-gap (x, -, ..., 0, chưa có, đang cập nhật, nt) and no value."""
    stripped = plain(text).strip()
    if not stripped:
        return False
    # Of all letters only x is a filler.
    may_fill = stripped[0] in "xX" or not stripped[0].isalpha()
    if (may_fill and _FILLER.fullmatch(stripped)) or is_ditto(stripped):
        return True
    bare = stripped.strip(" .,;:()[]-…*!")
    if bare.lower() in _WORDS:
        return True
    return len(bare) < 40 and fold(bare) in _PHRASES
