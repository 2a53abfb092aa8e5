"""The tab `Hướng dẫn`, made once: ticks, what to do, legend, legal basis, links; and its receipt.

Only the receipt is written again later. The ticks stand in the first column and are the unit's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jobs.unit.marks import MARKS
from jobs.unit.standing import due_of, lock_of
from jobs.ward.flags.colours import LOOKS
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import GridRange, Sheet
from sheets_schema.campaign import Campaign, LegalBasis, Table
from sheets_schema.finding import Severity
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit

TICK, SENTENCE, KEY = 0, 1, 2
RECEIPT = "#receipt"
# Both columns fit a phone, with the row numbers beside them.
WIDTHS = (40, 300)
_BAND = {"red": 0.85, "green": 0.88, "blue": 0.92}
_FIELDS = (
    "userEnteredValue,userEnteredFormat.textFormat,userEnteredFormat.backgroundColor,"
    "userEnteredFormat.wrapStrategy,userEnteredFormat.verticalAlignment"
)


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One row: a heading begins in the first column, everything else stands beside its tick box,
    wrapped."""

    sentence: str
    heading: bool = False
    tick: bool = False
    bold: bool = False
    key: str = ""
    link: str | None = None
    colour: dict[str, float] | None = None


def guide_lines(
    campaign: Campaign, unit: OrgUnit, receipt: str, language: str
) -> Iterator[GuideLine]:
    """Everything that the tab says to this unit, from top to bottom."""
    tables = campaign.tables_for(unit)
    due = said_moment(due_of(campaign, unit))
    title = campaign.title[language]
    yield GuideLine(text("guide-title", language, unit=unit.name), bold=True)
    yield GuideLine(text("guide-campaign", language, campaign=title, due=due), bold=True)
    if lock := lock_of(campaign, unit):
        yield GuideLine(text("guide-lock", language, lock=said_moment(lock)), bold=True)
    yield _heading("guide-finish", language)
    yield GuideLine(text("guide-done", language), tick=True, bold=True)
    yield GuideLine(text("guide-done-how", language))
    yield GuideLine(receipt, bold=True, key=RECEIPT)
    yield from _nothing(tables, language)
    yield from _how(tables, language)
    yield from _legend(language)
    yield from _references(campaign, language)


def _heading(key: str, language: str) -> GuideLine:
    return GuideLine(text(key, language), heading=True, bold=True, colour=_BAND)


def _nothing(tables: Iterable[Table], language: str) -> Iterator[GuideLine]:
    ticks = [
        text("guide-nothing-list", language, tab=table.title, sentence=sentence)
        for table in tables
        if (sentence := table.nothing_to_report.get(language))
    ]
    if ticks:
        yield _heading("guide-nothing", language)
        yield GuideLine(text("guide-nothing-how", language))
        yield from (GuideLine(sentence, tick=True) for sentence in ticks)


def _how(tables: Iterable[Table], language: str) -> Iterator[GuideLine]:
    yield _heading("guide-lists", language)
    for table in tables:
        about = table.help.get(language, "")
        yield GuideLine(text("guide-list", language, tab=table.title, help=about))
    right = {"cccd": "031085001234", "phone": "0912345678"}
    yield GuideLine(text("guide-plain-text", language, **right))


def _legend(language: str) -> Iterator[GuideLine]:
    yield _heading("guide-check", language)
    names = {"check": text("column-check", language), "tab": text("tab-results", language)}
    yield GuideLine(text("guide-check-how", language, **names))
    for severity in Severity:
        said = text(f"guide-{severity.value}", language, mark=MARKS[severity])
        yield GuideLine(said, colour=LOOKS.get(severity))


def _references(campaign: Campaign, language: str) -> Iterator[GuideLine]:
    if campaign.legal_basis:
        yield _heading("guide-basis", language)
        yield from (GuideLine(_basis(one, language)) for one in campaign.legal_basis)
    if campaign.links:
        yield _heading("guide-links", language)
        yield from (GuideLine(one.title, link=one.url) for one in campaign.links)


def _basis(one: LegalBasis, language: str) -> str:
    if one.issued is None:
        return text("guide-basis-undated", language, number=one.number, subject=one.subject)
    issued = f"{one.issued:%d/%m/%Y}"
    said = {"number": one.number, "issued": issued, "subject": one.subject}
    return text("guide-basis-dated", language, **said)


def make_guide(
    sheet_id: int, title: str, lines: Sequence[GuideLine], language: str
) -> list[Request]:
    """Requests that make the tab in front of all others, with a warning before edits."""
    ours = GridRange(sheet_id, start_column=SENTENCE)
    ticks = [row for row, line in enumerate(lines) if line.tick]
    return [
        google.add_sheet(sheet_id, title, rows=len(lines) + 5, columns=KEY + 1, index=0),
        *(
            google.set_dimension(sheet_id, "COLUMNS", column, column + 1, pixels=pixels)
            for column, pixels in enumerate(WIDTHS)
        ),
        google.set_dimension(sheet_id, "COLUMNS", KEY, KEY + 1, hidden=True),
        google.update_block(sheet_id, 0, 0, [_cells(line) for line in lines], _FIELDS),
        *(google.set_checkbox(GridRange(sheet_id, row, row + 1, TICK, TICK + 1)) for row in ticks),
        google.warn_before_edit(ours, text("protection-guide", language)),
    ]


def _cells(line: GuideLine) -> list[dict[str, Any]]:
    if line.heading:
        return [_cell(line), {"userEnteredFormat": _look(line)}, {}]
    return [{}, _cell(line), google.cell_data(line.key)]


def _cell(line: GuideLine) -> dict[str, Any]:
    cell = google.cell_data(line.sentence, line.link)
    look = _look(line)
    given = cell.get("userEnteredFormat", {}).get("textFormat", {})
    look["textFormat"] = {**given, **look["textFormat"]}
    return {**cell, "userEnteredFormat": look}


def _look(line: GuideLine) -> dict[str, Any]:
    look: dict[str, Any] = {
        "textFormat": {"bold": line.bold},
        "wrapStrategy": "OVERFLOW_CELL" if line.heading else "WRAP",
        "verticalAlignment": "TOP",
    }
    if line.colour:
        look["backgroundColor"] = line.colour
    return look


def write_receipt(guide: Sheet, receipt: str) -> list[Request]:
    """The receipt's cell, where it is now and where it says something else; nothing where the
    unit removed its row."""
    rows = range(len(guide.cells))
    at = next((row for row in rows if guide.cell(row, KEY).value == RECEIPT), None)
    if at is None or guide.cell(at, SENTENCE).value == receipt:
        return []
    return google.update_cells(guide.sheet_id, [CellWrite(at, SENTENCE, receipt)])
