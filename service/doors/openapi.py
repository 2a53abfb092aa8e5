"""The OpenAPI document of the API and the doors; a test holds it to the routes."""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from jobs.unit.standing import STANDINGS
from jobs.unit.states import WORDS

door = Blueprint("openapi", __name__)

_TEXT = {"type": "string"}
_TIME = {"type": ["string", "null"], "format": "date-time"}
_COUNT = {"type": "integer", "minimum": 0}
_CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "description": "The unit's code in the register.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[A-Za-z0-9_-]+$"},
}
_NARROWED = [
    {**_CODE, "name": name, "in": "query", "required": False, "description": about}
    for name, about in (
        ("part", "The code of a unit: it and what stands below it."),
        ("level", "1 for units directly under the office, 2 for those below them, and so on."),
        ("kind", "A kind of unit of the campaign."),
    )
]
_JOB = {**_CODE, "name": "job", "description": "A job of the schedule."}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ok(**properties: Any) -> dict[str, Any]:
    return _object(ok={"const": True}, **properties)


_UNIT = _object(
    code=_TEXT,
    name=_TEXT,
    kind=_TEXT,
    state={"enum": list(STANDINGS)},
    workbook={"enum": list(WORDS), "description": "How its workbook was found at the last look."},
    rows={**_COUNT, "type": ["integer", "null"], "description": "Null where nobody could look."},
    findings={"type": ["object", "null"], "additionalProperties": _COUNT},
    edited_at=_TIME,
    checked_at=_TIME,
    hints_since=_TIME,
    hinted_at=_TIME,
    due=_TIME,
    accepted_at=_TIME,
    timeliness={"enum": ["not-yet", "overdue", "on-time", "on-time-mended", "late", "late-mended"]},
    returned={"type": "boolean"},
    approved=_TEXT,
    basis={"type": "string", "description": "What a deed on this report is decided upon."},
    late={"type": "boolean"},
    locked={"type": "boolean"},
)
_CAMPAIGN = _object(
    campaign=_TEXT,
    title=_TEXT,
    period={"type": "string", "description": "Empty for a campaign of one period."},
    place={"type": "string", "description": "Where its addresses begin: empty, or /c/NAME."},
    due=_TIME,
    closed={"type": "boolean"},
)
_OWED = _object(
    campaign=_TEXT,
    title=_TEXT,
    period=_TEXT,
    due=_TIME,
    state=_UNIT["properties"]["state"],
    timeliness=_UNIT["properties"]["timeliness"],
    late={"type": "boolean"},
    owed={"type": "boolean"},
)
_KIND = _object(code=_TEXT, severity=_TEXT, count=_COUNT, places=_array(_TEXT))
_JOB_STATE = _object(job=_TEXT, schedule=_TEXT, last=_TIME, next=_TIME, state=_TEXT)
_WORK = _object(
    job=_TEXT,
    subject=_TEXT,
    state=_TEXT,
    tries=_COUNT,
    reason={"type": ["string", "null"]},
    seconds_ago={"type": "number"},
)
_LIST = _object(
    list=_TEXT,
    title=_TEXT,
    kinds=_array(_TEXT),
    columns=_array(_object(name=_TEXT, title=_TEXT, type=_TEXT)),
)
_ROW = _object(
    key={"type": "string", "description": "As in the consolidated spreadsheet."},
    unit=_TEXT,
    state=_TEXT,
    values={"type": "object", "description": "By the names of the list's columns."},
    proposed=_array(_TEXT),
    source=_TEXT,
)
_TABLE = {**_CODE, "name": "table", "description": "A list's declared name."}
_PAGED = [
    {"name": name, "in": "query", "description": about, "schema": schema}
    for name, about, schema in (
        ("unit", "The code of one unit.", {"type": "string", "maxLength": 80}),
        ("state", "The word of a row's state, such as ok or must-fix.", _TEXT),
        ("from", "How many rows to leave out first.", {"type": "integer", "minimum": 0}),
        ("most", "Rows a page, 1000 at most.", {"type": "integer", "minimum": 0, "maximum": 1000}),
    )
]
_HINT = _object(
    file={"type": "string", "pattern": "^[A-Za-z0-9_-]{10,100}$"},
    time={"type": "integer", "description": "Epoch seconds."},
    nonce={"type": "string", "pattern": "^[A-Za-z0-9-]{16,80}$"},
)
_DEED = {
    "type": "object",
    "required": ["kind", "words"],
    "properties": {
        "kind": {"enum": ["extended", "returned", "approved"]},
        "words": {"type": "string", "minLength": 1, "maxLength": 500},
        "until": {"type": "string", "format": "date"},
        "basis": {"type": "string", "pattern": "^[0-9]{1,9}-[0-9]{1,11}$"},
    },
}
_ERROR = _object(ok={"const": False}, error=_object(code=_TEXT, message=_TEXT))


def _answer(about: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    if schema is None:
        return {"description": about}
    return {"description": about, "content": {"application/json": {"schema": schema}}}


def _operation(about: str, good: int, schema: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    refusal = {"$ref": "#/components/responses/Refusal"}
    answers = {str(good): _answer(about, schema), "4XX": refusal, "5XX": refusal}
    return {"summary": about, "responses": answers, **more}


_SIGNATURE = {
    "name": "X-Wardsheets-Signature",
    "in": "header",
    "required": True,
    "description": "Hex HMAC-SHA256 of the body with the shared secret.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


def _drive_header(name: str) -> dict[str, Any]:
    return {
        "name": f"X-Goog-{name}",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
    }


_UNITS = _ok(
    campaign=_TEXT,
    period=_TEXT,
    run={"type": ["integer", "null"]},
    as_of=_TIME,
    units=_array(_UNIT),
)
_WORK_DONE = _ok(jobs=_array(_JOB_STATE), active=_array(_WORK), failures=_array(_WORK))
_DRIVE = [_drive_header(name) for name in ("Channel-ID", "Channel-Token", "Resource-State")]
_PUBLIC: dict[str, Any] = {"security": []}


def _api() -> dict[str, Any]:
    """The operations of the API by path."""
    units = _operation("Every unit with its state and counts.", 200, _UNITS)
    unit = _operation(
        "The standing findings of a unit, masked.", 200, _ok(unit=_TEXT, kinds=_array(_KIND))
    )
    check = _operation("Check a unit now.", 202, _ok(unit=_TEXT, queued={"type": "boolean"}))
    done = _ok(unit=_TEXT, kind=_TEXT, at=_TIME)
    about = "Give more time, return the report, or approve it."
    body = {"required": True, "content": {"application/json": {"schema": _DEED}}}
    deed = _operation(about, 202, done, requestBody=body)
    campaigns = _operation("Every campaign of the service.", 200, _ok(campaigns=_array(_CAMPAIGN)))
    owed = _operation(
        "Every report of a unit, in every campaign.", 200, _ok(unit=_TEXT, reports=_array(_OWED))
    )
    page = _ok(
        campaign=_TEXT,
        period=_TEXT,
        list=_TEXT,
        count=_COUNT,
        next={"type": ["integer", "null"], "description": "The `from` of the next page."},
        rows=_array(_ROW),
    )
    return {
        "/api/lists": {
            "get": _operation("Every list and its columns.", 200, _ok(lists=_array(_LIST)))
        },
        "/api/lists/{table}/rows": {
            "parameters": [_TABLE, *_NARROWED, *_PAGED],
            "get": _operation("Rows of a list, masked.", 200, page),
            "post": _operation("Rows of a list in full; written down.", 200, page),
        },
        "/api/campaigns": {"get": campaigns},
        "/api/owed/{code}": {"parameters": [_CODE], "get": owed},
        "/api/units": {"parameters": _NARROWED, "get": units},
        "/api/units/{code}": {"parameters": [_CODE], "get": unit},
        "/api/units/{code}/check": {"parameters": [_CODE], "post": check},
        "/api/units/{code}/deeds": {"parameters": [_CODE], "post": deed},
        "/api/jobs": {"get": _operation("Schedule, work and failures.", 200, _WORK_DONE)},
        "/api/jobs/{job}/run": {
            "parameters": [_JOB],
            "post": _operation("Run a job now.", 202, _ok(job=_TEXT)),
        },
        "/api/failures/retry": {
            "post": _operation("Try all failed work again.", 202, _ok(retried=_COUNT))
        },
    }


def _doors() -> dict[str, Any]:
    """The operations of the doors for machines by path."""
    hint = {
        "parameters": [_SIGNATURE],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _HINT}}},
    }
    edit = _operation("A signed hint of an edit.", 202, _ok(), **hint, **_PUBLIC)
    drive = _operation(
        "A push of the Drive changes channel.", 204, None, parameters=_DRIVE, **_PUBLIC
    )
    return {
        "/webhooks/edit": {"post": edit},
        "/webhooks/drive": {"post": drive},
        "/healthz": {"get": _operation("Alive.", 200, _ok(), **_PUBLIC)},
    }


def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Wardsheets", "version": "1"},
        "security": [{"bearer": []}],
        "paths": _api() | _doors(),
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "responses": {"Refusal": _answer("Refused; nothing was done.", _ERROR)},
        },
    }


@door.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """The OpenAPI document."""
    return jsonify(document())
