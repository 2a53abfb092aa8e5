"""The tab `Đơn vị`: the register that officers keep, and beside it how far each unit is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jobs.district.content import Content
from jobs.district.summary_tab import ASKED
from jobs.register.last_good import in_force
from jobs.register.tab import head_of, said
from jobs.register.told import note_of
from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.keyed import Layout, TabPlan, row_requests, same
from jobs.unit import states
from jobs.unit.standing import standing_word
from jobs.ward.grids import file_link
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Scalar, Sheet, SpreadsheetSnapshot
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import FIELDS, JudgedLine
from sheets_schema.register.line import title as field_title

OURS = ("state", "severity-must-fix", "severity-please-check", "severity-repair", "total-rows")
OURS_LAST = ("updated", "system-note")
# How far a unit is stands beside its name: the rest of the register is right of the screen.
NAMED = 2
MADE = (*FIELDS[:NAMED], *OURS, *OURS_LAST, *FIELDS[NAMED:])
WIDTHS = {
    "code": 90,
    "name": 180,
    "severity-must-fix": 80,
    "severity-please-check": 80,
    "severity-repair": 80,
    "total-rows": 80,
    "updated": 130,
    "system-note": 300,
    "emails": 180,
    "residential_groups": 220,
    "spreadsheet": 300,
}
PLAIN_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
CODE, NOTE = "code", OURS_LAST[-1]


def _title(name: str, language: str) -> str:
    if name in FIELDS:
        return field_title(name, language)
    return text(name if name.startswith("severity-") else f"column-{name}", language)


def _columns(sheet: Sheet, names: Sequence[str], language: str) -> tuple[int, dict[str, int]]:
    """The header row, and our columns found there by heading; (-1, {}) without a register."""
    head = head_of(sheet)
    if head is None:
        return -1, {}
    titles = {name: _title(name, language).casefold() for name in names}
    heads = [said(cell).casefold() for cell in sheet.cells[head.row]]
    ours = {name: heads.index(title) for name, title in titles.items() if title in heads}
    return head.row, {CODE: head.columns["code"], **ours}


def make_register(
    sheet_id: int, content: Content, moments: Mapping[str, str], stamp: str
) -> list[Request]:
    """The tab with the register that is known now, once; from then on it is the officers'."""
    language = content.language
    titles = [google.cell_data(_title(name, language)) for name in MADE]
    rows = [
        [google.cell_data(value) for value in _made_row(content, unit, moments)]
        for unit in content.units
    ]
    header = GridRange(sheet_id, 0, 1, 0, len(MADE))
    typed = len(FIELDS) - NAMED
    texts = (
        GridRange(sheet_id, 0, None, 0, NAMED),
        GridRange(sheet_id, 0, None, len(MADE) - typed, len(MADE)),
    )
    title = text("tab-units", language)
    height, width = len(rows) + 50, len(MADE) + 6
    return [
        google.add_sheet(
            sheet_id,
            title,
            rows=height,
            columns=width,
            frozen_rows=1,
            frozen_columns=NAMED,
        ),
        *(google.repeat_format(one, PLAIN_TEXT, "numberFormat") for one in texts),
        google.repeat_format(header, HEADER_LOOK, HEADER_FIELDS),
        *(
            google.set_dimension(sheet_id, "COLUMNS", at, at + 1, pixels=WIDTHS[name])
            for at, name in enumerate(MADE)
            if name in WIDTHS
        ),
        google.update_block(sheet_id, 0, 0, [titles, *rows], "userEnteredValue"),
        _stamp_at(sheet_id, 0, NAMED, stamp),
    ]


def _made_row(content: Content, unit: OrgUnit, moments: Mapping[str, str]) -> list[Scalar]:
    register = _register_row(content, unit)
    return [*register[:NAMED], *_progress(content, unit, moments), *register[NAMED:]]


def _register_row(content: Content, unit: OrgUnit) -> list[Scalar]:
    words = content.campaign.unit_words.get(unit.kind, {})
    return [
        unit.code,
        unit.name,
        words.get(content.language, unit.kind),
        _day(unit.valid_from),
        unit.parent,
        "; ".join(unit.emails),
        "; ".join(unit.residential_groups),
        file_link(unit.spreadsheet) if unit.spreadsheet else "",
        _day(unit.extension),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def plan_register(
    sheet: Sheet, content: Content, moments: Mapping[str, str], lines: Sequence[JudgedLine]
) -> TabPlan:
    """Our columns beside each line, wherever it is now, and what is wrong with it in the last;
    the officers' cells are in no request. `moments`: unit key -> when the unit last edited, as
    text; `lines`: the tab's lines as judged."""
    header, columns = _columns(sheet, (*OURS, *OURS_LAST), content.language)
    if header < 0:
        return TabPlan(sheet.title, sheet.sheet_id, (), Layout(0, (0,)))
    code = columns.pop(CODE)
    values = _values(sheet, content, moments, lines)
    changes: dict[int, dict[int, dict[str, Any]]] = {}
    for row, wanted in values.items():
        changed = {
            columns[name]: google.cell_data(value)
            for name, value in wanted.items()
            if name in columns and not same(sheet.cell(row, columns[name]).value, value)
        }
        if changed:
            changes[row] = changed
    return TabPlan(
        title=sheet.title,
        sheet_id=sheet.sheet_id,
        requests=tuple(row_requests(sheet.sheet_id, changes)),
        layout=Layout(header, (code,)),
        touched={row: _key(sheet, row, code) for row in changes},
        changes=changes,
    )


def _values(
    sheet: Sheet, content: Content, moments: Mapping[str, str], lines: Sequence[JudgedLine]
) -> dict[int, dict[str, Scalar]]:
    """What our columns say, by 0-based row; a row that is nobody's has only a note to lose."""
    ours = (*OURS, *OURS_LAST)
    units = in_force(lines, content.units)
    values: dict[int, dict[str, Scalar]] = _spent_notes(sheet, content.language, lines)
    for line in lines:
        wanted: dict[str, Scalar] = {}
        counts = units.get(line.number)
        unit = content.by_validity.get(counts.validity) if counts else None
        if unit is not None:
            wanted = dict(zip(ours, _progress(content, unit, moments), strict=True))
        told = note_of(line, content.language)
        if told or unit is not None:
            wanted[NOTE] = " ".join(filter(None, (told, str(wanted.get(NOTE, "")))))
            values[line.number - 1] = wanted
    return values


def _spent_notes(
    sheet: Sheet, language: str, lines: Sequence[JudgedLine]
) -> dict[int, dict[str, Scalar]]:
    """Of rows that say nothing any more, the notes that tell of what stood there."""
    header, columns = _columns(sheet, (NOTE,), language)
    if NOTE not in columns:
        return {}
    begins = text("register-at-column", language, column="\0", what="").partition("\0")[0]
    taken = {line.number - 1 for line in lines}
    rows = (row for row in range(header + 1, len(sheet.cells)) if row not in taken)
    return {
        row: {NOTE: ""} for row in rows if said(sheet.cell(row, columns[NOTE])).startswith(begins)
    }


def _key(sheet: Sheet, row: int, code: int) -> str:
    value = sheet.cell(row, code).value
    return "" if value is None else str(value)


def stood_still(plan: TabPlan, after: SpreadsheetSnapshot) -> bool:
    """Whether the rows that were written are still those of their units."""
    sheet = after.by_id(plan.sheet_id)
    if sheet is None:
        return not plan.touched
    return all(_key(sheet, row, plan.layout.key) == code for row, code in plan.touched.items())


def stamp_register(sheet: Sheet, language: str, stamp: str) -> list[Request]:
    """The run number and as-of as a note on the heading of our first column: the tab begins
    with its headings, so that it has no line for a stamp."""
    header, columns = _columns(sheet, OURS[:1], language)
    first = columns.get(OURS[0])
    return [] if first is None else [_stamp_at(sheet.sheet_id, header, first, stamp)]


def _stamp_at(sheet_id: int, row: int, column: int, stamp: str) -> Request:
    return google.update_block(sheet_id, row, column, [[{"note": stamp}]], "note")


def _progress(content: Content, unit: OrgUnit, moments: Mapping[str, str]) -> list[Scalar]:
    one, language = content.submission[unit.key], content.language
    state = one.workbook
    note = "" if state.state == states.CHECKED else states.describe(state.state, language)
    if not note and one.lock and one.locked:
        note = text("register-locked", language, lock=said_moment(one.lock))
    return [
        standing_word(one.standing, language),
        *(one.open[name.value] for name in ASKED),
        one.rows,
        moments.get(unit.key, ""),
        note,
    ]
