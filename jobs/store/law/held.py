"""What the store holds of persons, read and rewritten row by row."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from jobs.store.tables import (
    archives,
    data_rows,
    findings,
    identities,
    notices,
    remarks,
    repairs,
    settlements,
    submission_events,
    unit_states,
    verdicts,
)
from jobs.store.vault import Vault


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a list as it is kept, one that left the sheet too; `position` from 0."""

    unit: str
    table: str
    row_id: str
    tab: str
    position: int
    gone: bool
    values: tuple[Any, ...]

    @property
    def key(self) -> str:
        """Its key in the district's spreadsheet."""
        return f"{self.unit}/{self.table}/{self.row_id}"


def stored_rows(connection: sa.Connection, vault: Vault) -> list[StoredRow]:
    """Every row of every unit, by unit, list and position."""
    c = data_rows.c
    query = sa.select(data_rows).order_by(c.unit, c.table_name, c.position, c.row_id)
    return [_stored(row, vault.open(row.payload)) for row in connection.execute(query)]


def _stored(row: Any, content: Mapping[str, Any]) -> StoredRow:
    return StoredRow(
        row.unit,
        row.table_name,
        row.row_id,
        content["tab"],
        row.position,
        row.gone_at is not None,
        tuple(content["values"]),
    )


def rewrite_row(
    connection: sa.Connection, vault: Vault, row: StoredRow, values: Sequence[Any]
) -> None:
    """Give a row other values; it is recognised by its id from now on, by nothing it held."""
    c = data_rows.c
    mine = (c.unit == row.unit) & (c.table_name == row.table) & (c.row_id == row.row_id)
    payload = connection.scalar(sa.select(c.payload).where(mine))
    if payload is None:
        return
    content = vault.open(payload) | {"values": list(values)}
    new = {"payload": vault.seal(content), "fingerprint": vault.fingerprint(secrets.token_hex())}
    connection.execute(sa.update(data_rows).where(mine).values(new))
    # The next round judges this workbook whatever was known of it.
    state = unit_states.c.unit == row.unit
    connection.execute(sa.update(unit_states).where(state).values(fingerprint=None))


def drop_sealed(
    connection: sa.Connection,
    vault: Vault,
    rows: Sequence[StoredRow],
    speaks: Callable[[Sequence[str], str], bool],
) -> int:
    """Delete findings, repairs and verdicts of these rows, and those of whose content `speaks`
    (texts, unit) is true; how many."""
    mine = {(row.unit, row.table, row.row_id) for row in rows}
    gone = 0
    for table in (findings, repairs, verdicts):
        for row in connection.execute(sa.select(table)).all():
            place = (row.unit, row.table_name, row.row_id.split("#")[0])
            if place in mine or speaks(list(_texts(vault.open(row.payload))), row.unit):
                gone += connection.execute(sa.delete(table).where(table.c.id == row.id)).rowcount
    return gone


def count_sealed(
    connection: sa.Connection,
    vault: Vault,
    rows: Sequence[StoredRow],
    speaks: Callable[[Sequence[str], str], bool],
) -> int:
    """How many `drop_sealed` would delete."""
    mine = {(row.unit, row.table, row.row_id) for row in rows}
    return sum(
        (row.unit, row.table_name, row.row_id.split("#")[0]) in mine
        or speaks(list(_texts(vault.open(row.payload))), row.unit)
        for table in (findings, repairs, verdicts)
        for row in connection.execute(sa.select(table)).all()
    )


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for one in content.values():
            yield from _texts(one)
    elif isinstance(content, list):
        for one in content:
            yield from _texts(one)


def drop_digests(connection: sa.Connection, digests: set[str]) -> int:
    """Delete identities and settlements of these keyed hashes; how many settlements."""
    connection.execute(sa.delete(identities).where(identities.c.digest.in_(digests)))
    gone = sa.delete(settlements).where(settlements.c.digest.in_(digests))
    return connection.execute(gone).rowcount


def count_settled(connection: sa.Connection, digests: set[str]) -> int:
    """How many settlements there are of these keyed hashes."""
    mine = settlements.c.digest.in_(digests)
    return int(
        connection.scalar(sa.select(sa.func.count()).select_from(settlements).where(mine)) or 0
    )


def written_words(connection: sa.Connection) -> list[tuple[str, int, str, str]]:
    """Words that people and notices wrote in plain text: (table.column, number, unit, words)."""
    found = []
    for table, column in _PLAIN:
        query = sa.select(table.c.id, table.c.unit, table.c[column]).where(
            table.c[column].is_not(None)
        )
        name = f"{table.name}.{column}"
        found += [(name, row[0], row[1], row[2]) for row in connection.execute(query)]
    return found


_PLAIN = ((submission_events, "words"), (notices, "subject"), (notices, "body"))


def rewrite_words(connection: sa.Connection, place: str, number: int, words: str) -> None:
    """Give one of `written_words` other words."""
    for table, column in _PLAIN:
        if place == f"{table.name}.{column}":
            mine = table.c.id == number
            connection.execute(sa.update(table).where(mine).values({column: words}))


def kept_remarks(connection: sa.Connection, vault: Vault) -> list[tuple[str, str, list[Any]]]:
    """What officers wrote beside rows: (tab, key of the row, texts)."""
    query = sa.select(remarks).order_by(remarks.c.tab, remarks.c.key)
    return [(row.tab, row.key, vault.open(row.payload)) for row in connection.execute(query)]


def rewrite_remark(
    connection: sa.Connection, vault: Vault, tab: str, key: str, texts: Sequence[Any]
) -> None:
    """Give a remark other texts."""
    mine = (remarks.c.tab == tab) & (remarks.c.key == key)
    payload = vault.seal(list(texts))
    connection.execute(sa.update(remarks).where(mine).values(payload=payload))


def archived(connection: sa.Connection, vault: Vault) -> Iterator[tuple[str, str, str, str]]:
    """The files that were put aside: campaign, period, name, content in base64."""
    for row in connection.execute(
        sa.select(archives).order_by(*archives.primary_key.columns)
    ).all():
        yield row.campaign, row.period, row.name, str(vault.open(row.payload))


def rewrite_archive(
    connection: sa.Connection, vault: Vault, place: tuple[str, str, str], content: str
) -> None:
    """Give a file that was put aside another content (base64): the one change to an archive."""
    c = archives.c
    mine = (c.campaign == place[0]) & (c.period == place[1]) & (c.name == place[2])
    connection.execute(sa.update(archives).where(mine).values(payload=vault.seal(content)))
