"""Query parameters of the Sheets methods, held against the discovery document."""

from functools import cache
from typing import Any

from sheets_emulator.google.discovery import bad_request, camel_case, discovery, snake_case
from sheets_emulator.wire.http import Request


@cache
def _parameters(method: str) -> dict[str, Any]:
    """The parameters of a method such as `spreadsheets.values.get`, system ones included."""
    document = discovery("sheets.v4")
    node = document
    *resources, name = method.split(".")
    for resource in resources:
        node = node["resources"][resource]
    shared: dict[str, Any] = document["parameters"]
    return {camel_case(key.removeprefix("$")): spec for key, spec in shared.items()} | {
        key: spec
        for key, spec in node["methods"][name]["parameters"].items()
        if spec["location"] == "query"
    }


def check_query(request: Request, method: str) -> None:
    """Raise the 400 of an unknown parameter or of a word that is none of an enum's.

    The names are then the request's own, however the caller spelled them.
    """
    known = _parameters(method)
    violations = []
    for name, values in request.query.items():
        spec = known.get(camel_case(name))
        if spec is None:
            violations.append(_unknown(name))
        elif "enum" in spec and name not in ("alt", "xgafv"):
            wrong = [value for value in values if value and value not in spec["enum"]]
            violations += [_not_of(name, value) for value in wrong]
    if violations:
        raise bad_request(violations)
    request.query = {camel_case(name): values for name, values in request.query.items()}


def _unknown(name: str) -> tuple[str, str]:
    return "", (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )


def _not_of(name: str, value: str) -> tuple[str, str]:
    field = snake_case(name)
    kind = "type.googleapis.com/google.apps.sheets.v4." + name[:1].upper() + name[1:]
    return field, f"Invalid value at '{field}' ({kind}), \"{value}\""
