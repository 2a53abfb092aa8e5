"""Changes of the register that officers ask for on the page, until they stand where it lives."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.opening.keyed import let_others_wait
from jobs.store.tables import facts

_FACT = "register-asked"


class Asked(NamedTuple):
    """One cell: the unit's key, our name of the column, what the officer saw there, what is to
    stand there. `outcome` is empty while it waits; then `changed`, `formula`, `no-line`,
    `no-column` or `no-file` says why it was not written, and `found` what stands there.
    """

    unit: str
    field: str
    seen: str
    wanted: str
    outcome: str = ""
    found: str = ""


def load_asked(connection: sa.Connection) -> list[Asked]:
    """What waits, and what was not written."""
    return [Asked(*one) for one in get_fact(connection, _FACT) or ()]


def ask(connection: sa.Connection, unit: str, changes: Sequence[Asked]) -> None:
    """Ask for changes of one unit, upon a fresh transaction; what was not written of it before is
    answered by that."""
    let_others_wait(connection, facts)
    fields = {one.field for one in changes}
    others = [
        one
        for one in load_asked(connection)
        if one.unit != unit or not (one.outcome or one.field in fields)
    ]
    _keep(connection, [*others, *changes])


def settle(connection: sa.Connection, done: Collection[Asked], refused: Sequence[Asked]) -> None:
    """Upon a fresh transaction: what is `done` goes, what is `refused` stays and says why; what
    was asked for meanwhile waits on."""
    let_others_wait(connection, facts)
    answers = {one._replace(outcome="", found=""): one for one in refused}
    left = [answers.get(one, one) for one in load_asked(connection) if one not in done]
    _keep(connection, left)


def _keep(connection: sa.Connection, asked: Sequence[Asked]) -> None:
    set_fact(connection, _FACT, [list(one) for one in asked])
