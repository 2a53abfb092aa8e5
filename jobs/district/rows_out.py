"""The rows of one consolidated list for programs, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jobs.district.content import Content
from jobs.district.export import masked
from jobs.district.list_tab import list_tab, row_key
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Table

# So many rows a page at most, and where nobody says.
MOST, USUAL = 1000, 200


class RowOut(NamedTuple):
    """One row: its key (as in the consolidated spreadsheet), the key of its unit, the word of its
    state, its values by the names of the columns, and those with a proposal."""

    key: str
    unit: str
    state: str
    values: dict[str, Scalar | None]
    proposed: Sequence[str]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which rows are wanted: of one unit, of one state; `begin` is how many of them to leave out
    first, `most` how many at most, `full` asks for numbers of persons as officers see them."""

    unit: str = ""
    state: str = ""
    begin: int = 0
    most: int = USUAL
    full: bool = False


def rows_out(content: Content, table: Table, asked: Asked) -> tuple[list[RowOut], int]:
    """A page of a list's rows in the order of the register, and how many there are in all."""
    found = list(_all(content, table, asked))
    return found[asked.begin : asked.begin + min(asked.most, MOST)], len(found)


def _all(content: Content, table: Table, asked: Asked) -> Iterator[RowOut]:
    shown = list_tab(content, table).rows
    for unit in content.units:
        for row in content.rows[unit.key] if asked.unit in ("", unit.key) else ():
            if row.table == table.name and asked.state in ("", row.state):
                key = row_key(unit.key, table.name, row.row_id)
                cells = shown[key].cells if asked.full else masked(shown[key])
                names = (column.name for column in table.columns)
                values = dict(zip(names, cells[2:-2], strict=True))
                yield RowOut(key, unit.key, row.state, values, row.proposed, str(cells[-1] or ""))
