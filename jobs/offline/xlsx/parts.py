"""An Excel file read from the XML parts that a list needs, and from nothing else.

ECMA-376 part 1, 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings) and 18.8 (styles). It says
of every cell what openpyxl says, in a quarter of the time; what it does not know, or what is too
large to be held as a tree, it leaves to openpyxl.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jobs.offline.running.bounds import Bounds, Places
from jobs.offline.xlsx.number_formats import Formats, shown_number
from sheets_schema.workbook import Tab, Value

if TYPE_CHECKING:
    from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _TEXT, _RUN = (
    f"{_MAIN}{name}" for name in ("row", "c", "v", "f", "is", "t", "r")
)
_BOOK = "xl/workbook.xml"
# A tree of a larger part takes more memory than reading it as it comes is worth.
_LARGEST = 8_000_000
# Days 0 of the two calendars, and of the serial numbers of Google and Excel.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_DAY_ZERO = date(1899, 12, 30)
_DAY_SECONDS = 86_400
_LEAP_DAY = 60
_LETTERS = re.compile(r"[A-Z]{1,3}")


class Unusual(Exception):  # noqa: N818  (no fault of the file's)
    """A file that this reader leaves to another one."""


class _Book(NamedTuple):
    """What cells of all tabs refer to."""

    strings: Sequence[str]
    formats: Formats
    epoch: datetime


def read_parts(path: Path, bounds: Bounds) -> tuple[Tab, ...]:
    """The tabs of a workbook. Raises OutOfBounds, Unusual, and what its parsers raise."""
    # Whoever reads other files does not pay for it.
    from zipfile import ZipFile

    places = Places(bounds)
    with ZipFile(path) as archive:
        root = _part(archive, _BOOK)
        targets = dict(_targets(archive))
        settings = root.find(f"{_MAIN}workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        book = _Book(
            _strings(archive, targets),
            _formats(archive, targets),
            _EPOCH_1904 if since_1904 else _EPOCH,
        )
        return tuple(
            _tab(_part(archive, target), str(sheet.get("name")), hidden, book, places)
            for sheet, target, hidden in _sheets(root, targets, archive)
        )


def _part(archive: "ZipFile", name: str) -> Element:
    if archive.getinfo(name).file_size > _LARGEST:
        raise Unusual(name)
    content = archive.read(name)
    # Nobody who saves a list declares entities.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:4]:
        raise Unusual(name)
    return ElementTree.fromstring(content)


def _targets(archive: "ZipFile") -> Iterator[tuple[str, tuple[str, str]]]:
    """The parts of the workbook by the ids of their relations: the last word of what they are, and
    their name."""
    for one in _part(archive, "xl/_rels/workbook.xml.rels"):
        target = str(one.get("Target"))
        name = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        yield str(one.get("Id")), (str(one.get("Type")).rpartition("/")[2], name)


def _sheets(
    root: Element, targets: Mapping[str, tuple[str, str]], archive: "ZipFile"
) -> Iterator[tuple[Element, str, bool]]:
    known = set(archive.namelist())
    found = root.find(f"{_MAIN}sheets")
    if found is None:
        raise Unusual(_BOOK)
    for sheet in found:
        number = sheet.get(f"{_DOCUMENT}id")
        if number is None:
            continue
        kind, target = targets[number]
        if kind != "chartsheet" and target in known:
            yield sheet, target, sheet.get("state", "visible") != "visible"


def _named(targets: Mapping[str, tuple[str, str]], kind: str) -> str | None:
    return next((target for one, target in targets.values() if one == kind), None)


def _strings(archive: "ZipFile", targets: Mapping[str, tuple[str, str]]) -> list[str]:
    name = _named(targets, "sharedStrings")
    if name is None:
        return []
    # How Excel writes an underscore that stands before what looks like an escape.
    return [_said(one).replace("x005F_", "") for one in _part(archive, name)]


def _formats(archive: "ZipFile", targets: Mapping[str, tuple[str, str]]) -> Formats:
    name = _named(targets, "styles")
    if name is None:
        return Formats.of({}, ())
    root = _part(archive, name)
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for group in root.iter(f"{_MAIN}numFmts")
        for one in group
    }
    cells = root.find(f"{_MAIN}cellXfs")
    styles = [] if cells is None else [int(one.get("numFmtId", "0")) for one in cells]
    return Formats.of(own, styles)


def _said(element: Element) -> str:
    """A text, or its pieces in one; what says how it is pronounced is left out."""
    first = element.find(_TEXT)
    pieces = [first.text if first is not None else None]
    pieces += [run.findtext(_TEXT) for run in element if run.tag == _RUN]
    return "".join(piece for piece in pieces if piece)


def _tab(root: Element, title: str, hidden: bool, book: _Book, places: Places) -> Tab:
    values: list[list[Value]] = []
    shown: list[list[str]] = []
    formulas: dict[tuple[int, int], str] = {}
    data = root.find(f"{_MAIN}sheetData")
    if data is None:
        raise Unusual(title)
    last = 0
    for element in data:
        number = int(element.get("r", last + 1))
        if element.tag != _ROW or number <= last:
            raise Unusual(title)
        places.skip(title, number, number - last - 1)
        last = number
        row, said = _cells(element, number - 1, book, formulas)
        places.take(title, number, len(row))
        if row:
            gap = number - 1 - len(values)
            values.extend([] for _ in range(gap))
            shown.extend([] for _ in range(gap))
            values.append(row)
            shown.append(said)
    return Tab(title, values, shown, formulas, hidden=hidden)


def _cells(
    element: Element, number: int, book: _Book, formulas: dict[tuple[int, int], str]
) -> tuple[list[Value], list[str]]:
    """The cells of a row up to the last that holds something, and what Excel shows of them."""
    values: list[Value] = []
    shown: list[str] = []
    column = -1
    for cell in element:
        before = column
        column = _column(cell.get("r"), before)
        if column <= before:
            raise Unusual("cells in another order")
        value, text, formula = _cell(cell, book)
        if formula:
            formulas[number, column] = formula
        elif value is None:
            continue
        gap = column - len(values)
        if gap:
            values += [None] * gap
            shown += [""] * gap
        values.append(value)
        shown.append(text)
    return values, shown


def _column(ref: str | None, before: int) -> int:
    """The column of a cell from 0, by its name or behind the one before."""
    if ref is None:
        return before + 1
    letters = _LETTERS.match(ref)
    if letters is None:
        raise Unusual(ref)
    column = 0
    for letter in letters[0]:
        column = 26 * column + ord(letter) - 64
    return column - 1


def _cell(cell: Element, book: _Book) -> tuple[Value, str, str]:
    """What a cell holds, what is shown of it, and its formula ("": none)."""
    kind = cell.get("t", "n")
    if kind == "s" and len(cell) == 1 and cell[0].tag == _VALUE:
        text = book.strings[int(cell[0].text or "")]
        return text, text, ""
    formula = cell.find(_FORMULA)
    said = _formula(formula) if formula is not None else ""
    raw = cell.findtext(_VALUE) or None
    if raw is None:
        inline = cell.find(_INLINE) if kind == "inlineStr" and not said else None
        spoken = None if inline is None else _said(inline)
        # A formula that no program has computed yet stands for its result.
        return said or spoken, spoken or "", said
    value, text = _typed(raw, kind, int(cell.get("s", "0")), book)
    return value, text, said


def _formula(element: Element) -> str:
    if element.get("t", "normal") not in ("normal", "array") and not element.text:
        # The formula of another cell, moved; or a table of data.
        raise Unusual("formula")
    if element.get("t") == "dataTable":
        raise Unusual("formula")
    return f"={element.text or ''}"


def _typed(raw: str, kind: str, style: int, book: _Book) -> tuple[Value, str]:
    if kind == "n":
        number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        if style in book.formats.dates:
            return _dated(number, style in book.formats.spans, book.epoch)
        return number, shown_number(number, book.formats.zeros.get(style, 0))
    if kind == "s":
        text = book.strings[int(raw)]
        return text, text
    if kind == "b":
        value = bool(int(raw))
        return value, shown_number(value, book.formats.zeros.get(style, 0))
    if kind in ("str", "e"):
        return raw, raw
    raise Unusual(kind)


def _dated(number: float, span: bool, epoch: datetime) -> tuple[Value, str]:
    """A day as its serial number and as people write it; a time or a span of time as a text."""
    try:
        if span:
            text = str(_rounded(timedelta(days=number)))
            return text, text
        day, fraction = divmod(number, 1)
        rest = timedelta(milliseconds=round(fraction * _DAY_SECONDS * 1000))
        if 0 <= number < 1 and rest.days == 0:
            text = (datetime.min + rest).time().isoformat()
            return text, text
        if 0 < number < _LEAP_DAY and epoch == _EPOCH:
            # Excel counts a 29/02/1900 that never was.
            day += 1
        found = epoch + timedelta(days=day) + rest
    except (OverflowError, ValueError):
        return "#VALUE!", "#VALUE!"
    return (found.date() - _DAY_ZERO).days, f"{found:%d/%m/%Y}"


def _rounded(span: timedelta) -> timedelta:
    if not span.microseconds:
        return span
    whole = span.total_seconds() // 1
    return timedelta(seconds=whole, microseconds=round(span.microseconds, -3))
