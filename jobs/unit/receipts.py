"""The receipt of a report: a code that nobody can make up, and what it stands for.

The code and the checksums of the lists are keyed: they tell nobody what is in a list, and only the
service that gave them can say that they are right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from jobs.store.events import ACCEPTED, Event, Term, all_events
from jobs.store.vault import Vault
from jobs.unit.acceptance import Handed, HandedList

# So much of a digest tells two states of a list apart, and can still be read out.
CHECKSUM = 12
_GROUP = 4


class Row(Protocol):
    """What a row must have to be summed up."""

    @property
    def table(self) -> str:
        """The list's declared name."""

    @property
    def values(self) -> Sequence[object]:
        """Its values in the order of the columns."""


class Receipt(NamedTuple):
    """A receipt that was given: to which unit, for what, and the event that it stands for."""

    unit: str
    term: Term
    event: Event
    handed: Handed


def listed(vault: Vault, table: str, rows: Iterable[Row]) -> HandedList:
    """One list's rows counted and summed up; in whatever order they stand."""
    texts = sorted(
        "\x1e".join("" if value is None else str(value) for value in row.values)
        for row in rows
        if row.table == table
    )
    return HandedList(table, len(texts), vault.digest("receipt", table, *texts)[:CHECKSUM])


def code_of(vault: Vault, unit: str, term: Term, event: Event) -> str:
    """The code of a receipt, as people read it out: `3F9A-02BC-77E1`."""
    lists = [f"{one.name} {one.rows} {one.checksum}" for one in _handed(event).lists]
    said = vault.digest("receipt-code", unit, *term, repr(event.at), *lists)[:CHECKSUM].upper()
    return "-".join(said[at : at + _GROUP] for at in range(0, CHECKSUM, _GROUP))


def _handed(event: Event) -> Handed:
    return Handed.of(event.facts) or Handed()


def find_receipt(connection: sa.Connection, vault: Vault, code: str) -> Receipt | None:
    """The receipt with that code, however it is written; None where we gave none."""
    wanted = _plain(code)
    for unit, term, event in all_events(connection, ACCEPTED):
        if _plain(code_of(vault, unit, term, event)) == wanted:
            return Receipt(unit, term, event, _handed(event))
    return None


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def differences(
    vault: Vault, handed: Handed, rows: Sequence[Row]
) -> Iterator[tuple[HandedList, HandedList]]:
    """The lists that are not as they were handed in: as they were, and as they are."""
    then: Mapping[str, HandedList] = {one.name: one for one in handed.lists}
    for name in dict.fromkeys([*then, *(row.table for row in rows)]):
        now = listed(vault, name, rows)
        was = then.get(name, HandedList(name, 0, ""))
        if now.rows != was.rows or (now.rows and now.checksum != was.checksum):
            yield was, now
