"""Rules of colour that read our column `Kiểm tra`: the wrong cell turns red, nobody's format is
touched."""

import re
from collections.abc import Sequence

from jobs.tab.formats import LOOKS
from jobs.tab.places import a1_column
from jobs.unit.marks import MARKS
from jobs.ward.flags.texts import IN_CELL, column_mark
from jobs.ward.own_columns import OwnColumns
from sheets_client.requests import Request, add_formula_rule
from sheets_client.snapshot import FormulaRule, GridRange, Sheet
from sheets_schema.checked import CheckedTable
from sheets_schema.finding import Severity

_OUR_CELL = re.compile(r"\$([A-Z]{1,3})(\d+)")


def colour_requests(sheet: Sheet, found: CheckedTable, own: OwnColumns, top: int) -> list[Request]:
    """Rules that are missing: one for each column of the list and severity, from the row `top`,
    that of its header, to where the next list begins.

    Rules are only added, never deleted by number: between our read and our write somebody may
    have added one of their own. People's pastes splinter the ranges; what is no longer covered
    gets a new rule. The gravest comes last, because the first place wins.
    """
    if own.check is None:
        return []
    last = max((row.row for row in found.rows), default=top) + 1
    requests = []
    for severity in reversed(IN_CELL):
        for mark, column in _targets(found, own.check, severity):
            area = GridRange(sheet.sheet_id, top, found.bottom, column, column + 1)
            if not _covered(sheet.formula_rules, mark, area, own, last):
                requests.append(_rule(mark, area, own, severity))
    return requests


def _targets(found: CheckedTable, check: int, severity: Severity) -> list[tuple[str, int]]:
    targets = [
        (column_mark(severity, column.title), found.columns[column.name])
        for column in found.table.columns
        if column.name in found.columns
    ]
    return [*targets, (f"{MARKS[severity]} ", check)]


def _formula(mark: str, own: OwnColumns, top: int) -> str:
    # English names and semicolons: Google reads them in every locale.
    assert own.check is not None
    quoted = mark.replace('"', '""')
    return f'=ISNUMBER(FIND("{quoted}";${a1_column(own.check)}{top + 1}))'


def _rule(mark: str, area: GridRange, own: OwnColumns, severity: Severity) -> Request:
    # It begins at the header, which stays where it is when the first row is deleted.
    look = {"backgroundColor": LOOKS[severity], "textFormat": {"bold": True}}
    return add_formula_rule([area], _formula(mark, own, area.start_row or 0), look)


def _covered(
    rules: Sequence[FormulaRule], mark: str, area: GridRange, own: OwnColumns, last: int
) -> bool:
    """Whether rules for this mark reach every row of the list in this column."""
    quoted = mark.replace('"', '""')
    top, column = area.start_row or 0, area.start_column or 0
    missing = set(range(top + 1, last))
    seen = False
    for rule in rules:
        if f'"{quoted}"' not in rule.formula or not _reads_beside(rule, own):
            continue
        for one in rule.ranges:
            if _has_column(one, column) and _reaches(one, top, last):
                seen = True
                end = last if one.end_row is None else one.end_row
                missing -= set(range(one.start_row or 0, end))
    return seen and not missing


def _reaches(one: GridRange, top: int, last: int) -> bool:
    """Whether a range has rows of the list."""
    return (one.start_row or 0) <= max(top, last) and (one.end_row is None or one.end_row > top)


def _has_column(one: GridRange, column: int) -> bool:
    return (one.start_column or 0) <= column and (one.end_column is None or column < one.end_column)


def _reads_beside(rule: FormulaRule, own: OwnColumns) -> bool:
    """The formula reads our column in the row that it colours."""
    read = _OUR_CELL.search(rule.formula)
    top = min((one.start_row or 0 for one in rule.ranges), default=0)
    return bool(
        read
        and own.check is not None
        and read.group(1) == a1_column(own.check)
        and int(read.group(2)) == top + 1
    )
