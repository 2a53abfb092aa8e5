"""One person in the store: rows, findings, settled duplicates, remarks, words of deeds."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.persons.person import Person
from jobs.persons.resolve import texts_of
from jobs.persons.spot import FINDING, REMARK, SETTLED, STORE, WORDS, Spot, changed
from jobs.store.law import held as kept
from jobs.store.vault import Vault


def find_in_store(connection: sa.Connection, vault: Vault, person: Person) -> list[Spot]:
    """Where the person stands in the store."""
    rows = kept.stored_rows(connection, vault)
    found = list(_rows(rows, person))
    mine = [row for row in rows if _is_mine(row, person)]
    n = kept.count_sealed(connection, vault, mine, person.is_theirs)
    found += [Spot(FINDING, "", "", n)] if n else []
    n = kept.count_settled(connection, _digests(vault, person))
    found += [Spot(SETTLED, "", "", n)] if n else []
    found += _remarks(connection, vault, person)
    return found + list(_words(connection, person))


def erase_in_store(connection: sa.Connection, vault: Vault, person: Person, mark: str) -> None:
    """Take them out of all of these, in one transaction of the caller."""
    rows = [row for row in kept.stored_rows(connection, vault) if _is_mine(row, person)]
    kept.drop_sealed(connection, vault, rows, person.is_theirs)
    kept.drop_digests(connection, _digests(vault, person))
    for row in rows:
        kept.rewrite_row(connection, vault, row, without(person, row.values, mark))
    for tab, key, texts in kept.kept_remarks(connection, vault):
        if person.is_theirs(texts_of(texts), key=key):
            kept.rewrite_remark(connection, vault, tab, key, without(person, texts, mark))
    for place, number, unit, words in kept.written_words(connection):
        if person.is_theirs([words], unit):
            kept.rewrite_words(connection, place, number, person.erased([words], mark)[0])


def without(person: Person, values: Sequence[Any], mark: str) -> list[Any]:
    """Values without the person; what says nothing of them stays what it is."""
    before = texts_of(values)
    after = person.erased(before, mark)
    triples = zip(values, before, after, strict=True)
    return [value if old == new else new or None for value, old, new in triples]


def _is_mine(row: kept.StoredRow, person: Person) -> bool:
    return person.is_theirs(texts_of(row.values), row.unit, row.key)


def _rows(rows: Sequence[kept.StoredRow], person: Person) -> Iterator[Spot]:
    for row in rows:
        texts = texts_of(row.values)
        where = f"{row.tab}, {row.position + 1}"
        if person.is_theirs(texts, row.unit, row.key):
            n = changed(texts, person.erased(texts, "x"))
            yield Spot(STORE, row.unit, where, n, texts)
        elif person.may_be_theirs(texts):
            yield Spot(STORE, row.unit, where, 0)


def _remarks(connection: sa.Connection, vault: Vault, person: Person) -> Iterator[Spot]:
    for tab, key, values in kept.kept_remarks(connection, vault):
        texts, unit = texts_of(values), key.split("/")[0]
        if person.is_theirs(texts, key=key):
            n = changed(texts, person.erased(texts, "x")) if any(texts) else 0
            if n:
                yield Spot(REMARK, unit, tab, n, texts)
        elif person.may_be_theirs(texts):
            yield Spot(REMARK, unit, tab, 0)


def _words(connection: sa.Connection, person: Person) -> Iterator[Spot]:
    for place, _number, unit, words in kept.written_words(connection):
        if person.is_theirs([words], unit):
            yield Spot(WORDS, unit, place, 1, [words])


def _digests(vault: Vault, person: Person) -> set[str]:
    """Under which identities are compared: by kind and by the bare number."""
    ids = {vault.digest("cccd", one) for one in person.ids}
    return ids | {vault.digest("phone", one) for one in person.phones}
