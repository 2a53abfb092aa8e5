"""What officers answered to a unit, in the order in which they did; none is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from jobs.store.events import Term
from jobs.store.tables import verdicts
from jobs.store.vault import Vault

# An explanation is taken or not; a row is asked about.
ACCEPTED, REFUSED, ASKED = "accepted", "refused", "asked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`identity` is that of the finding (`Life.identity`), `basis` the keyed hash of what stood
    there. `words` are the officer's, `reason` the unit's explanation that they answer; `at` is in
    epoch seconds, `number` is given by the store and grows."""

    identity: tuple[str, str, str, str]
    basis: str
    kind: str
    person: str
    at: float
    words: str = ""
    reason: str = ""
    number: int = field(default=0, compare=False)


def add_verdict(
    connection: sa.Connection, vault: Vault, unit: str, term: Term, verdict: Verdict
) -> None:
    """Write one down."""
    table, row_id, column, code = verdict.identity
    row = {
        "unit": unit,
        "campaign": term[0],
        "period": term[1],
        "table_name": table,
        "row_id": row_id,
        "column_name": column,
        "code": code,
        "basis": verdict.basis,
        "kind": verdict.kind,
        "person": verdict.person,
        "at": verdict.at,
        "payload": vault.seal({"words": verdict.words, "reason": verdict.reason}),
    }
    connection.execute(sa.insert(verdicts).values(row))


def verdicts_of(
    connection: sa.Connection, vault: Vault, unit: str, term: Term
) -> Sequence[Verdict]:
    """Those of one unit's report, oldest first."""
    c = verdicts.c
    mine = (c.unit == unit) & (c.campaign == term[0]) & (c.period == term[1])
    query = sa.select(verdicts).where(mine).order_by(c.id)
    return [_read(row, vault) for row in connection.execute(query)]


def _read(row: sa.Row[Any], vault: Vault) -> Verdict:
    content = vault.open(row.payload)
    return Verdict(
        identity=(row.table_name, row.row_id, row.column_name, row.code),
        basis=row.basis,
        kind=row.kind,
        person=row.person,
        at=row.at,
        words=content["words"],
        reason=content["reason"],
        number=row.id,
    )
