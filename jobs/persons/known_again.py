"""Who was erased, known again in a copy of the store from before, by keyed hashes alone.

A backup that is put back holds whoever was erased since it was made. Who they are was forgotten
with the erasure; what stays is what a number, or a name in a unit, is hashed to with the store's
key.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.persons.in_archives import erase_in_archives
from jobs.persons.in_store import erase_in_store
from jobs.persons.person import Person, folded
from jobs.persons.resolve import SeveralPersonsError, texts_of, with_rows
from jobs.persons.sought import phone_of
from jobs.store import Store
from jobs.store.law.ending import destroy_personal
from jobs.store.law.held import archived, kept_remarks, stored_rows, written_words
from jobs.store.law.receipts import Marks, ended_erasures, take_erasure_over
from jobs.store.periods import knows
from jobs.store.vault import Vault
from sheets_schema.campaign import Table
from sheets_schema.masking import plain_digits

TERM = "term"
_LONGEST_NAME = 100
# A number as people type it, with up to three other signs between its digits.
_NUMBER = re.compile(r"[0-9](?:[\W_]{0,3}[0-9]){7,14}")


@dataclass(frozen=True, slots=True)
class Again:
    """What was done of a list of erasures: numbers of receipts that were carried out anew, that
    were not needed, and that a person must look after."""

    done: Sequence[int]
    idle: Sequence[int]
    left: Sequence[int]


def marks_of(vault: Vault, person: Person) -> Marks:
    """By what the person is known again."""
    return {
        "ids": sorted(_hash(vault, "id", one) for one in person.ids),
        "phones": sorted(_hash(vault, "phone", one) for one in person.phones),
        "names": sorted(_hash(vault, "name", one) for one in person.names),
        "units": sorted(person.units),
        "rows": sorted(person.rows),
    }


def _hash(vault: Vault, kind: str, value: str) -> str:
    return vault.digest(f"erased-{kind}", value)


def erase_again(
    store: Store,
    tables: Mapping[str, Table],
    kept: Sequence[Mapping[str, Any]],
    files: Sequence[str],
    mark: str,
) -> Again:
    """Carry out anew, in the store alone, whatever of `kept` (rows of `ended_erasures`) the store
    does not know of; each with its receipt or not at all. `mark` has a place for the number."""
    with store.begin() as connection:
        known = {(one["number"], one["begun_at"]) for one in ended_erasures(connection)}
        kept = [row for row in kept if not _ends_another(connection, row)]
    done, idle, left = list[int](), list[int](), list[int]()
    for row in kept:
        if (row["number"], row["begun_at"]) in known:
            continue
        try:
            with store.begin() as connection:
                found = _again(connection, store.vault, tables, row, files, mark)
                take_erasure_over(connection, row)
        except SeveralPersonsError:
            found = None
        (left if found is None else done if found else idle).append(int(row["number"]))
    return Again(done, idle, left)


def _ends_another(connection: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Whether it is the end of a campaign that this store never held: where backups of several
    campaigns lie in one folder, the list beside them is of all."""
    term = (row["marks"] or {}).get(TERM)
    return term is not None and not knows(connection, term[0])


def _again(
    connection: sa.Connection,
    vault: Vault,
    tables: Mapping[str, Table],
    row: Mapping[str, Any],
    files: Sequence[str],
    mark: str,
) -> bool | None:
    """Whether there was something to erase; None where nothing tells who it was."""
    marks = row["marks"]
    if not marks:
        return None
    if TERM in marks:
        destroy_personal(connection, tuple(marks[TERM]), files)
        return True
    person = _known_again(connection, vault, marks, tables)
    if person is None:
        return False
    said = mark.format(n=row["number"])
    erase_in_archives(connection, vault, person, said)
    erase_in_store(connection, vault, person, said)
    return True


def _known_again(
    connection: sa.Connection, vault: Vault, marks: Marks, tables: Mapping[str, Table]
) -> Person | None:
    eye = _Eye(vault, marks)
    for texts, unit, key in _lines(connection, vault):
        eye.look(texts, unit, key)
    if not (eye.ids or eye.phones or eye.names):
        return None
    person = Person(
        ids=frozenset(eye.ids),
        phones=frozenset(eye.phones),
        names=frozenset(eye.names),
        units=frozenset(marks["units"]),
        rows=frozenset(eye.rows),
    )
    return with_rows(person, stored_rows(connection, vault), tables)


class _Eye:
    """What of the lines that it is shown is hashed to one of the marks."""

    def __init__(self, vault: Vault, marks: Marks) -> None:
        self._vault, self._marks = vault, {kind: set(found) for kind, found in marks.items()}
        self.ids: set[str] = set()
        self.phones: set[str] = set()
        self.names: set[str] = set()
        self.rows: set[str] = set()

    def look(self, texts: Sequence[str], unit: str, key: str) -> None:
        """A name counts where the person was known by it: in their units, in their rows, beside
        one of their numbers."""
        numbers = list(_numbers(texts))
        ids = {one.zfill(12) for one in numbers if self._is("id", one.zfill(12))}
        phones = {one for one in map(phone_of, numbers) if one and self._is("phone", one)}
        names = {one for one in map(folded, texts) if one and self._is("name", one)}
        theirs = unit in self._marks["units"] or key in self._marks["rows"]
        if ids or (names and (phones or theirs)) or (phones and not self._marks["names"]):
            self.ids |= ids
            self.phones |= phones
            self.names |= names
            self.rows |= {key} if names and key in self._marks["rows"] else set()

    def _is(self, kind: str, value: str) -> bool:
        known = self._marks[f"{kind}s"]
        return (
            bool(known) and len(value) <= _LONGEST_NAME and _hash(self._vault, kind, value) in known
        )


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in _NUMBER.findall(plain_digits(text)):
            yield re.sub(r"[^0-9]", "", found)


def _lines(connection: sa.Connection, vault: Vault) -> Iterator[tuple[Sequence[str], str, str]]:
    """Lines of cells that may speak of a person: (texts, unit, key of the row)."""
    for row in stored_rows(connection, vault):
        yield texts_of(row.values), row.unit, row.key
    for _tab, key, values in kept_remarks(connection, vault):
        yield texts_of(values), key.split("/")[0], key
    for _place, _number, unit, words in written_words(connection):
        yield [words], unit, ""
    for _campaign, _period, name, content in archived(connection, vault):
        if name.endswith(".json"):
            yield from _archived_lines(json.loads(base64.b64decode(content)))


def _archived_lines(said: Any) -> Iterator[tuple[Sequence[str], str, str]]:
    for unit in said["units"]:
        for row in unit["rows"]:
            key = f"{unit['key']}/{row['list']}/{row['row_id']}"
            yield texts_of(row["values"]), unit["key"], key
