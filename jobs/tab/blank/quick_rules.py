"""Rules of colour that read the unit's own cell: wrong at once, while somebody types, without us.

They only know what is wrong whatever else stands in the workbook; everything finer waits for the
check, whose own colours come before these. Put in once, with our columns: as rules over a range
they set no format of anybody's, and a unit that deletes one is not asked again.
"""

from jobs.tab.formats import LOOKS
from jobs.tab.places import a1_column
from sheets_client.requests import Request, add_formula_rule
from sheets_client.snapshot import GridRange, Sheet
from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checked import CheckedTable
from sheets_schema.finding import Severity

# Always true: by it the rules are known again wherever people's inserts moved them.
SIGNATURE = '"wardsheets"="wardsheets"'
# Digits and what people put between them, nothing else: `{cell}` without it is `{digits}`.
_DIGITS = 'REGEXREPLACE(TO_TEXT({cell});"[ .-]";"")'
# A person or a group is named here: no heading, no numbering, no line of totals.
_NAMED = 'REGEXMATCH(LOWER(TRIM(TO_TEXT({name})));"^[^0-9()]+ ")'
_NO_TOTAL = 'NOT(REGEXMATCH(LOWER(TO_TEXT({name}));"tổng|cộng|người lập|ủy ban"))'


def quick_rules(sheet: Sheet, found: CheckedTable) -> list[Request]:
    """The rules for one list; none where they were put in before."""
    table = found.table
    if found.header_row is None or table.subject not in found.columns:
        return []
    if any(SIGNATURE in rule.formula for rule in sheet.formula_rules):
        return []
    requests = []
    for column in table.columns:
        if column.name in found.columns and CELL_TYPES[column.type].wrong_digits:
            for severity, condition in _conditions(found, column):
                requests.append(_rule(sheet, found, column, severity, condition))
    return requests


def _conditions(found: CheckedTable, column: Column) -> list[tuple[Severity, str]]:
    kind = CELL_TYPES[column.type]
    conditions = [(Severity.MUST_FIX, _matches(kind.wrong_digits))]
    if kind.cut_digits:
        conditions.append((Severity.REPAIR, _matches(kind.cut_digits)))
    if column.required:
        # A reason beside it may excuse a number that is missing.
        notes = [c.name for c in found.table.columns if c.type == "note"]
        places = [found.columns[name] for name in notes if name in found.columns]
        empty = [f'TRIM(TO_TEXT({_cell(found, at)}))=""' for at in places]
        said = ['TRIM(TO_TEXT({cell}))=""', *empty, _half_filled(found)]
        conditions.append((Severity.MUST_FIX, ";".join(said)))
    return conditions


def _matches(digits: str) -> str:
    doubled = digits.replace("{", "{{").replace("}", "}}")
    return f'REGEXMATCH({{digits}};"^({doubled})$")'


def _half_filled(found: CheckedTable) -> str:
    """Half of the row is typed: not the heading of a section, nor a row just begun."""
    places = found.columns.values()
    row = f"{_cell(found, min(places))}:{_cell(found, max(places))}"
    return f"2*COUNTA({row})>={len(places)}"


def _cell(found: CheckedTable, column: int) -> str:
    """A cell of the header's row, by which Google reads the rule in every row of its range."""
    assert found.header_row is not None
    return f"${a1_column(column)}{found.header_row + 1}"


def _rule(
    sheet: Sheet, found: CheckedTable, column: Column, severity: Severity, condition: str
) -> Request:
    at = found.columns[column.name]
    cell = _cell(found, at)
    name = _cell(found, found.columns[found.table.subject])
    digits = _DIGITS.format(cell=cell)
    parts = [condition.format(cell=cell, digits=digits), *(p.format(name=name) for p in _ROW)]
    formula = f"=AND({';'.join([SIGNATURE, *parts])})"
    area = GridRange(sheet.sheet_id, found.header_row, found.bottom, at, at + 1)
    return add_formula_rule([area], formula, {"backgroundColor": LOOKS[severity]})


_ROW = (_NAMED, _NO_TOTAL)
