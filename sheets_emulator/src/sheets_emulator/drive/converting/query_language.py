"""The query language of the Visualization API, over rows of shown cells.

`select`, `where`, `order by`, `limit` and `offset` are done; what else the language has (`group
by`, `pivot`, functions) is refused by name.
"""

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# What stands in quotes is no clause's name.
_CLAUSES = re.compile(
    r"'[^']*'|\"[^\"]*\"|`[^`]*`"
    r"|\b(select|where|group by|pivot|order by|limit|offset|label|format|options)\b",
    re.IGNORECASE,
)
DONE = ("select", "where", "order by", "limit", "offset")
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign><=|>=|!=|<>|[=<>()])"
    r"|(?P<word>`[^`]+`|[A-Za-z]+))"
)


class QueryError(Exception):
    """A query that cannot be read; the text says where."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its value (None where there is none), how it shows, and its kind."""

    value: Any
    text: str
    kind: str


NOTHING = Shown(None, "", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its letters, its heading and the kind of most of its cells."""

    letters: str
    label: str
    kind: str


Test = Callable[[Sequence[Shown]], bool]


def _matches(text: str, pattern: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        raise QueryError(f"{pattern[:40]} is no regular expression.") from None


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_WORDS: dict[str, Callable[[str, str], bool]] = {
    "contains": operator.contains,
    "starts": str.startswith,
    "ends": str.endswith,
    "matches": _matches,
    "like": lambda one, two: (
        re.fullmatch(re.escape(two).replace("%", ".*").replace("_", "."), one) is not None
    ),
}


def chosen(
    text: str, columns: list[Column], rows: list[list[Shown]]
) -> tuple[list[Column], list[list[Shown]]]:
    """The columns and rows that a query names; QueryError."""
    clauses = _clauses(text.strip())
    places = {one.letters: at for at, one in enumerate(columns)}
    if "where" in clauses:
        fits = _Where(clauses["where"], places).read()
        rows = [row for row in rows if fits(row)]
    for part in reversed(_listed(clauses.get("order by", ""))):
        name, _, way = part.partition(" ")
        at = _place(name, places)
        rows = sorted(rows, key=lambda row: _order(row[at]), reverse=way.strip().lower() == "desc")
    start = _count(clauses.get("offset", "0"))
    rows = rows[start : start + _count(clauses["limit"]) if "limit" in clauses else None]
    wanted = _listed(clauses.get("select", "*"))
    if wanted == ["*"]:
        return columns, rows
    taken = [_place(name, places) for name in wanted]
    return [columns[at] for at in taken], [[row[at] for at in taken] for row in rows]


def _clauses(text: str) -> dict[str, str]:
    """What stands behind each clause's name."""
    starts = [one for one in _CLAUSES.finditer(text) if one[1]]
    before = text[: starts[0].start()] if starts else text
    if before.strip():
        raise QueryError(f"{before.strip()[:40]} is no clause.")
    ends = [one.start() for one in starts[1:]] + [len(text)]
    clauses = {
        one[1].lower(): text[one.end() : end].strip()
        for one, end in zip(starts, ends, strict=False)
    }
    for name in clauses.keys() - {*DONE}:
        raise QueryError(f"the emulator does not do {name.upper()} yet.")
    return clauses


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise QueryError(f"{text[:40]} is no count.")
    return int(text)


def _place(name: str, places: dict[str, int]) -> int:
    letters = name.strip("`")
    if letters not in places:
        raise QueryError(f"NO_COLUMN: {letters[:40]}")
    return places[letters]


def _order(cell: Shown) -> tuple[bool, Any]:
    return cell.value is not None, cell.value if cell.value is not None else 0


class _Where:
    """Reads a condition: comparisons joined by and, or, not and brackets."""

    def __init__(self, text: str, places: dict[str, int]) -> None:
        self._places = places
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise QueryError(f"cannot read {text[at : at + 20].strip()}")
            self._tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            at = match.end()
        self._tokens.append(("", ""))
        self._at = 0

    def read(self) -> Test:
        test = self._either()
        if self._tokens[self._at][0]:
            raise QueryError(f"cannot read {self._tokens[self._at][1][:20]}")
        return test

    def _take(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, word: str) -> bool:
        found = self._tokens[self._at][1].lower() == word
        self._at += found
        return found

    def _either(self) -> Test:
        left = self._both()
        while self._is("or"):
            left = _joined(any, left, self._both())
        return left

    def _both(self) -> Test:
        left = self._one()
        while self._is("and"):
            left = _joined(all, left, self._one())
        return left

    def _one(self) -> Test:
        if self._is("not"):
            inner = self._one()
            return lambda row: not inner(row)
        if self._is("("):
            inner = self._either()
            if not self._is(")"):
                raise QueryError("a bracket is not closed.")
            return inner
        return self._comparison()

    def _comparison(self) -> Test:
        at = _place(self._take()[1], self._places)
        word = self._take()[1].lower()
        if word == "is":
            empty = not self._is("not")
            if not self._is("null"):
                raise QueryError("IS is followed by NULL.")
            return lambda row: (row[at].value is None) == empty
        if word in ("starts", "ends") and not self._is("with"):
            raise QueryError(f"{word.upper()} is followed by WITH.")
        given = self._given()
        if word in _COMPARE:
            compare = _COMPARE[word]
            return lambda row: _alike(row[at].value, given) and compare(row[at].value, given)
        if word in _WORDS and isinstance(given, str):
            fits = _WORDS[word]
            return lambda row: isinstance(row[at].value, str) and fits(row[at].value, given)
        raise QueryError(f"cannot read {word[:20]}")

    def _given(self) -> Any:
        kind, text = self._take()
        if kind == "text":
            return text[1:-1]
        if kind == "number":
            return float(text)
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        raise QueryError(f"cannot read {text[:20]}")


def _joined(how: Callable[..., bool], *tests: Test) -> Test:
    return lambda row: how(test(row) for test in tests)


def _alike(one: Any, two: Any) -> bool:
    if isinstance(one, bool) or isinstance(two, bool):
        return isinstance(one, bool) and isinstance(two, bool)
    numbers = isinstance(one, (int, float)), isinstance(two, (int, float))
    return one is not None and numbers[0] == numbers[1]
