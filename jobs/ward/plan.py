"""Everything that one ward workbook needs now, as one list of requests."""

from dataclasses import dataclass
from datetime import date

from jobs.tab.fresh_ids import FreshIds
from jobs.tab.intent import Intent
from jobs.unit.standing import lock_passed
from jobs.ward.answers.said import said_answers
from jobs.ward.flags.columns import ListView, TabPlan, plan_lists
from jobs.ward.flags.notes import plan_notes
from jobs.ward.forms.dressed import say_dressed
from jobs.ward.guide.find import is_done
from jobs.ward.guide.plan import GuidePlan, plan_guide
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.lifecycle import mended_since
from jobs.ward.list_views import places_of
from jobs.ward.results.lines import Line, headline, restore_line, result_blocks
from jobs.ward.results.tab import ROWS, make_tab, plan_tab
from jobs.ward.ticks.taken_back import say_taken_back
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.messages import said_moment, text
from sheets_schema.sorted_header import CODE as SORTED


@dataclass(frozen=True, slots=True)
class Plan:
    """Requests of one batchUpdate, and those of the tabs with lists among them."""

    requests: tuple[Request, ...]
    lists: tuple[TabPlan, ...]
    headline: str
    results_id: int

    @property
    def intents(self) -> list[Intent]:
        """What is meant with the cells of the lists."""
        return [one.intent for one in self.lists if one.intent]

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
        plan = _plan(judged, memory, ground, old, moment, written)
        if not plan.requests:
            return plan
    new = headline(judged.merged, moment, ground.language)
    return _plan(judged, memory, ground, new, moment, written)


def _plan(
    judged: Judgement,
    memory: Memory,
    ground: Ground,
    line: str,
    moment: str,
    written: frozenset[str],
) -> Plan:
    lives = judged.merged.standing
    by_tab: dict[int, list[ListView]] = {}
    for view in judged.lists:
        by_tab.setdefault(view.sheet.sheet_id, []).append(view)
    tabs = by_tab.values()
    lists = [plan_lists(views, lives, ground.language, written) for views in tabs]
    notes = [plan_notes(views, lives, ground.language, on=ground.cell_notes) for views in tabs]
    ids = FreshIds(judged.snapshot)
    guide_id, results = ids.take(), judged.results
    results_id = results.sheet_id if results else ids.take()
    guide = plan_guide(judged, memory, ground, guide_id, results_id)
    requests = [request for one in lists for request in one.requests]
    requests += [request for of_tab in notes for request in of_tab]
    requests += guide.requests
    warning = text("protection-results", ground.language)
    if results is None:
        results = Sheet(results_id, "", 0, (), row_count=ROWS)
        title = text("tab-results", ground.language)
        requests += make_tab(results.sheet_id, title, warning)
    blocks = result_blocks(
        judged.merged,
        unit_name=memory.unit.name,
        headline=line,
        checked_on=_grows_old_from(memory, ground),
        mended=mended_since(ground.moment.midnight, memory.lives, judged.merged),
        notes=_notes(judged, guide, memory, ground),
        restores=_restores(judged, guide, ground.language),
        read=judged.read,
        links={
            sheet.title: (judged.snapshot.spreadsheet_id, sheet.sheet_id)
            for sheet in judged.snapshot.sheets
        },
        vault=ground.vault,
        language=ground.language,
        answers=said_answers(
            judged.merged.standing,
            memory.verdicts,
            ground.vault,
            ground.campaign.office,
            ground.language,
        ),
    )
    requests += plan_tab(results, blocks, judged.ticks, ground.language, warning)
    return Plan(tuple(requests), tuple(lists), line, results.sheet_id)


def _grows_old_from(memory: Memory, ground: Ground) -> date | None:
    """The day of this look; None behind the lock, where nobody looks any more, and on a day that
    is not that of the clock."""
    moment = ground.moment
    locked = lock_passed(ground.campaign, memory.unit, ground.present)
    return None if locked or moment.as_of is not None else moment.clock.date()


def _name(view: ListView) -> str:
    return view.found.table.name


def _notes(judged: Judgement, guide: GuidePlan, memory: Memory, ground: Ground) -> list[str]:
    """Lists that cannot be read any more; whether the report was submitted, or how to; or that the
    unit's time has ended, and what to do about it; ticks that were taken back."""
    language = ground.language
    told = {life.finding.table for life in judged.merged.standing if life.finding.code == SORTED}
    lost = [one.table for one in judged.checked.tables if one.table.name in judged.unread - told]
    notes = [text("results-list-lost", language, tab=table.title) for table in lost]
    if lock := lock_passed(ground.campaign, memory.unit, ground.present):
        office = ground.campaign.office
        notes.append(text("results-locked", language, lock=said_moment(lock), office=office))
    if guide.title and is_done(judged.guide):
        notes.append(guide.said)
    elif guide.title and not lock:
        done = text("guide-done", language)
        notes.append(text("results-not-done", language, done=done, tab=guide.title))
    places = places_of(judged.lists)
    tables = judged.checked.tables
    notes += say_dressed(memory.dressed, language)
    return [*notes, *say_taken_back(memory.taken_back, tables, places, language)]


def _restores(judged: Judgement, guide: GuidePlan, language: str) -> list[Line]:
    """What the unit deleted, each with a tick to get it back; without their column the findings
    of a list are carried by this tab alone."""
    gone = {
        _name(view): view.sheet.title
        for view in judged.lists
        if view.without_check and not view.may_adopt and not view.shared
    }
    lines = [restore_line(name, title, "columns", language) for name, title in gone.items()]
    if guide.deleted:
        lines.append(restore_line("#guide", text("tab-guide", language), "guide", language))
    return lines
