"""The receipts of the period in force on one page, and whether one is ours and still holds."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from jobs.store.periods import take_out
from jobs.store.rows import load_rows
from jobs.store.units import load_units
from jobs.unit.acceptance import Handed, HandedList
from jobs.unit.receipts import Receipt, Row, code_of, differences, find_receipt
from jobs.unit.submission import read_submissions
from service.errors import NotFound
from service.identity import require
from service.office import Office, office
from service.scope import Scope, narrows, scope_now
from sheets_schema.messages import said_moment, text

door = Blueprint("receipts", __name__)
WHOLE = "whole.json"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One unit's receipt; `code` is empty before it has one, `lists` are told with titles."""

    unit: str
    name: str
    timeliness: str
    accepted_at: datetime | None
    code: str
    questions: int
    lists: tuple[HandedList, ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that was put aside with its period."""

    table: str
    values: tuple[object, ...]


def receipts(here: Office, scope: Scope | None = None) -> list[ReceiptLine]:
    """Of every unit in view, in the register's order."""
    campaign, vault = here.campaign, here.store.vault
    with here.engine.connect() as connection:
        found = read_submissions(connection, campaign, here.moment())
    lines = []
    for one in found:
        if scope and not scope.sees(one.unit.key):
            continue
        first = one.acceptance.first
        handed = Handed.of(first.facts) if first else None
        lines.append(
            ReceiptLine(
                unit=one.unit.key,
                name=one.unit.name,
                timeliness=one.timeliness,
                accepted_at=here.local(first.at) if first else None,
                code=code_of(vault, one.unit.key, campaign.term, first) if first else "",
                questions=handed.questions if handed else 0,
                lists=handed.lists if handed else (),
            )
        )
    return lines


@door.get("/receipts")
@narrows
@require("viewer")
def listed() -> ResponseReturnValue:
    """All receipts of the period in force."""
    here = office()
    titles = {
        table.name: table.title for book in here.declared.workbooks.values() for table in book
    }
    return render_template("receipts.html", lines=receipts(here, scope_now()), titles=titles)


def verified(here: Office, code: str) -> Iterator[str]:
    """What a receipt stands for, and whether the data are still as they were handed in, a sentence
    each. Raises `NotFound` for a code that we never gave."""
    language, vault = here.settings.language, here.store.vault
    with here.engine.connect() as connection:
        found = find_receipt(connection, vault, code)
        if found is None:
            said = text("receipt-unknown", language, code=code[:40])
            raise NotFound(code="unknown-receipt", message=said)
        rows = _rows_of(here, connection, found)
        names = {unit.key: unit.name for unit in load_units(connection)}
    moment, campaign = said_moment(here.local(found.event.at)), " ".join(filter(None, found.term))
    facts = {"unit": names.get(found.unit, found.unit), "campaign": campaign, "moment": moment}
    yield text("receipt-is-ours", language, **facts)
    for one in found.handed.lists:
        yield text("receipt-list", language, name=one.name, n=one.rows, sum=one.checksum)
    changed = list(differences(vault, found.handed, rows)) if rows is not None else None
    if changed is None:
        yield text("receipt-data-gone", language)
    elif not changed:
        yield text("receipt-holds", language)
    for was, now in changed or ():
        yield text("receipt-differs", language, name=was.name, was=was.rows, now=now.rows)


def _rows_of(here: Office, connection: sa.Connection, found: Receipt) -> Sequence[Row] | None:
    """The rows of that report as they are kept; None where nothing is kept of them."""
    if found.term == here.campaign.term:
        return load_rows(connection, here.store.vault, found.unit)
    kept = take_out(connection, here.store.vault, found.term, WHOLE)
    if kept is None:
        return None
    units = {one["key"]: one["rows"] for one in json.loads(kept)["units"]}
    return [KeptRow(row["list"], tuple(row["values"])) for row in units.get(found.unit, ())]
