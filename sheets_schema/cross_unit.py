"""Identities that stand on the lists of several units: citizen numbers, phones, copied texts."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheets_schema.campaign import CheckUse
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checked import Checked, CheckedRow, CheckedTable
from sheets_schema.finding import Finding, Severity, shown_text
from sheets_schema.vietnam.text import fold

Shared = Mapping[tuple[str, str], Sequence[str]]
_SHORTEST_TEXT = 40
_SERVES_SEVERAL = ("kiem nhiem", "nhieu phuong", "nhieu don vi", "dung chung")


class Identity(NamedTuple):
    """What may also stand on another unit's list: `row` counts from 1, `column` is declared."""

    kind: str
    value: str
    table: str
    row: int
    column: str


def _copied_text(value: str) -> str | None:
    """A text worth comparing word for word: long, without case, marks and punctuation."""
    key = re.sub(r"[^a-z0-9]+", " ", fold(value)).strip()
    return key if len(key) >= _SHORTEST_TEXT else None


_KEY_OF: Mapping[str, Callable[[str], str | None]] = {
    **{name: kind.identity for name, kind in CELL_TYPES.items() if kind.identity},
    "model": _copied_text,
}
SHARED_KINDS = frozenset(_KEY_OF)


def identities(checked: Checked) -> tuple[Identity, ...]:
    """Every identity of a unit that the campaign compares across units, in sheet order."""
    return tuple(
        Identity(use.kind, key, table.table.name, row.row + 1, column)
        for use in _uses(checked)
        for table, column, position in use.places
        for row in table.rows
        if (key := use.key(shown_text(row.values[position]))) is not None
    )


class _Use(NamedTuple):
    kind: str
    code: str
    key: Callable[[str], str | None]
    places: list[tuple[CheckedTable, str, int]]


def _uses(checked: Checked) -> list[_Use]:
    return [
        _Use(use.check, use.code, _KEY_OF[use.check], _places(checked, use))
        for use in checked.campaign.shares
    ]


def _places(checked: Checked, use: CheckUse) -> list[tuple[CheckedTable, str, int]]:
    wanted = use.params["columns"]
    return [
        (table, column.name, position)
        for table in checked.tables
        for position, column in enumerate(table.table.columns)
        if isinstance(wanted, tuple) and f"{table.table.name}.{column.name}" in wanted
    ]


def cross_unit_findings(checked: Checked, shared: Shared) -> tuple[Finding, ...]:
    """Findings for identities that `shared` (kind, value) gives to other units.

    The names of the other units and what is `shared` stand in the parameters for the office only:
    a message for the unit never shows them. A row whose note says that the person serves several
    units is silent.
    """
    found = []
    for use in _uses(checked):
        for table, column, position in use.places:
            for row in table.rows:
                key = use.key(shown_text(row.values[position]))
                others = shared.get((use.kind, key), ()) if key else ()
                if key and others and not _serves_several(use, table, row):
                    names = {"ward2": ", ".join(others), "kind": checked.unit.kind, "shared": key}
                    found.append(finding_at(checked, use.code, table, row, column, names))
    return tuple(found)


def _serves_several(use: _Use, table: CheckedTable, row: CheckedRow) -> bool:
    if use.kind != "phone":
        return False
    notes = [n for n, column in enumerate(table.table.columns) if column.type == "note"]
    said = " ".join(fold(shown_text(row.raw[n])[:200]) for n in notes)
    return any(word in said for word in _SERVES_SEVERAL)


def finding_at(
    checked: Checked,
    code: str,
    table: CheckedTable,
    row: CheckedRow,
    column: str,
    params: Mapping[str, str],
) -> Finding:
    """A finding on a cell that only other units' data can tell."""
    names = [one.name for one in table.table.columns]
    position = names.index(column)
    return Finding(
        unit=checked.unit.key,
        table=table.table.name,
        tab=table.tab.title if table.tab else table.table.title,
        row=row.row + 1,
        column=column,
        col=table.columns.get(column),
        code=code,
        severity=checked.campaign.severities[code],
        value=shown_text(row.raw[position]),
        header=table.table.columns[position].title,
        subject=_subject(table, row),
        params=params,
    )


def _subject(table: CheckedTable, row: CheckedRow) -> str:
    """What to call the row, "" where it has no name."""
    names = [column.name for column in table.table.columns]
    at = names.index(table.table.subject)
    return shown_text(row.raw[at] if row.values[at] is None else row.values[at]).strip()[:60]


def match_units(every: Sequence[Checked]) -> Mapping[str, Shared]:
    """For several workbooks together: by unit code, what each shares with which other units."""
    owners: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for checked in every:
        for identity in identities(checked):
            owners[identity.kind, identity.value][checked.unit.key] = checked.unit.name
    shared: defaultdict[str, dict[tuple[str, str], Sequence[str]]] = defaultdict(dict)
    for key, units in owners.items():
        if len(units) > 1:
            for code in units:
                shared[code][key] = [name for other, name in units.items() if other != code]
    return shared


def with_shared(checked: Checked, shared: Shared) -> Checked:
    """The same check with the findings across units, still one finding a cell and a row state."""
    return with_findings(checked, cross_unit_findings(checked, shared))


def with_findings(checked: Checked, extra: Sequence[Finding]) -> Checked:
    """The same check with findings on cells that came later: of each cell the gravest stays."""
    if not extra:
        return checked
    by_cell = {(f.table, f.row, f.col): f for f in extra}
    kept = []
    for finding in checked.findings:
        cell = (finding.table, finding.row, finding.col)
        rival = by_cell.get(cell) if finding.col is not None else None
        if rival is None:
            kept.append(finding)
        elif finding.severity.rank < rival.severity.rank or _same_rank_wins(finding, rival):
            kept.append(finding)
            del by_cell[cell]
        elif finding.proposed is not None and rival.severity is not Severity.MUST_FIX:
            by_cell[cell] = rival._replace(proposed=finding.proposed)
    tables = tuple(_with_states(table, by_cell) for table in checked.tables)
    return replace(checked, tables=tables, findings=(*kept, *by_cell.values()))


def _same_rank_wins(finding: Finding, rival: Finding) -> bool:
    """Of two equally grave stories the one inside the unit, unless it is only a comparison."""
    return finding.severity is rival.severity and not finding.code.endswith("-mismatch")


def _with_states(
    table: CheckedTable, extra: Mapping[tuple[str, int | None, int | None], Finding]
) -> CheckedTable:
    graver = {
        (row or 0) - 1: finding.severity
        for (name, row, _), finding in extra.items()
        if name == table.table.name
    }
    if not graver:
        return table
    rows = tuple(
        replace(row, severity=_graver(row.severity, graver[row.row])) if row.row in graver else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _graver(one: Severity | None, other: Severity) -> Severity:
    return other if one is None or other.rank < one.rank else one
