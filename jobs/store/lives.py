"""The findings of each unit over time: open, fixed, explained or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from jobs.store.tables import findings
from jobs.store.vault import Vault
from sheets_schema.finding import Finding, Severity

OPEN, FIXED, EXPLAINED, WITHDRAWN = "open", "fixed", "explained", "withdrawn"


@dataclass(frozen=True, slots=True)
class Life:
    """A finding and what became of it.

    `row_id` is empty for a finding of a whole tab or workbook; `digest` is a keyed hash of the
    value; `id` is None until stored; `reason` is the unit's explanation.
    """

    finding: Finding
    row_id: str
    digest: str
    status: str = OPEN
    came_back: bool = False
    first_seen: float = 0.0
    changed_at: float = 0.0
    reason: str = ""
    id: int | None = field(default=None, compare=False)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same finding the next time."""
        finding = self.finding
        return finding.table, self.row_id, finding.column or "", finding.code

    @property
    def standing(self) -> bool:
        """Still found in the sheet, explained or not."""
        return self.status in (OPEN, EXPLAINED)


def load_lives(connection: sa.Connection, vault: Vault, unit: str) -> list[Life]:
    """Every finding the unit ever had, oldest first."""
    query = sa.select(findings).where(findings.c.unit == unit).order_by(findings.c.id)
    return [_read(row, vault) for row in connection.execute(query)]


def load_standing(connection: sa.Connection, vault: Vault) -> list[Life]:
    """The findings of all units that still stand, oldest first."""
    standing = findings.c.status.in_((OPEN, EXPLAINED))
    query = sa.select(findings).where(standing).order_by(findings.c.id)
    return [_read(row, vault) for row in connection.execute(query)]


def _read(row: Any, vault: Vault) -> Life:
    content = vault.open(row.payload)
    finding = Finding(
        unit=row.unit,
        table=row.table_name,
        column=row.column_name or None,
        code=row.code,
        severity=Severity(row.severity),
        **content["finding"],
    )
    return Life(
        finding=finding,
        row_id=row.row_id,
        digest=row.digest,
        status=row.status,
        came_back=row.came_back,
        first_seen=row.first_seen,
        changed_at=row.changed_at,
        reason=content["reason"],
        id=row.id,
    )


def save_lives(connection: sa.Connection, vault: Vault, lives: Sequence[Life]) -> None:
    """Store the lives that changed; those without an id get the next numbers, in this order."""
    known = [{**_row(life, vault), "number": life.id} for life in lives if life.id is not None]
    if known:
        same = findings.c.id == sa.bindparam("number")
        connection.execute(sa.update(findings).where(same), known)
    new = [_row(life, vault) for life in lives if life.id is None]
    if new:
        connection.execute(sa.insert(findings), new)


def _row(life: Life, vault: Vault) -> dict[str, Any]:
    finding = life.finding
    place = {
        "tab": finding.tab,
        "row": finding.row,
        "col": finding.col,
        "value": finding.value,
        "proposed": finding.proposed,
        "header": finding.header,
        "subject": finding.subject,
        "params": dict(finding.params),
    }
    return {
        "unit": finding.unit,
        "table_name": finding.table,
        "row_id": life.row_id,
        "column_name": finding.column or "",
        "code": finding.code,
        "severity": finding.severity.value,
        "digest": life.digest,
        "status": life.status,
        "came_back": life.came_back,
        "first_seen": life.first_seen,
        "changed_at": life.changed_at,
        "payload": vault.seal({"finding": place, "reason": life.reason}),
    }
