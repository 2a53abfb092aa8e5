"""The JSON API: units, their findings, check now, jobs and failures with retry."""

import time
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from jobs.queue.names import CHECK_UNIT
from jobs.store.work import ledger
from service.access.audit import note
from service.errors import DoorError, NotFound
from service.identity import require
from service.office import Office, office, offices
from service.pages.board import UnitLine, read_board
from service.pages.deeds.of_unit import do_deed
from service.pages.several.campaigns import title_of
from service.pages.several.owed import Owed, owed_by
from service.pages.unit_view import read_kinds, seen_unit
from service.pages.work_view import planned_jobs, retry_failures
from service.scope import narrows, scope_now

door = Blueprint("api", __name__, url_prefix="/api")


@door.get("/units")
@narrows
@require("viewer")
def units() -> ResponseReturnValue:
    """Every unit in view with its state, counts and times; narrowed by part, level and kind."""
    board = read_board(office(), scope_now())
    return jsonify(
        ok=True,
        campaign=office().declared.name,
        period=office().campaign.period,
        run=board.number,
        as_of=_time(board.as_of),
        units=[_unit(line) for line in board.lines],
    )


@door.get("/campaigns")
@narrows
@require("viewer")
def campaigns() -> ResponseReturnValue:
    """Every campaign of the service, and where its addresses begin."""
    return jsonify(ok=True, campaigns=[_campaign(here) for here in offices()])


def _campaign(here: Office) -> dict[str, Any]:
    campaign = here.campaign
    return {
        "campaign": campaign.name,
        "title": title_of(here),
        "period": campaign.period,
        "place": here.settings.place,
        "due": _time(campaign.due),
        "closed": campaign.closed is not None,
    }


@door.get("/owed/<code>")
@narrows
@require("viewer")
def owed(code: str) -> ResponseReturnValue:
    """Every report of a unit, in every campaign, those it owes first."""
    return jsonify(ok=True, unit=code, reports=[_owed(one) for one in owed_by(code)])


def _owed(one: Owed) -> dict[str, Any]:
    return {
        "campaign": one.campaign,
        "title": one.title,
        "period": one.period,
        "due": _time(one.due),
        "state": one.state,
        "timeliness": one.timeliness,
        "late": one.late,
        "owed": one.owed,
    }


@door.get("/units/<code>")
@narrows
@require("viewer")
def unit(code: str) -> ResponseReturnValue:
    """One unit's standing findings by kind, masked."""
    here = office()
    kinds = read_kinds(here, seen_unit(here, code))
    return jsonify(
        ok=True,
        unit=code,
        kinds=[
            {
                "code": kind.code,
                "severity": kind.severity,
                "count": len(kind.lines),
                "places": [line.place for line in kind.lines],
            }
            for kind in kinds
        ],
    )


@door.post("/units/<code>/check")
@narrows
@require("officer")
def check(code: str) -> ResponseReturnValue:
    """Check now: 202 when it is written down; a run that waits already serves it too."""
    here = office()
    seen_unit(here, code)
    note(here, "check-asked", unit=code)
    new = here.queue.request(CHECK_UNIT, code, source="person", urgent=True)
    return jsonify(ok=True, unit=code, queued=new), 202


@door.post("/units/<code>/deeds")
@narrows
@require("officer")
def deed(code: str) -> ResponseReturnValue:
    """Gives more time, returns the report or approves it: 202; 409 with what changed meanwhile."""
    here, said = office(), request.get_json()
    if not isinstance(said, dict):
        raise DoorError
    event = do_deed(here, seen_unit(here, code), said)
    return jsonify(ok=True, unit=code, kind=event.kind, at=_time(here.local(event.at))), 202


@door.get("/jobs")
@require("viewer")
def jobs() -> ResponseReturnValue:
    """The schedule, what waits or runs, what failed."""
    here = office()
    return jsonify(
        ok=True,
        jobs=[
            {
                "job": planned.job,
                "schedule": planned.cron,
                "last": _time(planned.last),
                "next": _time(planned.next),
                "state": planned.state,
            }
            for planned in planned_jobs(here)
        ],
        active=[_work(row) for row in here.queue.active()],
        failures=[_work(row) for row in here.queue.failures()],
    )


@door.post("/jobs/<job>/run")
@require("officer")
def run(job: str) -> ResponseReturnValue:
    """Runs a job of the schedule now: 202."""
    here = office()
    if job not in here.settings.schedule:
        raise NotFound(code="unknown-job", message="The schedule has no such job.")
    note(here, "job-asked", about=job)
    here.queue.request(job, source="person", urgent=True)
    return jsonify(ok=True, job=job), 202


@door.post("/failures/retry")
@require("officer")
def retry() -> ResponseReturnValue:
    """Tries all failed work again now: 202."""
    here = office()
    note(here, "retried")
    return jsonify(ok=True, retried=retry_failures(here)), 202


def _unit(line: UnitLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "state": line.state,
        "workbook": line.workbook,
        # What was never read is not nothing.
        "rows": line.rows if line.seen else None,
        "findings": dict(line.counts) if line.seen else None,
        "edited_at": _time(line.edited_at),
        "checked_at": _time(line.checked_at),
        "hints_since": _time(line.hints_since),
        "hinted_at": _time(line.hinted_at),
        "due": _time(line.due),
        "accepted_at": _time(line.accepted_at),
        "timeliness": line.timeliness,
        "returned": line.returned,
        "approved": line.approved,
        "basis": line.basis,
        "late": line.late,
        "locked": line.locked,
    }


def _work(row: ledger.Work) -> dict[str, Any]:
    now = time.time()
    return {
        "job": row.job,
        "subject": row.subject,
        "state": row.state,
        "tries": row.tries,
        "reason": row.reason,
        "seconds_ago": round(now - row.asked_at, 1),
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
