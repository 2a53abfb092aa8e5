"""Rows that stand in the wrong place: shifted by a column, or in another list's tab."""

from collections.abc import Sequence

from sheets_schema.campaign import CheckUse, Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import CellReader, Surroundings
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.column_pass import reading_of
from sheets_schema.forms import LIST
from sheets_schema.list_reading import DUPLICATE, ListReading, WorkbookReading
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.platform_name import canonical_platform, is_product_name
from sheets_schema.workbook import Value

# Types whose cells tell by themselves whether a value belongs there.
TELLING = frozenset(name for name, kind in CELL_TYPES.items() if kind.telling)


def find_shifted_rows(reading: ListReading, code: str, around: Surroundings) -> None:
    """Rows whose cells read well only a column or two beside where they stand."""
    orders = _orders(reading)
    readers: dict[str, CellReader] = {}
    for index in _suspicious_rows(reading, orders[0]):
        for column in orders[0]:
            if column.name not in readers:
                readers[column.name] = CELL_TYPES[column.type].compile(column, around)
        if any(_is_shifted(reading, index, columns, readers) for columns in orders):
            reading.find_row(index, code)


def _orders(reading: ListReading) -> list[list[Column]]:
    """The columns as they stand, and as the template had them: rows are pasted in either order."""
    declared = [column for column in reading.table.columns if reading.has(column.name)]
    standing = sorted(declared, key=lambda column: reading.layout.columns[column.name])
    return [standing] if standing == declared else [standing, declared]


def _suspicious_rows(reading: ListReading, columns: Sequence[Column]) -> list[int]:
    """Rows with at least two telling cells that cannot be read."""
    telling = {column.name for column in columns if column.type in TELLING}
    wrong: dict[int, int] = {}
    for index, name in reading.found:
        if name in telling and reading.clean[name][index] is None:
            wrong[index] = wrong.get(index, 0) + 1
    return sorted(index for index, count in wrong.items() if count >= 2)


def _is_shifted(
    reading: ListReading, index: int, columns: Sequence[Column], readers: dict[str, CellReader]
) -> bool:
    values = [reading.typed(index, column.name) for column in columns]
    here = _fit(values, columns, readers, repairs=True)
    for cut in range(len(values)):
        for width in (1, 2):
            gap = [None] * width
            moved = [*values[:cut], *values[cut + width :], *gap]
            empty = all(map(is_blank, values[cut : cut + width]))
            if empty and _fit(moved[: len(values)], columns, readers) >= here + 3:
                return True
        moved = [*values[:cut], None, *values[cut:-1]]
        if is_blank(values[-1]) and _fit(moved, columns, readers) >= here + 3:
            return True
    return False


def _fit(
    values: Sequence[Value],
    columns: Sequence[Column],
    readers: dict[str, CellReader],
    repairs: bool = False,
) -> int:
    """Cells that read well less cells that do not, over the telling columns.

    A repair is no proof that a cell stands where it belongs: B1284309 is nearly a telephone.
    """
    score = 0
    for value, column in zip(values, columns, strict=True):
        if column.type in TELLING and not is_blank(value):
            result = reading_of(readers[column.name], value, None)
            right = result.code is None or (repairs and result.clean is not None)
            score += 1 if right else -1
    return score


def _wrong_tab(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """Rows whose cells, taken in the order of the other list's columns, belong to that list."""
    other = next(
        (one.table for one in book.lists.values() if one.table.name == text_param(use, "other")),
        None,
    )
    if other is None:
        return
    around = Surroundings(reading.unit, reading.as_of)
    theirs = [column for column in other.columns if column.type not in ("ordinal", "note")]
    readers = {c.name: CELL_TYPES[c.type].compile(c, around) for c in theirs}
    orders = [
        [column for column in columns if column.type not in ("ordinal", "note")]
        for columns in _orders(reading)
    ]
    wrong = {index for index, _ in reading.found}
    for index in sorted(wrong):
        rows = ([reading.typed(index, column.name) for column in ours] for ours in orders)
        if any(_belongs_to(values, theirs, readers) for values in rows):
            reading.find_row(index, use.code, {"other": other.title})
    _tell_products(use, reading, other)


def _tell_products(use: CheckUse, reading: ListReading, other: Table) -> None:
    """Rows named as nothing but a known product, where the other list is one of platforms."""
    subject = reading.table.subject
    if other.column(other.subject).type != "platform_name" or not reading.has(subject):
        return
    for index in range(len(reading.rows)):
        name = reading.text(index, subject)
        if index not in reading.silenced and is_product_name(name):
            params = {"other": other.title, "name": name}
            reading.find(index, subject, use.code, DUPLICATE, params=params)


def _belongs_to(
    values: Sequence[Value], columns: Sequence[Column], readers: dict[str, CellReader]
) -> bool:
    """At least two cells that only the other list's telling or choice columns explain.

    A product that everybody knows tells as much as an address, which many leave out.
    """
    score = 0
    for value, column in zip(values, columns, strict=False):
        if is_blank(value):
            continue
        result = readers[column.name].read(value, None)
        if column.type in ("web_address", "choice") and result.clean is not None:
            score += result.code is None
        if column.type == "platform_name" and isinstance(value, str):
            score += canonical_platform(value) is not None
    return score >= 2


WRONG_TAB = TableCheck(_wrong_tab, params={"other": LIST}, needs=frozenset({"other"}))
