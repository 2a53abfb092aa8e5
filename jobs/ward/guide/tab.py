"""The tab `Hướng dẫn`, made once: ticks, what to do, legend, legal basis, links; and its receipt.

Only the terms (deadline, extension, lock) and the receipt are written again later. The ticks stand
in the first column and are the unit's; one that cannot count is taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jobs.store.events import Event
from jobs.tab.formats import LOOKS
from jobs.unit.marks import MARKS
from jobs.unit.standing import due_of, lock_of
from jobs.ward.guide.find import WHO, says_done
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import GridRange, Sheet
from sheets_schema.campaign import Campaign, LegalBasis, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.finding import Severity
from sheets_schema.messages import LANGUAGES, said_moment, text
from sheets_schema.org_unit import OrgUnit

TICK, SENTENCE, KEY = 0, 1, 2
RECEIPT, DUE, LOCK, ASKS_WHO = "#receipt", "#due", "#lock", "#asks-who"
# Both columns fit a phone, with the row numbers beside them.
WIDTHS = (40, 300)
# A cell that is the unit's own to fill in.
_OWN = {"red": 1.0, "green": 0.98, "blue": 0.9}
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


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tab says of time: the line of the deadline with its extension, the line of the
    lock (empty where there is none)."""

    due: str
    lock: str


def terms(
    campaign: Campaign,
    unit: OrgUnit,
    granted: Event | None,
    language: str,
    today: date | None = None,
) -> Terms:
    """The terms of a unit, whose extension already counts in it; `granted` is an officer's. With
    `today` they say how many days are left: a line that changes once a day."""
    due, lock = due_of(campaign, unit), lock_of(campaign, unit)
    said = {"campaign": campaign.title[language], "due": said_moment(due)}
    line = text("guide-campaign", language, **said)
    if due != campaign.due:
        usual = said_moment(campaign.due)
        why = granted.words if granted and granted.until == unit.extension else ""
        line = f"{line} {text('guide-extended', language, usual=usual)}"
        line += f" {text('guide-extended-why', language, why=why)}" if why else ""
    if today is not None:
        line = f"{line} {_days_left((due.date() - today).days, language)}"
    if lock is None:
        return Terms(line, "")
    word = "guide-lock" if campaign.closed is None else "guide-closed"
    local = lock.astimezone(due.tzinfo)
    return Terms(line, text(word, language, lock=said_moment(local)))


def _days_left(days: int, language: str) -> str:
    word = "past" if days < 0 else "left" if days else "today"
    return text(f"guide-days-{word}", language, n=abs(days))


def guide_lines(
    campaign: Campaign,
    unit: OrgUnit,
    receipt: str,
    language: str,
    carried: Sequence[GuideLine] = (),
    links: Sequence[GuideLine] = (),
    privacy: Sequence[GuideLine] = (),
    todo: Sequence[GuideLine] = (),
    said: Terms | None = None,
) -> Iterator[GuideLine]:
    """Everything that the tab says to this unit, from top to bottom; `carried` are the lines of
    what goes on from the last period, `links` those of the reference pages, `privacy` what is said
    of personal data, `todo` the steps in front of the tick, `said` the terms."""
    tables = campaign.tables_for(unit)
    said = said or terms(campaign, unit, None, language)
    yield GuideLine(text("guide-title", language, unit=unit.name), bold=True)
    yield GuideLine(said.due, bold=True, key=DUE)
    if said.lock:
        yield GuideLine(said.lock, bold=True, key=LOCK)
    yield heading("guide-todo", language)
    yield from todo
    yield GuideLine(text("guide-done", language), tick=True, bold=True)
    yield GuideLine(text("guide-done-how", language))
    yield from who_lines(campaign, language)
    yield GuideLine(receipt, bold=True, key=RECEIPT)
    yield from carried
    yield from _nothing(tables, language)
    yield from _how(tables, language)
    yield from _legend(language)
    yield from _references(campaign, links, language)
    if privacy:
        yield heading("guide-privacy", language)
        yield from privacy


def heading(key: str, language: str) -> GuideLine:
    """A heading of the tab, by its name in the catalogue."""
    return GuideLine(text(key, language), heading=True, bold=True, colour=_BAND)


def who_lines(campaign: Campaign, language: str) -> Iterator[GuideLine]:
    """Where the unit may say who submits, and must where the campaign asks for it: a line of words,
    and a cell of its own."""
    word = "guide-who-needed" if campaign.name_required else "guide-who"
    yield GuideLine(text(word, language), key=ASKS_WHO)
    yield GuideLine("", bold=True, key=WHO, colour=_OWN)


def bring_who(guide: Sheet, campaign: Campaign, language: str) -> list[Request]:
    """The two lines in a tab of a version that had none, below the tick and its words."""
    lines = list(who_lines(campaign, language))
    at = row_of(guide, ASKS_WHO)
    if at is not None:
        said = str(guide.cell(at, SENTENCE).value or "")
        writes = [CellWrite(at, SENTENCE, lines[0].sentence)] if said != lines[0].sentence else []
        return google.update_cells(guide.sheet_id, writes)
    receipt = row_of(guide, RECEIPT)
    return [] if receipt is None else insert_lines(guide.sheet_id, receipt, lines)


def _nothing(tables: Iterable[Table], language: str) -> Iterator[GuideLine]:
    ticks = [
        text("guide-nothing-list", language, tab=table.title, sentence=sentence)
        for table in tables
        if (sentence := table.nothing_to_report.get(language))
    ]
    if ticks:
        yield heading("guide-nothing", language)
        yield GuideLine(text("guide-nothing-how", language))
        yield from (GuideLine(sentence, tick=True) for sentence in ticks)


def _how(tables: Sequence[Table], language: str) -> Iterator[GuideLine]:
    yield heading("guide-lists", language)
    for table in tables:
        about = table.help.get(language, "")
        yield GuideLine(text("guide-list", language, tab=table.title, help=about))
    kept = {
        column.title: column.example
        for table in tables
        for column in table.columns
        if CELL_TYPES[column.type].plain_text
    }
    if kept:
        examples = "; ".join(dict.fromkeys(filter(None, kept.values())))
        said = {"columns": ", ".join(kept), "examples": examples}
        yield GuideLine(text("guide-plain-text", language, **said))


def _legend(language: str) -> Iterator[GuideLine]:
    yield heading("guide-check", language)
    names = {"check": text("column-check", language), "tab": text("tab-results", language)}
    yield GuideLine(text("guide-check-how", language, **names))
    for severity in Severity:
        said = text(f"guide-{severity.value}", language, mark=MARKS[severity])
        yield GuideLine(said, colour=LOOKS.get(severity))


def _references(
    campaign: Campaign, links: Sequence[GuideLine], language: str
) -> Iterator[GuideLine]:
    if campaign.legal_basis:
        yield heading("guide-basis", language)
        yield from (GuideLine(_basis(one, language)) for one in campaign.legal_basis)
    if links:
        yield heading("guide-links", language)
        yield from links


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
    return [
        google.add_sheet(sheet_id, title, rows=len(lines) + 5, columns=KEY + 1, index=0),
        *(
            google.set_dimension(sheet_id, "COLUMNS", column, column + 1, pixels=pixels)
            for column, pixels in enumerate(WIDTHS)
        ),
        google.set_dimension(sheet_id, "COLUMNS", KEY, KEY + 1, hidden=True),
        *_write_lines(sheet_id, 0, lines),
        google.warn_before_edit(ours, text("protection-guide", language)),
    ]


def insert_lines(sheet_id: int, at: int, lines: Sequence[GuideLine]) -> list[Request]:
    """Requests that put lines in before row `at`, each in a row of its own."""
    if not lines:
        return []
    clear = google.clear_validation(GridRange(sheet_id, at, at + len(lines), TICK, TICK + 1))
    rows = google.insert_rows(sheet_id, at, at + len(lines))
    return [rows, clear, *_write_lines(sheet_id, at, lines)]


def _write_lines(sheet_id: int, at: int, lines: Sequence[GuideLine]) -> Iterator[Request]:
    yield google.update_block(sheet_id, at, 0, [_cells(line) for line in lines], _FIELDS)
    for row, line in enumerate(lines, at):
        if line.tick:
            yield google.set_checkbox(GridRange(sheet_id, row, row + 1, TICK, TICK + 1))


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


def write_ours(guide: Sheet, receipt: str, said: Terms) -> list[Request]:
    """The cells of the receipt and of the terms, where they are now and say something else;
    nothing where the unit removed their row. A lock without a line of its own, which came after
    the tab was made, stands behind the deadline."""
    at = {key: row for key in (RECEIPT, DUE, LOCK) if (row := row_of(guide, key)) is not None}
    due = said.due if LOCK in at else f"{said.due} {said.lock}".strip()
    wanted = {RECEIPT: receipt, DUE: due, LOCK: said.lock}
    writes = [
        CellWrite(row, SENTENCE, wanted[key])
        for key, row in at.items()
        if (guide.cell(row, SENTENCE).value or "") != wanted[key]
    ]
    return google.update_cells(guide.sheet_id, writes) if writes else []


def row_of(guide: Sheet, key: str) -> int | None:
    """The row (from 0) with our key; in a tab of a version that gave these lines none, the row
    that says what such a line does."""
    rows = range(len(guide.cells))
    keyed = (row for row in rows if guide.cell(row, KEY).value == key)
    if (at := next(keyed, None)) is not None or key not in _SAYS:
        return at
    said = ((row, str(guide.cell(row, SENTENCE).value or "")) for row in rows)
    return next((row for row, line in said if _SAYS[key](line)), None)


@cache
def _before(name: str) -> tuple[str, ...]:
    """What a line says up to its moment, in each language."""
    moment = "\0"
    said = (text(name, language, campaign="", due=moment, lock=moment) for language in LANGUAGES)
    return tuple(line.partition(moment)[0] for line in said)


_SAYS: Mapping[str, Callable[[str], bool]] = {
    DUE: lambda line: any(one in line for one in _before("guide-campaign")),
    LOCK: lambda line: line.startswith(_before("guide-lock")),
}


def take_ticks_back(guide: Sheet, *, done_alone: bool) -> list[Request]:
    """Unsets the boxes, or only those that say "done"."""
    boxes = [
        CellWrite(row, column, False)
        for row, cells in enumerate(guide.cells)
        if not done_alone or says_done(cells)
        for column, cell in enumerate(cells)
        if cell.value is True
    ]
    return google.update_cells(guide.sheet_id, boxes) if boxes else []
