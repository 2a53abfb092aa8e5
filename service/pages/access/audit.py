"""The audit as admins read it: filtered, in pages, and as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from jobs.store.access.audit import Asked, Entry, count, entries
from jobs.store.units import load_units
from service.access.audit import WORDS, note
from service.identity import require
from service.office import Office, office
from service.pages.files import as_file
from sheets_schema.messages import text, text_keys
from sheets_schema.vietnam.dates import parse_date

door = Blueprint("audit", __name__)
SHOWN = 100
# What a spreadsheet program takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@door.get("/audit")
@require("admin")
def listed() -> ResponseReturnValue:
    """Who did what, the newest first; `from`, `to`, `person`, `unit` and `kind` narrow it."""
    here, asked = office(), _asked(office())
    begin = max(0, request.args.get("begin", 0, int))
    with here.engine.connect() as connection:
        found = entries(connection, asked, SHOWN, begin)
        total = count(connection, asked)
        names = {unit.key: unit.name for unit in load_units(connection)}
    return render_template(
        "audit.html",
        entries=found,
        total=total,
        begin=begin,
        step=SHOWN,
        names=names,
        kinds=WORDS,
        asked=_words(),
        local=here.local,
        detail=lambda one: _detail(here, one),
    )


@door.get("/audit.csv")
@require("admin")
def exported() -> Response:
    """The same lines, all of them, as a file; taking it is a line of its own."""
    here, asked = office(), _asked(office())
    note(here, "export-audit", about=" ".join(filter(None, _words().values())))
    return as_file(audit_csv(here, asked), "audit.csv", "text/csv; charset=utf-8")


def audit_csv(here: Office, asked: Asked) -> bytes:
    """The lines in UTF-8 with the mark by which Excel knows it, the newest first."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ("number", "at", "person", "origin", "what", "said", "unit", "persons", "about")
    )
    with here.engine.connect() as connection:
        writer.writerows(_cells(here, entries(connection, asked)))
    return file.getvalue().encode("utf-8-sig")


def _cells(here: Office, found: list[Entry]) -> Iterator[list[object]]:
    for one in found:
        said = text(f"audit-{one.what}", here.settings.language)
        at = here.local(one.at).isoformat(timespec="seconds")
        line = (one.number, at, one.person, one.origin, one.what, said, one.unit, one.persons,
                one.about)  # fmt: skip
        yield [f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in line]


def _detail(here: Office, one: Entry) -> str:
    """What a line is about, in words where it is a word of ours: the way in, why it was refused."""
    if one.what == "sign-in":
        return _said(here, f"access-door-{one.about}", one.about)
    if one.what == "sign-in-refused":
        return _said(here, f"audit-why-{one.about}", one.about)
    if one.what == "sign-out" and one.about:
        return _said(here, f"audit-where-{one.about}", one.about)
    return one.about


def _said(here: Office, key: str, word: str) -> str:
    return text(key, here.settings.language) if key in text_keys() else word


def _words() -> dict[str, str]:
    """What the address asks for, as it was typed."""
    names = ("from", "to", "person", "unit", "kind")
    return {name: request.args.get(name, "").replace("\0", "")[:80] for name in names}


def _asked(here: Office) -> Asked:
    said, zone = _words(), ZoneInfo(here.declared.timezone)

    def begins(day: str, later: int) -> float | None:
        read = parse_date(day)
        if read is None:
            return None
        return datetime.combine(read + timedelta(days=later), time(), zone).timestamp()

    until = begins(said["to"], 1)
    return Asked(
        since=begins(said["from"], 0) or 0.0,
        until=float("inf") if until is None else until,
        person=said["person"].strip(),
        unit=said["unit"].strip(),
        whats=WORDS.get(said["kind"], ()),
    )
