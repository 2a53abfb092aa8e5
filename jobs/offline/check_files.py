"""Many files together: each against its unit, then what they share with each other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jobs.offline.errors import InputError
from jobs.offline.one_file import FileCheck, Task, check_one, comparable
from jobs.offline.running.bounds import BOUNDS, Bounds
from jobs.offline.running.processes import in_order, usable_cpus
from jobs.offline.unit_of_file import UnitFinder
from jobs.offline.workbook_files import EXCEL, Told, find_workbooks, shown_path
from sheets_schema.among_units import Among, figures_among, with_among
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.cross_unit import match_units, with_shared
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

# Seconds that one process needs for a megabyte, measured by `bench units`.
_SECONDS_A_MEGABYTE = {"excel": 0.7, "json": 0.25}
# Below that the start of further processes costs more than they save.
_WORTH_IT_SECONDS = 1.0
_MOST_PROCESSES = 32

OnDone = Callable[[int, int], None]


class CheckedFile(NamedTuple):
    """A file, its unit, the number of its rows, what the check said, and the account of its cells
    where it was asked for."""

    path: Path
    unit: OrgUnit
    rows: int
    findings: tuple[Finding, ...]
    account: Mapping[str, object] | None = None
    read: tuple[str, ...] = ()


def check_files(
    paths: Iterable[Path],
    units: Sequence[OrgUnit],
    campaign: Campaign,
    as_of: date,
    lang: str = "vi",
    told: Told | None = None,
    processes: int | None = None,
    on_done: OnDone | None = None,
    besides: Collection[Path] = (),
    accounts: bool = False,
    bounds: Bounds = BOUNDS,
) -> list[CheckedFile]:
    """Every workbook under the paths, checked together, in the order of the units' codes.

    What cannot be used is told of in `told` and left out; without it, or when no file is left,
    InputError is raised. `processes` are chosen by the files' sizes when None; the answer is the
    same with any number. `on_done` hears how many files of how many are done.
    """
    heard = Told() if told is None else told
    files = find_workbooks(paths, lang, heard, besides)
    task = Task(UnitFinder(units, as_of), campaign, as_of, lang, accounts, bounds)
    found: list[FileCheck] = []
    for outcome in _outcomes(task, files, processes or processes_for(files), on_done):
        if isinstance(outcome, str):
            heard.unusable.append(outcome)
        else:
            found.append(outcome)
    if not files and not heard.unusable:
        raise InputError(text("check-nothing-found", lang))
    if not found or (told is None and heard.unusable):
        raise InputError("\n".join(heard.unusable))
    found.sort(key=lambda one: one.unit.code)
    _tell_of_twins(found, lang, heard)
    return _compared(found, campaign)


def processes_for(files: Sequence[Path]) -> int:
    """As many processes as there are processors, where the work is worth their start."""
    seconds = sum(
        file.stat().st_size / 1e6 * _SECONDS_A_MEGABYTE["excel" if _is_excel(file) else "json"]
        for file in files
    )
    worth = max(1, int(seconds / _WORTH_IT_SECONDS) + 1) if seconds > _WORTH_IT_SECONDS else 1
    return min(usable_cpus(), worth, len(files) or 1, _MOST_PROCESSES)


def _is_excel(file: Path) -> bool:
    return file.suffix.lower() in EXCEL


def counted(total: int, on_done: OnDone | None) -> Callable[[int], None]:
    """What to call with the number of items that are done more; it tells `on_done` the sum."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        if on_done is not None:
            on_done(done, total)

    return count


def _outcomes(
    task: Task, files: Sequence[Path], processes: int, on_done: OnDone | None
) -> list[FileCheck | str]:
    def fallen(file: Path) -> FileCheck | str:
        return text("check-process-ended", task.lang, file=shown_path(file))

    work = partial(check_one, task)
    return in_order(work, files, processes, fallen, counted(len(files), on_done))


def _compared(found: Sequence[FileCheck], campaign: Campaign) -> list[CheckedFile]:
    checks = [comparable(one, campaign) for one in found]
    shared, among = match_units(checks), _among(checks, campaign)
    held = (with_among(with_shared(one, shared.get(one.unit.code, {})), among) for one in checks)
    return [
        CheckedFile(
            one.path, one.unit, one.rows, _placed(one, check.findings), one.account, one.read
        )
        for one, check in zip(found, held, strict=True)
    ]


def _among(checks: Sequence[Checked], campaign: Campaign) -> Among:
    """The figures of all files together, less rows with something to correct."""
    rows = (
        (table.table.name, row.values)
        for check in checks
        for table in check.tables
        for row in table.rows
        if row.severity is not Severity.MUST_FIX
    )
    return figures_among(campaign, rows)


def _placed(one: FileCheck, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings where their rows stand in the file."""
    return tuple(map(one.moved.placed, findings)) if one.moved else findings


def _tell_of_twins(checks: Sequence[FileCheck], lang: str, told: Told) -> None:
    """Name the units of which several files came: nobody here knows which one counts."""
    by_unit: defaultdict[str, list[FileCheck]] = defaultdict(list)
    for one in checks:
        by_unit[one.unit.code].append(one)
    for files in by_unit.values():
        if len(files) > 1:
            names = ", ".join(shown_path(one.path) for one in files)
            unit = files[0].unit.name
            told.unusable.append(
                text("check-two-files", lang, unit=unit, n=len(files), files=names)
            )
