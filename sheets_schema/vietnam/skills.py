"""Reading one cell of the five basic digital skills (1 to 5), typed as numbers or in words.

The five contents are those of Công văn 3240/BTTTT-CĐSQG of 08/8/2024. Codes
`model-skill-out-of-range`, `model-skill-unrecognized`, `model-skill-dated`.
"""

import re

from sheets_schema.vietnam.count import whole_number
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import fold, plain

OUT_OF_RANGE, UNRECOGNIZED = "model-skill-out-of-range", "model-skill-unrecognized"
DATED = "model-skill-dated"
ALL = "1,2,3,4,5"
_A_DAY = 10_000
_NUMBERING = lazy(
    r"(?:ky nang|noi dung|content|skill|kn|nd|muc|so|va|and|den|\d|[\s,;:./()+&|\-–])*"
)
_RANGE = lazy(r"\(?([1-5])\)?\s*(?:-|–|den)\s*\(?([1-5])\)?")
# What Excel makes of 1/3: the first of March of this year.
_DAY = lazy(r"0?([1-5])[/.\-]0?([1-5])[/.\-](?:20)?\d\d")
_EVERYTHING = lazy(
    r"\b(?:tat ca|toan bo|ca (?:0?5|nam)|du (?:0?5|nam)|0?5 (?:noi dung|ky nang)|nam noi dung)\b"
)
_IN_WORDS = (
    ("1", r"dich vu cong|dvc|dvctt|dvcqg|vneid|ho so truc tuyen|nop ho so|mot cua|dinh danh|tthc"),
    (
        "2",
        r"mua sam|thuong mai dien tu|tmdt|mua hang|ban hang|san (?:giao dich|tmdt|thuong mai)|"
        r"shopee|lazada|voso|postmart|tiktok shop",
    ),
    (
        "3",
        r"thanh toan|khong dung tien mat|tien mat|qr|chuyen khoan|vi dien tu|ngan hang|momo|"
        r"viettel money|vnpt money",
    ),
    (
        "4",
        r"tu bao ve|lua dao|an toan thong tin|an toan mang|an ninh mang|khong gian mang|bao mat|"
        r"attt|antt|ntrust|tin nhiem mang",
    ),
    (
        "5",
        r"nen tang so khac|nen tang khac|cac nen tang|dac thu|vssid|so suc khoe|y te|suc khoe|"
        r"giao duc|zalo|app thanh pho|cong dan so|smart|ung dung khac",
    ),
)
_MEANT = tuple((skill, lazy(rf"\b(?:{words})\b")) for skill, words in _IN_WORDS)


def read_skills(value: Value, shown: str | None = None) -> CellReading:
    """The verdict on one cell; clean is the numbers in order ("1,3"). An empty cell is right here.

    `shown` is what a person sees in it: two skills that were made a date are its day and month.

    Under the Vietnamese locale 1,2 becomes the number 1.2; it is read as two skills.
    """
    if value is None or isinstance(value, bool):
        return CellReading(None if value is None else UNRECOGNIZED)
    seen = _DAY.fullmatch((value if isinstance(value, str) else shown or "").strip()[:12])
    if seen and (isinstance(value, str) or value >= _A_DAY):
        skills = ",".join(sorted({seen[1], seen[2]}))
        return CellReading(DATED, skills, skills)
    if isinstance(value, str):
        text = fold(plain(value)).strip()
        return _read_text(text) if text else CellReading(None)
    number = whole_number(value)
    return _from_numbers([str(number)] if number is not None else re.split(r"\D+", str(value)))


def _from_numbers(numbers: list[str]) -> CellReading:
    wanted = sorted({number.lstrip("0") for number in numbers})
    if wanted and all(number in ("1", "2", "3", "4", "5") for number in wanted):
        return CellReading(None, ",".join(wanted))
    return CellReading(OUT_OF_RANGE)


def _read_text(text: str) -> CellReading:
    if _EVERYTHING.search(text):
        return CellReading(None, ALL)
    numbers = re.findall(r"\d+", text)
    if numbers and _NUMBERING.fullmatch(text):
        spans = _RANGE.fullmatch(text)
        if spans and spans[1] < spans[2]:
            numbers = [str(number) for number in range(int(spans[1]), int(spans[2]) + 1)]
        return _from_numbers(numbers)
    meant = [skill for skill, words in _MEANT if words.search(text)]
    if meant:
        return CellReading(None, ",".join(meant))
    leading = re.findall(r"(?:^|[,;]) ?\(?(\d+) ?[.):\-]", text)
    return _from_numbers(leading) if leading else CellReading(UNRECOGNIZED)
