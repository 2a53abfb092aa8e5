"""The end of a period, said in the unit's own instructions: one look, of which nothing is kept."""

from dataclasses import replace

from jobs.store.units import save_state
from jobs.unit.context import Context
from jobs.ward.guide.find import find_guide
from jobs.ward.guide.receipt import receipt_of
from jobs.ward.guide.tab import terms, write_ours
from jobs.ward.judgement import Memory, find_results
from jobs.ward.recall import ground_of
from jobs.ward.results.tab import no_longer_old
from sheets_client.errors import GoogleError
from sheets_schema.messages import text


def is_told(context: Context, memory: Memory) -> bool:
    """Whether the unit was told already."""
    closed = context.campaign.closed
    return closed is not None and memory.state.locked_at == closed.timestamp()


def tell_closed(context: Context, memory: Memory) -> None:
    """Write it beside the deadline and the receipt (1 read, 1 write), once. Rows and findings stay
    as they were when the period was closed. A workbook that cannot be read or written is passed
    over; raises the passing errors of `sheets_client.errors`."""
    if memory.unit.spreadsheet:
        try:
            _write(context, memory)
        except GoogleError as error:
            if not error.permanent:
                raise
    assert context.campaign.closed is not None
    with context.writing() as connection:
        told = replace(memory.state, locked_at=context.campaign.closed.timestamp())
        save_state(connection, told)


def _write(context: Context, memory: Memory) -> None:
    google = context.google_for(memory.unit.key)
    snapshot = google.get_workbook(memory.unit.spreadsheet)
    guide = find_guide(snapshot, memory.state.layout.guide)
    if guide is None:
        return
    ground, language = ground_of(context, memory.unit, context.now()), context.options.language
    granted = memory.acceptance.extension
    said = receipt_of(memory, ground)
    if not memory.acceptance.now:
        said = f"{said} {text('receipt-closed', language)}".strip()
    requests = write_ours(guide, said, terms(context.campaign, memory.unit, granted, language))
    requests += no_longer_old(find_results(snapshot, memory.state, language))
    if requests:
        google.batch_update(memory.unit.spreadsheet, requests)
