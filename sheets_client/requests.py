"""Builders of the batchUpdate requests that we use, in Google's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_client.snapshot import GridRange, Mark, Scalar

Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellWrite:
    """A value for one of our own cells; `link` makes it clickable, or its first `linked` signs."""

    row: int
    column: int
    value: Scalar | None
    link: str | None = None
    linked: int = 0


def extended_value(value: Scalar | None) -> dict[str, Any]:
    """Google's ExtendedValue. Text is `stringValue`: never parsed, never a formula."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"stringValue": value[:50_000]}


def cell_data(value: Scalar | None, link: str | None = None, linked: int = 0) -> dict[str, Any]:
    """Google's CellData for a value, with a link when one is given: on the whole cell, or on the
    first `linked` signs of a longer text."""
    data: dict[str, Any] = {}
    entered = extended_value(value)
    if entered:
        data["userEnteredValue"] = entered
    if link and linked:
        # Google counts in UTF-16; the rest of the text is an ordinary one again.
        rest = len(str(value)[:linked].encode("utf-16-le")) // 2
        runs = [{"startIndex": 0, "format": {"link": {"uri": link}}}]
        data["textFormatRuns"] = [*runs, {"startIndex": rest, "format": {}}]
    elif link:
        data["userEnteredFormat"] = {"textFormat": {"link": {"uri": link}}}
    return data


def value_of(data: Mapping[str, Any]) -> Scalar | None:
    """The value that a CellData enters; None where it empties the cell."""
    entered: Mapping[str, Any] = data.get("userEnteredValue", {})
    value: Scalar | None = next(iter(entered.values()), None)
    return value


def update_cells(sheet_id: int, writes: Iterable[CellWrite]) -> list[Request]:
    """`updateCells` for single cells, neighbours in a column merged into runs.

    Only the value is written (and the link, where the run has links): never a format of
    anybody's, never a cell that is not named.
    """
    ordered = sorted(writes, key=lambda w: (w.column, bool(w.link), bool(w.linked), w.row))
    requests: list[Request] = []
    run: list[CellWrite] = []
    for write in ordered:
        if run and not _continues(run[-1], write):
            requests.append(_run_request(sheet_id, run))
            run = []
        run.append(write)
    if run:
        requests.append(_run_request(sheet_id, run))
    return requests


def _continues(last: CellWrite, write: CellWrite) -> bool:
    same = last.column == write.column and bool(last.link) == bool(write.link)
    same = same and bool(last.linked) == bool(write.linked)
    return same and write.row == last.row + 1


def _run_request(sheet_id: int, run: Sequence[CellWrite]) -> Request:
    fields = "userEnteredValue"
    if run[0].link and run[0].linked:
        fields += ",textFormatRuns"
    elif run[0].link:
        fields += ",userEnteredFormat.textFormat.link"
    return {
        "updateCells": {
            "start": {
                "sheetId": sheet_id,
                "rowIndex": run[0].row,
                "columnIndex": run[0].column,
            },
            "rows": [{"values": [cell_data(w.value, w.link, w.linked)]} for w in run],
            "fields": fields,
        }
    }


def update_block(
    sheet_id: int, row: int, column: int, rows: Sequence[Sequence[Mapping[str, Any]]], fields: str
) -> Request:
    """`updateCells` for a whole rectangle of CellData from (`row`, `column`)."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": list(cells)} for cells in rows],
            "fields": fields,
        }
    }


def enter_formula(sheet_id: int, row: int, column: int, formula: str) -> Request:
    """`updateCells` of one cell with a formula: English names and semicolons, which Google reads in
    every locale."""
    cell = {"userEnteredValue": {"formulaValue": formula}}
    return update_block(sheet_id, row, column, [[cell]], "userEnteredValue")


def append_cells(
    sheet_id: int, rows: Sequence[Sequence[Mapping[str, Any]]], fields: str
) -> Request:
    """`appendCells`: new rows after the last row with data, wherever that is when it happens."""
    return {
        "appendCells": {
            "sheetId": sheet_id,
            "rows": [{"values": list(cells)} for cells in rows],
            "fields": fields,
        }
    }


def add_sheet(
    sheet_id: int,
    title: str,
    *,
    rows: int = 200,
    columns: int = 12,
    frozen_rows: int = 0,
    frozen_columns: int = 0,
    index: int | None = None,
    hidden: bool = False,
) -> Request:
    """`addSheet` with a chosen id, so that the same batch can write into the new tab."""
    grid: dict[str, int] = {"rowCount": rows, "columnCount": columns}
    if frozen_rows:
        grid["frozenRowCount"] = frozen_rows
    if frozen_columns:
        grid["frozenColumnCount"] = frozen_columns
    properties: dict[str, Any] = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    if index is not None:
        properties["index"] = index
    if hidden:
        properties["hidden"] = True
    return {"addSheet": {"properties": properties}}


def rename_sheet(sheet_id: int, title: str) -> Request:
    """`updateSheetProperties`: another title, nothing else of the tab."""
    properties = {"sheetId": sheet_id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


def append_dimension(sheet_id: int, dimension: str, length: int) -> Request:
    """`appendDimension`: the grid grows at its end."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": dimension, "length": length}}


def dimension_range(sheet_id: int, dimension: str, start: int, end: int) -> dict[str, Any]:
    """Google's DimensionRange: rows or columns `start` to before `end`."""
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}


def insert_rows(sheet_id: int, start: int, end: int) -> Request:
    """`insertDimension` of rows; cells below move down, whoever wrote them."""
    return {
        "insertDimension": {
            "range": dimension_range(sheet_id, "ROWS", start, end),
            # Without it Google refuses to insert behind the last row.
            "inheritFromBefore": start > 0,
        }
    }


def insert_columns(sheet_id: int, start: int, end: int) -> Request:
    """`insertDimension` of columns; what stands right of them moves, whoever wrote it."""
    return {
        "insertDimension": {
            "range": dimension_range(sheet_id, "COLUMNS", start, end),
            "inheritFromBefore": start > 0,
        }
    }


def mark_file(mark: Mark) -> Request:
    """`createDeveloperMetadata` on the whole spreadsheet. An id that is there already is refused,
    and with it the batch: what Sheets has of a precondition."""
    return _mark({"spreadsheet": True}, mark)


def mark_sheet(sheet_id: int, mark: Mark) -> Request:
    """`createDeveloperMetadata` on a tab."""
    return _mark({"sheetId": sheet_id}, mark)


def mark_column(sheet_id: int, column: int, mark: Mark) -> Request:
    """`createDeveloperMetadata` on one column."""
    place = dimension_range(sheet_id, "COLUMNS", column, column + 1)
    return _mark({"dimensionRange": place}, mark)


def _mark(location: Mapping[str, Any], mark: Mark) -> Request:
    entry = {"metadataId": mark.id, "metadataKey": mark.key, "location": dict(location)}
    if mark.value:
        entry["metadataValue"] = mark.value
    # The accounts that share the reading may belong to several projects.
    return {"createDeveloperMetadata": {"developerMetadata": {**entry, "visibility": "DOCUMENT"}}}


def unmark(mark_id: int) -> Request:
    """`deleteDeveloperMetadata` of one mark, wherever it hangs."""
    lookup = {"developerMetadataLookup": {"metadataId": mark_id}}
    return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def delete_rows(sheet_id: int, start: int, end: int) -> Request:
    """`deleteDimension` of rows."""
    return {"deleteDimension": {"range": dimension_range(sheet_id, "ROWS", start, end)}}


def delete_columns(sheet_id: int, start: int, end: int) -> Request:
    """`deleteDimension` of columns."""
    return {"deleteDimension": {"range": dimension_range(sheet_id, "COLUMNS", start, end)}}


def move_rows(sheet_id: int, start: int, end: int, before: int) -> Request:
    """`moveDimension`: the rows with all that is in them stand before the row `before` then, which
    is counted as they stood."""
    source = dimension_range(sheet_id, "ROWS", start, end)
    return {"moveDimension": {"source": source, "destinationIndex": before}}


def freeze_rows(sheet_id: int, rows: int) -> Request:
    """`updateSheetProperties`: the first rows stay in sight."""
    properties = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": rows}}
    fields = "gridProperties.frozenRowCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def set_dimension(
    sheet_id: int, dimension: str, start: int, end: int, *, pixels: int = 0, hidden: bool = False
) -> Request:
    """`updateDimensionProperties`: width (or height) in pixels, or hidden."""
    properties: dict[str, Any] = {"hiddenByUser": True} if hidden else {"pixelSize": pixels}
    return {
        "updateDimensionProperties": {
            "range": dimension_range(sheet_id, dimension, start, end),
            "properties": properties,
            "fields": ",".join(properties),
        }
    }


def repeat_format(target: GridRange, cell_format: Mapping[str, Any], fields: str) -> Request:
    """`repeatCell` with a format; `fields` names parts of userEnteredFormat."""
    named = ",".join(f"userEnteredFormat.{name}" for name in fields.split(","))
    return {
        "repeatCell": {
            "range": target.json(),
            "cell": {"userEnteredFormat": dict(cell_format)},
            "fields": named,
        }
    }


def add_formula_rule(ranges: Sequence[GridRange], formula: str, look: Mapping[str, Any]) -> Request:
    """`addConditionalFormatRule` in first place: index 0 exists whatever people did meanwhile."""
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    rule = {
        "ranges": [one.json() for one in ranges],
        "booleanRule": {"condition": condition, "format": dict(look)},
    }
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def warn_before_edit(target: GridRange, description: str) -> Request:
    """`addProtectedRange` that only warns: sorting and deleting rows stay possible."""
    return {
        "addProtectedRange": {
            "protectedRange": {
                "range": target.json(),
                "description": description,
                "warningOnly": True,
            }
        }
    }


def set_checkbox(target: GridRange) -> Request:
    """`setDataValidation` BOOLEAN: the cells become check boxes."""
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
    return {"setDataValidation": {"range": target.json(), "rule": rule}}


def offer_choices(target: GridRange, choices: Sequence[str]) -> Request:
    """`setDataValidation` ONE_OF_LIST: a drop-down that warns only, whatever else is typed."""
    values = [{"userEnteredValue": choice} for choice in choices]
    condition = {"type": "ONE_OF_LIST", "values": values}
    rule = {"condition": condition, "strict": False, "showCustomUi": True}
    return {"setDataValidation": {"range": target.json(), "rule": rule}}


def set_region(locale: str, time_zone: str) -> Request:
    """`updateSpreadsheetProperties`: how dates and numbers are read, and on which clock."""
    properties = {"locale": locale, "timeZone": time_zone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def delete_sheet(sheet_id: int) -> Request:
    """`deleteSheet`: the tab with all that is in it."""
    return {"deleteSheet": {"sheetId": sheet_id}}


def clear_validation(target: GridRange) -> Request:
    """`setDataValidation` without a rule."""
    return {"setDataValidation": {"range": target.json()}}


def find_replace_cell(sheet_id: int, row: int, column: int, find: str, new: str) -> Request:
    """`findReplace` on one cell: replaced only while the whole cell is still `find`."""
    only = GridRange(sheet_id, row, row + 1, column, column + 1)
    return {
        "findReplace": {
            "find": find,
            "replacement": new,
            "matchCase": True,
            "matchEntireCell": True,
            "range": only.json(),
        }
    }


def copy_cells(source: GridRange, destination: GridRange) -> Request:
    """`copyPaste` of values with their links."""
    return {
        "copyPaste": {
            "source": source.json(),
            "destination": destination.json(),
            "pasteType": "PASTE_NORMAL",
        }
    }
