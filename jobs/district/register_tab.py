"""The tab `Đơn vị`: the register that officers keep, and beside it how far each unit is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from jobs.district.content import Content
from jobs.district.summary_tab import ASKED, standing
from jobs.tab.formats import HEADER_FIELDS, HEADER_LOOK
from jobs.tab.keyed import Layout, TabPlan, row_requests, same
from jobs.unit import states
from jobs.unit.standing import lock_of, standing_word
from jobs.ward.grids import file_link
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Cell, GridRange, Scalar, Sheet, SpreadsheetSnapshot
from sheets_schema.campaign import Campaign
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit

# The officers' columns, by catalogue key; `unit-code` and `unit-name` are needed.
REGISTER = (
    "unit-code",
    "unit-name",
    "unit-kind",
    "valid-from",
    "parent",
    "emails",
    "residential-groups",
    "spreadsheet",
    "extension",
)
OURS = ("state", "severity-must-fix", "severity-please-check", "severity-repair", "total-rows")
OURS_LAST = ("updated", "system-note")
# How far a unit is stands beside its name: the rest of the register is right of the screen.
NAMED = 2
MADE = (*REGISTER[:NAMED], *OURS, *OURS_LAST, *REGISTER[NAMED:])
WIDTHS = {
    "unit-code": 90,
    "unit-name": 180,
    "severity-must-fix": 80,
    "severity-please-check": 80,
    "severity-repair": 80,
    "total-rows": 80,
    "updated": 130,
    "system-note": 300,
    "emails": 180,
    "residential-groups": 220,
    "spreadsheet": 300,
}
PLAIN_TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
_DAY_ZERO = date(1899, 12, 30)


def _title(name: str, language: str) -> str:
    return text(name if name.startswith("severity-") else f"column-{name}", language)


def _columns(sheet: Sheet, names: Sequence[str], language: str) -> tuple[int, dict[str, int]]:
    """The header row and the columns found there by heading; (-1, {}) without a register."""
    code = _title("unit-code", language).casefold()
    for number, row in enumerate(sheet.cells[:30]):
        heads = [str(cell.value or "").strip().casefold() for cell in row]
        if code in heads:
            titles = {name: _title(name, language).casefold() for name in names}
            return number, {n: heads.index(t) for n, t in titles.items() if t in heads}
    return -1, {}


def read_register(sheet: Sheet, campaign: Campaign, language: str) -> list[OrgUnit]:
    """The units of the tab, in its order; rows without a code or a name are none.

    A kind may be given by the campaign's word for it, in any language, or by its name.
    """
    kinds = {
        word.casefold(): kind
        for kind, words in campaign.unit_words.items()
        for word in words.values()
    }
    header, columns = _columns(sheet, REGISTER, language)
    if not {"unit-code", "unit-name"} <= set(columns):
        return []
    units: dict[str, OrgUnit] = {}
    for row in sheet.cells[header + 1 :]:
        unit = _unit({n: row[at] for n, at in columns.items() if at < len(row)}, kinds)
        if unit is not None:
            units.setdefault(unit.code, unit)
    return list(units.values())


def _unit(cells: Mapping[str, Cell], kinds: Mapping[str, str]) -> OrgUnit | None:
    said = {name: _said(cell) for name, cell in cells.items()}
    if not said.get("unit-code") or not said.get("unit-name"):
        return None
    kind = said.get("unit-kind") or "ward"
    return OrgUnit(
        code=said["unit-code"],
        name=said["unit-name"],
        kind=kinds.get(kind.casefold(), kind),
        valid_from=_date(cells.get("valid-from")),
        parent=said.get("parent", ""),
        emails=_several(said.get("emails", "")),
        residential_groups=_several(said.get("residential-groups", "")),
        spreadsheet=spreadsheet_id(said.get("spreadsheet", "")),
        extension=_date(cells.get("extension")),
    )


def _said(cell: Cell) -> str:
    # A code typed as a number keeps its zeros only in what is shown.
    return (cell.shown or str("" if cell.value is None else cell.value)).strip()


def _several(said: str) -> tuple[str, ...]:
    parts = said.replace("\n", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def spreadsheet_id(said: str) -> str:
    """The id in an address of a spreadsheet, or the id itself."""
    return said.split("/d/", 1)[1].split("/", 1)[0] if "/d/" in said else said


def _date(cell: Cell | None) -> date | None:
    """A date typed as such, as 31/12/2024, or as 2024-12-31; None for anything else."""
    if cell is None or cell.empty:
        return None
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _DAY_ZERO + timedelta(days=int(cell.value))
    said = str(cell.value).strip()
    try:
        if "/" in said:
            day, month, year = said.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(said)
    except ValueError:
        return None


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
    typed = len(REGISTER) - NAMED
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


def plan_register(sheet: Sheet, content: Content, moments: Mapping[str, str]) -> TabPlan:
    """Our columns beside each unit's row, wherever that row is now; the officers' cells are in
    no request. `moments`: unit code -> when the unit last edited, as text."""
    ours = (*OURS, *OURS_LAST)
    header, columns = _columns(sheet, ("unit-code", *ours), content.language)
    if "unit-code" not in columns:
        return TabPlan(sheet.title, sheet.sheet_id, (), Layout(0, (0,)))
    code = columns["unit-code"]
    changes: dict[int, dict[int, dict[str, Any]]] = {}
    for row in range(header + 1, len(sheet.cells)):
        unit = content.by_code.get(_said(sheet.cell(row, code)))
        if unit is not None:
            values = _progress(content, unit, moments)
            changed = {
                columns[name]: google.cell_data(value)
                for name, value in zip(ours, values, strict=True)
                if name in columns and not same(sheet.cell(row, columns[name]).value, value)
            }
            if changed:
                changes[row] = changed
    return TabPlan(
        title=sheet.title,
        sheet_id=sheet.sheet_id,
        requests=tuple(row_requests(sheet.sheet_id, changes)),
        layout=Layout(header, (code,)),
        touched={row: str(sheet.cell(row, code).value) for row in changes},
        changes=changes,
    )


def stood_still(plan: TabPlan, after: SpreadsheetSnapshot) -> bool:
    """Whether the rows that were written are still those of their units."""
    sheet = after.by_id(plan.sheet_id)
    found = {row: sheet.cell(row, plan.layout.key).value if sheet else None for row in plan.touched}
    return all(str(found[row]) == code for row, code in plan.touched.items())


def stamp_register(sheet: Sheet, language: str, stamp: str) -> list[Request]:
    """The run number and as-of as a note on the heading of our first column: the tab begins
    with its headings, so that it has no line for a stamp."""
    header, columns = _columns(sheet, OURS[:1], language)
    return [_stamp_at(sheet.sheet_id, header, at, stamp) for at in columns.values()]


def _stamp_at(sheet_id: int, row: int, column: int, stamp: str) -> Request:
    return google.update_block(sheet_id, row, column, [[{"note": stamp}]], "note")


def _progress(content: Content, unit: OrgUnit, moments: Mapping[str, str]) -> list[Scalar]:
    state = content.state(unit.code)
    language = content.language
    note = "" if state.state == states.CHECKED else states.describe(state.state, language)
    lock = lock_of(content.campaign, unit)
    if not note and lock and state.locked_at is not None:
        note = text("register-locked", language, lock=said_moment(lock))
    return [
        standing_word(standing(state), language),
        *(state.counts.get(one.value, 0) for one in ASKED),
        sum(state.counts.get("rows", {}).values()),
        moments.get(unit.code, ""),
        note,
    ]
