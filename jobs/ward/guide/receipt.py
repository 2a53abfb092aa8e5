"""The receipt of a report in words: when it was taken, how much of it, on time or not."""

from jobs.unit.acceptance import Handed, came_late
from jobs.unit.receipt_words import ReceiptWords
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
    campaign = ground.campaign
    words = ReceiptWords(
        first=first,
        handed=handed,
        moment=ground.said(first.at),
        code=code_of(ground.vault, memory.unit.key, campaign.term, first),
        late=came_late(first, due_of(campaign, memory.unit), ground.moment.judged),
        titles={table.name: table.title for table in campaign.tables_for(memory.unit)},
    )
    listed = "; ".join(words.lists(language))
    said = [*words.sentences(language), f"{listed}." if listed else ""]
    if known.now and known.corrected:
        said.append(text("receipt-mended", language))
    if known.approved is not None:
        when = ground.said(known.approved.at)
        said.append(text("receipt-approved", language, moment=when, level=known.approved.words))
    return " ".join(filter(None, said))
