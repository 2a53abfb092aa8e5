"""Everywhere one person stands: the units' spreadsheets, the district's, the store, archives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jobs.persons.in_archives import find_in_archives
from jobs.persons.in_books import find_in_book, mask_for
from jobs.persons.in_store import find_in_store
from jobs.persons.person import Person
from jobs.persons.resolve import resolve
from jobs.persons.sought import Sought, SoughtError
from jobs.persons.spot import DISTRICT, SHEET, Spot
from jobs.store.law.backups import Backup, kept_backups
from jobs.store.law.held import stored_rows
from jobs.store.units import load_units
from jobs.unit import states
from jobs.unit.context import Context
from sheets_client.errors import PermanentError
from sheets_schema.campaign import Table

Told = Callable[[str], None]
"""Hears the name of each spreadsheet before it is read: with three hundred it takes minutes."""


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet that is looked at; `unit` is empty for the district's."""

    unit: str
    name: str
    spreadsheet: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was found. `unread` names what could not be looked at, and why; `backups` are those
    that may still hold the person."""

    person: Person
    spots: Sequence[Spot]
    unread: Sequence[str] = ()
    backups: Sequence[Backup] = field(default_factory=tuple)

    @property
    def sure(self) -> list[Spot]:
        """What is known to be theirs."""
        return [spot for spot in self.spots if spot.sure]


def find_person(context: Context, asked: Sought, told: Told = lambda _name: None) -> Search:
    """Look everywhere. Raises SeveralPersonsError, SoughtError for a unit that is not there, and
    the passing errors of Google."""
    with context.store.begin() as connection:
        rows = stored_rows(connection, context.store.vault)
    person = resolve(_by_key(context, asked), rows, _tables(context))
    return find_again(context, person, told)


def find_again(context: Context, person: Person, told: Told = lambda _name: None) -> Search:
    """Look everywhere for somebody who is known."""
    spots: list[Spot] = []
    unread: list[str] = []
    for book in books_of(context):
        told(book.name)
        google = context.google_for(book.unit or book.spreadsheet)
        try:
            snapshot = google.get_workbook(book.spreadsheet, mask=mask_for(book.unit))
        except PermanentError as error:
            why = states.describe(states.state_of(error), context.options.language)
            unread.append(f"{book.name}: {why}")
            continue
        spots += find_in_book(snapshot, person, book.unit, SHEET if book.unit else DISTRICT)
    vault = context.store.vault
    with context.store.begin() as connection:
        spots += find_in_store(connection, vault, person)
        spots += find_in_archives(connection, vault, person)
        backups = kept_backups(connection, context.now())
    return Search(person, spots, unread, backups)


def books_of(context: Context) -> list[Book]:
    """Every spreadsheet that we can reach."""
    with context.store.begin() as connection:
        units = load_units(connection)
    found = [Book(one.key, one.name, one.spreadsheet) for one in units if one.spreadsheet]
    if context.district_spreadsheet:
        district = context.campaign.authority["department_short"]
        found.append(Book("", district, context.district_spreadsheet))
    return found if context.accounts else []


def _by_key(context: Context, asked: Sought) -> Sought:
    if not asked.unit:
        return asked
    with context.store.begin() as connection:
        keys = [one.key for one in load_units(connection) if asked.unit in (one.code, one.key)]
    if not keys:
        raise SoughtError("person-unit-unknown")
    return Sought(asked.id, asked.phone, asked.name, keys[0])


def _tables(context: Context) -> dict[str, Table]:
    books = context.campaign.workbooks.values()
    return {table.name: table for tables in books for table in tables}
