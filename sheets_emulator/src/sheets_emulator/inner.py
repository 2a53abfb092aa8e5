"""Calls from inside: Drive's conversions and the scripted persons use the API's own doors."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import orjson

from sheets_emulator.wire.http import HttpError, Request, read_query, split_path

if TYPE_CHECKING:
    from sheets_emulator.server import Emulator


class InnerCallError(Exception):
    """A call from inside was refused; the text is Google's."""


def call(
    emulator: "Emulator",
    user: str,
    method: str,
    path: str,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> Any:
    """The JSON (or bytes) that the API answers this user, without quota, weather and log.

    `path` is raw: use `quoted` for titles and ranges in it. Raises InnerCallError.
    """
    request = inner_request(emulator, user, method, path, query, body)
    try:
        response = emulator.dispatch(request)
    except HttpError as error:
        raise InnerCallError(error.message) from error
    if response.status >= 400:
        raise InnerCallError(f"{response.status} {method} {path}")
    return response.body


def inner_request(
    emulator: "Emulator",
    user: str,
    method: str,
    path: str,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> Request:
    """A request as it would arrive over HTTP from this user."""
    segments, verb = split_path(path)
    raw_query = urlencode(query or {}, doseq=True)
    return Request(
        method=method,
        raw_path=path,
        segments=segments,
        verb=verb,
        query=read_query(raw_query),
        headers={},
        body=b"" if body is None else orjson.dumps(body),
        emulator=emulator,
        user=user,
        raw_query=raw_query,
    )


def quoted(text: str) -> str:
    """A title or range for use in a path."""
    return quote(text, safe="")


def values_of(emulator: "Emulator", user: str, file_id: str, title: str) -> list[list[str]]:
    """What a person sees in one tab, ragged."""
    escaped = title.replace("'", "''")
    path = f"/v4/spreadsheets/{file_id}/values/" + quoted(f"'{escaped}'")
    answer = call(emulator, user, "GET", path)
    rows: list[list[str]] = answer.get("values", [])
    return rows
