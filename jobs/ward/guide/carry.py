"""The lines of the tab of instructions by which a unit confirms what goes on from last period."""

from collections.abc import Sequence

from jobs.ward.guide.find import CARRY
from jobs.ward.guide.tab import (
    KEY,
    RECEIPT,
    SENTENCE,
    GuideLine,
    heading,
    insert_lines,
    row_of,
)
from jobs.ward.judgement import Judgement
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Sheet
from sheets_schema.campaign import Campaign, Table
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit


def carry_lines(
    judged: Judgement, campaign: Campaign, unit: OrgUnit, language: str
) -> list[GuideLine]:
    """A heading and what to do, then a tick for each list with rows of the last period."""
    carried = {row.table for row in judged.rows.values() if row.carried}
    tables = [table for table in campaign.tables_for(unit) if table.name in carried]
    if not tables:
        return []
    how = GuideLine(text("guide-carry-how", language), key=CARRY)
    return [heading("guide-carry", language), how, *(_tick(table, language) for table in tables)]


def _tick(table: Table, language: str) -> GuideLine:
    said = text("guide-carry-list", language, tab=table.title)
    return GuideLine(said, tick=True, bold=True, key=f"{CARRY}{table.name}")


def put_in(guide: Sheet, lines: Sequence[GuideLine]) -> list[Request]:
    """The lines that the tab lacks, behind those of their kind, else behind the receipt. Rows are
    inserted, so that nobody's cell is written over."""
    if not lines:
        return []
    here = [row for row in range(len(guide.cells)) if _key(guide, row).startswith(CARRY)]
    if not here:
        receipt = row_of(guide, RECEIPT)
        at = guide.used_rows if receipt is None else receipt + 1
        return insert_lines(guide.sheet_id, at, lines)
    known = {_key(guide, row): row for row in here}
    missing = [line for line in lines if line.tick and line.key not in known]
    said = [
        CellWrite(known[line.key], SENTENCE, line.sentence)
        for line in lines
        if line.key in known and guide.cell(known[line.key], SENTENCE).value != line.sentence
    ]
    written = google.update_cells(guide.sheet_id, said)
    return [*written, *insert_lines(guide.sheet_id, max(here) + 1, missing)]


def _key(guide: Sheet, row: int) -> str:
    return str(guide.cell(row, KEY).value or "")
