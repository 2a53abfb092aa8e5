"""The receipt of a report in words: when it was taken, how much of it, on time or not."""

from jobs.unit.acceptance import Handed, came_late
from jobs.unit.receipts import code_of
from jobs.unit.standing import due_of
from jobs.ward.judgement import Ground, Memory
from sheets_schema.messages import text


def receipt_of(memory: Memory, ground: Ground) -> str:
    """The sentence of the first acceptance; empty before there is one."""
    known, language, first = memory.acceptance, ground.language, memory.acceptance.first
    if first is None:
        return memory.state.layout.receipt or ""
    handed = Handed.of(first.facts)
    if handed is None:
        # Taken by an earlier version, which kept the sentence and not what it says.
        return memory.state.layout.receipt or ""
    facts = {
        "moment": ground.said(first.at),
        "lists": len(handed.lists),
        "rows": handed.rows,
    }
    said = [text("receipt-given", language, **facts)]
    late = came_late(first, due_of(ground.campaign, memory.unit), ground.moment.judged)
    said.append(text("receipt-late" if late else "receipt-on-time", language))
    if handed.questions:
        said.append(text("receipt-questions", language, n=handed.questions))
    code = code_of(ground.vault, memory.unit.key, ground.campaign.term, first)
    said.append(text("receipt-code", language, code=code))
    if known.now and known.corrected:
        said.append(text("receipt-mended", language))
    if known.approved is not None:
        when = ground.said(known.approved.at)
        said.append(text("receipt-approved", language, moment=when, level=known.approved.words))
    return " ".join(said)
