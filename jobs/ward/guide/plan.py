"""What the tab `Hướng dẫn` of one workbook needs now: to be made once, or what is ours in it."""

from dataclasses import dataclass

from jobs.unit.standing import lock_passed
from jobs.ward.acceptance.completeness import lacks_name, not_read, to_fix, unconfirmed
from jobs.ward.guide.carry import carry_lines, put_in
from jobs.ward.guide.find import TITLES, is_done
from jobs.ward.guide.links import bring_links, link_lines
from jobs.ward.guide.nil import forget_taken_back
from jobs.ward.guide.privacy import bring_privacy, privacy_lines
from jobs.ward.guide.receipt import receipt_of
from jobs.ward.guide.tab import (
    bring_who,
    guide_lines,
    make_guide,
    take_ticks_back,
    terms,
    write_ours,
)
from jobs.ward.guide.todo import bring_todo, todo_lines
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.results.lines import restore_key
from sheets_client.requests import Request
from sheets_schema.messages import text


@dataclass(frozen=True, slots=True)
class GuidePlan:
    """Requests for the tab, its `title` (empty where there is none) and what its receipt has
    `said`; `deleted` says that the unit removed the tab."""

    requests: tuple[Request, ...] = ()
    title: str = ""
    said: str = ""
    deleted: bool = False


def plan_guide(
    judged: Judgement, memory: Memory, ground: Ground, sheet_id: int, results_id: int
) -> GuidePlan:
    """The tab is made once, in a workbook with a list that we know, and again only where the unit
    ticks for it; `sheet_id` is the id to make it with, `results_id` that of the tab of
    results. Of an existing tab the lines of the terms
    and of the receipt are ours to write, and a tick that cannot count is taken back."""
    said = _said(judged, memory, ground)
    language, known = ground.language, memory.acceptance
    asked_for = None if known.now or _is_over(memory, ground) else ground.present.date()
    time = terms(ground.campaign, memory.unit, known.extension, language, asked_for)
    todo = todo_lines(judged, memory, ground, results_id)
    carried = carry_lines(judged, ground.campaign, memory.unit, language)
    if judged.guide is not None:
        requests = write_ours(judged.guide, said, time)
        if not memory.acceptance.counts:
            done_alone = memory.acceptance.returned is not None
            requests += take_ticks_back(judged.guide, done_alone=done_alone)
        requests += forget_taken_back(judged)
        # Last, from the bottom: what is inserted moves the rows below.
        requests += bring_privacy(judged.guide, ground.campaign, language)
        requests += bring_links(judged.guide, ground.campaign, ground.language)
        requests += put_in(judged.guide, carried)
        requests += bring_who(judged.guide, ground.campaign, language)
        requests += bring_todo(judged.guide, todo)
        return GuidePlan(tuple(requests), judged.guide.title, said)
    made_before = memory.state.layout.guide is not None
    asked = restore_key("#guide") in judged.ticks.ticked
    title = _free_title(judged, language)
    if not judged.lists or not title or (made_before and not asked):
        return GuidePlan(deleted=made_before and bool(judged.lists))
    campaign, unit = ground.campaign, memory.unit
    links = link_lines(campaign, language)
    privacy = privacy_lines(campaign, language)
    lines = list(guide_lines(campaign, unit, said, language, carried, links, privacy, todo, time))
    return GuidePlan(tuple(make_guide(sheet_id, title, lines, language)), title, said)


def _is_over(memory: Memory, ground: Ground) -> bool:
    return lock_passed(ground.campaign, memory.unit, ground.present) is not None


def _free_title(judged: Judgement, language: str) -> str:
    """A title that no tab of the unit's own has; empty where both are taken."""
    titles = (text(key, language) for key in TITLES)
    return next((title for title in titles if judged.snapshot.by_title(title) is None), "")


def _said(judged: Judgement, memory: Memory, ground: Ground) -> str:
    """The receipt of the first acceptance, which nothing that comes after changes; and what came
    after: a return, an opening, an approval."""
    known, language = memory.acceptance, ground.language
    receipt = receipt_of(memory, ground)
    if known.returned is not None:
        words = {
            "moment": ground.said(known.returned.at),
            "office": ground.campaign.office,
            "words": known.returned.words,
        }
        why = text("receipt-returned", language, **words)
    elif known.now:
        return receipt
    else:
        why = _not_received(judged, memory, ground)
        if receipt:
            why = text("receipt-reopened", language, why=why)
    return f"{receipt} {why}".strip()


def _not_received(judged: Judgement, memory: Memory, ground: Ground) -> str:
    language = ground.language
    results = judged.results.title if judged.results else text("tab-results", language)
    if not is_done(judged.guide):
        return text("receipt-waiting", language)
    if judged.unread:
        return text("receipt-unread", language, tab=results)
    if parts := not_read(judged):
        return text("receipt-left-over", language, n=parts, tab=results)
    if not to_fix(judged) and (waiting := unconfirmed(judged)):
        tabs = dict.fromkeys(
            view.sheet.title for view in judged.lists if view.found.table.name in waiting
        )
        return text("receipt-unconfirmed", language, tabs=", ".join(tabs))
    if to_fix(judged):
        return text("receipt-blocked", language, n=to_fix(judged), tab=results)
    if lacks_name(judged):
        return text("receipt-nameless", language)
    locked = lock_passed(ground.campaign, memory.unit, ground.present)
    return text("receipt-locked" if locked else "receipt-typing", language)
