"""Masks of personal numbers, for everything that leaves the unit's own cells."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

# A number shows as many digits as people compare over the telephone. What comes before says sex
# and year of birth in a citizen number, which stand in the next columns.
_SHOWN = 3
_FEWEST = 8
# Every sign that stands for one digit: of all scripts, raised, lowered, in circles and brackets.
_ANY_DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒🄀-🄊]")
# An O, an l and an I among digits are digits that somebody typed as letters.
_LOOKALIKE = str.maketrans("OolI", "0011")
_BETWEEN = r"[\W_]{0,8}"
_RUN = re.compile(
    rf"\+?(?:[0-9]|(?<![^\W_])[OolI](?=[OolI]{{0,11}}{_BETWEEN}[0-9]))"
    rf"(?:{_BETWEEN}(?:[0-9]|[OolI](?=[OolI]{{0,11}}{_BETWEEN}[0-9]))|[OolI](?![^\W_]))*"
)
_CHUNK = re.compile(r"[0-9OolI]+")
# Between the parts of one number people type these; others only when it begins like one.
_USUAL = re.compile(r"[\s.\-–()]*")
_LIKE_A_NUMBER = re.compile(r"(?:0|84)[0-9]{7,11}|[0-9]{12}")
# One that lacks its beginning is a part of what stands before it: 031 085001234, +84(0)912345678.
_WHOLE, _LONGEST = 10, 12
_PASSPORT = re.compile(r"\b([A-Z])([0-9]{4,5})([0-9]{3})\b")
_BEFORE, _AFTER = r"(?<![0-9])(?<![0-9][./:-])", r"(?![./:-]?[0-9])"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)[0-9]{2}"
_DATE = rf"{_DAY}[./-]{_MONTH}[./-]{_YEAR}"
_MONEY = r"(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tr|tỷ|tỉ|usd)\b"
# What is no personal number however many digits stand in a row.
_HARMLESS = re.compile(
    rf"{_BEFORE}(?:(?:{_DATE}|{_DAY}[./]{_MONTH}) ?[-–—] ?{_DATE}"
    rf"|{_YEAR}(?:(?:[ \-–—/]|[,;] ?){_YEAR}){{1,20}}|{_DAY} ?[./-] ?{_MONTH} ?[./-] ?{_YEAR}"
    rf"|{_YEAR}[./-]{_MONTH}[./-]{_DAY}|{_MONTH}[./-]{_YEAR}|{_DAY}/{_MONTH}"
    rf"|{_YEAR} ?[-–—/] ?{_YEAR}|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?){_AFTER}"
    # Amounts: with a currency, or thousands parted and too few or too round for a telephone.
    # Not where a telephone began just before.
    rf"|(?<![0-9])(?<![0-9][., ])(?<!(?<![0-9.,])0[0-9]{{3}}[\W_])(?<!(?<![0-9.,])0[0-9]{{2}}[\W_])"
    rf"[1-9][0-9]{{0,2}}(?:(?:[., ]?[0-9]{{3}}){{1,4}}(?= ?{_MONEY})"
    r"|(?:[.,][0-9]{3}){1,3}(?:[.,]000)(?![0-9])(?![., ][0-9])"
    r"|[., ][0-9]{3}(?![0-9])(?![., ][0-9])|(?<![0-9]{3})[.,][0-9]{3}[.,][0-9]{3}(?![0-9])"
    r"(?![., ][0-9]))",
    re.IGNORECASE,
)


def mask_number(number: str) -> str:
    """A citizen or telephone number of which only the last three digits show.

    >>> mask_number("031085001234")
    '•••••••••234'
    """
    if len(number) < _FEWEST:
        return "•" * len(number)
    return "•" * (len(number) - _SHOWN) + number[-_SHOWN:]


def mask_text(text: str) -> str:
    """Any text with every run of eight digits or more masked, however it is typed: glued to
    letters, parted by whatever signs, in other digits. Dates, times and amounts stay."""
    if text.isascii() and text.isdigit() and len(text) >= _FEWEST:
        return mask_number(text)
    if len(text) < _FEWEST or len(_ANY_DIGIT.findall(text)) < _FEWEST - _SHOWN:
        return text
    plain = _HARMLESS.sub(lambda found: "x" * len(found[0]), plain_digits(text))
    pieces, end = [], 0
    for start, stop in _numbers(plain):
        digits = (text[at] for at in range(start, stop) if plain[at] in "0123456789OolI")
        pieces += [text[end:start], mask_number("".join(digits))]
        end = stop
    masked = "".join([*pieces, text[end:]])
    return _PASSPORT.sub(lambda found: mask_number(found[0]), masked)


def plain_digits(text: str) -> str:
    """The same text with plain digits, sign for sign, in which numbers can be looked for."""
    return _ANY_DIGIT.sub(lambda sign: str(unicodedata.digit(sign[0])), text)


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Where in the text numbers of somebody stand, without what parts them."""
    for run in _RUN.finditer(plain):
        begin = run.start()
        chunks = [(begin + one.start(), begin + one.end()) for one in _CHUNK.finditer(run[0])]
        small: list[tuple[int, int]] = []
        for chunk in [*chunks, None]:
            if chunk is not None and chunk[1] - chunk[0] < _FEWEST:
                small.append(chunk)
                continue
            if chunk is not None and small and _completes(small, chunk):
                yield _with_sign(plain, small[0][0]), chunk[1]
                small = []
                continue
            if small and _is_number(plain, small):
                yield _with_sign(plain, small[0][0]), small[-1][1]
            small = []
            if chunk is not None:
                yield _with_sign(plain, chunk[0]), chunk[1]


def _completes(small: Sequence[tuple[int, int]], chunk: tuple[int, int]) -> bool:
    """Whether groups of digits and what follows them make one number."""
    rest = chunk[1] - chunk[0]
    return rest < _WHOLE <= rest + sum(stop - start for start, stop in small) <= _LONGEST


def _with_sign(plain: str, start: int) -> int:
    return start - 1 if start and plain[start - 1] == "+" else start


def _is_number(plain: str, chunks: Sequence[tuple[int, int]]) -> bool:
    """Whether several short groups of digits are the parts of one number."""
    parts = [plain[start:stop].translate(_LOOKALIKE) for start, stop in chunks]
    digits = "".join(parts)
    between = "".join(plain[a[1] : b[0]] for a, b in pairwise(chunks))
    if len(digits) < _FEWEST:
        return False
    if _USUAL.fullmatch(between):
        # 1 2 3 4 5 6 7 8 are eight things; a telephone typed in pairs begins with 0 or 84.
        return digits.startswith(("0", "84")) or max(map(len, parts)) > 2
    return _LIKE_A_NUMBER.fullmatch(digits) is not None
