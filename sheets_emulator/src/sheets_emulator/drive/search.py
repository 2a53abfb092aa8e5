"""The search language of files.list (`q`): a small parser that yields a test for one file.

Source: developers.google.com/workspace/drive/api/guides/search-files and ref-search-terms.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

# What is known of one file: Drive's own names, `parents`, `owners`, `writers` and `readers` as
# lists of strings, `fullText` as a function without arguments that gives the text searched.
FileView = Mapping[str, Any]
Condition = Callable[[FileView], bool]

TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
    r"""|(?P<sign><=|>=|!=|=|<|>|\(|\)|\{|\})|(?P<word>[\w.]+))""",
    re.DOTALL,
)
KEYWORDS = frozenset({"and", "or", "not", "in", "has", "contains"})
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
TEXTS = frozenset({"name", "mimeType", "fullText", "visibility"})
TIMES = frozenset({"modifiedTime", "createdTime", "viewedByMeTime", "sharedWithMeTime"})
SWITCHES = frozenset({"trashed", "starred", "sharedWithMe"})
COLLECTIONS = frozenset({"parents", "owners", "writers", "readers"})
PROPERTIES = frozenset({"properties", "appProperties"})


class QueryError(ValueError):
    """The query is not in the language; Google says only `Invalid Value`."""


def parse(query: str) -> Condition:
    """The test that a file must pass; an empty query lets every file pass. Raises QueryError."""
    tokens = _tokens(query)
    if not tokens:
        return lambda file: True
    return _Parser(tokens).whole()


def _tokens(query: str) -> list[tuple[str, str]]:
    found, position = [], 0
    end = len(query.rstrip())
    while position < end:
        match = TOKEN.match(query, position)
        if match is None:
            raise QueryError(query[position:])
        kind = str(match.lastgroup)
        found.append(_token(kind, match[kind]))
        position = match.end()
    return found


def _token(kind: str, spelt: str) -> tuple[str, str]:
    if kind == "text":
        return "text", re.sub(r"\\(.)", r"\1", spelt[1:-1], flags=re.DOTALL)
    if kind == "word" and spelt.lower() in KEYWORDS:
        return "sign", spelt.lower()
    return kind, spelt


class _Parser:
    """Recursive descent over terms, `not`, parentheses and chains of `and` and `or`."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = [*tokens, ("end", "")]
        self._at = 0

    def whole(self) -> Condition:
        condition = self._chain()
        self._take("end")
        return condition

    def _chain(self) -> Condition:
        # Google evaluates `and` and `or` from left to right, with no precedence between them.
        condition = self._negated()
        while True:
            if self._skip("and"):
                condition = _both(condition, self._negated())
            elif self._skip("or"):
                condition = _one(condition, self._negated())
            else:
                return condition

    def _negated(self) -> Condition:
        if self._skip("not"):
            inner = self._negated()
            return lambda file: not inner(file)
        if self._skip("("):
            inner = self._chain()
            self._expect(")")
            return inner
        return self._term()

    def _term(self) -> Condition:
        kind, spelt = self._tokens[self._at]
        if kind == "text":
            self._at += 1
            self._expect("in")
            return _membership(self._take("word"), spelt)
        field = self._take("word")
        if field in COLLECTIONS and self._skip("in"):
            return _membership(field, self._take("text"))
        if field in PROPERTIES:
            return self._property(field)
        if field == "sharedWithMe" and self._tokens[self._at][1] not in COMPARE:
            return lambda file: bool(file["sharedWithMe"])
        operator = self._take("sign")
        kind, value = self._tokens[self._at]
        self._at += 1
        return _comparison(field, operator, kind, value)

    def _property(self, field: str) -> Condition:
        self._expect("has")
        self._expect("{")
        first = self._pair()
        self._expect("and")
        pair = dict([first, self._pair()])
        self._expect("}")
        if set(pair) != {"key", "value"}:
            raise QueryError(field)
        return lambda file: file.get(field, {}).get(pair["key"]) == pair["value"]

    def _pair(self) -> tuple[str, str]:
        name = self._take("word")
        self._expect("=")
        return name, self._take("text")

    def _take(self, kind: str) -> str:
        found, spelt = self._tokens[self._at]
        if found != kind:
            raise QueryError(spelt)
        self._at += 1
        return spelt

    def _skip(self, sign: str) -> bool:
        if self._tokens[self._at] == ("sign", sign):
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise QueryError(sign)


def _both(left: Condition, right: Condition) -> Condition:
    return lambda file: left(file) and right(file)


def _one(left: Condition, right: Condition) -> Condition:
    return lambda file: left(file) or right(file)


def _membership(field: str, value: str) -> Condition:
    if field not in COLLECTIONS:
        raise QueryError(field)
    if value == "me" and field != "parents":
        return lambda file: file["me"] in file.get(field, ())
    return lambda file: value in file.get(field, ())


def _comparison(field: str, operator: str, kind: str, value: str) -> Condition:
    if field in SWITCHES and kind == "word":
        return _switch(field, operator, value.lower())
    if kind != "text":
        raise QueryError(value)
    if field in TIMES and operator in COMPARE:
        return _time(field, operator, value)
    if field in TEXTS and operator in ("=", "!=", "contains"):
        return _text(field, operator, value)
    raise QueryError(field)


def _switch(field: str, operator: str, value: str) -> Condition:
    if value not in ("true", "false") or operator not in ("=", "!="):
        raise QueryError(value)
    wanted = (value == "true") == (operator == "=")
    return lambda file: bool(file.get(field)) == wanted


def _time(field: str, operator: str, value: str) -> Condition:
    try:
        then = datetime.fromisoformat(value)
    except ValueError:
        raise QueryError(value) from None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    compare = COMPARE[operator]
    return lambda file: field in file and compare(datetime.fromisoformat(file[field]), then)


def _text(field: str, operator: str, value: str) -> Condition:
    if operator == "contains":
        return _containment(field, value)
    if field == "fullText":
        raise QueryError(field)
    wanted, same = _fold(value), operator == "="
    return lambda file: (_fold(str(file.get(field, ""))) == wanted) == same


def _containment(field: str, value: str) -> Condition:
    if field == "mimeType":
        return lambda file: value in file[field]
    if field == "name":
        return lambda file: _has_words(str(file[field]), value)
    if field == "fullText":
        return lambda file: _has_words(str(file[field]()), value.strip('"'))
    raise QueryError(field)


def _has_words(text: str, wanted: str) -> bool:
    # "contains" looks at beginnings of words only: HelloWorld contains hello, but not world.
    words = _fold(text).split()
    return all(any(word.startswith(part) for word in words) for part in _fold(wanted).split())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
