"""What officers decide of many reports at once: more time, approved, returned with words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from jobs.store.events import APPROVED, EXTENDED, RETURNED
from jobs.unit.deeds import Deed
from jobs.unit.submission import Submission
from service.errors import NotFound, Refused
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.board import UnitLine, read_board
from service.pages.board_order import wanted_now
from service.pages.deeds.of_unit import done, word_of
from service.pages.unit_view import seen_unit
from service.scope import Scope, narrows, own_scope, reviewed_parts, scope_now
from sheets_schema.messages import text
from sheets_schema.vietnam.dates import parse_date

door = Blueprint("many", __name__)

# Of many units that are refused, so many are named.
REFUSED_SHOWN = 5
# So many reports are decided of at once: what a form of ours may hold.
AT_ONCE = 500


class Deciding(NamedTuple):
    """The reports in view of which something can be decided, with how far each unit is; `more` of
    them are not shown yet, `waiting` is how many wait for a lower level."""

    kind: str
    shown: list[tuple[UnitLine, Submission]]
    more: int
    waiting: int


@door.post("/units/report")
@narrows
@require("officer")
def extended() -> ResponseReturnValue:
    """Gives all units more time that the board's address narrows to, with one reason; who was
    given as much or more before keeps that."""
    here, scope = office(), scope_now()
    day = parse_date(word_of(request.form, "until"))
    board = read_board(here, scope)
    asked = wanted_now(scope).lines(board.lines)
    lines = [one for one in asked if not (day and board.due < one.due and day <= one.due.date())]
    words = word_of(request.form, "words")
    deed = Deed(EXTENDED, signed_in().email, words, day)
    given = _do_all(here, deed, {line.code: line.basis for line in lines})
    if given:
        flash(text("deed-done-many", here.settings.language, n=given))
    if day and len(lines) < len(asked):
        left = {"n": len(asked) - len(lines), "until": f"{day:%d/%m/%Y}"}
        flash(text("deed-later-already", here.settings.language, **left))
    return _back("pages.board", scope)


@door.get("/units/decide")
@narrows
@require("officer")
def shown() -> ResponseReturnValue:
    """The reports in view that wait for being approved, or may be returned; each is ticked, and
    carries the state in which it is shown."""
    here, scope = office(), scope_now()
    found = _deciding(here, scope, _kind(request.args))
    own = own_scope(here)
    return render_template(
        "decide.html",
        found=found,
        wanted=wanted_now(scope),
        scope=scope,
        level=own.title if own.bound else "",
    )


@door.post("/units/decide")
@narrows
@require("officer")
def decided() -> ResponseReturnValue:
    """Approves or returns the reports that are ticked, each upon what was shown of it; those that
    changed meanwhile are left alone, and told."""
    here, scope = office(), scope_now()
    kind = _kind(request.form)
    deed = Deed(kind, signed_in().email, word_of(request.form, "words"))
    ticked = (one.replace("\0", "").rpartition(" ") for one in request.form.getlist("unit"))
    basis = {key: seen for key, _, seen in ticked if key}
    if given := _do_all(here, deed, basis):
        flash(text(f"deed-many-{kind}", here.settings.language, n=given))
    if not basis:
        flash(text("deed-many-none", here.settings.language), "warning")
    if given == len(basis) > 0:
        return _back("pages.board", scope)
    return _back("many.shown", scope, deed=kind)


def _kind(said: Mapping[str, object]) -> str:
    kind = word_of(said, "deed")
    if kind not in (APPROVED, RETURNED):
        raise NotFound
    return kind


def _deciding(here: Office, scope: Scope, kind: str) -> Deciding:
    board, own = read_board(here, scope), own_scope(here)
    lower = reviewed_parts(here, own.tree)
    reports = {one.unit.key: one for one in board.reports}
    lines = [one for one in wanted_now(scope).lines(board.lines) if one.accepted]
    found = [(line, reports[line.code]) for line in lines]
    waiting = 0
    if kind == APPROVED:
        found = [one for one in found if own.own not in one[1].acceptance.approvals]
        ready = [one for one in found if not _waits(one[1], own, lower)]
        waiting, found = len(found) - len(ready), ready
    return Deciding(kind, found[:AT_ONCE], max(0, len(found) - AT_ONCE), waiting)


def _waits(report: Submission, own: Scope, lower: frozenset[str]) -> bool:
    """Whether a level between has people of its own who did not approve it yet."""
    above = own.tree.above(report.unit.key)
    between = above[: above.index(own.own)] if own.own in above else above
    return any(one in lower and one not in report.acceptance.approvals for one in between)


def _do_all(here: Office, deed: Deed, basis: Mapping[str, str]) -> int:
    """Does it to each unit upon what was seen of it; tells which it was refused for, and why.
    Returns for how many it was done."""
    own, refused = own_scope(here), list[str]()
    reviewed = reviewed_parts(here, own.tree)
    for key, seen in basis.items():
        one = Deed(deed.kind, deed.person, deed.words, deed.until, seen, own.own, reviewed)
        try:
            done(here, seen_unit(here, key), one, own.tree)
        except NotFound:
            refused.append(text("deed-many-gone", here.settings.language, unit=key[:50]))
        except Refused as why:
            refused.append(f"{own.tree.units[key].name}: {why.message}")
    _tell(here, refused)
    return len(basis) - len(refused)


def _tell(here: Office, refused: Iterable[str]) -> None:
    said = list(refused)
    for one in said[:REFUSED_SHOWN]:
        flash(one, "warning")
    if (more := len(said) - REFUSED_SHOWN) > 0:
        flash(text("deed-many-more", here.settings.language, n=more), "warning")


def _back(endpoint: str, scope: Scope, **query: str) -> ResponseReturnValue:
    asked = urlencode({**wanted_now(scope).address(), **query})
    return redirect(f"{url_for(endpoint)}?{asked}" if asked else url_for(endpoint))
