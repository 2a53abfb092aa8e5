"""Columns whose formats or choices were put back: remembered for a day, and said in the results."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from sheets_schema.messages import text

# Put back at night, it is read the next morning.
SECONDS = 86_400.0


def note_dressed(connection: sa.Connection, unit: str, columns: Sequence[str], now: float) -> None:
    """These columns of a unit, as `tab: title`, were dressed again."""
    set_fact(connection, _fact(unit), {"at": now, "columns": list(columns)})


def load_dressed(connection: sa.Connection, unit: str, now: float) -> tuple[str, ...]:
    """Those of the last day."""
    kept = get_fact(connection, _fact(unit)) or {}
    return tuple(kept["columns"]) if kept and 0 <= now - kept["at"] < SECONDS else ()


def say_dressed(columns: Iterable[str], language: str) -> list[str]:
    """One sentence of them, none where nothing was put back."""
    said = "; ".join(columns)
    return [text("results-dressed", language, columns=said)] if said else []


def _fact(unit: str) -> str:
    return f"dressed:{unit}"
