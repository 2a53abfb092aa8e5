"""Checks of a whole workbook: another unit's title on it, nothing entered yet."""

import re

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import WorkbookCheck
from sheets_schema.list_reading import ListReading, WorkbookReading
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import one_line, tone_key

_KINDS = "phường|xã|thị trấn|đặc khu"
# A line that names its unit: UBND phường X, PHƯỜNG X, … của phường X, Đơn vị: Phường X.
_HEADED = lazy(
    rf"(?:.*(?:ubnd|u\.b\.n\.d|[uủ][ỷy] ban nhân dân|[uủ]y ban nhân dân|đơn vị|đảng [uủ][ỷy]|hđnd)"
    rf"\W*|\W*)(?P<kind>{_KINDS}|p\.)\s+(?P<name>\S.*)",
    re.I,
)
_OF = lazy(rf".*\b(?P<kind>{_KINDS}|P\.)\s+(?P<name>[A-ZĐÀ-Ỹ].*)")
_END = lazy(r"\s*[,;()\[\]/|]|\s+-|\s+–|\s+(?:quận|huyện|thành phố|tp\.?|tỉnh|năm|tháng)\b", re.I)
_KIND_START = lazy(rf"(?:{_KINDS}|p\.)\s+", re.I)
_LONGEST_NAME = 5


def _foreign_title(use: CheckUse, book: WorkbookReading) -> None:
    """A title row that names another unit: most often that unit's file was copied."""
    own = _bare_name(book.unit.name)
    for reading in book.lists.values():
        other = _other_unit(reading, own)
        if other:
            reading.tell(use.code, params={"other": other})


def _other_unit(reading: ListReading, own: str) -> str | None:
    tab, header = reading.layout.tab, reading.layout.header_row
    if tab is None or header is None:
        return None
    for cells in tab.values[:header]:
        for value in cells:
            if isinstance(value, str) and len(value) <= 150:
                named = _other_than(own, one_line(value))
                if named:
                    return named
    return None


def _other_than(own: str, line: str) -> str | None:
    """The unit that a title line names, as "Phường X"; None when it names none or the own one."""
    match = _HEADED.fullmatch(line) or (None if line.isupper() else _OF.fullmatch(line))
    if not match:
        return None
    # What ends a name may also stand inside one: Phường Phương Liên - Trung Tự.
    rest = match["name"]
    ends = [*(end.start() for end in _END.finditer(rest)), len(rest)]
    names = [rest[:end].strip(" .:") for end in ends]
    if own in map(tone_key, names) or not names[0] or len(names[0].split()) > _LONGEST_NAME:
        return None
    name = names[0]
    return f"{match['kind'].capitalize()} {name.title() if name.isupper() else name}"


def _bare_name(name: str) -> str:
    return tone_key(_KIND_START.sub("", one_line(name), count=1))


def _not_started(use: CheckUse, book: WorkbookReading) -> None:
    """No row in any list, and no tick that says there is nothing to report."""
    lists = book.lists.values()
    if any(reading.rows or reading.nothing_to_report for reading in lists):
        return
    if any(reading.layout.tab is not None and not reading.recognised for reading in lists):
        return
    for reading in lists:
        emptiness = reading.table.none_code
        reading.told = [finding for finding in reading.told if finding.code != emptiness]
    book.tell(use.code)


FOREIGN_TITLE = WorkbookCheck(_foreign_title)
NOT_STARTED = WorkbookCheck(_not_started)
