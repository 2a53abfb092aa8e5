"""Whether a report as judged is complete: ticked as done, all of it read, nothing to correct, what
goes on from the last period confirmed."""

from collections import Counter
from collections.abc import Sequence

from jobs.store.lives import OPEN
from jobs.store.rows import DataRow
from jobs.store.vault import Vault
from jobs.unit.acceptance import Handed
from jobs.unit.receipts import listed
from jobs.unit.states import LIST_LOST
from jobs.ward.guide.find import confirmed, is_done, typed_name
from jobs.ward.judgement import Judgement, Memory
from jobs.ward.list_views import own_rows
from sheets_schema.finding import Severity
from sheets_schema.unread import CODE as LEFT_OVER


def to_fix(judged: Judgement) -> int:
    """Open findings that block the tick "done"."""
    return _open(judged, Severity.MUST_FIX)


def not_read(judged: Judgement) -> int:
    """Parts of the workbook that look like somebody's data, were not read and not explained."""
    lives = judged.merged.standing
    return sum(one.status == OPEN and one.finding.code == LEFT_OVER for one in lives)


def is_complete(judged: Judgement) -> bool:
    """Questions that are open block nothing, but for what was not read."""
    read = not judged.unread and not not_read(judged)
    done = is_done(judged.guide) and not lacks_name(judged)
    return done and read and not to_fix(judged) and not unconfirmed(judged)


def was_blocked(memory: Memory) -> bool:
    """Whether the last look saw something that keeps a ticked report from being taken."""
    unread, fix = memory.state.state == LIST_LOST, Severity.MUST_FIX
    asked = any(
        one.status == OPEN and (one.finding.severity is fix or one.finding.code == LEFT_OVER)
        for one in memory.lives
    )
    return unread or asked or bool(memory.state.unconfirmed)


def lacks_name(judged: Judgement) -> bool:
    """Whether the campaign asks who submits, and the unit has not said it."""
    return judged.checked.campaign.name_required and not typed_name(judged.guide)


def unconfirmed(judged: Judgement) -> dict[str, int]:
    """Lists with rows as they were in the last period that the unit has not confirmed, and how
    many such rows."""
    told = confirmed(judged.guide)
    waiting: Counter[str] = Counter()
    for view in judged.lists:
        waiting[view.found.table.name] += len(view.as_last)
    return {name: count for name, count in waiting.items() if count and name not in told}


def handed_in(judged: Judgement, rows: Sequence[DataRow], vault: Vault, rules: str) -> Handed:
    """What the report holds now; `rows` are its data rows, `rules` the version of the rules."""
    tables = [found.table.name for found in judged.checked.tables]
    return Handed(
        tuple(listed(vault, name, rows) for name in tables if any(r.table == name for r in rows)),
        _open(judged, Severity.PLEASE_CHECK),
        _typed(judged, vault),
        rules,
    )


def _typed(judged: Judgement, vault: Vault) -> str:
    """A digest of the unit's own cells in the rows of all lists, in whatever order rows and columns
    stand: an empty column that a new form put in changes nothing of it."""
    rows = [
        "\x1e".join([view.found.table.name, *sorted(cell.shown for cell in cells if cell.shown)])
        for view in judged.lists
        for cells in own_rows(view)
    ]
    return vault.digest("typed", *sorted(rows))


def _open(judged: Judgement, severity: Severity) -> int:
    lives = judged.merged.standing
    return sum(one.status == OPEN and one.finding.severity is severity for one in lives)
