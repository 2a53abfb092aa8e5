"""The pass over the cells of a list: each column by its compiled reader, right cells fast."""

import re
from collections.abc import Mapping
from itertools import repeat

from sheets_schema.campaign import Column
from sheets_schema.cell_structure import structure_of
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import RIGHT, CellReader, Surroundings
from sheets_schema.columns import Cells, Columns
from sheets_schema.list_reading import READING, STRUCTURE, ListReading
from sheets_schema.rows import is_blank
from sheets_schema.suspects import suspects
from sheets_schema.two_in_one import parted
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

# Formulas that fetch, link or run something; sums and row numbers of the unit's own are harmless.
_REACHES_OUT = lazy(
    r"HYPERLINK|IMPORT(?:XML|HTML|DATA|FEED|RANGE)|IMAGE|WEBSERVICE|GOOGLEFINANCE|GOOGLETRANSLATE|"
    r"ENCODEURL|QUERY|INDIRECT|DDE|\bcmd\b|powershell|mshta|\||SCRIPT|REGISTER|CALL|EXEC|"
    r"https?://",
    re.I,
)
_FORMULA = "formula-injection"
_NAMES_GROUP = lazy(r"(?:to|tdp|khu|thon|ap|khom)\b|.*cnscd")


def given_by_sections(reading: ListReading) -> frozenset[str]:
    """Declared columns that no heading stands for and the sections tell: the groups of a list."""
    if not any(one and _NAMES_GROUP.match(fold(one)) for one in set(reading.sections)):
        return frozenset()
    columns = reading.table.columns
    return frozenset(
        c.name
        for c in columns
        if c.params.get("fill_down") and c.name not in reading.layout.columns
    )


def compile_readers(reading: ListReading, around: Surroundings) -> dict[str, CellReader]:
    """The reader of each declared column that stands in the tab, by name."""
    return {
        column.name: CELL_TYPES[column.type].compile(column, _around(reading, column, around))
        for column in reading.table.columns
        if reading.has(column.name) or column.name in reading.in_one
    }


def _around(reading: ListReading, column: Column, around: Surroundings) -> Surroundings:
    """Under a heading that asks for the day of birth whole dates are right."""
    asks = "ngày" in reading.heading(column.name).lower()
    return around._replace(whole_dates=True) if asks else around


def read_columns(reading: ListReading, columns: Columns, readers: Mapping[str, CellReader]) -> None:
    """Read every column of the list into `clean` and `found`; the columns are used up by it."""
    cells = {column.name: _data_cells(reading, columns, column) for column in reading.table.columns}
    if reading.in_one:
        name, phone = reading.in_one
        both = list(map(parted, cells[name].values))
        cells[name] = Cells([one for one, _ in both])
        cells[phone] = Cells([other for _, other in both])
    reading.clean = {name: column.values for name, column in cells.items()}
    for column in reading.table.columns:
        if column.name in readers:
            _read_column(reading, cells[column.name], column, readers[column.name])
        elif column.name in reading.given:
            _fill_down(reading, column.name)
    _look_at_formulas(reading)


def _data_cells(reading: ListReading, columns: Columns, column: Column) -> Cells:
    """The cells of a column in the rows of data; a missing column is one of empty cells."""
    layout, rows = reading.layout, reading.rows
    if column.name not in layout.columns:
        return Cells([None] * len(rows))
    cells = columns.cells(layout.columns[column.name])
    if len(rows) == len(cells.values):
        return cells
    start = (layout.header_row or 0) + 1
    return Cells([cells.values[row - start] for row in rows])


def _read_column(reading: ListReading, cells: Cells, column: Column, reader: CellReader) -> None:
    """One column: right cells cost a test or a look-up, everything else is read slowly.

    The list of what was typed becomes, in place, that of what is meant: copies of all columns
    were a sixth of the time.
    """
    name, clean = column.name, cells.values
    indices, reader = suspects(cells, reader)
    missing = column.codes.get("missing") if column.required else None
    for index in indices:
        value = clean[index]
        if value is None or value == "" or is_blank(value):
            clean[index] = None
            if missing:
                reading.find(index, name, missing)
        else:
            _read_slowly(reading, index, name, value, reader)
    if column.params.get("fill_down"):
        _fill_down(reading, name)


def _fill_down(reading: ListReading, name: str) -> None:
    """Merged cells: the name of a group stands in its first row only, or in a heading above."""
    clean = reading.clean[name]
    if None not in clean:
        return
    current: Value = None
    section = None
    sections = reading.sections or repeat(None)
    for index, (value, above) in enumerate(zip(clean, sections, strict=False)):
        if above != section:
            section = above
            current = section if section and _NAMES_GROUP.match(fold(section)) else current
        if value is not None:
            current = value
        elif current is not None and is_blank(reading.whole(index, name)):
            clean[index] = current
            reading.forget(index, name)


def _read_slowly(
    reading: ListReading, index: int, name: str, value: Value, reader: CellReader
) -> None:
    """Read one cell and note what is wrong with it."""
    if reader.is_too_long(value):
        reading.clean[name][index] = None
        reading.find_too_long(index, name, reader.longest)
        return
    structure = structure_of(value, reader.ditto) if isinstance(value, str) else None
    if structure == _FORMULA and _is_not_computed(reading, index, name, value):
        reading.clean[name][index] = None
        reading.not_computed.add((index, name))
        return
    if structure:
        reading.clean[name][index] = None
        if structure != "ditto-mark":
            reading.forbidden.add((index, name))
        reading.find(index, name, structure, STRUCTURE)
        return
    by_itself = reader.few and isinstance(value, str)
    result = reader.read(value, None if by_itself else reading.seen(index, name))
    clean = result.clean
    reading.clean[name][index] = as_number(clean) if clean and reader.number else clean
    if result.code:
        reading.find(index, name, result.code, READING, result.proposed, result.params)


def as_number(written: str) -> Value:
    """The number that is written with digits and a point, else the text itself."""
    try:
        return int(written) if written.lstrip("-").isdigit() else float(written)
    except ValueError:
        return written


def _is_not_computed(reading: ListReading, index: int, name: str, value: Value) -> bool:
    """Whether a formula stands for its result because no program has computed it yet."""
    tab, col = reading.layout.source, reading.layout.columns.get(name)
    if tab is None or col is None or not isinstance(value, str):
        return False
    typed = tab.formulas.get((reading.rows[index], col))
    return typed == value and not _REACHES_OUT.search(value)


def _look_at_formulas(reading: ListReading) -> None:
    """Formulas that reach out of the list are told and kept out of the report."""
    tab = reading.layout.tab
    if tab is None or not tab.formulas:
        return
    index_of = {row: index for index, row in enumerate(reading.rows)}
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
