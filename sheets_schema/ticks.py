"""Ticks "nothing to report": what the unit ticked in its tab of instructions."""

from collections.abc import Sequence

from sheets_schema.campaign import Table
from sheets_schema.headings import heading_key
from sheets_schema.layout import is_own_tab
from sheets_schema.workbook import Value, Workbook

_YES = frozenset({"true", "x", "v", "co", "yes", "da chon", "1"})


def nothing_to_report(workbook: Workbook, tables: Sequence[Table]) -> frozenset[str]:
    """Declared names of the lists that the unit says are empty on purpose.

    A tick is a row of a tab of ours (Hướng dẫn) that holds the declared sentence and, in another
    cell, TRUE (a tick box), x or "có"; ticks known otherwise come in with the workbook.
    """
    sentences = {
        heading_key(sentence): table.name
        for table in tables
        for sentence in table.nothing_to_report.values()
    }
    found = set(workbook.nothing_to_report)
    for tab in workbook.tabs:
        if is_own_tab(tab):
            for cells in tab.values:
                found.update(_ticked(cells, sentences))
    return frozenset(found)


def _ticked(cells: Sequence[Value], sentences: dict[str, str]) -> list[str]:
    if not any(_is_yes(value) for value in cells):
        return []
    keys = [heading_key(value) for value in cells if isinstance(value, str)]
    return [name for sentence, name in sentences.items() if any(sentence in key for key in keys)]


def _is_yes(value: Value) -> bool:
    return value is True or (isinstance(value, str) and heading_key(value) in _YES)
