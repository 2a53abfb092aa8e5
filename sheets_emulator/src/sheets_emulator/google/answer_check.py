"""Holds every successful answer against Google's discovery documents; tests switch it on."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sheets_emulator.google.discovery import discovery, violations_of
from sheets_emulator.wire.http import Request, Response, split_path

APIS = {"v4": ("sheets.v4", ""), "drive": ("drive.v3", "drive/v3/")}
Key = tuple[str, str, int]


class AnswerCheck:
    """Collects what in the answers of an emulator is not as Google describes it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def observe(self, request: Request, response: Response) -> None:
        """Look at one answer; errors and bytes are not described there."""
        if response.status != 200 or not isinstance(response.body, dict):
            return
        api, _ = APIS.get(request.segments[0], ("", ""))
        schema = _schema_of(api, request) if api else None
        if schema is not None:
            for field, text in violations_of(schema, response.body, api):
                self.found.append(f"{request.method} {request.raw_path}: {field}: {text}")


def _schema_of(api: str, request: Request) -> str | None:
    key = (request.method, request.verb, len(request.segments))
    for pattern, schema in _table(api).get(key, ()):
        pairs = zip(pattern, request.segments, strict=True)
        if all(part.startswith("{") or part == segment for part, segment in pairs):
            return schema
    return None


@cache
def _table(api: str) -> dict[Key, list[tuple[tuple[str, ...], str]]]:
    """The answers' schemas by method, custom verb and number of path segments."""
    prefix = next(prefix for name, prefix in APIS.values() if name == api)
    table: dict[Key, list[tuple[tuple[str, ...], str]]] = {}
    for method in _methods(discovery(api)["resources"]):
        if "response" in method:
            pattern, verb = split_path(prefix + method.get("flatPath", method["path"]))
            key = (method["httpMethod"], verb, len(pattern))
            table.setdefault(key, []).append((pattern, method["response"]["$ref"]))
    for rows in table.values():
        rows.sort(key=lambda row: sum(part.startswith("{") for part in row[0]))
    return table


def _methods(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from _methods(resource.get("resources", {}))
