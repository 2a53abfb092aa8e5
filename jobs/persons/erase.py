"""One person is erased: planned, written down, then place by place, so that it can be ended later.

Spreadsheets first: what was taken out of the store while it still stands in a sheet would be read
again. Each step looks for what is still there and takes that away, so a run that was killed is
ended by doing all of it once more; who it is stays sealed in the receipt until then.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.persons.find import Search, Told, books_of, find_again
from jobs.persons.in_archives import erase_in_archives
from jobs.persons.in_books import erase_in_book
from jobs.persons.in_store import erase_in_store
from jobs.persons.known_again import marks_of
from jobs.persons.person import Person
from jobs.persons.spot import by_place
from jobs.store.law.receipts import Receipt, begin_erasure, end_erasure, load_erasures
from jobs.store.vault import Vault
from jobs.unit import states
from jobs.unit.context import Context
from sheets_client.errors import PermanentError
from sheets_schema.messages import text

_PARTS = ("ids", "phones", "emails", "names", "others", "units", "rows")


class ErasureRefusedError(Exception):
    """Nothing was erased; `code` is a sentence of the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Deed:
    """Who erases and why, upon which plan (`plan_code`), and how the receipt names the person."""

    person: str
    reason: str
    seen: str
    shown: str


def plan_code(vault: Vault, search: Search) -> str:
    """What a decision about this plan is bound to: another cell is another code."""
    spots = [(s.place, s.unit, s.where, s.cells, list(s.texts)) for s in search.spots]
    said = json.dumps([spots, list(search.unread)], ensure_ascii=False)
    return vault.digest("person-plan", said)[:8]


def begin(context: Context, search: Search, deed: Deed) -> int:
    """Write the erasure down; the number of its receipt. Raises ErasureRefusedError where nothing
    is to be erased, or where the plan is another one by now."""
    if not search.sure:
        raise ErasureRefusedError("person-not-found")
    if plan_code(context.store.vault, search) != deed.seen:
        raise ErasureRefusedError("person-plan-changed")
    with context.store.begin() as connection:
        return begin_erasure(
            connection,
            context.store.vault,
            at=context.now(),
            person=deed.person,
            reason=deed.reason,
            shown=deed.shown,
            planned=by_place(search.spots),
            who={part: sorted(getattr(search.person, part)) for part in _PARTS},
            marks=marks_of(context.store.vault, search.person),
        )


def carry_out(context: Context, number: int, told: Told = lambda _name: None) -> Receipt:
    """Erase what the receipt `number` is for, from its beginning or from where it was cut off.

    Raises ErasureRefusedError for a number that is not begun or ended already, and the passing
    errors of Google: the erasure is not ended then, and is carried out again.
    """
    receipt = receipt_of(context, number)
    if receipt.who is None:
        raise ErasureRefusedError("person-erased-already")
    person = Person(**{part: frozenset(receipt.who[part]) for part in _PARTS})
    mark = text("person-mark", context.options.language, n=number)
    left = _in_books(context, person, mark, told)
    with context.store.begin() as connection:
        erase_in_archives(connection, context.store.vault, person, mark)
        erase_in_store(connection, context.store.vault, person, mark)
    left += _still_there(find_again(context, person), left)
    with context.store.begin() as connection:
        end_erasure(connection, number, context.now(), left)
    return receipt_of(context, number)


def _in_books(context: Context, person: Person, mark: str, told: Told) -> list[str]:
    left = []
    for book in books_of(context):
        told(book.name)
        google = context.google_for(book.unit or book.spreadsheet)
        try:
            erase_in_book(google, book.spreadsheet, person, book.unit, mark)
        except PermanentError as error:
            why = states.describe(states.state_of(error), context.options.language)
            left.append(f"{book.name}: {why}")
    return left


def _still_there(search: Search, known: Sequence[str]) -> list[str]:
    """What a person must look at: cells with formulas, telephones without a name, and spreadsheets
    that could not be read."""
    places = [f"{spot.unit} {spot.where}".strip() for spot in search.spots]
    unread = [one for one in search.unread if one not in known]
    return [*dict.fromkeys(places), *unread]


def receipt_of(context: Context, number: int) -> Receipt:
    """The receipt of that number. Raises ErasureRefusedError."""
    with context.store.begin() as connection:
        found = load_erasures(connection, context.store.vault)
    for receipt in found:
        if receipt.number == number:
            return receipt
    raise ErasureRefusedError("person-no-receipt")


def unfinished(context: Context) -> list[Receipt]:
    """Erasures that were begun and not ended."""
    with context.store.begin() as connection:
        found = load_erasures(connection, context.store.vault)
    return [one for one in found if one.ended_at is None]
