"""Ticks "nothing to report" beside lists in which something stands: taken back, and told there."""

from collections.abc import Iterator

from jobs.ward.guide.tab import SENTENCE, TICK
from jobs.ward.judgement import Ground, Judgement
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Sheet
from sheets_schema.checked import CheckedTable
from sheets_schema.headings import heading_key
from sheets_schema.messages import LANGUAGES, text


def take_nil_back(judged: Judgement, ground: Ground, moment: str) -> list[Request]:
    """Unsets the tick of each list with rows that nobody types in at the moment, and says beside
    it that it was taken back, when and why."""
    guide = judged.guide
    if guide is None:
        return []
    typing = {view.found.table.name for view in judged.lists if view.fresh}
    writes: list[CellWrite] = []
    for found in judged.checked.tables:
        rows = len(found.rows)
        if not rows or found.table.name in typing:
            continue
        for row, language in _lines(guide, found):
            if guide.cell(row, TICK).value is True:
                why = text("guide-nil-taken-back", language, moment=moment, n=rows)
                writes.append(CellWrite(row, TICK, False))
                writes.append(CellWrite(row, SENTENCE, f"{_plain(found, language)}. {why}"))
    return google.update_cells(guide.sheet_id, writes)


def forget_taken_back(judged: Judgement) -> list[Request]:
    """What stood beside a tick that was taken back goes once nothing stands in the list."""
    guide = judged.guide
    if guide is None:
        return []
    empty = (found for found in judged.checked.tables if found.recognised and not found.rows)
    writes = [
        CellWrite(row, SENTENCE, _plain(found, language))
        for found in empty
        for row, language in _lines(guide, found)
        if str(guide.cell(row, SENTENCE).value).startswith(f"{_plain(found, language)}. ")
    ]
    return google.update_cells(guide.sheet_id, writes)


def _lines(guide: Sheet, found: CheckedTable) -> Iterator[tuple[int, str]]:
    """Rows (from 0) with our line of this list, and the language that it is in."""
    for language in LANGUAGES:
        sentence = found.table.nothing_to_report.get(language)
        if not sentence:
            continue
        for row in range(len(guide.cells)):
            said = guide.cell(row, SENTENCE).value
            if isinstance(said, str) and heading_key(sentence) in heading_key(said):
                yield row, language


def _plain(found: CheckedTable, language: str) -> str:
    sentence = found.table.nothing_to_report[language]
    return text("guide-nothing-list", language, tab=found.table.title, sentence=sentence)
