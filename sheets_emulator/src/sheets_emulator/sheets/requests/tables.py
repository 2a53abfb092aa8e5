"""Requests for tables: a named range with a header and typed columns."""

from typing import Any

from sheets_emulator.book.areas import Area, area_of, area_on
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.printing import printed
from sheets_emulator.wire.http import InvalidArgument


@request("addTable")
def add_table(document: Document, body: Any, _context: Context) -> Any:
    """A table over a range; columns not described take the header's text or `Column N`."""
    asked = body.get("table", {})
    area = area_of(document, asked.get("range", {}))
    for other in area.sheet.list_of("tables"):
        if area_on(area.sheet, other["range"]).touches(area):
            raise InvalidArgument("You cannot add a table that overlaps another table.")
    table: dict[str, Any] = {
        "tableId": asked.get("tableId") or str(document.new_id()),
        "name": asked.get("name") or _free_name(document),
        "range": area.grid_range(),
    }
    _check_name(document, table["name"])
    if "rowsProperties" in asked:
        table["rowsProperties"] = asked["rowsProperties"]
    table["columnProperties"] = _columns(area, asked.get("columnProperties", []))
    area.sheet.list_of("tables").append(table)
    return {"addTable": {"table": printed(table)}}


def _all_tables(document: Document) -> list[Any]:
    return [table for sheet in document.sheets for table in sheet.list_of("tables")]


def _free_name(document: Document) -> str:
    taken = {table["name"] for table in _all_tables(document)}
    number = 1
    while f"Table{number}" in taken:
        number += 1
    return f"Table{number}"


def _check_name(document: Document, name: str, own: Any = None) -> None:
    for table in _all_tables(document):
        if table is not own and table["name"].casefold() == name.casefold():
            raise InvalidArgument(f"A table with the name {name} already exists.")


def _columns(area: Area, asked: list[Any]) -> list[Any]:
    """TableColumnProperties for every column; what the header says is written down."""
    described = {column.get("columnIndex", 0): column for column in asked}
    columns = []
    for index in range(area.right - area.left):
        cell = area.sheet.grid.cell(area.top, area.left + index)
        header = str(cell.value) if cell is not None and cell.value is not None else ""
        name = described.get(index, {}).get("columnName") or header or f"Column {index + 1}"
        place: dict[str, Any] = {"columnIndex": index} if index else {}
        kept = ("columnType", "dataValidationRule")
        rest = {key: described[index][key] for key in kept if key in described.get(index, {})}
        _check_column(rest)
        columns.append(place | {"columnName": name} | rest)
        if not header:
            area.sheet.grid.edit(area.top, area.left + index).value = name
    return columns


def _check_column(column: Any) -> None:
    has_condition = "condition" in column.get("dataValidationRule", {})
    is_dropdown = column.get("columnType") == "DROPDOWN"
    if is_dropdown and not has_condition:
        raise InvalidArgument("Condition must be set for dropdown column type.")
    if has_condition and not is_dropdown:
        raise InvalidArgument("Cannot set condition for non-dropdown column type.")


def _find(document: Document, identity: str) -> tuple[Sheet, Any]:
    for sheet in document.sheets:
        for table in sheet.list_of("tables"):
            if table["tableId"] == identity:
                return sheet, table
    raise InvalidArgument(f"No table with id: {identity}")


@request("updateTable")
def update_table(document: Document, body: Any, _context: Context) -> None:
    """Change the masked fields of a table."""
    asked = body.get("table", {})
    mask = request_mask(body.get("fields"), "Table")
    sheet, table = _find(document, asked.get("tableId", ""))
    after = updated(table, asked, mask) | {"tableId": table["tableId"]}
    _check_name(document, after.get("name", ""), table)
    area = area_of(document, after.get("range", table["range"]))
    after["range"] = area.grid_range()
    after["columnProperties"] = _columns(area, after.get("columnProperties", []))
    entries = sheet.list_of("tables")
    entries[entries.index(table)] = after


@request("deleteTable")
def delete_table(document: Document, body: Any, _context: Context) -> None:
    """A table goes, with what stands in it."""
    sheet, table = _find(document, body.get("tableId", ""))
    area = area_on(sheet, table["range"])
    for row in range(area.top, min(area.bottom, len(sheet.grid.rows))):
        for column in range(area.left, area.right):
            sheet.grid.put(row, column, None)
    sheet.list_of("tables").remove(table)
