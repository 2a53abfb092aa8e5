"""The periods of the campaign: listed, opened, closed, and what was put aside of closed ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.store.periods import load_opened, put_aside_names, take_out
from jobs.unit.periods import NEXT_SHOWN, PeriodRefusedError, open_next
from service.access.audit import note
from service.errors import NotFound, Refused
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.access.persons import persons_kept
from service.pages.files import as_file
from sheets_schema.messages import said_moment, text
from sheets_schema.periods.rhythm import Period

door = Blueprint("periods", __name__)
# Who may see a file of a closed period; the one with numbers in full leaves by the terminal alone.
SHOWN = {
    "units.csv": "text/csv; charset=utf-8",
    "data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# How the one period of a campaign without a rhythm, which has no name, is called.
ONLY = "-"


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period: what people read of it, whether it may be opened or closed, and its files."""

    name: str
    title: str
    days: str
    due: str
    state: str
    may_open: bool
    may_close: bool
    files: tuple[str, ...] = ()


def lines(here: Office) -> list[PeriodLine]:
    """Those that were opened, oldest first, then the next ones."""
    with here.engine.connect() as connection:
        opened = load_opened(connection, here.declared.name)
        files = {one.name: put_aside_names(connection, one.term) for one in opened}
    language, found = here.settings.language, []
    for one in opened:
        said = {"opened": said_moment(here.local(one.opened_at))}
        if one.closed_at is not None:
            said = {"closed": said_moment(here.local(one.closed_at)), "person": one.closed_by or ""}
        state = text("period-is-open" if one.closed_at is None else "period-is-closed", language,
                     **said)  # fmt: skip
        found.append(_line(here, one.name, state, files[one.name], may_close=one.closed_at is None))
    last = opened[-1] if opened else None
    closed = last is None or last.closed_at is not None
    coming = here.declared.periods_from(last.name if last else "", NEXT_SHOWN)
    for period in coming if here.declared.recurs else ():
        state = text("period-is-coming", language)
        found.append(_line(here, period.name, state, (), may_open=closed))
    return found


def _line(
    here: Office,
    name: str,
    state: str,
    files: Iterable[str],
    *,
    may_open: bool = False,
    may_close: bool = False,
) -> PeriodLine:
    language, declared = here.settings.language, here.declared
    period = declared.period_named(name) if name else None
    title = dict(period.title)[language] if period else declared.title[language]
    due = said_moment((period or declared).due)
    shown = tuple(one for one in SHOWN if one in files)
    return PeriodLine(name, title, _days(period, language), due, state, may_open, may_close, shown)


def _days(period: Period | None, language: str) -> str:
    if period is None or period.first is None or period.last is None:
        return ""
    said = {"first": f"{period.first:%d/%m/%Y}", "last": f"{period.last:%d/%m/%Y}"}
    return text("period-data-days", language, **said)


@door.get("/periods")
@require("viewer")
def listed() -> ResponseReturnValue:
    """Every period with its days, deadline and state."""
    return render_template("periods.html", lines=lines(office()))


@door.post("/periods/open")
@require("officer")
def opened() -> ResponseReturnValue:
    """Opens the period of the form's `name`."""
    return _done("open")


@door.post("/periods/close")
@require("officer")
def closed() -> ResponseReturnValue:
    """Closes the period of the form's `name` and puts it aside."""
    return _done("close")


def _done(what: str) -> ResponseReturnValue:
    here, person = office(), signed_in()
    name = request.form.get("name", "").replace("\0", "")[:40]
    try:
        flash((open_period if what == "open" else close_period)(here, name, person.email))
    except Refused as refused:
        flash(refused.message, "warning")
    return redirect(url_for("periods.listed"))


def open_period(here: Office, name: str, person: str) -> str:
    """Opens a period and asks for a check of every unit; what to say of it. Raises `Refused`."""
    language, at = here.settings.language, here.clock().timestamp()
    try:
        with here.engine.begin() as connection:
            open_next(connection, here.declared, name, at, person, language)
            note(here, "period-opened", about=name, person=person, connection=connection)
    except PeriodRefusedError as refused:
        raise Refused(409, refused.code, refused.sentence) from refused
    here.queue.request("full-check", source="person", urgent=True)
    return text("period-opened", language, name=name)


def close_period(here: Office, name: str, person: str) -> str:
    """Closes a period, puts it aside and lets the units be told; what to say of it. Raises
    `Refused`."""
    from jobs.periods.keep import close_period as close
    from service.pages.stored_content import stored_context

    try:
        close(stored_context(here), name, person)
    except PeriodRefusedError as refused:
        raise Refused(409, refused.code, refused.sentence) from refused
    note(here, "period-closed", about=name, person=person)
    # Each unit is told in its own workbook.
    here.queue.request("full-check", source="person", urgent=True)
    return text("period-closed-now", here.settings.language, name=name)


@door.get("/periods/<name>/<file>")
@require("officer")
def kept(name: str, file: str) -> Response:
    """A file that was put aside of a closed period, numbers of persons masked."""
    here = office()
    period = "" if name == ONLY else name
    content = _taken(here, period, file) if file in SHOWN and "\0" not in name else None
    if content is None:
        raise NotFound
    persons = persons_kept(here, period)
    note(here, "export-kept", about=f"{name} {file}", persons=persons)
    return as_file(content, f"{here.declared.name}-{name}-{file}", SHOWN[file])


def _taken(here: Office, name: str, file: str) -> bytes | None:
    with here.engine.connect() as connection:
        return take_out(connection, here.store.vault, (here.declared.name, name), file)


def all_kept(here: Office, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a closed period, the one with numbers in full too. Raises `Refused`."""
    term = (here.declared.name, name)
    with here.engine.connect() as connection:
        names = put_aside_names(connection, term)
        known = ", ".join(one.name for one in load_opened(connection, here.declared.name))
        if not names:
            said = {"name": name, "known": known or "–"}
            raise Refused(404, "period-not-kept", text("period-not-kept", here.settings.language,
                                                       **said))  # fmt: skip
        note(here, "period-taken", about=name or ONLY, persons=persons_kept(here, name))
        for file in names:
            yield file, take_out(connection, here.store.vault, term, file) or b""
