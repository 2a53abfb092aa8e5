"""Calls from inside: scripted persons and tests use the API's own doors, without a network."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from sheets_emulator.wire.http import Answer, HttpError, Request, read_query, split_path


class InnerCallError(Exception):
    """A call from inside was refused; the text is Google's."""


class Inside:
    """The doors of one emulator, without quota, weather and log.

    `make` builds a request from its parts, `answer` answers it or raises HttpError.
    """

    def __init__(self, make: Callable[..., Request], answer: Answer) -> None:
        self._make = make
        self._answer = answer

    def call(
        self,
        user: str,
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        """The JSON (or bytes) that the API answers this user.

        `path` is raw: use `quoted` for titles and ranges in it. Raises InnerCallError.
        """
        try:
            response = self._answer(self._request(user, method, path, query, body))
        except HttpError as error:
            raise InnerCallError(error.message) from error
        if response.status >= 400:
            raise InnerCallError(f"{response.status} {method} {path}")
        return response.body

    def _request(
        self, user: str, method: str, path: str, query: Mapping[str, Any] | None, body: Any
    ) -> Request:
        segments, verb = split_path(path)
        raw_query = urlencode(query or {}, doseq=True)
        return self._make(
            method=method,
            raw_path=path,
            segments=segments,
            verb=verb,
            query=read_query(raw_query),
            headers={},
            body=b"" if body is None else orjson.dumps(body),
            user=user,
            raw_query=raw_query,
        )


def quoted(text: str) -> str:
    """A title or range for use in a path."""
    return quote(text, safe="")
