"""A column of identity numbers in a list that does not ask for them, by what it holds."""

from collections.abc import Iterator, Sequence

from sheets_schema.account import column_letters
from sheets_schema.cells.words import holds_citizen_number, is_bare_citizen_number
from sheets_schema.list_reading import ListReading
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.cccd import clean_cccd
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

CODE = "privacy-unasked-ids"
_TYPE = "cccd"
_ID_HEADING = lazy(r"\b(?:cccd|cmnd|cmt|can cuoc|dinh danh|giay to|so the)\b")
_NINE_OR_TWELVE = (9, 12)


def tell_unasked_ids(reading: ListReading) -> None:
    """One finding for each column that nobody asked for in which identity numbers stand.

    The letter of a campaign asks for them in one list alone; anything more is more than the office
    may hold (Decree 13/2023/ND-CP, article 3: no more data than the purpose needs).
    """
    tab, header = reading.layout.tab, reading.layout.header_row
    asked = any(column.type == _TYPE for column in reading.table.columns)
    if tab is None or header is None or asked or not reading.rows:
        return
    for col, heading in _further_columns(reading, tab.values[header]):
        cells = [_at(tab.values[row], col) for row in reading.rows]
        there = [value for value in cells if not is_blank(value)]
        n = sum(_is_id(value, heading, reading.as_of.year) for value in there)
        if n and 3 * n >= len(there):
            place = {"heading": heading or column_letters(col), "n": str(n)}
            reading.tell(CODE, params={"tab": reading.tab_title, **place})


def _further_columns(reading: ListReading, headings: Sequence[Value]) -> Iterator[tuple[int, str]]:
    layout = reading.layout
    beside = {col for name in layout.columns for col in layout.beside(name)}
    used = {*layout.columns.values(), *beside, *layout.own}
    for col in range(layout.width + 1):
        if col not in used:
            yield col, str(_at(headings, col) or "").strip()


def _is_id(value: Value, heading: str, year: int) -> bool:
    is_id = clean_cccd(year)
    if is_bare_citizen_number(value, is_id) or holds_citizen_number(str(value)[:200], is_id):
        return True
    digits = sum(map(str.isdigit, str(value).removesuffix(".0")))
    return digits in _NINE_OR_TWELVE and _ID_HEADING.search(fold(heading)) is not None


def _at(cells: Sequence[Value], col: int) -> Value:
    return cells[col] if col < len(cells) else None
