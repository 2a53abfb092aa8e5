"""The pages people open: the board, a unit, work and failures."""

from collections.abc import Sequence
from datetime import datetime

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from jobs.notices.channels.copy import group_text
from jobs.queue.names import CHECK_UNIT
from jobs.store.units import load_units
from jobs.unit import states
from jobs.unit.standing import SIGNS, STANDINGS, WELL
from service.access.audit import note
from service.access.way_back import remember_way
from service.errors import NotAllowed, NotFound
from service.identity import current_person, require
from service.office import Office, office
from service.pages.access.persons import persons_with_findings
from service.pages.board import UnitLine, read_board
from service.pages.board_order import ORDERS, wanted_now
from service.pages.history.of_unit import history, since_yesterday
from service.pages.live.tag import board_tag, is_known, is_live
from service.pages.live.times import ago, left
from service.pages.several.campaigns import choices
from service.pages.unit_view import read_kinds, read_lists, seen_unit, sheet_link
from service.pages.work_view import budget_use, planned_jobs, retry_failures
from service.scope import narrows, offered, own_scope, scope_now
from sheets_schema.messages import said_moment, text

door = Blueprint("pages", __name__)

# Lines of one kind that a page shows before it only counts them.
LINES_SHOWN = 50
# Units on one page of the board: a district's all, of a province's 3,321 a readable part.
UNITS_SHOWN = 200
# Complaints about the register: so many are shown, so few without being asked.
REGISTER_SHOWN, REGISTER_OPEN = 50, 3


def install_words(app: Flask, language: str) -> None:
    """Gives the templates the catalogue, times as people write them, and who is signed in."""

    def word(key: str, **params: object) -> str:
        return text(key, language, **params)

    def moment(value: datetime | None) -> str:
        return said_moment(value) if value else "–"

    @app.context_processor
    def words() -> dict[str, object]:
        return {
            "_": word,
            "moment": moment,
            "lang": language,
            "person": current_person(),
            "campaigns": choices(),
            "signs_of_states": SIGNS,
            "has_report": office().declared.report is not None,
            "has_periods": office().declared.recurs,
        }

    @app.template_global()
    def may(role: str) -> bool:
        person = current_person()
        return person is not None and person.may(role)

    @app.template_global()
    def since(value: datetime | None, now: datetime) -> str:
        return ago(value, now, language)

    @app.template_global()
    def until(due: datetime, now: datetime) -> str:
        return left(due, now, language)

    @app.template_filter()
    def trouble(state: str) -> str:
        return states.describe(state, language)


@door.get("/")
@narrows
def board() -> ResponseReturnValue:
    """All units with state, counts and times; to a page that is open, what moves on it, or that
    nothing did."""
    person = current_person()
    if person is None:
        if request.args:
            remember_way()
        return redirect(url_for("login.page"))
    if not person.may("viewer"):
        raise NotAllowed
    tag = board_tag(office())
    if is_live() and is_known(tag):
        return Response(status=304)
    response = make_response(_board_page(tag, "board_live.html" if is_live() else "board.html"))
    response.set_etag(tag, weak=True)
    return response


def _board_page(tag: str, template: str) -> str:
    scope = scope_now()
    found, district = read_board(office(), scope), _district(office())
    wanted = wanted_now(scope)
    lines, begin = wanted.lines(found.lines), max(0, request.args.get("from", 0, int))
    keys = {line.code for line in lines}
    group = [one for one in found.reports if one.unit.key in keys]
    here = office()
    own = own_scope(here).own
    return render_template(
        template,
        tag=tag,
        group_text=group_text(group, here.campaign, found.present, here.settings.language),
        unready=sum(line.state not in WELL for line in lines),
        taken=sum(line.accepted for line in lines),
        unapproved=sum(one.acceptance.now and own not in one.acceptance.approvals for one in group),
        word_of=lambda kind: here.campaign.word_of(kind, here.settings.language),
        well=WELL,
        board=found,
        register_shown=REGISTER_SHOWN,
        register_open=REGISTER_OPEN,
        lines=lines[begin : begin + UNITS_SHOWN],
        count=len(lines),
        begin=begin,
        step=UNITS_SHOWN,
        wanted=wanted,
        states=STANDINGS,
        orders=ORDERS,
        sheet_link=lambda line: sheet_link(office(), line.spreadsheet),
        district=district and sheet_link(office(), district),
        lists=_lists(office(), found.lines),
        scope=scope,
        choices=offered(office(), scope),
    )


def _district(here: Office) -> str:
    """The consolidated spreadsheet, which shows every part."""
    return "" if own_scope(here).bound else here.settings.district_spreadsheet


def _lists(here: Office, lines: Sequence[UnitLine]) -> dict[str, str]:
    """Titles by name of the lists that these units fill in."""
    tables = here.campaign.tables_of(line.kind for line in lines)
    return {table.name: table.title for table in tables}


@door.get("/units/<code>")
@narrows
@require("viewer")
def unit(code: str) -> ResponseReturnValue:
    """One unit's findings by kind, masked; of a unit that only stands above others, those."""
    tree = own_scope(office()).tree
    if code in tree.units and tree.units[code].reviews:
        return redirect(url_for("pages.board", part=code))
    return _unit_page(code, unmasked=False)


@door.post("/units/<code>/unmasked")
@narrows
@require("officer")
def unmasked(code: str) -> ResponseReturnValue:
    """The same with numbers in full; who looked, at what and when is written down first."""
    here = office()
    persons = persons_with_findings(here, seen_unit(here, code))
    note(here, "look-findings", unit=code, persons=persons)
    return _unit_page(code, unmasked=True)


def _unit_page(code: str, *, unmasked: bool) -> ResponseReturnValue:
    here = office()
    found = seen_unit(here, code)
    kinds = read_kinds(here, found, unmasked=unmasked)
    board, district = read_board(here, own_scope(here)), _district(here)
    return render_template(
        "unit.html",
        unit=found,
        board=board,
        line=next(line for line in board.lines if line.code == code),
        kinds=kinds,
        count=sum(len(kind.lines) for kind in kinds),
        link=sheet_link(here, found.spreadsheet),
        district=district and sheet_link(here, district),
        unmasked=unmasked,
        shown=LINES_SHOWN,
        well=WELL,
        history=history(here, found),
        moved=since_yesterday(here, found),
        lists=read_lists(here, found),
    )


@door.post("/units/<code>/check")
@narrows
@require("officer")
def check(code: str) -> ResponseReturnValue:
    """Check now, from a page."""
    here = office()
    found = seen_unit(here, code)
    note(here, "check-asked", unit=code)
    here.queue.request(CHECK_UNIT, code, source="person", urgent=True)
    flash(text("board-asked", here.settings.language, name=found.name))
    return redirect(url_for("pages.unit" if "unit" in request.form else "pages.board", code=code))


@door.get("/jobs")
@require("viewer")
def work() -> ResponseReturnValue:
    """What runs, what failed, what is planned, and the budget."""
    here = office()
    with here.engine.connect() as connection:
        names = {unit.key: unit.name for unit in load_units(connection)}
    return render_template(
        "work.html",
        names=names,
        failures=here.queue.failures(),
        active=here.queue.active(),
        planned=planned_jobs(here),
        budget=budget_use(here),
        local=here.local,
    )


@door.post("/jobs/retry")
@require("officer")
def retry() -> ResponseReturnValue:
    """Tries one failed piece of work again, or all of them."""
    here = office()
    job, subject = request.form.get("job", ""), request.form.get("subject", "")
    note(here, "retried", about=f"{job} {subject}".strip())
    if retry_failures(here, job, subject):
        _flash_asked(text("work-retry", here.settings.language))
    return redirect(url_for("pages.work"))


@door.post("/jobs/run/<job>")
@require("officer")
def run(job: str) -> ResponseReturnValue:
    """Runs a job of the schedule now."""
    here = office()
    if job not in here.settings.schedule:
        raise NotFound
    note(here, "job-asked", about=job)
    here.queue.request(job, source="person", urgent=True)
    _flash_asked(text(f"job-{job}", here.settings.language))
    return redirect(url_for("pages.work"))


def _flash_asked(job: str) -> None:
    flash(text("work-asked", office().settings.language, job=job))
