"""The head of a register: which column is which, in the words of either language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sheets_schema.messages import LANGUAGES
from sheets_schema.register.line import FIELDS, Line, title
from sheets_schema.vietnam.text import one_line

NEEDED = ("code", "name")
# A tab, or a CSV made of one, may have so many rows of titles above its head.
_TITLE_ROWS = 30
# So many columns of a register in one row are no chance.
_ENOUGH = 3
# What people, and the form of a sample district, call the same columns.
_ALSO = {
    "id": "code",
    "mã": "code",
    "mã phường": "code",
    "tên": "name",
    "phường": "name",
    "tên phường": "name",
    "loại": "kind",
    "email": "emails",
    "tdp": "residential_groups",
    "tdps": "residential_groups",
    "các tổ dân phố": "residential_groups",
}


class Head(NamedTuple):
    """Where a head stands (0-based row), and each field's column and heading as typed."""

    row: int
    columns: dict[str, int]
    titles: dict[str, str]

    def line(self, number: int, cells: Sequence[str]) -> Line:
        """What a row of texts below the head says; `number` is the row as people count."""
        said = {field: cells[at].strip() for field, at in self.columns.items() if at < len(cells)}
        return Line(number, said)


def find_head(rows: Iterable[Sequence[str]]) -> Head | None:
    """The first row that names both needed columns, None where there is none."""
    return next((head for head in _heads(rows) if head.columns.keys() >= set(NEEDED)), None)


def find_torn_head(rows: Iterable[Sequence[str]]) -> Head | None:
    """The first row that names one of the needed columns and some others: what is left of a head
    of which somebody deleted columns."""
    torn = (head for head in _heads(rows) if head.columns.keys() & set(NEEDED))
    return next((head for head in torn if len(head.columns) >= _ENOUGH), None)


def _heads(rows: Iterable[Sequence[str]]) -> Iterator[Head]:
    """The first rows as heads, whatever they name."""
    for number, row in zip(range(_TITLE_ROWS), rows, strict=False):
        columns: dict[str, int] = {}
        for at, heading in enumerate(row):
            if (field := field_of(heading)) is not None:
                columns.setdefault(field, at)
        yield Head(number, columns, {f: one_line(row[at]) for f, at in columns.items()})


def field_of(heading: str) -> str | None:
    """Our name of the column with that heading, None for one that is not of a register."""
    return known_heads().get(one_line(heading).casefold())


@cache
def known_heads() -> Mapping[str, str]:
    """Our names of columns by what they are called, in small letters."""
    titles = {title(one, lang).casefold(): one for one in FIELDS for lang in LANGUAGES}
    return {**_ALSO, **titles, **{one: one for one in FIELDS}}
