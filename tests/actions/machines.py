"""What stateful machines need: stores for many examples, and a campaign of one list."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet
from hypothesis import HealthCheck

from jobs.store import Store
from jobs.store.tables import metadata
from sheets_schema.campaign import Campaign
from tests.actions.twins import TITLE

QUIET: dict[str, Any] = {
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]
}


def one_list(campaign: Campaign) -> Campaign:
    """A letter that asks wards for the list of members alone: the rest would stay empty here."""
    lists = (one for one in campaign.workbooks["ward"] if one.title == TITLE)
    return replace(campaign, workbooks={"ward": tuple(lists)})


def store_in(folder: Path, name: str) -> Store:
    """A store for many examples; what a power cut would lose is no matter here."""
    store = Store.open(f"sqlite:///{folder / name}", Fernet.generate_key().decode())
    sa.event.listen(store.engine, "connect", lambda db, _: db.execute("PRAGMA synchronous = OFF"))
    store.engine.dispose()
    return store


def emptied(store: Store) -> Store:
    """The same store with nothing in it."""
    with store.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
    return store
