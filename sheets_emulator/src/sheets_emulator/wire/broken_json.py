"""What Google says of a body that is no JSON: the place, and what was expected there."""

import re
from collections.abc import Iterator

CONTEXT = 20
_SPACE = re.compile(r"\s*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', re.DOTALL)
_KEY = re.compile(r"[A-Za-z_$][\w$]*")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")

KEY = "Expected an object key or }."
COLON = "Expected : between key:value pair."
NEXT_PAIR = "Expected , or } after key:value pair."
ITEM = "Expected a value or ] within an array."
NEXT_ITEM = "Expected , or ] after array value."
VALUE = "Expected a value."


class _TroubleError(Exception):
    def __init__(self, at: int, expected: str) -> None:
        super().__init__(expected)
        self.at = at
        self.expected = expected


def broken_json(body: bytes) -> str:
    """The words after `Invalid JSON payload received.`, as Google's parser finds them."""
    text = body.decode("utf-8", "replace")
    try:
        at = _skip(text, _value(text, 0, VALUE))
        behind = _TroubleError(at, "Parsing terminated before end of input.")
        trouble = behind if at < len(text) else _TroubleError(0, "Unexpected token.")
    except _TroubleError as found:
        trouble = found
    except RecursionError:
        trouble = _TroubleError(0, "Message too deep.")
    at, expected = trouble.at, trouble.expected
    if at >= len(text):
        expected = f"Unexpected end of string. {expected}"
    start = max(at - CONTEXT, 0)
    return f"{expected}\n{text[start : at + CONTEXT]}\n{' ' * (at - start)}^"


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()


def _value(text: str, at: int, expected: str) -> int:
    """The place behind the value; raises where it is none."""
    at = _skip(text, at)
    if at >= len(text):
        raise _TroubleError(at, expected)
    if text[at] == "{":
        return _last(_pairs(text, at + 1))
    if text[at] == "[":
        return _last(_items(text, at + 1))
    if text[at] in "\"'":
        return _string(text, at)
    match = _PLAIN.match(text, at)
    if match is None:
        raise _TroubleError(at, "Unexpected token.")
    return match.end()


def _last(places: Iterator[int]) -> int:
    *_, last = places
    return last


def _string(text: str, at: int) -> int:
    match = _STRING.match(text, at)
    if match is None:
        raise _TroubleError(at, "Closing quote expected in string.")
    return match.end()


def _pairs(text: str, at: int) -> Iterator[int]:
    """The place behind each pair and at last behind the object."""
    while (at := _skip(text, at)) < len(text) and text[at] != "}":
        at = _skip(text, _key(text, at))
        if text[at : at + 1] != ":":
            raise _TroubleError(at, COLON)
        at = _skip(text, _value(text, at + 1, VALUE))
        if text[at : at + 1] not in (",", "}"):
            raise _TroubleError(at, NEXT_PAIR)
        at += text[at] == ","
        yield at
    if at >= len(text):
        raise _TroubleError(at, KEY)
    yield at + 1


def _key(text: str, at: int) -> int:
    if text[at] in "\"'":
        return _string(text, at)
    match = _KEY.match(text, at)
    if match is None:
        raise _TroubleError(at, KEY)
    return match.end()


def _items(text: str, at: int) -> Iterator[int]:
    """The place behind each item and at last behind the array."""
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        at = _skip(text, _value(text, at, ITEM))
        if text[at : at + 1] not in (",", "]"):
            raise _TroubleError(at, NEXT_ITEM)
        at += text[at] == ","
        yield at
    if at >= len(text):
        raise _TroubleError(at, ITEM)
    yield at + 1
