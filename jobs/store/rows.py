"""The last good data rows of each unit, encrypted, with their ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.tables import data_rows
from jobs.store.upsert import upsert
from jobs.store.vault import Vault
from sheets_schema.workbook import Value


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row as last seen, without its content: enough to recognise it again; `carried` is the
    fingerprint with which it came from the last period, empty for one of this."""

    table: str
    row_id: str
    position: int
    fingerprint: str
    changed_at: float
    gone: bool
    carried: str = ""

    @property
    def as_last(self) -> bool:
        """Whether it came from the last period and was not changed since."""
        return bool(self.carried) and self.carried == self.fingerprint


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row to consolidate. `position` is the sheet row from 0; `values` stand in the order of
    the table's columns; `proposed` names the columns whose value is a proposal of ours; `as_last`
    says that it came from the last period and was not changed since."""

    table: str
    row_id: str
    position: int
    fingerprint: str
    changed_at: float
    state: str
    values: tuple[Value, ...]
    proposed: tuple[str, ...]
    sheet_id: int
    tab: str
    as_last: bool = False


def known_rows(connection: sa.Connection, unit: str) -> list[KnownRow]:
    """Every row of a unit, gone ones too, by table and position."""
    columns = [data_rows.c[name] for name in ("table_name", "row_id", "position", "fingerprint")]
    query = (
        sa.select(*columns, data_rows.c.changed_at, data_rows.c.gone_at, data_rows.c.carried)
        .where(data_rows.c.unit == unit)
        .order_by(data_rows.c.table_name, data_rows.c.position)
    )
    return [
        KnownRow(
            table=row.table_name,
            row_id=row.row_id,
            position=row.position,
            fingerprint=row.fingerprint,
            changed_at=row.changed_at,
            gone=bool(row.gone_at),
            carried=row.carried or "",
        )
        for row in connection.execute(query)
    ]


def load_rows(connection: sa.Connection, vault: Vault, unit: str) -> list[DataRow]:
    """The unit's last good rows, by table and position."""
    query = (
        sa.select(data_rows)
        .where(data_rows.c.unit == unit, data_rows.c.gone_at.is_(None))
        .order_by(data_rows.c.table_name, data_rows.c.position)
    )
    return [_read(row, vault) for row in connection.execute(query)]


def _read(row: sa.Row[tuple[object, ...]], vault: Vault) -> DataRow:
    content = vault.open(row.payload)
    return DataRow(
        table=row.table_name,
        row_id=row.row_id,
        position=row.position,
        fingerprint=row.fingerprint,
        changed_at=row.changed_at,
        state=row.state,
        values=tuple(content["values"]),
        proposed=tuple(content["proposed"]),
        sheet_id=content["sheet_id"],
        tab=content["tab"],
        as_last=row.carried is not None and row.carried == row.fingerprint,
    )


def save_rows(
    connection: sa.Connection,
    vault: Vault,
    unit: str,
    tables: Iterable[str],
    rows: Sequence[DataRow],
    now: float,
) -> None:
    """Make `rows` the unit's good rows of `tables`; rows no longer there are gone since `now`."""
    for table in tables:
        kept = {row.row_id for row in rows if row.table == table}
        _mark_gone(connection, unit, table, kept, now)
    upsert(connection, data_rows, [_row(unit, row, vault) for row in rows])


def _mark_gone(
    connection: sa.Connection, unit: str, table: str, kept: set[str], now: float
) -> None:
    here = (data_rows.c.unit == unit) & (data_rows.c.table_name == table)
    present = here & data_rows.c.gone_at.is_(None)
    found = connection.execute(sa.select(data_rows.c.row_id).where(present)).scalars()
    gone = [row_id for row_id in found if row_id not in kept]
    for row_id in gone:
        one = here & (data_rows.c.row_id == row_id)
        connection.execute(sa.update(data_rows).where(one).values(gone_at=now))


def _row(unit: str, row: DataRow, vault: Vault) -> dict[str, object]:
    content = {
        "values": row.values,
        "proposed": row.proposed,
        "sheet_id": row.sheet_id,
        "tab": row.tab,
    }
    return {
        "unit": unit,
        "table_name": row.table,
        "row_id": row.row_id,
        "position": row.position,
        "fingerprint": row.fingerprint,
        "changed_at": row.changed_at,
        "state": row.state,
        "payload": vault.seal(content),
        "gone_at": None,
    }
