"""A list against itself in the last period: numbers that jumped, rows that left, figures copied.

All of it are questions: what changed may have changed, and what is the same may be the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, list_param, text_param
from sheets_schema.checks.rules import amount
from sheets_schema.finding import shown_text
from sheets_schema.forms import COLUMNS, NUMBER
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.vietnam.number import vietnamese_number
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

Key = tuple[str, ...]
# A change by more than this share is asked about where the declaration names none.
USUAL_SHARE = 50.0
# Of a list of fewer rows nobody can say that it was copied, or that it shrank.
FEWEST_ROWS = 3
NAMED = 5


def _since_last(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """Says nothing where there was no last period, or where its key columns are missing."""
    before = _Before(use, reading, book.last.get(reading.table.name, ()))
    if not before.rows or not all(reading.has(column) for column in before.key):
        return
    keys = [before.key_of(_row(reading, index)) for index in range(len(reading.rows))]
    for index, key in enumerate(keys):
        if key in before.by_key:
            _tell_jumps(use, reading, index, before)
    _tell_left(use, reading, before, set(keys))
    _tell_shrunk(use, reading, before)
    _tell_copied(use, reading, before)


class _Before:
    """The rows of the last period by their key; rows of one key twice are left out."""

    def __init__(
        self, use: CheckUse, reading: ListReading, rows: Sequence[Sequence[Value]]
    ) -> None:
        names = [column.name for column in reading.table.columns]
        self.rows = [dict(zip(names, values, strict=False)) for values in rows]
        self.key = list_param(use, "key") or (reading.table.subject,)
        self.numbers = [one for one in list_param(use, "columns") if reading.has(one)]
        keys = [self.key_of(row) for row in self.rows]
        self.by_key = {
            key: row
            for key, row in zip(keys, self.rows, strict=True)
            if any(key) and keys.count(key) == 1
        }

    def key_of(self, row: Mapping[str, Value]) -> Key:
        return tuple(fold(shown_text(row.get(column)).strip()) for column in self.key)

    def figures(self, rows: Sequence[Mapping[str, Value]]) -> list[tuple[Decimal | None, ...]]:
        """The numbers of rows, in whatever order these stand."""
        found = [tuple(amount(row.get(name)) for name in self.numbers) for row in rows]
        return sorted(found, key=repr)


def _row(reading: ListReading, index: int) -> dict[str, Value]:
    return {name: values[index] for name, values in reading.clean.items()}


def _share(use: CheckUse) -> Decimal:
    share = use.params.get("share", USUAL_SHARE)
    return Decimal(str(share))


def _tell_jumps(use: CheckUse, reading: ListReading, index: int, before: _Before) -> None:
    row = _row(reading, index)
    last = before.by_key[before.key_of(row)]
    for column in before.numbers:
        was, now = amount(last.get(column)), amount(row.get(column))
        if was is None or now is None or was == now:
            continue
        if not was or abs(now - was) * 100 > _share(use) * abs(was):
            params = {"last": vietnamese_number(was), "share": vietnamese_number(_share(use))}
            reading.find(index, column, use.code, COMPARISON, params=params)


def _tell_left(use: CheckUse, reading: ListReading, before: _Before, here: set[Key]) -> None:
    code = text_param(use, "left")
    gone = [row for key, row in before.by_key.items() if key not in here]
    if not (code and gone and reading.rows):
        return
    names = [shown_text(row.get(reading.table.subject)) for row in gone]
    said = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    params = {"n": str(len(gone)), "names": said, "tab": reading.tab_title}
    # An explanation holds for these rows, and for no others.
    reading.tell(code, value=", ".join(sorted(names)), params=params)


def _tell_shrunk(use: CheckUse, reading: ListReading, before: _Before) -> None:
    code, was, now = text_param(use, "shrank"), len(before.rows), len(reading.rows)
    if not code or was < FEWEST_ROWS or not now:
        return
    if (was - now) * 100 > _share(use) * was:
        params = {"n": str(now), "last": str(was), "tab": reading.tab_title}
        reading.tell(code, value=str(now), params=params)


def _tell_copied(use: CheckUse, reading: ListReading, before: _Before) -> None:
    code, rows = text_param(use, "same"), [_row(reading, i) for i in range(len(reading.rows))]
    if not code or not before.numbers or len(rows) < FEWEST_ROWS:
        return
    if before.figures(rows) == before.figures(before.rows) and any(_filled(before, rows)):
        titles = ", ".join(reading.heading(column) for column in before.numbers)
        reading.tell(code, params={"columns": titles, "tab": reading.tab_title})


def _filled(before: _Before, rows: Sequence[Mapping[str, Value]]) -> Iterator[bool]:
    return (bool(amount(row.get(name))) for row in rows for name in before.numbers)


SINCE_LAST = TableCheck(
    _since_last,
    columns={"key": COLUMNS, "columns": COLUMNS},
    codes=frozenset({"left", "shrank", "same"}),
    params={"share": NUMBER},
    needs=frozenset({"columns"}),
)
"""`columns` hold the numbers, `key` names what a row is known by (the list's subject), `share` is
the change in percent that is asked about; `left`, `shrank` and `same` are codes of their own."""
