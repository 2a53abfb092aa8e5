"""What the tab `Hướng dẫn` of one workbook needs now: to be made once, or its receipt."""

from dataclasses import dataclass

from jobs.ward.completeness import is_complete, to_fix
from jobs.ward.guide.find import TITLES, is_done
from jobs.ward.guide.tab import guide_lines, make_guide, write_receipt
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.results.lines import restore_key
from sheets_client.requests import Request
from sheets_schema.messages import text


@dataclass(frozen=True, slots=True)
class GuidePlan:
    """Requests for the tab, its `title` (empty where there is none) and what its receipt has
    `said`; `receipt` is the receipt given for a complete report, `deleted` that the unit removed
    the tab."""

    requests: tuple[Request, ...] = ()
    title: str = ""
    said: str = ""
    receipt: str | None = None
    deleted: bool = False


def plan_guide(
    judged: Judgement, memory: Memory, ground: Ground, moment: str, sheet_id: int
) -> GuidePlan:
    """The tab is made once, in a workbook with a list that we know, and again only where the unit
    ticks for it; `sheet_id` is the id to make it with. Of an existing tab only the receipt is
    ours to write."""
    receipt = _receipt(judged, memory, ground, moment)
    said = _said(receipt, judged, ground)
    if judged.guide is not None:
        requests = tuple(write_receipt(judged.guide, said))
        return GuidePlan(requests, judged.guide.title, said, receipt)
    made_before = memory.state.layout.guide is not None
    asked = restore_key("#guide") in judged.ticks.ticked
    title = _free_title(judged, ground.language)
    if not judged.lists or not title or (made_before and not asked):
        return GuidePlan(deleted=made_before and bool(judged.lists))
    lines = list(guide_lines(ground.campaign, memory.unit, said, ground.language))
    return GuidePlan(tuple(make_guide(sheet_id, title, lines, ground.language)), title, said)


def _free_title(judged: Judgement, language: str) -> str:
    """A title that no tab of the unit's own has; empty where both are taken."""
    titles = (text(key, language) for key in TITLES)
    return next((title for title in titles if judged.snapshot.by_title(title) is None), "")


def _receipt(judged: Judgement, memory: Memory, ground: Ground, moment: str) -> str | None:
    """The receipt of the first complete report: what comes after changes nothing in it."""
    if memory.state.layout.receipt or not is_complete(judged):
        return memory.state.layout.receipt
    filled = [len(one.rows) for one in judged.checked.tables if one.rows]
    counts = {"lists": len(filled), "rows": sum(filled)}
    return text("receipt-given", ground.language, moment=moment, **counts)


def _said(receipt: str | None, judged: Judgement, ground: Ground) -> str:
    if receipt and is_complete(judged):
        return receipt
    why = _not_received(judged, ground)
    return text("receipt-reopened", ground.language, receipt=receipt, why=why) if receipt else why


def _not_received(judged: Judgement, ground: Ground) -> str:
    results = judged.results.title if judged.results else text("tab-results", ground.language)
    if not is_done(judged.guide):
        return text("receipt-waiting", ground.language)
    if judged.unread:
        return text("receipt-unread", ground.language, tab=results)
    return text("receipt-blocked", ground.language, n=to_fix(judged), tab=results)
