"""What the unit ticked in its tab of instructions: that its report is complete."""

from collections.abc import Sequence

from sheets_client.snapshot import Cell, SpreadsheetSnapshot
from sheets_schema.headings import heading_key
from sheets_schema.messages import LANGUAGES, text


def is_done(snapshot: SpreadsheetSnapshot) -> bool:
    """Whether a row of the tab of instructions holds the sentence and, in another cell, a tick."""
    sentences = [heading_key(text("guide-done", language)) for language in LANGUAGES]
    titles = (text("tab-guide", language) for language in LANGUAGES)
    sheets = [sheet for sheet in map(snapshot.by_title, titles) if sheet]
    return any(_ticked(row, sentences) for sheet in sheets for row in sheet.cells)


def _ticked(row: Sequence[Cell], sentences: Sequence[str]) -> bool:
    if not any(cell.value is True for cell in row):
        return False
    said = [heading_key(cell.value) for cell in row if isinstance(cell.value, str)]
    return any(sentence in key for key in said for sentence in sentences)
