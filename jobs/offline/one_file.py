"""One file against its unit: what one process does, and the little it hands back.

A workbook is read, checked and let go where it was read. Beside its findings there comes back
only what the comparison with other units needs, packed until somebody looks at it.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, overload

from jobs.offline.account_out import account_of
from jobs.offline.errors import InputError
from jobs.offline.reading import read_workbook
from jobs.offline.running.bounds import BOUNDS, Bounds, OutOfBounds, bounded
from jobs.offline.unit_of_file import UnitFinder
from jobs.offline.workbook_files import shown_path
from sheets_schema.among_units import watched
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked, CheckedRow, CheckedTable
from sheets_schema.finding import Finding, Severity
from sheets_schema.gathering import Gathered
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.sorted_header import headers_below_rows, with_header_told
from sheets_schema.unit_names import names_by_kind
from sheets_schema.validate import RuleCrashed, gather_strictly, validate
from sheets_schema.what_was_read import what_was_read
from sheets_schema.workbook import Tab, Value


class Task(NamedTuple):
    """What every file is checked with, whether its account is wanted, and what one may cost."""

    finder: UnitFinder
    campaign: Campaign
    as_of: date
    lang: str
    accounts: bool = False
    bounds: Bounds = BOUNDS


_Packed = tuple[int, tuple[Value, ...], tuple[Value, ...], Severity | None]


class PackedRows(Sequence[CheckedRow]):
    """Rows as bytes, unpacked for each look: thousands of workbooks stay in little memory."""

    def __init__(self, rows: Sequence[_Packed]) -> None:
        self._length = len(rows)
        self._packed = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> CheckedRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[CheckedRow]: ...

    def __getitem__(self, index: int | slice) -> CheckedRow | Sequence[CheckedRow]:
        return list(self)[index]

    def __iter__(self) -> Iterator[CheckedRow]:
        return (CheckedRow(*row) for row in pickle.loads(self._packed))


class SharedList(NamedTuple):
    """The part of a list that is compared with other units."""

    table: str
    tab: str
    columns: Mapping[str, int]
    rows: PackedRows


class FileCheck(NamedTuple):
    """What came of one file; `rows` counts those of all its lists. Rows of `moved` lists were laid
    under each other: their findings are told where they stand."""

    path: Path
    unit: OrgUnit
    rows: int
    findings: tuple[Finding, ...]
    lists: tuple[SharedList, ...]
    moved: Gathered | None = None
    account: Mapping[str, object] | None = None
    read: tuple[str, ...] = ()


def check_one(task: Task, path: Path) -> FileCheck | str:
    """The check of one file, or the sentence that says why there is none; it never raises."""
    try:
        with bounded(task.bounds):
            return _check(task, path)
    except OutOfBounds as error:
        return error.sentence(shown_path(path), task.lang)
    except InputError as error:
        return str(error)
    except Exception as error:
        # Ours to mend, and no reason to leave the other units' files unchecked.
        fault = type(error).__name__
        return text("check-failed", task.lang, file=shown_path(path), fault=fault)


def _check(task: Task, path: Path) -> FileCheck | str:
    read = read_workbook(path, task.lang, task.bounds)
    unit = task.finder.unit_of(read, task.lang)
    tables = task.campaign.tables_for(unit)
    if not tables:
        kinds = ", ".join(task.campaign.workbooks)
        names = {"file": shown_path(path), "unit": unit.name, "kind": unit.kind}
        return text("check-no-lists", task.lang, kinds=kinds, **names)
    try:
        gathered = gather_strictly(read.workbook, tables)
        named = names_by_kind(task.finder.units)
        checked = validate(
            read.workbook, unit, task.campaign, task.as_of, True, gathered, named=named
        )
        checked = with_header_told(checked, headers_below_rows(checked, task.as_of))
    except RuleCrashed as crash:
        return text("check-rule-crashed", task.lang, file=shown_path(path), rule=crash.rule)
    rows = sum(len(table.rows) for table in checked.tables)
    account = account_of(path, read.workbook, checked, gathered) if task.accounts else None
    shared = tuple(_shared_lists(checked))
    said = (what_was_read(table, gathered, task.lang) for table in checked.tables)
    lines = tuple(filter(None, said))
    return FileCheck(path, unit, rows, checked.findings, shared, gathered, account, lines)


def comparable(one: FileCheck, campaign: Campaign) -> Checked:
    """The check as `sheets_schema.cross_unit` takes it, with only the rows it compares."""
    declared = {table.name: table for table in campaign.tables_for(one.unit)}
    tables = tuple(
        CheckedTable(
            declared[part.table], Tab(part.tab, ()), True, columns=part.columns, rows=part.rows
        )
        for part in one.lists
    )
    return Checked(one.unit, campaign, tables, one.findings)


def _shared_lists(checked: Checked) -> Iterator[SharedList]:
    """Rows with a value in a compared column; their names and notes come along, to say whose it
    is and since a note may explain it."""
    wanted = {name for use in checked.campaign.shares for name in _names(use.params["columns"])}
    wanted |= watched(checked.campaign)
    for table in checked.tables:
        columns = list(enumerate(table.table.columns))
        compared = {n for n, one in columns if f"{table.table.name}.{one.name}" in wanted}
        if table.tab is None or not compared:
            continue
        named = compared | {n for n, one in columns if one.name == table.table.subject}
        told = named | {n for n, one in columns if one.type == "note"}
        rows = [
            (row.row, _only(row.values, named), _only(row.raw, told), row.severity)
            for row in table.rows
            if any(row.values[n] not in (None, "") for n in compared)
        ]
        columns_there = {name: table.columns[name] for name in table.columns}
        yield SharedList(table.table.name, table.tab.title, columns_there, PackedRows(rows))


def _names(columns: object) -> tuple[str, ...]:
    return columns if isinstance(columns, tuple) else ()


def _only(cells: Sequence[Value], positions: set[int]) -> tuple[Value, ...]:
    return tuple(cell if n in positions else None for n, cell in enumerate(cells))
