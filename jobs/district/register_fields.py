"""The officers' own columns of the tab `Đơn vị`: what they say of a unit, and one that somebody
deleted back in its place with what it said."""

from collections.abc import Collection, Mapping

from jobs.district.content import Content
from jobs.register.heads import Head
from jobs.register.said import register_row
from jobs.register.tab import said, torn_head_of
from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.intent import Intent
from jobs.tab.keyed import TabPlan
from jobs.tab.layout import Layout
from jobs.tab.row_requests import row_requests
from sheets_client import requests as google
from sheets_client.snapshot import GridRange, Scalar, Sheet
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import FIELDS
from sheets_schema.register.line import title as field_title

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
    "overdue_emails": 180,
    "residential_groups": 220,
    "spreadsheet": 300,
}
USUAL_WIDTH = 100
# How far a unit is stands beside its name: the rest of the register is right of the screen.
NAMED = 2
PLAIN_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
# What tells the lines apart where the column of codes itself is gone.
TELLING = ("code", "spreadsheet", "name")


def heading(name: str, language: str) -> str:
    """The heading of a column of the tab."""
    if name in FIELDS:
        return field_title(name, language)
    return text(name if name.startswith("severity-") else f"column-{name}", language)


def bring_field_back(sheet: Sheet, content: Content, had: Collection[str]) -> TabPlan | None:
    """The plan that inserts the first column of those that the tab `had` and has no more, with
    what the register knows; the rest with the next try. None where nothing is missing, or too
    much to know where."""
    head = torn_head_of(sheet)
    missing = [one for one in FIELDS if head and one in had and one not in head.columns]
    if head is None or not missing:
        return None
    field, place = missing[0], _place(head, missing[0])
    values = _values(sheet, content, head, field)
    written = {row: {place: google.cell_data(value)} for row, value in values.items()}
    title = heading(field, content.language)
    key = next(head.columns[one] for one in TELLING if one in head.columns)
    intent = Intent(
        before=sheet,
        header=head.row,
        heads={place: title},
        key=key + (key >= place),
        touched={row: said(sheet.cell(row, key)) for row in written},
        writes={head.row: {place: google.cell_data(title)}, **written},
        inserted=frozenset([place]),
    )
    return TabPlan(
        sheet_id=sheet.sheet_id,
        requests=(
            google.insert_columns(sheet.sheet_id, place, place + 1),
            *_dressed(sheet.sheet_id, head.row, place, WIDTHS.get(field, USUAL_WIDTH)),
            *row_requests(sheet.sheet_id, intent.writes),
        ),
        layout=Layout(head.row, (place,)),
        intent=intent,
        unfinished=True,
    )


def _place(head: Head, field: str) -> int:
    """In front of the column that follows in the form, else behind the one before; the name
    behind the code, as our columns stand between it and the others."""
    at = FIELDS.index(field)
    before = [head.columns[one] for one in FIELDS[:at] if one in head.columns]
    after = [head.columns[one] for one in FIELDS[at + 1 :] if one in head.columns]
    if after and (at >= NAMED or not before):
        return after[0]
    return before[-1] + 1


def _values(sheet: Sheet, content: Content, head: Head, field: str) -> dict[int, Scalar]:
    """What the column says, by row: of lines of which it is certain whose they are."""
    known = _units_by(content, head.columns)
    found: dict[int, Scalar] = {}
    for row in range(head.row + 1, len(sheet.cells)):
        told = (
            (one, said(sheet.cell(row, head.columns[one])))
            for one in TELLING
            if one in head.columns
        )
        unit = next((known[pair] for pair in told if known.get(pair)), None)
        value = (
            register_row(unit, content.campaign, content.language)[FIELDS.index(field)]
            if unit
            else ""
        )
        if value:
            found[row] = value
    return found


def _units_by(
    content: Content, columns: Mapping[str, int]
) -> dict[tuple[str, str], OrgUnit | None]:
    """Units by a word that names them; None where several bear it."""
    found: dict[tuple[str, str], OrgUnit | None] = {}
    for unit in content.register:
        for name, value in zip(
            FIELDS, register_row(unit, content.campaign, content.language), strict=True
        ):
            if name in TELLING and value:
                pair = (name, str(value))
                found[pair] = None if pair in found else unit
    return found


def _row(content: Content, unit: OrgUnit) -> list[Scalar]:
    return register_row(unit, content.campaign, content.language)


def _dressed(sheet_id: int, header: int, place: int, pixels: int) -> list[google.Request]:
    whole = GridRange(sheet_id, 0, None, place, place + 1)
    head = GridRange(sheet_id, header, header + 1, place, place + 1)
    return [
        google.repeat_format(whole, PLAIN_TEXT, "numberFormat"),
        google.repeat_format(head, HEADER_LOOK, HEADER_FIELDS),
        google.set_dimension(sheet_id, "COLUMNS", place, place + 1, pixels=pixels),
    ]
