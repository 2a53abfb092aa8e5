"""What there was to tell when the register was last read, kept for board, preflight and log."""

from collections.abc import Sequence

import sqlalchemy as sa

from jobs.register.told import Told
from jobs.store.journal import get_fact, set_fact

_FACT = "register-told"


def save_told(connection: sa.Connection, told: Sequence[Told]) -> bool:
    """Keep what there is to tell now; whether it differs from what was kept."""
    if load_told(connection) == list(told):
        return False
    set_fact(connection, _FACT, [list(one) for one in told])
    return True


def load_told(connection: sa.Connection) -> list[Told]:
    """What was to be told when the register was last read."""
    return [Told(*one) for one in get_fact(connection, _FACT) or ()]
