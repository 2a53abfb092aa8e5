"""What the unit has to do now, as steps at the head of the tab of instructions, the last step last.

The steps are always the same lines, so that one that is done changes its words and no row moves;
they change with the counts alone.
"""

from dataclasses import dataclass

from jobs.tab.places import cell_link
from jobs.unit.standing import lock_passed
from jobs.ward.acceptance.completeness import unconfirmed
from jobs.ward.guide.section import bring_lines, heading_row
from jobs.ward.guide.tab import GuideLine
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.results.left import Left, left_of
from sheets_client import requests as google
from sheets_client.requests import CellWrite, Request
from sheets_client.snapshot import Sheet
from sheets_schema.checked import CheckedTable
from sheets_schema.messages import text

TODO = "#todo:"
START = "A1"


@dataclass(frozen=True, slots=True)
class _Step:
    """`said` is what is left to do, empty where it is done; `opens` the tab to do it in."""

    name: str
    said: str
    opens: int | None = None


def todo_lines(
    judged: Judgement, memory: Memory, ground: Ground, results_id: int
) -> list[GuideLine]:
    """A line for each step, numbered; those with something left to do lead to where it is done."""
    language = ground.language
    left, empty = left_of(judged.merged.standing), _empty(judged)
    steps = [
        _Step("lists", _fill(empty, language), _tab_of(judged, empty)),
        _Step("must", _must(left, language), results_id),
        _Step("tick", left.ticked_away(language), results_id),
        _Step("ask", text("guide-todo-ask", language, n=left.ask) if left.ask else "", results_id),
        _submit(judged, memory, ground, left, empty),
    ]
    file = judged.snapshot.spreadsheet_id
    return [_line(number, step, file, language) for number, step in enumerate(steps, 1)]


def bring_todo(guide: Sheet, lines: list[GuideLine]) -> list[Request]:
    """What makes the steps of the tab those `lines`, below their heading. In a tab of an earlier
    version, which began with the tick, they come in above it."""
    at = heading_row(guide, "guide-todo")
    if at is not None:
        return bring_lines(guide, at, TODO, lines, keyed=True)
    before = heading_row(guide, "guide-finish")
    if before is None:
        return []
    renamed = [CellWrite(before, 0, text("guide-todo", _language(guide, before)))]
    inserted = bring_lines(guide, before, TODO, lines, keyed=True)
    return [*google.update_cells(guide.sheet_id, renamed), *inserted]


def _language(guide: Sheet, row: int) -> str:
    return "vi" if guide.cell(row, 0).value == text("guide-finish", "vi") else "en"


def _empty(judged: Judgement) -> list[CheckedTable]:
    """Lists in which nothing stands, and of which the unit has not said that there is nothing."""
    tables = judged.checked.tables
    return [one for one in tables if not one.rows and not one.nothing_to_report]


def _fill(empty: list[CheckedTable], language: str) -> str:
    if not empty:
        return ""
    tabs = "; ".join(one.table.title for one in empty)
    return text("guide-todo-lists", language, n=len(empty), tabs=tabs)


def _tab_of(judged: Judgement, empty: list[CheckedTable]) -> int | None:
    sheets = (judged.snapshot.by_title(one.table.title) for one in empty)
    return next((sheet.sheet_id for sheet in sheets if sheet is not None), None)


def _must(left: Left, language: str) -> str:
    return text("guide-todo-must", language, n=left.must) if left.must else ""


def _submit(
    judged: Judgement, memory: Memory, ground: Ground, left: Left, empty: list[CheckedTable]
) -> _Step:
    """The last one: done where the report is taken; not yet where something blocks it."""
    language, known = ground.language, memory.acceptance
    if known.now:
        return _Step("submit", "")
    if lock_passed(ground.campaign, memory.unit, ground.present):
        return _Step("submit", text("guide-todo-locked", language))
    if known.returned is not None:
        return _Step("submit", text("guide-todo-returned", language))
    blocked = left.must or empty or unconfirmed(judged) or judged.unread
    return _Step("submit", text(f"guide-todo-submit{'-after' if blocked else ''}", language))


def _line(number: int, step: _Step, file: str, language: str) -> GuideLine:
    if not step.said:
        done = text(f"guide-todo-{step.name}-done", language)
        return GuideLine(f"✔ {number}. {done}", key=f"{TODO}{step.name}")
    said = f"{number}. {step.said}"
    if step.opens is None:
        return GuideLine(said, bold=True, key=f"{TODO}{step.name}")
    link = cell_link(file, step.opens, START)
    # The address cannot be seen in what is read of a sheet.
    return GuideLine(f"{said} →", bold=True, key=f"{TODO}{step.name}@{step.opens}", link=link)
