"""What officers asked for on the page, written where the register lives: its tab, else its file."""

from collections.abc import Sequence

from jobs.register.asked import Asked, load_asked, settle
from jobs.register.change import Decided, decide
from jobs.register.file import RegisterFault, write_cells
from jobs.register.heads import Head
from jobs.register.tab import head_of, read_tab
from jobs.register.take import Taken, sync_register
from jobs.store.units import load_register
from jobs.tab.batches import Batches
from jobs.tab.intent import CellData, Intent
from jobs.tab.layout import tab_of
from jobs.tab.row_requests import row_requests
from jobs.unit.context import Context
from sheets_client import requests as google
from sheets_client.snapshot import Sheet
from sheets_schema.messages import text
from sheets_schema.register.line import Typed

TRIES = 6


def bring_register(context: Context) -> tuple[Taken, bool]:
    """Write what waits, then read the register and take it over (nothing more is read where
    nothing waits); whether some of it still waits.

    A cell that says anything else by now than what the officer saw is left alone, and the page
    tells it. Raises the errors of `sheets_client.errors`.
    """
    with context.store.begin() as connection:
        waiting = [one for one in load_asked(connection) if not one.outcome]
    decided = _written_now(context, waiting) if waiting else Decided([], [], {})
    taken = sync_register(context)
    done = [*decided.done, *decided.writes.values()]
    if done or decided.refused:
        # After the reading: until then the page would show the old value as if it were settled.
        with context.store.begin() as connection:
            settle(connection, done, decided.refused)
    return taken, len(done) + len(decided.refused) < len(waiting)


def _written_now(context: Context, waiting: Sequence[Asked]) -> Decided:
    decided = _into_tab(context, waiting) if context.district_spreadsheet else None
    return _into_file(context, waiting) if decided is None else decided


def _decide(context: Context, typed: Typed, asked: Sequence[Asked]) -> Decided:
    with context.store.begin() as connection:
        register = load_register(connection)
    return decide(typed, asked, register, context.campaign, context.options.language)


def _into_tab(context: Context, asked: Sequence[Asked]) -> Decided | None:
    """None where no tab holds the register; nothing decided where it never came to rest."""
    batches, language = Batches(context), context.options.language
    for _ in range(TRIES):
        snapshot = batches.read()
        sheet = tab_of(snapshot, text("tab-units", language))
        typed = read_tab(snapshot, language)
        head = head_of(sheet) if sheet is not None else None
        if sheet is None or head is None or typed is None or not typed.lines:
            return None
        decided = _but_formulas(sheet, head, _decide(context, typed, asked))
        if not decided.writes or batches.write(*_written(sheet, head, decided)):
            batches.done()
            return decided
    return Decided([], [], {})


def _but_formulas(sheet: Sheet, head: Head, decided: Decided) -> Decided:
    """A formula that officers wrote is not typed over."""
    kept = {
        (number, field): one
        for (number, field), one in decided.writes.items()
        if sheet.cell(number - 1, head.columns[field]).formula is not None
    }
    refused = [one._replace(outcome="formula") for one in kept.values()]
    writes = {place: one for place, one in decided.writes.items() if place not in kept}
    return Decided(decided.done, [*decided.refused, *refused], writes)


def _written(
    sheet: Sheet, head: Head, decided: Decided
) -> tuple[list[google.Request], list[Intent]]:
    writes: dict[int, dict[int, CellData]] = {}
    for (number, field), one in decided.writes.items():
        writes.setdefault(number - 1, {})[head.columns[field]] = google.cell_data(one.wanted)
    code, fields = head.columns["code"], "userEnteredValue"
    places = {place for cells in writes.values() for place in cells}
    intent = Intent(
        before=sheet,
        header=head.row,
        heads={place: str(sheet.cell(head.row, place).value) for place in places},
        key=code,
        touched={row: str(sheet.cell(row, code).value) for row in writes},
        writes=writes,
        fields=fields,
    )
    return row_requests(sheet.sheet_id, writes, fields), [intent]


def _into_file(context: Context, asked: Sequence[Asked]) -> Decided:
    path, language = context.options.units_csv, context.options.language
    decided = Decided([], [], {})

    def cells(typed: Typed) -> dict[tuple[int, str], str]:
        nonlocal decided
        decided = _decide(context, typed, asked)
        return {place: one.wanted for place, one in decided.writes.items()}

    try:
        if path is not None and write_cells(path, language, cells):
            return decided
    except (RegisterFault, OSError):
        pass
    return Decided([], [one._replace(outcome="no-file") for one in asked], {})
