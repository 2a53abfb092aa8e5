"""The control doors under `/_emulator/`: weather, people, accounts, seeds and the request log.

They are for tests and demos and take the token of the data folder (wire/gate.py); Google has
nothing like them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from sheets_emulator.drive.conditions import changed_conditions
from sheets_emulator.seeding import (
    SeedError,
    make_shared_drive,
    replace_with_xlsx,
    seed_spreadsheet,
    share_file,
)
from sheets_emulator.state import State
from sheets_emulator.weather.persons import PersonPlanError, read_plan
from sheets_emulator.weather.quota import Limits
from sheets_emulator.weather.trouble import kinds_inside
from sheets_emulator.weather.weather import PlanError, read_rule
from sheets_emulator.wire.http import HttpError, Request, Response, Route
from sheets_emulator.wire.request_log import LoggedRequest

ROOT = "/_emulator"
MISTAKES = (PlanError, PersonPlanError, SeedError, KeyError, TypeError, ValueError)


class ControlError(HttpError):
    """400 of a control door: the text says what to write."""

    def body(self) -> dict[str, Any]:
        """The message alone; these doors are ours."""
        return {"code": self.status_code, "message": self.message}


def show(state: State, request: Request) -> Response:
    """GET /_emulator: the state in force."""
    with state.store.database() as db:
        files = db.execute("SELECT count(*) FROM drive_file WHERE NOT deleted").fetchone()[0]
    return Response(
        200,
        {
            "url": state.url,
            "now": state.now(),
            "files": files,
            "requests": len(state.log.calls()),
            "accounts": state.accounts.emails(),
            "weather": [asdict(rule) for rule in state.weather.rules],
            "conditions": asdict(state.conditions),
            "quota": asdict(state.quota.limits) if state.quota.limits else None,
        },
    )


def reset(state: State, request: Request) -> Response:
    """POST /_emulator/reset: no files, no plans, an empty log; accounts and keys stay."""
    state.reset()
    return Response(204)


def list_requests(state: State, request: Request) -> Response:
    """GET /_emulator/requests; `method`, `path` (regular expression), `user`, `verb` choose."""
    calls = [entry for entry in state.log.calls() if _wanted(request, entry)]
    with_bodies = request.flag("bodies")
    return Response(200, {"requests": [_entry(call, with_bodies) for call in calls]})


def clear_requests(state: State, request: Request) -> Response:
    """DELETE /_emulator/requests."""
    state.log.clear()
    return Response(204)


def _wanted(request: Request, call: LoggedRequest) -> bool:
    path = request.first("path")
    return (
        request.first("method", call.method) == call.method
        and request.first("user", call.user) == call.user
        and request.first("verb", call.verb) == call.verb
        and (not path or re.search(path, call.path) is not None)
    )


def _entry(call: LoggedRequest, with_body: bool) -> dict[str, Any]:
    entry = call.to_json()
    entry["requests"] = list(kinds_inside(call.body)) if call.verb == "batchUpdate" else []
    entry["bytes_in"] = len(call.raw_body)
    if not with_body:
        del entry["body"]
    return entry


def plan_weather(state: State, request: Request) -> Response:
    """POST /_emulator/weather: `rules`, added to those in force, and perhaps `seed`."""
    said = request.json()
    rules = [read_rule(rule) for rule in said["rules"]]
    state.weather.plan(rules, said.get("seed"))
    return Response(200, {"rules": [asdict(rule) for rule in state.weather.rules]})


def clear_weather(state: State, request: Request) -> Response:
    """DELETE /_emulator/weather: no rules, no quotas, fine conditions."""
    state.fine_weather()
    return Response(204)


def set_conditions(state: State, request: Request) -> Response:
    """PATCH /_emulator/conditions: `pace`, `push`, `join`, `service_account_storage`."""
    changed_conditions(state.conditions, request.json())
    return Response(200, asdict(state.conditions))


def set_quota(state: State, request: Request) -> Response:
    """PUT /_emulator/quota: `per_user`, `per_project`, `retry_after`; turns the quotas on."""
    limits = Limits(**request.json())
    state.quota.set(limits)
    return Response(200, asdict(limits))


def clear_quota(state: State, request: Request) -> Response:
    """DELETE /_emulator/quota: off."""
    state.quota.set(None)
    return Response(204)


def show_quota(state: State, request: Request) -> Response:
    """GET /_emulator/quota: calls counted in the last minute."""
    return Response(200, dict(state.quota.used(state.now())))


def move_clock(state: State, request: Request) -> Response:
    """POST /_emulator/clock: `advance` by seconds."""
    state.clock_offset += float(request.json()["advance"])
    state.wake_pushes()
    return Response(200, {"now": state.now()})


def add_account(state: State, request: Request) -> Response:
    """POST /_emulator/accounts: `email` and `kind`; the JSON of the key file.

    `kind` is service_account or authorized_user.
    """
    said, accounts = request.json(), state.accounts
    email, uri = str(said["email"]), f"{state.url}/token"
    if said.get("kind", "service_account") == "service_account":
        return Response(200, accounts.key_file(email, uri))
    scope = "https://www.googleapis.com/auth/drive"
    return Response(200, accounts.authorized_user(email, scope, uri))


def remove_account(state: State, request: Request, email: str) -> Response:
    """DELETE /_emulator/accounts/{email}: as when its key is deleted."""
    state.accounts.remove(email)
    return Response(204)


def add_spreadsheet(state: State, request: Request) -> Response:
    """POST /_emulator/spreadsheets: `seeding.seed_spreadsheet` has the words."""
    said = request.json()
    return Response(200, {"id": seed_spreadsheet(state, said, state.owner)})


def share(state: State, request: Request, file_id: str) -> Response:
    """POST /_emulator/files/{id}/share: `email`, `role` (null takes the permission away)."""
    said = request.json()
    share_file(state, file_id, str(said["email"]), said.get("role"))
    return Response(204)


def become_xlsx(state: State, request: Request, file_id: str) -> Response:
    """POST /_emulator/files/{id}/become-xlsx."""
    replace_with_xlsx(state, file_id)
    return Response(204)


def add_drive(state: State, request: Request) -> Response:
    """POST /_emulator/drives: `name`, `members` by role; the id of the shared drive."""
    said = request.json()
    made = make_shared_drive(state, str(said["name"]), said.get("members") or {})
    return Response(200, {"id": made})


def plan_person(state: State, request: Request) -> Response:
    """POST /_emulator/persons: a plan, carried out at once or at its moment."""
    state.persons.plan(read_plan(request.json()))
    return list_persons(state, request)


def list_persons(state: State, request: Request) -> Response:
    """GET /_emulator/persons: plans that wait, and what was done, oldest first."""
    persons = state.persons
    return Response(
        200,
        {
            "plans": [asdict(plan) for plan in persons.plans],
            "done": [asdict(done) for done in persons.done],
        },
    )


def clear_persons(state: State, request: Request) -> Response:
    """DELETE /_emulator/persons."""
    state.persons.clear()
    return Response(204)


def routes(state: State) -> Iterator[Route]:
    """The doors over one emulator."""
    for method, path, handler in DOORS:
        yield Route(method, ROOT + path, _door(state, handler))


def _door(state: State, handler: Callable[..., Response]) -> Callable[..., Response]:
    """The handler, its mistakes answered in words."""

    def answer(request: Request, *texts: str) -> Response:
        try:
            return handler(state, request, *texts)
        except MISTAKES as error:
            text = f"missing: {error}" if isinstance(error, KeyError) else str(error)
            raise ControlError(400, text) from error

    return answer


DOORS: tuple[tuple[str, str, Callable[..., Response]], ...] = (
    ("GET", "", show),
    ("POST", "/reset", reset),
    ("GET", "/requests", list_requests),
    ("DELETE", "/requests", clear_requests),
    ("POST", "/weather", plan_weather),
    ("DELETE", "/weather", clear_weather),
    ("PATCH", "/conditions", set_conditions),
    ("PUT", "/quota", set_quota),
    ("GET", "/quota", show_quota),
    ("DELETE", "/quota", clear_quota),
    ("POST", "/clock", move_clock),
    ("POST", "/accounts", add_account),
    ("DELETE", "/accounts/{email}", remove_account),
    ("POST", "/spreadsheets", add_spreadsheet),
    ("POST", "/files/{id}/share", share),
    ("POST", "/files/{id}/become-xlsx", become_xlsx),
    ("POST", "/drives", add_drive),
    ("POST", "/persons", plan_person),
    ("GET", "/persons", list_persons),
    ("DELETE", "/persons", clear_persons),
)
