"""The tab `Đơn vị`: the register that officers keep, and beside it how far each unit is."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jobs.district.by_part import known_counts, progress_of
from jobs.district.content import Content
from jobs.district.register_fields import (
    NAMED,
    PLAIN_TEXT,
    WIDTHS,
    bring_field_back,
    heading,
)
from jobs.register.last_good import in_force
from jobs.register.said import register_row
from jobs.register.tab import head_of, said
from jobs.register.told import note_of
from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.intent import Intent
from jobs.tab.keyed import TabPlan, mark_tab
from jobs.tab.layout import (
    BESIDE,
    TAB,
    Found,
    Layout,
    Likeness,
    find_places,
    mark_requests,
    new_mark,
)
from jobs.tab.layout import OURS as OUR_MARK
from jobs.tab.lost_parts import Parts, bring_back
from jobs.tab.row_requests import row_requests, same
from jobs.unit import states
from jobs.unit.standing import standing_word
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange, Mark, Scalar, Sheet
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import FIELDS, JudgedLine

OURS = ("state", "severity-must-fix", "severity-please-check", "severity-repair", "total-rows")
OURS_LAST = ("updated", "system-note")
PROGRESS = (*OURS, *OURS_LAST)
MADE = (*FIELDS[:NAMED], *PROGRESS, *FIELDS[NAMED:])
CODE, NOTE = "code", OURS_LAST[-1]


def make_register(
    sheet_id: int, content: Content, moments: Mapping[str, str], stamp: str
) -> list[Request]:
    """The tab with the register that is known now, once; from then on it is the officers'."""
    language = content.language
    titles = [google.cell_data(heading(name, language)) for name in MADE]
    rows = [
        [google.cell_data(value) for value in _made_row(content, unit, moments)]
        for unit in content.register
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
        google.mark_sheet(sheet_id, new_mark(TAB, title)),
        *(google.mark_column(sheet_id, at, mark) for at, mark in enumerate(_marks(language))),
        _stamp_at(sheet_id, 0, NAMED, stamp),
    ]


def _marks(language: str) -> Iterator[Mark]:
    """What each column of a new tab is known by, ours and the officers'."""
    for name in MADE:
        yield new_mark(OUR_MARK, heading(name, language)) if name in PROGRESS else new_mark(BESIDE)


def _made_row(content: Content, unit: OrgUnit, moments: Mapping[str, str]) -> list[Scalar]:
    register = register_row(unit, content.campaign, content.language)
    return [*register[:NAMED], *_progress(content, unit, moments), *register[NAMED:]]


def plan_register(
    sheet: Sheet,
    content: Content,
    moments: Mapping[str, str],
    lines: Sequence[JudgedLine],
    had: Collection[str] = (),
) -> TabPlan:
    """Our columns beside each line, wherever it is now, and what is wrong with it in the last;
    the officers' cells are in no request. `moments`: unit key -> when the unit last edited, as
    text; `lines`: the tab's lines as judged; `had`: the columns that the tab ever had, of which
    one that is gone comes back first."""
    back = bring_field_back(sheet, content, had)
    if back is not None:
        return back
    head = head_of(sheet)
    if head is None:
        return TabPlan(sheet.sheet_id, (), Layout(0, (0,)))
    language = content.language
    titles = [heading(name, language) for name in PROGRESS]
    values = _values(content, moments, lines)
    places = find_places(sheet, head.row, titles, _likeness(sheet, values))
    code = head.columns[CODE]
    found = Found(head.row, places)
    whole = found.whole
    if whole is None:
        widths = {n: WIDTHS[name] for n, name in enumerate(PROGRESS) if name in WIDTHS}
        parts = Parts(titles, widths=widths, behind=head.columns["name"], key=code)
        requests, intent = bring_back(sheet, parts, found)
        layout = Layout(head.row, tuple(sorted(intent.heads)))
        return TabPlan(sheet.sheet_id, tuple(requests), layout, intent, unfinished=True)
    values = _spent_notes(sheet, whole, language, lines) | values
    values[head.row] = dict(zip(PROGRESS, titles, strict=True))
    intent = _intent(sheet, whole, code, values)
    return TabPlan(
        sheet.sheet_id,
        tuple(row_requests(sheet.sheet_id, intent.writes)),
        whole,
        intent,
        marks=(
            *mark_requests(sheet, titles, whole.places),
            *mark_tab(sheet, text("tab-units", language)),
        ),
    )


def _likeness(
    sheet: Sheet, values: Mapping[int, Mapping[str, Scalar]]
) -> Callable[[int, int], Likeness]:
    def likeness(column: int, number: int) -> Likeness:
        name = PROGRESS[number]
        should = {row: wanted[name] for row, wanted in values.items() if name in wanted}
        filled = {row: cell for row in should if not (cell := sheet.cell(row, column)).empty}
        alike = (same(cell.value, should[row]) for row, cell in filled.items())
        return Likeness(len(filled), sum(alike))

    return likeness


def _intent(
    sheet: Sheet, layout: Layout, code: int, values: Mapping[int, Mapping[str, Scalar]]
) -> Intent:
    columns = dict(zip(PROGRESS, layout.places, strict=True))
    changes: dict[int, dict[int, dict[str, Any]]] = {}
    for row, wanted in values.items():
        changed = {
            columns[name]: google.cell_data(value)
            for name, value in wanted.items()
            if not same(sheet.cell(row, columns[name]).value, value)
        }
        if changed:
            changes[row] = changed
    return Intent(
        before=sheet,
        header=layout.header,
        heads={at: _title_at(values, layout, name) for name, at in columns.items()},
        key=code,
        touched={row: _key(sheet, row, code) for row in changes},
        writes=changes,
    )


def _title_at(values: Mapping[int, Mapping[str, Scalar]], layout: Layout, name: str) -> str:
    return str(values[layout.header][name])


def _values(
    content: Content, moments: Mapping[str, str], lines: Sequence[JudgedLine]
) -> dict[int, dict[str, Scalar]]:
    """What our columns say, by 0-based row."""
    units = in_force(lines, content.register)
    values: dict[int, dict[str, Scalar]] = {}
    for line in lines:
        wanted: dict[str, Scalar] = {}
        counts = units.get(line.number)
        unit = content.by_validity.get(counts.validity) if counts else None
        if unit is not None:
            wanted = dict(zip(PROGRESS, _progress(content, unit, moments), strict=True))
        told = note_of(line, content.language)
        if told or unit is not None:
            wanted[NOTE] = " ".join(filter(None, (told, str(wanted.get(NOTE, "")))))
            values[line.number - 1] = wanted
    return values


def _spent_notes(
    sheet: Sheet, layout: Layout, language: str, lines: Sequence[JudgedLine]
) -> dict[int, dict[str, Scalar]]:
    """Of rows that say nothing any more, the notes that tell of what stood there."""
    at = layout.places[PROGRESS.index(NOTE)]
    begins = text("register-at-column", language, column="\0", what="").partition("\0")[0]
    taken = {line.number - 1 for line in lines}
    rows = (row for row in range(layout.header + 1, len(sheet.cells)) if row not in taken)
    return {row: {NOTE: ""} for row in rows if said(sheet.cell(row, at)).startswith(begins)}


def _key(sheet: Sheet, row: int, code: int) -> str:
    value = sheet.cell(row, code).value
    return "" if value is None else str(value)


def stamp_register(plan: TabPlan, stamp: str) -> TabPlan:
    """The run number and as-of as a note on the heading of our first column: the tab begins
    with its headings, so that it has no line for a stamp."""
    if plan.intent is None or plan.unfinished:
        return plan
    note = _stamp_at(plan.sheet_id, plan.layout.header, plan.layout.places[0], stamp)
    return replace(plan, requests=(*plan.requests, note))


def _stamp_at(sheet_id: int, row: int, column: int, stamp: str) -> Request:
    return google.update_block(sheet_id, row, column, [[{"note": stamp}]], "note")


def _progress(content: Content, unit: OrgUnit, moments: Mapping[str, str]) -> list[Scalar]:
    one, language = content.submission.get(unit.key), content.language
    if one is None:
        below = content.tree.below(unit.key)
        under = (one for one in content.submissions if one.unit.key in below)
        return [*progress_of(content, under), "", ""]
    told = one.condition not in (states.CHECKED, states.LOCKED)
    note = states.describe(one.condition, language) if told else ""
    if not note and one.lock and one.locked:
        note = text("register-locked", language, lock=said_moment(one.lock))
    return [
        standing_word(one.standing, language),
        *known_counts(one),
        moments.get(unit.key, ""),
        note,
    ]
