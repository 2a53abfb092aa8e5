"""The life of findings: new, still open, fixed, came back, explained, withdrawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from jobs.store.lives import EXPLAINED, FIXED, OPEN, WITHDRAWN, Life
from jobs.unit.answers.verdicts import EXPLAINABLE
from sheets_schema.finding import Finding

# An explanation is some sentences; what is pasted beyond that stays in the unit's tab alone.
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the id of its row (empty for a tab's) and the keyed hash of its value; `alone`
    is one of a value that is wrong whatever the other cells say."""

    finding: Finding
    row_id: str
    digest: str
    alone: bool = False

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same finding the next time."""
        return self.finding.table, self.row_id, self.finding.column or "", self.finding.code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands now: its sheet row from 1, its columns (from 0) by declared name, and the
    title of its tab ("": that of before)."""

    row: int
    columns: Mapping[str, int] = field(default_factory=dict)
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """Today's lives: `standing` are in the sheet now; `changed` need storing; counts since the
    last round."""

    standing: tuple[Life, ...]
    changed: tuple[Life, ...]
    fixed: int
    new: int

    @property
    def open(self) -> int:
        """Findings that ask something of the unit."""
        return sum(one.status == OPEN for one in self.standing)


def mended_since(at: float, before: Iterable[Life], merged: Merged) -> list[Life]:
    """What the unit put right since that moment and what is still right."""
    now = {life.identity: life for life in (*before, *merged.changed)}
    return [one for one in now.values() if one.status == FIXED and one.changed_at >= at]


def row_of(row_id: str) -> str:
    """The id of the row alone, without the number that tells two findings of one row apart."""
    return row_id.split("#")[0]


def distinct(placed: Iterable[Placed]) -> list[Placed]:
    """The same finding twice in one place gets a number, so that each has a life of its own."""
    seen: dict[tuple[str, str, str, str], int] = {}
    result = []
    for one in placed:
        times = seen[one.identity] = seen.get(one.identity, 0) + 1
        row_id = one.row_id if times == 1 else f"{one.row_id}#{times}"
        result.append(replace(one, row_id=row_id))
    return result


def merge(
    lives_before: Sequence[Life],
    placed: Sequence[Placed],
    *,
    reasons: Mapping[tuple[str, str, str, str], str],
    left_over: frozenset[tuple[str, str]],
    unread: frozenset[str],
    unchanged: frozenset[tuple[str, str]],
    now: float,
    places: Mapping[tuple[str, str], Place] = MappingProxyType({}),
    told: frozenset[tuple[str, str, str, str]] = frozenset(),
    refused: Callable[[Life], bool] = lambda _: False,
) -> Merged:
    """Put today's findings to yesterday's.

    `reasons`: explanations as they stand in the sheet, by identity. `left_over`: (table, row id)
    of rows still being typed; nothing new is told of them, but no old place and no proposal for a
    value that is gone is kept. `unread`: tables that could not be read; theirs stay in the store
    as they were. `unchanged`: rows with the content of last time,
    and tables as (table, ""), given only when the rules changed: what vanishes there is
    withdrawn, not fixed. `places`: where each row stands, by (table, row id). `told`: what is new
    all the same in rows left over, by identity; what stood of the same cell before gives way to it.
    `refused` says whether an officer did not take the explanation of a finding: it is open.
    """
    by_identity = {life.identity: life for life in lives_before}
    today = {one.identity: one for one in placed}
    lives: list[Life] = []
    cells = {identity[:3] for identity in told}
    for one in placed:
        before = by_identity.get(one.identity)
        where = one.finding.table, row_of(one.row_id)
        if where not in left_over or one.identity in told:
            life = _present(before, one, reasons.get(one.identity), now)
            lives.append(_reopened(life, before, now) if refused(life) else life)
    for life in lives_before:
        where = (life.finding.table, row_of(life.row_id))
        if where in left_over and life.identity[:3] not in cells:
            lives.append(_left(life, today.get(life.identity), places.get(where)))
        elif life.identity not in today and life.finding.table not in unread:
            lives.append(_absent(life, where in unchanged, now))
    return _merged(by_identity, lives)


def _left(life: Life, one: Placed | None, place: Place | None) -> Life:
    """A finding of a row still being typed: as it was, where the row stands now. For another
    value than its own it proposes nothing."""
    if not life.standing or place is None:
        return life
    if one is not None and one.digest == life.digest:
        return replace(life, finding=one.finding, id=life.id)
    col = place.columns.get(life.finding.column or "")
    tab = place.tab or life.finding.tab
    moved = life.finding._replace(tab=tab, row=place.row, col=col, proposed=None)
    return replace(life, finding=moved, id=life.id)


def _present(before: Life | None, one: Placed, reason: str | None, now: float) -> Life:
    if before is None:
        life = Life(one.finding, one.row_id, one.digest, first_seen=now, changed_at=now)
        return _explained(life, reason or "", now)
    same_value = before.digest == one.digest
    kept = before.reason if same_value else ""
    back = before.status in (FIXED, WITHDRAWN)
    life = replace(
        before,
        finding=one.finding,
        digest=one.digest,
        status=OPEN if back or not same_value else before.status,
        came_back=before.came_back or back,
        changed_at=now if back else before.changed_at,
        id=before.id,
    )
    return _explained(life, kept if reason is None else reason, now)


def _explained(life: Life, reason: str, now: float) -> Life:
    accepted = bool(reason.strip()) and life.finding.severity in EXPLAINABLE
    status = EXPLAINED if accepted else OPEN
    changed_at = life.changed_at if status == life.status else now
    kept = reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON]}…"
    return replace(life, status=status, reason=kept, changed_at=changed_at, id=life.id)


def _reopened(life: Life, before: Life | None, now: float) -> Life:
    if life.status != EXPLAINED:
        return life
    # Open since it was refused, however often it is looked at.
    since = before.changed_at if before is not None and before.status == OPEN else now
    return replace(life, status=OPEN, changed_at=since, id=life.id)


def _absent(life: Life, content_unchanged: bool, now: float) -> Life:
    if not life.standing:
        return life
    status = WITHDRAWN if content_unchanged else FIXED
    return replace(life, status=status, changed_at=now, id=life.id)


def _merged(before: Mapping[tuple[str, str, str, str], Life], lives: Sequence[Life]) -> Merged:
    changed = [life for life in lives if before.get(life.identity) != life]
    was_standing = {identity for identity, life in before.items() if life.standing}
    new = [life for life in lives if life.standing and life.identity not in was_standing]
    fixed = [one for one in changed if one.status == FIXED and one.identity in was_standing]
    standing = tuple(life for life in lives if life.standing)
    return Merged(standing, tuple(changed), len(fixed), len(new))
