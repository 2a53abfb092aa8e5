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
    re.I | re.S,
)
_OF = lazy(
    r".*\b(?P<kind>[Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|P\.)\s+(?P<name>[^\W\d_].*|\d{1,2}$)",
    re.S,
)
# The same in a line of capitals, where PHƯỜNG is more often a word among others.
_IN_CAPITALS = lazy(
    r".*\b(?<!MÔ HÌNH )(?<!XÂY DỰNG )(?<!CÁC )(?P<kind>PHƯỜNG|XÃ|THỊ TRẤN|ĐẶC KHU)\s+"
    r"(?P<name>[A-ZĐÀ-Ỹ].*|\d{1,2}$)",
    re.S,
)
_AMONG_OTHERS = (
    "VÀ PHỤ ĐANG ĐÃ SẼ THAM NĂM THÁNG QUÝ ĐỢT THỰC TRIỂN KHAI THEO CÓ CHƯA ĐƯỢC GỬI BÁO CÁO ĐỀ "
    "XUẤT TRONG TRÊN TẠI VỀ CỦA CHO TỔ TDP ĐỦ HỘI VIÊN ĐỘI SỐ THÔNG ĐĂNG GIAO KIỆN LẬP LÀM ĐẾN TỪ "
    "ĐỂ DO TRÁCH QUẢN HOẠT CẤP CÁC NHIỆM CÙNG HOẶC MỘT HAI ỨNG CHUYỂN ĐẠT RÀ PHÂN HỖ HƯỚNG NẮM "
    "KHÔNG ĐIỆN"
)
_NO_NAME = frozenset(_AMONG_OTHERS.split())
_END = lazy(r" ?[,;()\[\]/|]| [-–]| (?:quận|huyện|thành phố|tp\.?|tỉnh|năm|tháng)\b", re.I)
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
    cells = (value for row in tab.values[:header] for value in row)
    lines = [one_line(value) for value in cells if isinstance(value, str) and len(value) <= 150]
    named = (_other_than(own, line, _HEADED.fullmatch(line) or _of(line)) for line in lines)
    if found := next(filter(None, named), None):
        return found
    if any(own in tone_key(line) for line in lines):
        return None
    named = (_other_than(own, line, _in_capitals(line)) for line in lines)
    return next(filter(None, named), None)


def _of(line: str) -> re.Match[str] | None:
    """A line such as Danh sách cán bộ phường Tân Tiến; a word in small letters is no name."""
    match = None if line.isupper() else _OF.fullmatch(line)
    if not match or match["name"][0].islower():
        return None
    # Where all words begin with capitals, Phường is one among them: Cán Bộ Phường Phụ Trách.
    return match if match["kind"][0].islower() or _is_name(match["name"]) else None


def _in_capitals(line: str) -> re.Match[str] | None:
    """A line such as DANH SÁCH CÁN BỘ PHƯỜNG TÂN TIẾN; none where other words follow the kind."""
    match = _IN_CAPITALS.fullmatch(line) if line.isupper() else None
    return match if match and _is_name(match["name"]) else None


def _is_name(text: str) -> bool:
    """Whether no word of what follows the kind is one of plain titles."""
    return _NO_NAME.isdisjoint(_END.split(text, maxsplit=1)[0].upper().split())


def _other_than(own: str, line: str, match: re.Match[str] | None) -> str | None:
    """The unit that a title line names, as "Phường X"; None when it names none or the own one."""
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
