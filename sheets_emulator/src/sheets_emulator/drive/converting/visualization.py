"""The Visualization API's door: a tab as a table of typed columns, and its query language.

`select`, `where`, `order by`, `limit` and `offset` are done; what else the language has (`group
by`, `pivot`, functions) is refused by name in the shape of Google's errors.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from sheets_emulator.book.areas import Area, area_on, parse_a1
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell
from sheets_emulator.text.typed_numbers import day_of
from sheets_emulator.wire.http import ApiError, Request, Response

Json = dict[str, Any]
Test = Callable[[Sequence["Shown"]], bool]

DAYS = ("DATE", "DATE_TIME")
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


def _matches(text: str, pattern: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        raise QueryError(f"{pattern[:40]} is no regular expression.") from None


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, two: one == two,
    "!=": lambda one, two: one != two,
    "<>": lambda one, two: one != two,
    "<": lambda one, two: one < two,
    ">": lambda one, two: one > two,
    "<=": lambda one, two: one <= two,
    ">=": lambda one, two: one >= two,
}
_WORDS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda one, two: two in one,
    "starts": lambda one, two: one.startswith(two),
    "ends": lambda one, two: one.endswith(two),
    "matches": _matches,
    "like": lambda one, two: (
        re.fullmatch(re.escape(two).replace("%", ".*").replace("_", "."), one) is not None
    ),
}


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


def query_answer(request: Request, document: Document, sheet: Sheet, now: float) -> Response:
    """The table that the query names, as JSON or CSV."""
    asked = dict(part.split(":", 1) for part in request.first("tqx").split(";") if ":" in part)
    try:
        columns, rows = _table(request, document, sheet, now)
        columns, rows = _chosen(request.first("tq"), columns, rows)
    except QueryError as error:
        return _json(asked, {"status": "error", "errors": [_said(str(error))]})
    if asked.get("out", "json") == "csv":
        return Response(200, _csv(columns, rows), {"Content-Type": "text/csv; charset=utf-8"})
    table = {
        "cols": [{"id": one.letters, "label": one.label, "type": one.kind} for one in columns],
        "rows": [{"c": [_printed(cell) for cell in row]} for row in rows],
        "parsedNumHeaders": int(any(one.label for one in columns)),
    }
    return _json(asked, {"status": "ok", "table": table})


def _said(text: str) -> Json:
    message = f"Invalid query: {text}"
    return {"reason": "invalid_query", "message": "INVALID_QUERY", "detailed_message": message}


def _json(asked: dict[str, str], body: Json) -> Response:
    answer = orjson.dumps({"version": "0.6", "reqId": asked.get("reqId", "0"), **body})
    handler = asked.get("responseHandler", "google.visualization.Query.setResponse")
    if re.fullmatch(r"[\w.$]+", handler) is None:
        handler = "google.visualization.Query.setResponse"
    text = b"/*O_o*/\n" + handler.encode() + b"(" + answer + b");"
    return Response(200, text, {"Content-Type": "application/json; charset=utf-8"})


def _csv(columns: Sequence[Column], rows: Sequence[Sequence[Shown]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    if any(one.label for one in columns):
        writer.writerow(one.label for one in columns)
    writer.writerows([cell.text for cell in row] for row in rows)
    return out.getvalue().removesuffix("\n").encode()


def _printed(cell: Shown) -> Json | None:
    if cell.value is None:
        return None
    if cell.kind in ("date", "datetime"):
        return {"v": _date(cell), "f": cell.text}
    return {"v": cell.value} | ({"f": cell.text} if cell.kind == "number" else {})


def _date(cell: Shown) -> str:
    """Months count from 0, as in JavaScript."""
    day = day_of(cell.value)
    parts = [day.year, day.month - 1, day.day]
    if cell.kind == "datetime":
        second = round(cell.value % 1 * 86400)
        parts += [second // 3600, second // 60 % 60, second % 60]
    return f"Date({','.join(map(str, parts))})"


def _table(
    request: Request, document: Document, sheet: Sheet, now: float
) -> tuple[list[Column], list[list[Shown]]]:
    area = _area(request, document, sheet)
    printer = CellPrinter(document, area.sheet, {}, now)
    height, width = printer.extent()
    right, bottom = min(area.right, width), min(area.bottom, height)
    grid = [
        [_shown(printer, area.sheet, row, column) for column in range(area.left, right)]
        for row in range(area.top, bottom)
    ]
    headers = _headers(request, grid)
    body = grid[headers:]
    columns = []
    for at in range(right - area.left):
        kinds = Counter(row[at].kind for row in body if row[at].value is not None)
        kind = kinds.most_common(1)[0][0] if kinds else "string"
        label = " ".join(row[at].text for row in grid[:headers] if row[at].text)
        columns.append(Column(_letters(area.left + at), label, kind))
    # A column holds one kind of value; what is of another is not there.
    kept = [
        [cell if cell.kind == one.kind else NOTHING for cell, one in zip(row, columns, strict=True)]
        for row in body
    ]
    return columns, kept


def _area(request: Request, document: Document, sheet: Sheet) -> Area:
    text = request.first("range")
    if not text:
        return area_on(sheet, {})
    try:
        quoted = sheet.title.replace("'", "''")
        return parse_a1(document, f"'{quoted}'!{text}")
    except ApiError as error:
        raise QueryError(error.message) from None


def _shown(printer: CellPrinter, sheet: Sheet, row: int, column: int) -> Shown:
    cell = sheet.grid.cell(row, column) or Cell()
    value = printer.effective(row, column, cell)
    if value is None:
        return NOTHING
    kind, content = next(iter(value.items()))
    text = printer.shown(row, column, cell) or ""
    if kind == "numberValue":
        form = (printer.number_format(row, column, cell) or {}).get("type", "")
        return Shown(
            content, text, "date" if form == "DATE" else "datetime" if form in DAYS else "number"
        )
    if kind == "boolValue":
        return Shown(content, text, "boolean")
    return Shown(None, "", "") if kind == "errorValue" else Shown(content, text, "string")


def _headers(request: Request, grid: Sequence[Sequence[Shown]]) -> int:
    """How many rows are headings: as asked, else one row of words above what is not words."""
    asked = request.first("headers")
    if asked.isascii() and asked.isdigit():
        return min(int(asked), len(grid))
    if len(grid) < 2 or not all(cell.kind in ("string", "") for cell in grid[0]):
        return 0
    below = {cell.kind for cell in grid[1]} - {"string", ""}
    return int(bool(below) and any(cell.value for cell in grid[0]))


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _chosen(
    text: str, columns: list[Column], rows: list[list[Shown]]
) -> tuple[list[Column], list[list[Shown]]]:
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
