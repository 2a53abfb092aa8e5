"""Everything that one ward workbook needs now, as one list of requests."""

import secrets
from dataclasses import dataclass

from jobs.flagging import ListPlan, ListView, plan_list
from jobs.judgement import Ground, Judgement, Memory
from jobs.result_lines import headline, result_blocks
from jobs.result_tab import ROWS, make_tab, plan_tab
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.messages import text


@dataclass(frozen=True, slots=True)
class Plan:
    """Requests of one batchUpdate, and the lists among them."""

    requests: tuple[Request, ...]
    lists: tuple[ListPlan, ...]
    headline: str
    results_id: int

    @property
    def texts(self) -> frozenset[str]:
        """What is written into `Kiểm tra` of any list."""
        return frozenset(text for one in self.lists for text in one.texts)


def plan_workbook(
    judged: Judgement, memory: Memory, ground: Ground, moment: str, written: frozenset[str]
) -> Plan:
    """The plan for one judged state; empty when the workbook is as it should be.

    The line "checked at" changes only when something else does, and once a day.
    """
    old = memory.state.headline
    same_day = memory.state.headline_day == ground.today.isoformat()
    if old and same_day and not written:
        plan = _plan(judged, memory, ground, old, written)
        if not plan.requests:
            return plan
    return _plan(judged, memory, ground, headline(judged.merged, moment, ground.language), written)


def _plan(
    judged: Judgement, memory: Memory, ground: Ground, line: str, written: frozenset[str]
) -> Plan:
    lists = []
    for view in judged.lists:
        lives = [one for one in judged.merged.standing if one.finding.table == _name(view)]
        lists.append(plan_list(view, lives, ground.language, written))
    requests = [request for one in lists for request in one.requests]
    results = judged.results
    if results is None:
        results = Sheet(_new_sheet_id(judged), "", 0, (), row_count=ROWS)
        title = text("tab-results", ground.language)
        warning = text("protection-results", ground.language)
        requests += make_tab(results.sheet_id, title, warning)
    blocks = result_blocks(
        judged.merged,
        unit_name=memory.unit.name,
        headline=line,
        notes=_notes(judged, ground.language),
        links={
            sheet.title: (judged.snapshot.spreadsheet_id, sheet.sheet_id)
            for sheet in judged.snapshot.sheets
        },
        vault=ground.vault,
        language=ground.language,
    )
    requests += plan_tab(results, blocks, judged.ticks)
    return Plan(tuple(requests), tuple(lists), line, results.sheet_id)


def _name(view: ListView) -> str:
    return view.found.table.name


def _notes(judged: Judgement, language: str) -> list[str]:
    """Lists that cannot be read any more, and lists whose columns the ward removed: those are
    carried by this tab alone."""
    lost = [one.table.title for one in judged.checked.tables if one.table.name in judged.unread]
    removed = [v.sheet.title for v in judged.lists if _lost_check(v)]
    return [
        *(text("results-list-lost", language, tab=title) for title in lost),
        *(text("results-columns-removed", language, tab=title) for title in removed),
    ]


def _lost_check(view: ListView) -> bool:
    """Whether the ward removed the column `Kiểm tra`, or its heading."""
    return view.own.check is None if view.own else not view.may_adopt


def _new_sheet_id(judged: Judgement) -> int:
    used = {sheet.sheet_id for sheet in judged.snapshot.sheets}
    while (chosen := secrets.randbelow(2**31 - 2) + 1) in used:
        continue
    return chosen
