"""What is kept of the register as last read: what there was to tell, for board, preflight and log,
and which columns its tab ever had."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from jobs.register.told import Told
from jobs.store.journal import get_fact, set_fact

_FACT = "register-told"
_COLUMNS = "register-columns"


def save_told(connection: sa.Connection, told: Sequence[Told]) -> bool:
    """Keep what there is to tell now; whether it differs from what was kept."""
    if load_told(connection) == list(told):
        return False
    set_fact(connection, _FACT, [list(one) for one in told])
    return True


def load_told(connection: sa.Connection) -> list[Told]:
    """What was to be told when the register was last read."""
    return [Told(*one) for one in get_fact(connection, _FACT) or ()]


def save_columns(connection: sa.Connection, fields: Iterable[str]) -> frozenset[str]:
    """Keep which columns the tab of units has; all that it ever had, by our names."""
    known = load_columns(connection)
    every = known | set(fields)
    if every != known:
        set_fact(connection, _COLUMNS, sorted(every))
    return every


def load_columns(connection: sa.Connection) -> frozenset[str]:
    """The columns that the tab of units ever had, by our names."""
    return frozenset(get_fact(connection, _COLUMNS) or ())
