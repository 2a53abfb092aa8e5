"""The methods that Google has, by path; those that are not emulated are refused by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sheets_emulator.google.discovery import discovery
from sheets_emulator.wire.http import ApiError, Request

APIS = {"v4": ("sheets.v4", ""), "drive": ("drive.v3", "drive/v3/")}


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a discovery document: its name, path, scopes and the schema of its answer."""

    name: str
    parts: tuple[str, ...]
    scopes: frozenset[str]
    answer: str


def refuse_by_name(request: Request) -> None:
    """Raise 501 UNIMPLEMENTED for a method that Google's discovery documents know."""
    method = method_of(request)
    if method is not None:
        raise ApiError(501, "UNIMPLEMENTED", f"{method.name} is not emulated.")


def method_of(request: Request) -> Method | None:
    """The method of Google that a call names; an upload is that of the same path without it."""
    asked = request.raw_path.strip("/").removeprefix("upload/").split("/")
    api, prefix = APIS.get(asked[0], ("", ""))
    if not api:
        return None
    for method in _methods(api, prefix).get((request.method, len(asked)), ()):
        pairs = zip(method.parts, asked, strict=True)
        if all(_same(part, segment) for part, segment in pairs):
            return method
    return None


def _same(part: str, segment: str) -> bool:
    if not part.startswith("{"):
        return part == segment
    verb = part.partition("}")[2]
    return segment.endswith(verb)


@cache
def _methods(api: str, prefix: str) -> dict[tuple[str, int], list[Method]]:
    """By HTTP method and number of parts; a word in a path counts before a place for an id."""
    table: dict[tuple[str, int], list[Method]] = {}
    known = sorted(_all(discovery(api)["resources"]), key=_vagueness)
    for spec in known:
        parts = tuple((prefix + spec["path"]).split("/"))
        answer = spec.get("response", {}).get("$ref", "")
        method = Method(spec["id"], parts, frozenset(spec.get("scopes", ())), answer)
        table.setdefault((spec["httpMethod"], len(parts)), []).append(method)
    return table


def _vagueness(spec: dict[str, Any]) -> tuple[int, int]:
    # `{id}:clear` before `{id}`, which would take it too.
    return spec["path"].count("{"), -len(spec["path"].rpartition("}")[2])


def _all(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from _all(resource.get("resources", {}))
