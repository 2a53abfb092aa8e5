"""How many persons stand in the store: rows of lists of persons that are in the sheets now."""

from collections.abc import Collection

import sqlalchemy as sa

from jobs.store.tables import data_rows


def count_persons(
    connection: sa.Connection, tables: Collection[str], units: Collection[str] | None = None
) -> int:
    """Rows of these lists, of all units or of these."""
    standing = data_rows.c.table_name.in_(tables) & data_rows.c.gone_at.is_(None)
    if units is not None:
        standing &= data_rows.c.unit.in_(units)
    return int(connection.scalar(sa.select(sa.func.count()).where(standing)) or 0)
