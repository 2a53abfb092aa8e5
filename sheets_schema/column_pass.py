"""The pass over the cells of a list: each column by its compiled reader, right cells fast."""

import re

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import RIGHT, CellReader, Surroundings
from sheets_schema.list_reading import READING, STRUCTURE, ListReading
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.placeholder import is_ditto
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

_ERROR = lazy(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!)|Loading\.\.\.|#+", re.I
)
# Formulas that fetch, link or run something; sums and row numbers of the unit's own are harmless.
_REACHES_OUT = lazy(
    r"HYPERLINK|IMPORT(?:XML|HTML|DATA|FEED|RANGE)|IMAGE|WEBSERVICE|GOOGLEFINANCE|GOOGLETRANSLATE|"
    r"ENCODEURL|QUERY|INDIRECT|DDE|\bcmd\b|powershell|mshta|\||SCRIPT|REGISTER|CALL|EXEC|"
    r"https?://",
    re.I,
)
_RUNS = lazy(r"[+@-][\s\d+*/-]*(?:[A-Za-z_.]+\s*[(|]|(?:cmd|dde)\b)", re.I)
_NAMES_GROUP = lazy(r"(?:to|tdp|khu|thon|ap|khom)\b|.*cnscd")
_LONGEST_DITTO = 20


def read_columns(reading: ListReading, around: Surroundings) -> None:
    """Read every column of the list into `raw`, `clean` and `found`."""
    for column in reading.table.columns:
        _take_column(reading, column.name)
    for column in reading.table.columns:
        if reading.has(column.name):
            _read_column(reading, column, CELL_TYPES[column.type].compile(column, around))
    _look_at_formulas(reading)


def _take_column(reading: ListReading, name: str) -> None:
    col = reading.layout.columns.get(name)
    if col is None:
        reading.raw[name] = [None] * len(reading.rows)
    else:
        reading.raw[name] = [row[1][col] if col < len(row[1]) else None for row in reading.rows]
    reading.clean[name] = list(reading.raw[name])


def _read_column(reading: ListReading, column: Column, reader: CellReader) -> None:
    """One column: right cells cost a test or a look-up, everything else is read slowly."""
    name = column.name
    raw, clean = reading.raw[name], reading.clean[name]
    reader = reader.refine(raw) if reader.refine else reader
    passes, numbers = reader.passes or _nothing_passes, reader.numbers
    missing = column.codes.get("missing") if column.required else None
    right: dict[Value, Value] = {}
    for index, value in enumerate(raw):
        if isinstance(value, str):
            if value and passes(value):
                continue
        elif type(value) is int and value in numbers:
            continue
        # True equals 1 in a dictionary, but is no number.
        if value in right and value is not True and value is not False:
            clean[index] = right[value]
        elif value is None or value == "" or is_blank(value):
            clean[index] = None
            if missing:
                reading.find(index, name, missing)
        elif _read_slowly(reading, index, name, value, reader) and reader.few:
            right[value] = clean[index]
    if column.params.get("fill_down"):
        _fill_down(reading, name)


def _fill_down(reading: ListReading, name: str) -> None:
    """Merged cells: the name of a group stands in its first row only, or in a heading above."""
    clean = reading.clean[name]
    current: Value = None
    section = None
    for index, row in enumerate(reading.rows):
        if row.section != section:
            section = row.section
            current = section if section and _NAMES_GROUP.match(fold(section)) else current
        if clean[index] is not None:
            current = clean[index]
        elif current is not None and is_blank(reading.raw[name][index]):
            clean[index] = current
            reading.forget(index, name)


def _nothing_passes(_: str) -> bool:
    return False


def _read_slowly(
    reading: ListReading, index: int, name: str, value: Value, reader: CellReader
) -> bool:
    """Read one cell, note what is wrong with it; whether it is right."""
    structure = _structure_of(value, reader) if isinstance(value, str) else None
    if structure:
        reading.clean[name][index] = None
        if structure != "ditto-mark":
            reading.forbidden.add((index, name))
        reading.find(index, name, structure, STRUCTURE)
        return False
    result = reader.read(value, None if reader.few else _shown(reading, index, name))
    clean = result.clean
    as_number = reader.number and clean is not None and clean.isdigit()
    reading.clean[name][index] = int(clean) if clean and as_number else clean
    if result.code:
        reading.find(index, name, result.code, READING, result.proposed, result.params)
    return not result.code


def _structure_of(value: str, reader: CellReader) -> str | None:
    """What is wrong with a text whatever its column: errors, formulas, ditto marks."""
    first = value[0]
    if first in "#L" and _ERROR.fullmatch(value.strip()):
        return "formula-error"
    if first == "=" or (first in "+-@" and _RUNS.match(value)):
        return "formula-injection"
    if reader.ditto and len(value) <= _LONGEST_DITTO and is_ditto(value):
        return "ditto-mark"
    return None


def _shown(reading: ListReading, index: int, name: str) -> str | None:
    """What a person sees in a cell, None when nobody knows."""
    tab = reading.layout.tab
    if tab is None or tab.shown is None:
        return None
    row, col = reading.rows[index].row, reading.layout.columns[name]
    if row >= len(tab.shown) or col >= len(tab.shown[row]):
        return None
    return tab.shown[row][col]


def _look_at_formulas(reading: ListReading) -> None:
    """Formulas that reach out of the list are told and kept out of the report."""
    tab = reading.layout.tab
    if tab is None or not tab.formulas:
        return
    index_of = {row.row: index for index, row in enumerate(reading.rows)}
    name_of = {col: name for name, col in reading.layout.columns.items()}
    for (row, col), formula in tab.formulas.items():
        if row in index_of and col in name_of and _REACHES_OUT.search(formula):
            index, name = index_of[row], name_of[col]
            reading.clean[name][index] = None
            reading.forbidden.add((index, name))
            reading.find(index, name, "formula-injection", STRUCTURE)


def reading_of(reader: CellReader, value: Value, shown: str | None) -> CellReading:
    """One cell read outside the pass: an empty one is right."""
    if value is None or is_blank(value):
        return RIGHT
    return reader.read(value, shown)
