"""What officers read of a new version of the lists: what changed, and whose workbook lacks it."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact

FACT = "form-changed"
# Read by whoever was away, then no news any more.
SECONDS = 14 * 86_400.0


class FormChanged(NamedTuple):
    """When the workbooks were brought to it (epoch seconds), the changes, a sentence each, and
    the keys of units in whose workbooks something is left to do by hand."""

    at: float
    changes: Sequence[str]
    left: Sequence[str]


def note_form(connection: sa.Connection, changed: FormChanged) -> None:
    """In place of the version before."""
    set_fact(connection, FACT, list(changed))


def load_form(connection: sa.Connection, now: float) -> FormChanged | None:
    """The last one, while it is news."""
    kept = get_fact(connection, FACT)
    found = FormChanged(*kept) if kept else None
    return found if found and now - found.at < SECONDS else None
