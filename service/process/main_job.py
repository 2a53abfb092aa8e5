"""The main job: every unit checked and flagged, then one publication."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from jobs.district.publish import PublicationResult, publish
from jobs.queue.names import PUBLISH
from jobs.store.journal import replace_identities, units_with
from jobs.store.units import load_units
from jobs.store.work.claim import taken
from jobs.unit import states
from jobs.unit.context import Context
from jobs.unit.stoppable import TookTooLong
from jobs.ward.check import check_unit, is_closed, note_unread
from jobs.ward.judgement import check_alone
from jobs.ward.recall import ground_of, recall
from jobs.ward.run_result import RunResult
from sheets_client.errors import PassingError, PermanentError
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.cross_unit import Identity, identities
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import RuleCrashed

# Workbooks held in memory at once: first all of a batch are read, so that identities shared
# between its units are known before the first is flagged.
BATCH = 100
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class MainResult:
    """Every unit's last run, in the register's order, and the publication."""

    runs: tuple[RunResult, ...]
    publication: PublicationResult | None


def run_main_job(context: Context, on_progress: Progress | None = None) -> MainResult:
    """Check every unit of the register and publish.

    `on_progress(unit name, done, all)` is called after each unit. A unit that fails is named by
    its state; only the publication raises the errors of `sheets_client.errors`. Where the
    publication found another register in the district's spreadsheet, the units that differ are
    checked and published as well; all of them where checks against the figures of all units have
    others to go by.
    """
    units = _register(context)
    results = _check_all(context, units, on_progress or (lambda name, done, of: None))
    published = _publish(context) if context.district_spreadsheet else None
    register = _register(context)
    changed = [unit.key for unit in register if unit not in units]
    if published and published.others:
        # Some checks hold a unit against all: these are known only now.
        changed = [unit.key for unit in register]
    if changed:
        results |= {code: _checked(context, code, None) for code in changed}
        published = _publish(context)
    return MainResult(tuple(results[unit.key] for unit in register), published)


def _publish(context: Context) -> PublicationResult:
    """In the place of the job of that name: two publications at once would be one too many."""
    with taken(context.store.engine, PUBLISH, clock=context.now) as claim:
        return publish(replace(context, claim=claim))


def _register(context: Context) -> list[OrgUnit]:
    with context.store.begin() as connection:
        return load_units(connection)


def _check_all(
    context: Context, units: Sequence[OrgUnit], report: Progress
) -> dict[str, RunResult]:
    names = {unit.key: unit.name for unit in units}
    results: dict[str, RunResult] = {}
    again: set[str] = set()
    for batch in _batches(list(names)):
        snapshots, touched = read_ahead(context, batch)
        # Those flagged before these identities were known.
        again |= touched & set(results)
        for code in batch:
            results[code] = _checked(context, code, snapshots.get(code))
            again |= results[code].also_check & set(results)
            report(names[code], len(results), len(units))
    return results | {code: _checked(context, code, None) for code in sorted(again)}


def read_ahead(
    context: Context, codes: Sequence[str]
) -> tuple[dict[str, SpreadsheetSnapshot | PermanentError], frozenset[str]]:
    """Read these units and store their identities.

    Returns the workbooks by code, or why one cannot be read for good, and the units whose
    matches with these changed.
    """
    read: dict[str, SpreadsheetSnapshot | PermanentError] = {}
    touched: set[str] = set()
    for code in codes:
        memory = recall(context, code)
        if not memory.unit.spreadsheet or is_closed(context, memory):
            continue
        try:
            snapshot = context.google_for(code).get_workbook(memory.unit.spreadsheet)
            read[code] = snapshot
            alone = check_alone(snapshot, memory, ground_of(context, memory.unit, context.now()))
        except PermanentError as error:
            read[code] = error
            continue
        except (PassingError, RuleCrashed, TookTooLong):
            continue
        touched |= _store_identities(context, code, identities(alone.checked))
    return read, frozenset(touched)


def _store_identities(context: Context, code: str, mine: Sequence[Identity]) -> set[str]:
    vault = context.store.vault
    pairs = {(one.kind, vault.digest(one.kind, one.value)) for one in mine}
    with context.store.begin() as connection:
        moved = replace_identities(connection, code, pairs)
        others = units_with(connection, moved, code)
    return {unit for units in others.values() for unit in units}


def _checked(
    context: Context, code: str, snapshot: SpreadsheetSnapshot | PermanentError | None
) -> RunResult:
    """One unit; what goes wrong with it is its state, and the others go on."""
    try:
        return check_unit(context, code, snapshot)
    except PassingError:
        return note_unread(context, code, states.BUSY)
    except RuleCrashed:
        return note_unread(context, code, states.RULE_CRASHED)


def _batches(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(codes), BATCH):
        yield codes[start : start + BATCH]
