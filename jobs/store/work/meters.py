"""Counters that all processes add to in the store, so that one page can show them all."""

import time
from collections.abc import Mapping

import sqlalchemy as sa

from jobs.store.upsert import Merge, upsert
from jobs.store.work.work_tables import measures

LAG_BOUNDS = (2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)

_ADD = Merge(
    measures,
    {"name": ":name", "label": ":label", "value": ":value"},
    {"value": "measures.value + :value"},
)

_BEFORE = sa.text(
    "UPDATE measures SET value = :value - 1 "
    "WHERE name = :name AND label <> :label AND value >= :value"
)


def add(engine: sa.Engine, name: str, label: str, value: float = 1.0) -> None:
    """Adds to one counter."""
    with engine.begin() as connection:
        _ADD(connection, name=name, label=label, value=value)


def add_lag(engine: sa.Engine, seconds: float) -> None:
    """Counts one time from a request to the end of its run, in the bucket it falls into; none is
    negative, whatever the clock did meanwhile."""
    seconds = max(0.0, seconds)
    bucket = next((bound for bound in LAG_BOUNDS if seconds <= bound), float("inf"))
    with engine.begin() as connection:
        for name, label, value in (("lag", f"{bucket:g}", 1.0), ("lag-sum", "", seconds)):
            _ADD(connection, name=name, label=label, value=value)


def read(connection: sa.Connection, name: str) -> Mapping[str, float]:
    """The values of a counter by label."""
    query = sa.select(measures.c.label, measures.c.value).where(measures.c.name == name)
    return {row.label: row.value for row in connection.execute(query)}


def note_probe(connection: sa.Connection, now: float) -> None:
    """Writes a row that nobody needs, to see whether it can be written."""
    upsert(connection, measures, [{"name": "probe", "label": "", "value": now}])


class StoredMeter:
    """Counts Google's answers where `sheets_client` counts them, by kind and outcome."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, kind: str, outcome: str) -> None:
        """Counts one answered call."""
        add(self._engine, "google", f"{kind} {outcome}")
        if outcome.isdigit() or outcome in ("Unavailable", "CredentialsRefused"):
            self._note_last("well" if outcome.isdigit() else "failed")

    def _note_last(self, label: str) -> None:
        """When Google last answered, and when it last did not (epoch seconds)."""
        with self._engine.begin() as connection:
            values = {"name": "google-last", "label": label, "value": time.time()}
            upsert(connection, measures, [values])
            # An answer that is dated ahead, by a clock that was wrong, was before this one.
            connection.execute(_BEFORE, values)
