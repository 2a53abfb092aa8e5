"""Methods that Google has and the emulator has not: refused by name, never half done."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sheets_emulator.discovery import discovery
from sheets_emulator.http import ApiError, Request

APIS = {"v4": ("sheets.v4", ""), "drive": ("drive.v3", "drive/v3/")}


def refuse_by_name(request: Request) -> None:
    """Raise 501 UNIMPLEMENTED for a method that Google's discovery documents know."""
    api, prefix = APIS.get(request.segments[0], ("", ""))
    for method, parts, name in _methods(api, prefix) if api else ():
        if method == request.method and _matches(parts, request):
            raise ApiError(501, "UNIMPLEMENTED", f"{name} is not emulated.")


def _matches(parts: tuple[str, ...], request: Request) -> bool:
    asked = request.raw_path.strip("/").split("/")
    if len(parts) != len(asked):
        return False
    pairs = zip(parts, asked, strict=True)
    return all(_same(part, segment) for part, segment in pairs)


def _same(part: str, segment: str) -> bool:
    if not part.startswith("{"):
        return part == segment
    verb = part.partition("}")[2]
    return segment.endswith(verb)


@cache
def _methods(api: str, prefix: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    # A word in a path counts before a place for an id.
    known = sorted(_all(discovery(api)["resources"]), key=lambda method: method["path"].count("{"))
    return tuple(
        (method["httpMethod"], tuple((prefix + method["path"]).split("/")), method["id"])
        for method in known
    )


def _all(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from _all(resource.get("resources", {}))
