"""Words that stand in a cell instead of a value: placeholders and ditto marks."""

import re

from sheets_schema.vietnam.text import fold, plain

_FILLER = re.compile(r"[\s.\-–—_*xX?/\\~+=,;:…0]+")
_DITTO_MARKS = re.compile(r"""(?:["”“″〃'`’]+|[/\\]{2,}|-["”]-|[,]{2,})""")
_DITTO_WORDS = frozenset(
    {
        "nt",
        "n.t",
        "n/t",
        "ntr",
        "ditto",
        "nhu tren",
        "nhu dong tren",
        "nhu o tren",
        "giong tren",
        "giong o tren",
        "giong dong tren",
        "tuong tu",
        "cung nhu tren",
    }
)
_WORDS = frozenset(
    {
        "khong",
        "khong co",
        "khong ro",
        "khong biet",
        "chua",
        "chua co",
        "chua ro",
        "chua biet",
        "chua cap",
        "chua cap nhat",
        "chua lam",
        "chua cung cap",
        "chua bo sung",
        "dang cap nhat",
        "dang bo sung",
        "dang lam",
        "dang cho",
        "dang xin",
        "cap nhat sau",
        "bo sung sau",
        "se bo sung",
        "se cap nhat",
        "can bo sung",
        "cho bo sung",
        "cho cap nhat",
        "n/a",
        "na",
        "n.a",
        "none",
        "null",
        "nil",
        "nan",
        "tbd",
        "trong",
        "de trong",
        "ko",
        "ko co",
        "k co",
        "k",
        "kg",
        "khg",
        "k.co",
        "o",
        "khuyet",
        "mat",
        "that lac",
        "quen",
        "?",
    }
)


def is_ditto(text: str) -> bool:
    """Whether a cell says "as above" (nt, như trên, ", //) instead of a value."""
    stripped = plain(text).strip()
    if _DITTO_MARKS.fullmatch(stripped):
        return True
    return len(stripped) < 20 and fold(stripped).strip(" .()-") in _DITTO_WORDS


def is_placeholder(text: str) -> bool:
    """Whether a cell holds a stop-gap (x, -, ..., 0, chưa có, đang cập nhật, nt) and no value."""
    stripped = plain(text).strip()
    if not stripped:
        return False
    if _FILLER.fullmatch(stripped) or is_ditto(stripped):
        return True
    return len(stripped) < 40 and fold(stripped).strip(" .,;:()[]-…*!") in _WORDS
