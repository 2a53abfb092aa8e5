"""The `fields` parameter of Drive: what an answer shows, refused in Drive's words."""

from typing import Any

from sheets_emulator.drive.resource import SHARING_FIELDS
from sheets_emulator.google.discovery import discovery
from sheets_emulator.google.masks import Mask, expanded, masked, parse_mask
from sheets_emulator.wire.http import DriveError, InvalidArgument, Request


def shown(request: Request, body: dict[str, Any], schema: str, default: str) -> dict[str, Any]:
    """The fields of an answer that the caller asked for, or those that Drive shows unasked.

    `schema` is the resource's name in the discovery document.
    """
    if "fields" in request.query and not request.first("fields"):
        return {}
    mask = answer_mask(request.first("fields", default), schema)
    answer: dict[str, Any] = masked(body, mask)
    return answer


def answer_mask(text: str, schema: str) -> Mask | None:
    """The mask of an answer, held against its schema; DriveError 400."""
    try:
        mask = expanded(parse_mask(text), schema, "drive.v3")
    except InvalidArgument:
        raise invalid_selection(text) from None
    _check(mask, schema)
    return mask


def asks_for_sharing(request: Request, *path: str) -> bool:
    """Whether the caller wants to see who a file is shared with; `path` leads to the file.

    Finding that out for a thousand files takes longer than all the rest of them.
    """
    try:
        mask = parse_mask(request.first("fields", "kind"))
    except InvalidArgument:
        return False  # refused when the answer is made
    for name in path:
        if mask is None:
            return True
        mask = mask.get(name, {})
    return mask is None or not SHARING_FIELDS.isdisjoint(mask)


def require_fields(request: Request) -> None:
    """Raise the 400 of the methods that want to be told what to show."""
    if not request.first("fields"):
        message = "The 'fields' parameter is required for this method."
        raise DriveError(400, "required", message, "fields", "parameter")


def invalid_selection(path: str) -> DriveError:
    """The 400 of a mask that names no field."""
    message = f"Invalid field selection {path}"
    return DriveError(400, "invalidParameter", message, "fields", "parameter")


def _check(mask: Mask | None, schema: str) -> None:
    fields = discovery("drive.v3")["schemas"][schema].get("properties", {})
    for name, below in (mask or {}).items():
        if name not in fields:
            raise invalid_selection(name)
        reference = fields[name].get("$ref") or fields[name].get("items", {}).get("$ref")
        if reference and below:
            _check(below, reference)
