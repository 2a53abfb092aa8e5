"""From what was asked for to the person: what the rows of the store say of them besides."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jobs.persons.person import Person, folded
from jobs.persons.sought import Sought, phone_of
from jobs.store.law.held import StoredRow
from sheets_schema.campaign import Table
from sheets_schema.vietnam.digit_text import digits_of_number
from sheets_schema.workbook import Value

# What says nothing about a person once name and numbers are gone stays, for the sums.
_THEIRS = frozenset({"text", "note", "date", "web_address", "tax_number"})
_ROUNDS = 4


class SeveralPersonsError(Exception):
    """What was asked for fits `n` persons: nothing is shown or erased before one is named."""

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.n = n


def texts_of(values: Iterable[Value]) -> list[str]:
    """Values as the texts that people see in the cells."""
    return [_text(value) for value in values]


def _text(value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return ""
    return digits_of_number(value) or str(value)


def resolve(asked: Sought, rows: Sequence[StoredRow], tables: Mapping[str, Table]) -> Person:
    """Who that is. Raises SeveralPersonsError where the rows speak of more than one."""
    person = Person(
        ids=frozenset(filter(None, [asked.id])),
        phones=frozenset(filter(None, [asked.phone])),
        names=frozenset(filter(None, [folded(asked.name)])),
        units=frozenset(filter(None, [asked.unit])) if asked.name else frozenset(),
    )
    return with_rows(person, rows, tables)


def with_rows(person: Person, rows: Sequence[StoredRow], tables: Mapping[str, Table]) -> Person:
    """The same with what their rows say besides. Raises SeveralPersonsError."""
    for _ in range(_ROUNDS):
        mine = [row for row in rows if person.is_theirs(texts_of(row.values), row.unit, row.key)]
        known = _with(person, [_said(row, tables.get(row.table)) for row in mine])
        if known == person:
            break
        person = known
    return person


@dataclass(frozen=True, slots=True)
class _Said:
    """What one row says of a person; nothing where it speaks of several, or of none."""

    key: str = ""
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def _said(row: StoredRow, table: Table | None) -> _Said:
    if table is None:
        return _Said()
    by_type: dict[str, list[str]] = {}
    kinds = {column.name: column.type for column in table.columns}
    pairs = zip(table.columns, texts_of(row.values), strict=False)
    for column, text in pairs:
        by_type.setdefault(column.type, []).append(text)
    if len(by_type.get("person_name", ())) != 1:
        return _Said()
    subject = kinds.get(table.subject) == "person_name"
    others = [text for kind in sorted(_THEIRS) for text in by_type.get(kind, ()) if subject]
    return _Said(
        key=row.key if subject else "",
        names=tuple(folded(one) for one in by_type["person_name"] if one.strip()),
        ids=tuple(_ids(by_type.get("cccd", ()))),
        phones=tuple(_phones(by_type.get("phone", ()))),
        emails=tuple(filter(None, (one.strip() for one in by_type.get("email", ())))),
        others=tuple(filter(None, map(folded, others))),
    )


def _ids(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        digits = re.sub(r"\D", "", text)
        if len(digits) == 12:
            yield digits


def _phones(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        # Two numbers in one cell are two.
        for part in re.split(r"[/;,\n]| - ", text):
            digits = re.sub(r"\D", "", part)
            if len(digits) >= 9 and (found := phone_of(digits)):
                yield found


def _with(person: Person, said: Sequence[_Said]) -> Person:
    names = person.names or frozenset(name for one in said for name in one.names)
    ids = person.ids or frozenset(one for part in said for one in part.ids)
    if len(ids) > 1 or (not person.ids and len(names) > 1):
        raise SeveralPersonsError(max(len(ids), len(names)))
    names |= {name for one in said for name in one.names}
    return replace(
        person,
        ids=ids,
        names=names,
        phones=person.phones | {one for part in said for one in part.phones},
        emails=person.emails | {one for part in said for one in part.emails},
        others=person.others | {one for part in said for one in part.others},
        rows=person.rows | {one.key for one in said if one.key},
    )
