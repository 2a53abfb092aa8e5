"""A workbook from an OpenDocument spreadsheet (.ods), as LibreOffice and Google save it.

OpenDocument 1.3, part 3, sections 9.1 (tables) and 19.385 (values): equal cells and rows that
follow each other are written once, with how often they stand there.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from jobs.offline.json_workbook import ReadWorkbook
from jobs.offline.running.bounds import BOUNDS, Bounds, Places
from sheets_schema.workbook import Tab, Value, Workbook

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_GROUPS = frozenset(
    f"{_TABLE}{one}" for one in ("table-rows", "table-header-rows", "table-row-group")
)
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
# Day 0 of the serial numbers of Google and Excel.
_DAY_ZERO = date(1899, 12, 30)
_Cell = tuple[Value, str, str]


def read_ods(path: Path, bounds: Bounds = BOUNDS) -> ReadWorkbook:
    """One workbook with typed cells. Raises what its parsers raise, and OutOfBounds."""
    with ZipFile(path) as archive:
        content = archive.read("content.xml")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError(path.name)  # Nobody who saves a list declares entities.
    root = ElementTree.fromstring(content)
    hidden = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        for part in style.iter(f"{_STYLE}table-properties")
        if part.get(f"{_TABLE}display") == "false"
    }
    places = Places(bounds)
    tables = root.iter(f"{_TABLE}table")
    tabs = tuple(_tab(one, one.get(f"{_TABLE}style-name") in hidden, places) for one in tables)
    return ReadWorkbook(path, Workbook(path.stem, tabs))


def _tab(table: ElementTree.Element, hidden: bool, places: Places) -> Tab:
    title = table.get(f"{_TABLE}name") or ""
    values: list[list[Value]] = []
    shown: list[list[str]] = []
    formulas: dict[tuple[int, int], str] = {}
    row = 0
    for element in _rows(table):
        cells = _cells(element, title, row, places)
        times = _repeated(element, "rows")
        for _ in range(times if cells else 0):
            places.take(title, row + 1, len(cells))
            _pad(values, shown, row)
            values.append([value for value, _, _ in cells])
            shown.append([text for _, text, _ in cells])
            formulas.update({(row, col): one for col, (_, _, one) in enumerate(cells) if one})
            row += 1
        row += 0 if cells else times
    return Tab(title, values, shown, formulas, hidden=hidden)


def _pad(values: list[list[Value]], shown: list[list[str]], rows: int) -> None:
    """Empty rows before the next that is filled."""
    missing = rows - len(values)
    values.extend([] for _ in range(missing))
    shown.extend([] for _ in range(missing))


def _rows(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cells(row: ElementTree.Element, title: str, number: int, places: Places) -> list[_Cell]:
    """The cells of a row up to the last that holds something."""
    found: list[_Cell] = []
    empty = 0
    for child in row:
        if child.tag not in _CELLS:
            continue
        cell, times = _cell(child), _repeated(child, "columns")
        if cell[0] is None and not cell[2]:
            empty += times
            continue
        places.take(title, number + 1, empty + times)
        found += [(None, "", "")] * empty + [cell] * times
        empty = 0
    return found


def _cell(element: ElementTree.Element) -> _Cell:
    kind = element.get(f"{_OFFICE}value-type")
    said = "\n".join(_said(one) for one in element if one.tag == f"{_TEXT}p")
    formula = element.get(f"{_TABLE}formula", "").partition("=")
    value: Value = said or None
    if kind in _NUMBERS:
        number = float(element.get(f"{_OFFICE}value", "0"))
        value = int(number) if number.is_integer() else number
    elif kind == "date":
        day = date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
        value, said = (day - _DAY_ZERO).days, f"{day:%d/%m/%Y}"
    elif kind == "boolean":
        value = element.get(f"{_OFFICE}boolean-value") == "true"
    return value, said, f"={formula[2]}" if formula[2] else ""


def _said(element: ElementTree.Element) -> str:
    """The text of a paragraph with its spaces and line breaks."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(100, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_said(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _repeated(element: ElementTree.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
