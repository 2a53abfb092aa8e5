"""The Visualization API's answer: a tab as a table of typed columns, as JSON or CSV."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson

from sheets_emulator.book.areas import Area, area_on, parse_a1
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell
from sheets_emulator.drive.converting.query_language import (
    NOTHING,
    Column,
    QueryError,
    Shown,
    chosen,
)
from sheets_emulator.formulas.references import column_letters
from sheets_emulator.text.typed_numbers import day_of
from sheets_emulator.wire.http import ApiError, Request, Response

Json = dict[str, Any]

DAYS = ("DATE", "DATE_TIME")


def query_answer(request: Request, document: Document, sheet: Sheet, now: float) -> Response:
    """The table that the query names, as JSON or CSV."""
    asked = dict(part.split(":", 1) for part in request.first("tqx").split(";") if ":" in part)
    try:
        columns, rows = _table(request, document, sheet, now)
        columns, rows = chosen(request.first("tq"), columns, rows)
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
        columns.append(Column(column_letters(area.left + at), label, kind))
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
