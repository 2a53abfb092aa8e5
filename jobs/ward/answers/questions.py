"""What an officer asks about a row, as a finding beside it while the row stays as it is."""

from collections.abc import Iterator, Mapping, Sequence

from jobs.store.office.verdicts import Verdict
from jobs.store.rows import KnownRow
from jobs.store.vault import Vault
from jobs.unit.answers.verdicts import QUESTION, questions
from jobs.ward.flags.columns import ListView
from jobs.ward.lifecycle import Placed
from sheets_schema.finding import Finding, Severity, shown_text


def asked(
    unit: str,
    known: Sequence[Verdict],
    views: Sequence[ListView],
    rows: Mapping[str, KnownRow],
    vault: Vault,
) -> Iterator[Placed]:
    """A finding for each question about a row that stands there with the content of then; a new
    question is another finding, with an answer of its own."""
    for one in questions(known):
        table, row_id, _, _ = one.identity
        row = rows.get(row_id)
        view = next((view for view in views if _holds(view, table, row_id)), None)
        if view is None or row is None or row.fingerprint != one.basis:
            continue
        number = next(at for at, held in view.row_ids.items() if held == row_id)
        yield Placed(_finding(unit, view, number, one), row_id, vault.digest("asked", one.words))


def _holds(view: ListView, table: str, row_id: str) -> bool:
    return view.found.table.name == table and row_id in view.row_ids.values()


def _finding(unit: str, view: ListView, number: int, one: Verdict) -> Finding:
    table = view.found.table
    at = view.found.columns.get(table.subject)
    cells = view.sheet.cells[number] if number < len(view.sheet.cells) else ()
    subject = shown_text(cells[at].value) if at is not None and at < len(cells) else ""
    return Finding(
        unit=unit,
        table=table.name,
        tab=view.sheet.title,
        row=number + 1,
        column=None,
        col=at,
        code=QUESTION,
        severity=Severity.PLEASE_CHECK,
        subject=subject,
        params={"words": one.words},
    )
