"""From a workbook's grids to findings and rows to consolidate: pure, and it never raises."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from sheets_schema.campaign import Campaign, CheckUse, Table
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.checked import Checked, CheckedRow, CheckedRows, CheckedTable
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.checks.keys import tell_groups_apart
from sheets_schema.checks.placement import find_shifted_rows
from sheets_schema.collector import collector_paused
from sheets_schema.column_pass import compile_readers, given_by_sections, read_columns
from sheets_schema.columns import Columns
from sheets_schema.finding import Finding, Severity, worst
from sheets_schema.gathering import Gathered, blocks_of, gather
from sheets_schema.headings import known_words
from sheets_schema.layout import Layout, find_layouts
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.org_unit import OrgUnit
from sheets_schema.row_sorting import row_sorter
from sheets_schema.rows import RowKind
from sheets_schema.ticks import nothing_to_report
from sheets_schema.two_in_one import name_and_phone
from sheets_schema.unasked import tell_unasked_ids
from sheets_schema.unit_names import NamesByKind
from sheets_schema.unread import CODE, codes_of_lack, unread_of
from sheets_schema.workbook import Value, Workbook

__all__ = ["Checked", "CheckedRow", "CheckedTable", "RuleCrashed", "validate"]

_SHIFTED = "row-shifted"
T = TypeVar("T")


class RuleCrashed(RuntimeError):  # noqa: N818  (the name that the jobs say aloud)
    """A rule of ours failed on a workbook: our fault, never a finding on a cell."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"the rule {rule} crashed")
        self.rule = rule


@collector_paused()
def validate(
    workbook: Workbook,
    unit: OrgUnit,
    campaign: Campaign,
    as_of: date,
    strict: bool = False,
    gathered: Gathered | None = None,
    last: Mapping[str, Sequence[Sequence[Value]]] = MappingProxyType({}),
    named: NamesByKind = MappingProxyType({}),
) -> Checked:
    """Check one unit's workbook against the campaign on a day.

    Never raises on any grid. A rule that crashes is left out, and raised as RuleCrashed when
    `strict`, so that a job can fail its run and name the rule instead of telling half a story.
    With `gathered` the lists are read there, and what stays unread is looked for in `workbook`;
    the findings stand where `gathered` has the rows. `last` are the values of the unit's rows of
    the last period, by list, `named` the units of the register by kind.
    """
    tables = campaign.tables_for(unit)
    crashed: list[RuleCrashed] = []
    tabs = gathered.workbook.tabs if gathered else workbook.tabs
    layouts = _guarded("layout", lambda: find_layouts(tabs, tables), crashed)
    book = WorkbookReading(workbook, unit, campaign, as_of, {}, last=last, named=named)
    ticks = _guarded("ticks", lambda: nothing_to_report(workbook, tables), crashed) or frozenset()
    for layout in layouts or [Layout(table) for table in tables]:
        reading = ListReading(unit, campaign, as_of, layout)
        reading.nothing_to_report = layout.table.name in ticks
        book.lists[layout.table.name] = reading
        _guarded(f"list {layout.table.name}", _list_rule(reading), crashed)
    _guarded("groups apart", lambda: tell_groups_apart(book.lists.values()), crashed)
    _guarded("left over", lambda: _tell_unread(book, gathered), crashed)
    for rule, run in _rules(book):
        _guarded(rule, run, crashed)
    if strict and crashed:
        raise crashed[0]
    readings = list(book.lists.values())
    return Checked(
        unit=unit,
        campaign=campaign,
        tables=tuple(_checked_table(reading) for reading in readings),
        findings=tuple(book.told + [one for reading in readings for one in _findings(reading)]),
    )


def gather_strictly(workbook: Workbook, tables: Sequence[Table]) -> Gathered | None:
    """See `gather`; where it crashes, that is our fault like that of any other rule."""
    try:
        return gather(workbook, tables)
    except MemoryError:
        raise
    except Exception as error:
        raise RuleCrashed("places") from error


def _guarded(rule: str, run: Callable[[], T], crashed: list[RuleCrashed]) -> T | None:
    try:
        return run()
    except MemoryError:
        raise  # No fault of the rule's.
    except Exception as error:
        crash = RuleCrashed(rule)
        crash.__cause__ = error
        crashed.append(crash)
        return None


def _read_list(reading: ListReading) -> None:
    """The rows and cells of one list, and what is wrong with the list as a whole."""
    layout, table = reading.layout, reading.table
    if layout.tab is None:
        reading.tell("tab-missing", params={"tab": table.title})
        return
    if layout.header_row is None:
        headers = " | ".join(column.title for column in table.columns)
        reading.tell("layout-not-recognised", params={"headers": headers})
        return
    columns = Columns(layout.tab.values[layout.header_row + 1 :])
    header = layout.tab.values[layout.header_row]
    reading.in_one = name_and_phone(reading) or ()
    readers = compile_readers(reading, _around(reading))
    found = row_sorter(reading, header, readers).sort(columns, layout.header_row + 1)
    reading.rows, reading.sections, reading.others = found.data, found.sections, found.others
    reading.given = given_by_sections(reading)
    for column in table.columns:
        if column.expected and not (reading.knows(column.name) or _is_nil(reading)):
            reading.tell("required-column-missing", column=column.name)
    for name, col in layout.columns.items():
        if col in layout.equal:
            reading.tell("headings-equal", column=name)
    _tell_left_out(reading)
    tell_unasked_ids(reading)
    for row in found.samples:
        reading.tell("sample-row-left", row + 1)
    read_columns(reading, columns, readers)
    # An empty cell is wrong only if the row is meant to be whole.
    said = ((cell, finding) for cell, (_, finding) in reading.found.items() if finding.value)
    reading.by_itself = dict(said)
    if reading.not_computed:
        n = str(len(reading.not_computed))
        reading.tell("formulas-not-computed", params={"tab": reading.tab_title, "n": n})
    _ask_about_samples(reading, frozenset(found.doubtful))
    if reading.rows and reading.nothing_to_report:
        reading.tell("nil-with-rows", params={"n": str(len(reading.rows))})
    if not reading.rows and not reading.nothing_to_report and table.none_code:
        nothing = table.nothing_to_report.get("vi", "")
        reading.tell(table.none_code, params={"nothing": nothing})


def _is_nil(reading: ListReading) -> bool:
    """Whether the unit says that the list is empty, and it is: its form does not matter then."""
    return reading.nothing_to_report and not reading.rows


def _tell_left_out(reading: ListReading) -> None:
    """Rows that hold only a sign, or only what a drag leaves, are no rows; that is told once."""
    kinds = (RowKind.STRAY, RowKind.PREFILLED)
    rows = [row + 1 for row, kind in reading.others.items() if kind in kinds]
    if rows:
        places = f"{rows[0]}" if len(rows) == 1 else f"{rows[0]}–{rows[-1]}"
        reading.tell("rows-left-out", params={"n": str(len(rows)), "rows": places})


def _ask_about_samples(reading: ListReading, doubtful: frozenset[int]) -> None:
    """Rows that look like the form's sample and are somebody's own stay, and are asked about."""
    if doubtful:
        for index, row in enumerate(reading.rows):
            if row in doubtful:
                reading.find(index, reading.table.subject, "sample-row-doubtful", COMPARISON)


def _tell_unread(book: WorkbookReading, gathered: Gathered | None) -> None:
    """What was not read is told, and then nothing that says that something is missing."""
    readings = book.lists.values()
    found = [_checked_table(reading) for reading in readings if reading.recognised]
    blocks = blocks_of(found, gathered)
    words = known_words(book.campaign.tables_for(book.unit))
    unread = list(unread_of(book.workbook, blocks, words))
    if not unread and not any(reading.not_computed for reading in readings):
        return
    for part in unread:
        book.tell(CODE, part.tab, part.params())
    book.withheld = codes_of_lack(book.campaign, book.unit)
    for reading in readings:
        reading.withheld = book.withheld
        reading.told = [one for one in reading.told if one.code not in book.withheld]


def _around(reading: ListReading) -> Surroundings:
    return Surroundings(reading.unit, reading.as_of, reading.campaign.authority.get("province"))


def _rules(book: WorkbookReading) -> Iterator[tuple[str, Callable[[], None]]]:
    """Every rule over rows, lists and the workbook, by name, in the order of the declaration."""
    for reading in book.lists.values():
        if reading.recognised:
            for use in reading.table.checks:
                yield use.check, _table_rule(use, reading, book)
            yield _SHIFTED, _shift_rule(reading)
    for use in book.campaign.checks.get(book.unit.kind, ()):
        yield use.check, _workbook_rule(use, book)


def _list_rule(reading: ListReading) -> Callable[[], None]:
    return lambda: _read_list(reading)


def _table_rule(use: CheckUse, reading: ListReading, book: WorkbookReading) -> Callable[[], None]:
    return lambda: TABLE_CHECKS[use.check].run(use, reading, book)


def _shift_rule(reading: ListReading) -> Callable[[], None]:
    return lambda: find_shifted_rows(reading, _SHIFTED, _around(reading))


def _workbook_rule(use: CheckUse, book: WorkbookReading) -> Callable[[], None]:
    return lambda: WORKBOOK_CHECKS[use.check].run(use, book)


def _findings(reading: ListReading) -> list[Finding]:
    """One finding a cell; a row that is explained as a whole has no others. In sheet order."""
    cells = [
        finding
        for (index, _), (_, finding) in reading.found.items()
        if index not in reading.silenced
    ]
    return sorted(reading.told + cells, key=_place)


def _place(finding: Finding) -> tuple[int, int, str]:
    row = finding.row or 0
    return row, -1 if finding.col is None else finding.col, finding.code


def _checked_table(reading: ListReading) -> CheckedTable:
    layout = reading.layout
    return CheckedTable(
        table=reading.table,
        tab=layout.tab,
        recognised=reading.recognised,
        header_row=layout.header_row,
        columns=layout.columns,
        width=layout.width,
        rows=CheckedRows(len(reading.rows), lambda: list(_checked_rows(reading))),
        nothing_to_report=reading.nothing_to_report and not reading.rows,
        others=reading.others,
        own=layout.own,
        source=layout.source,
        header_top=layout.header_top,
        beside={name: layout.beside(name) for name in layout.columns},
        row_numbers=reading.rows,
        right=layout.right,
        alone=frozenset(_alone(reading)),
    )


def _alone(reading: ListReading) -> Iterator[tuple[int | None, str | None, str]]:
    """What the reader of a column said and no check of more than the cell has replaced."""
    for cell, finding in reading.by_itself.items():
        _, now = reading.found.get(cell, (0, None))
        if now is finding and cell[0] not in reading.silenced:
            yield finding.row, finding.column, finding.code


def _checked_rows(reading: ListReading) -> Iterator[CheckedRow]:
    names = [column.name for column in reading.table.columns]
    if not reading.rows:
        return
    values = [_values(reading, name) for name in names]
    raws = [_typed(reading, name) for name in names]
    states = _row_states(reading)
    for index, (value, raw) in enumerate(
        zip(zip(*values, strict=True), zip(*raws, strict=True), strict=True)
    ):
        yield CheckedRow(reading.rows[index], value, raw, states.get(index))


def _values(reading: ListReading, name: str) -> list[Value]:
    """A column to be consolidated: what each cell means, else what stands there."""
    forbidden = {index for index, column in reading.forbidden if column == name}
    return [
        None if index in forbidden else reading.typed(index, name) if value is None else value
        for index, value in enumerate(reading.clean[name])
    ]


def _typed(reading: ListReading, name: str) -> list[Value]:
    return [reading.whole(index, name) for index in range(len(reading.rows))]


def _row_states(reading: ListReading) -> dict[int, Severity | None]:
    gravest: dict[int, list[Severity]] = {}
    index_of = {row + 1: index for index, row in enumerate(reading.rows)}
    for finding in _findings(reading):
        index = index_of.get(finding.row or 0)
        if index is not None and finding.severity is not Severity.INFO:
            gravest.setdefault(index, []).append(finding.severity)
    return {index: worst(severities) for index, severities in gravest.items()}
