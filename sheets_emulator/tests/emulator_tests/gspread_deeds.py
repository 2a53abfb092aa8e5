"""Every public method of gspread's Worksheet: what to do, what to look at, what must be there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gspread
from gspread.utils import ValidationConditionType


@dataclass
class Place:
    """A fresh spreadsheet whose first tab holds three rows of three."""

    client: gspread.Client
    file: gspread.Spreadsheet
    sheet: gspread.Worksheet

    def fields(self, mask: str) -> Any:
        """Some fields of the first tab, read anew."""
        params: Any = {"fields": f"sheets({mask})"}
        return self.file.fetch_sheet_metadata(params)["sheets"][0]


ROWS: list[list[Any]] = [["ward", "name", "count"], ["P03", "Anh", 2], ["P01", "Bình", 1]]
Do = Callable[[Place], Any]
# name -> (deed, what to look at afterwards (None: the deed's own answer), what must be seen)
Deed = tuple[Do, Do | None, Any]


def _cells_updated(p: Place) -> Any:
    cells = p.sheet.range("A1:B1")
    cells[0].value = "changed"
    return p.sheet.update_cells(cells)


def _noted(p: Place) -> Any:
    p.sheet.update_note("A1", "note")
    return p.sheet.get_note("A1")


def _unhidden(p: Place) -> Any:
    p.file.add_worksheet("other", 2, 2)
    p.sheet.hide()
    hidden = p.fields("properties.hidden")
    p.sheet.show()
    return hidden, p.fields("properties.hidden")


def _protected(p: Place) -> Any:
    reply = p.sheet.add_protected_range("A1:B1")
    made = reply["replies"][0]["addProtectedRange"]["protectedRange"]
    return made["protectedRangeId"]


def _named(p: Place) -> Any:
    reply = p.sheet.define_named_range("A1:B1", "ten")
    return reply["replies"][0]["addNamedRange"]["namedRange"]["namedRangeId"]


def _row(number: int) -> Do:
    return lambda p: p.sheet.row_values(number)


def _column(number: int) -> Do:
    return lambda p: p.sheet.col_values(number)


def _grid(name: str) -> Do:
    return lambda p: p.fields("properties.gridProperties")["properties"]["gridProperties"].get(name)


def _line(kind: str, index: int, name: str) -> Do:
    return lambda p: p.fields(f"data.{kind}.{name}")["data"][0][kind][index].get(name)


READING: dict[str, Deed] = {
    "acell": (lambda p: p.sheet.acell("B2").value, None, "Anh"),
    "cell": (lambda p: p.sheet.cell(2, 3).value, None, "2"),
    "col_values": (lambda p: p.sheet.col_values(1), None, ["ward", "P03", "P01"]),
    "row_values": (lambda p: p.sheet.row_values(2), None, ["P03", "Anh", "2"]),
    "find": (lambda p: getattr(p.sheet.find("Anh"), "address", None), None, "B2"),
    "findall": (lambda p: [cell.address for cell in p.sheet.findall("1")], None, ["C3"]),
    "get": (lambda p: p.sheet.get("A1:B1"), None, [["ward", "name"]]),
    "get_values": (lambda p: p.sheet.get_values("C2:C3"), None, [["2"], ["1"]]),
    "get_all_values": (lambda p: p.sheet.get_all_values()[2], None, ["P01", "Bình", "1"]),
    "get_all_cells": (lambda p: len(p.sheet.get_all_cells()), None, 26_000),
    "get_all_records": (lambda p: p.sheet.get_all_records()[0]["count"], None, 2),
    "batch_get": (lambda p: p.sheet.batch_get(["A1", "C3"]), None, [[["ward"]], [["1"]]]),
    "range": (lambda p: [c.value for c in p.sheet.range("A1:B1")], None, ["ward", "name"]),
    "expand": (lambda p: len(p.sheet.expand("A1")), None, 3),
    "get_notes": (lambda p: (_noted(p), p.sheet.get_notes()[0][0])[1], None, "note"),
    "get_note": (_noted, None, "note"),
    "get_tab_color": (lambda p: p.sheet.get_tab_color(), None, None),
    "list_dimension_group_columns": (lambda p: p.sheet.list_dimension_group_columns(), None, []),
    "list_dimension_group_rows": (lambda p: p.sheet.list_dimension_group_rows(), None, []),
}
WRITING: dict[str, Deed] = {
    "update": (lambda p: p.sheet.update([["x"]], "D1"), _row(1), [*ROWS[0], "x"]),
    "update_acell": (lambda p: p.sheet.update_acell("A1", "x"), _column(1), ["x", "P03", "P01"]),
    "update_cell": (lambda p: p.sheet.update_cell(1, 1, "=1+1"), _column(1), ["2", "P03", "P01"]),
    "update_cells": (_cells_updated, _row(1), ["changed", "name", "count"]),
    "batch_update": (
        lambda p: p.sheet.batch_update([{"range": "A1", "values": [["x"]]}]),
        _column(1),
        ["x", "P03", "P01"],
    ),
    "append_row": (lambda p: p.sheet.append_row(["x"]), _column(1), ["ward", "P03", "P01", "x"]),
    "append_rows": (
        lambda p: p.sheet.append_rows([["x"], ["y"]])["tableRange"],
        None,
        "Sheet1!A1:C3",
    ),
    "insert_row": (lambda p: p.sheet.insert_row(["x"], 2), _column(1), ["ward", "x", "P03", "P01"]),
    "insert_rows": (
        lambda p: p.sheet.insert_rows([["x"], ["y"]], 3),
        _column(1),
        ["ward", "P03", "x", "y", "P01"],
    ),
    "insert_cols": (
        lambda p: p.sheet.insert_cols([["x"]], 2),
        _row(1),
        ["ward", "x", *ROWS[0][1:]],
    ),
    "delete_rows": (lambda p: p.sheet.delete_rows(2), _column(1), ["ward", "P01"]),
    "delete_columns": (lambda p: p.sheet.delete_columns(1), _row(1), ["name", "count"]),
    "delete_dimension": (
        lambda p: p.sheet.delete_dimension(gspread.utils.Dimension.rows, 1, 2),
        _column(1),
        ["P01"],
    ),
    "clear": (lambda p: p.sheet.clear(), lambda p: p.sheet.get_all_values(), [[]]),
    "batch_clear": (lambda p: p.sheet.batch_clear(["A1:C2"]), _column(1), ["", "", "P01"]),
    "sort": (lambda p: p.sheet.sort((1, "asc"), range="A2:C3"), _column(1), ["ward", "P01", "P03"]),
    "copy_range": (lambda p: p.sheet.copy_range("A1", "D1"), _row(1), [*ROWS[0], "ward"]),
    "cut_range": (lambda p: p.sheet.cut_range("A1", "D1"), _row(1), ["", "name", "count", "ward"]),
}
LOOKS: dict[str, Deed] = {
    "format": (
        lambda p: p.sheet.format("A1", {"textFormat": {"bold": True}}),
        lambda p: p.fields("data.rowData.values.userEnteredFormat.textFormat.bold")["data"][0][
            "rowData"
        ][0]["values"][0],
        {"userEnteredFormat": {"textFormat": {"bold": True}}},
    ),
    "batch_format": (
        lambda p: p.sheet.batch_format([{"range": "A1", "format": {"wrapStrategy": "WRAP"}}])[
            "replies"
        ],
        None,
        [{}],
    ),
    "add_validation": (
        lambda p: p.sheet.add_validation("A2", ValidationConditionType.one_of_list, ["P03"]),
        lambda p: p.fields("data.rowData.values.dataValidation.condition.type")["data"][0][
            "rowData"
        ][1]["values"][0]["dataValidation"]["condition"]["type"],
        "ONE_OF_LIST",
    ),
    "merge_cells": (
        lambda p: p.sheet.merge_cells("A1:B1"),
        lambda p: len(p.fields("merges")["merges"]),
        1,
    ),
    "batch_merge": (
        lambda p: p.sheet.batch_merge([{"range": "A1:B1"}, {"range": "A2:B2"}]),
        lambda p: len(p.fields("merges")["merges"]),
        2,
    ),
    "unmerge_cells": (
        lambda p: (p.sheet.merge_cells("A1:B1"), p.sheet.unmerge_cells("A1:B1")),
        lambda p: p.fields("merges"),
        {},
    ),
    "freeze": (lambda p: p.sheet.freeze(rows=1), _grid("frozenRowCount"), 1),
    "hide_gridlines": (lambda p: p.sheet.hide_gridlines(), _grid("hideGridlines"), True),
    "show_gridlines": (lambda p: p.sheet.show_gridlines(), _grid("hideGridlines"), None),
    "resize": (lambda p: p.sheet.resize(50, 5), _grid("rowCount"), 50),
    "add_rows": (lambda p: p.sheet.add_rows(5), _grid("rowCount"), 1005),
    "add_cols": (lambda p: p.sheet.add_cols(2), _grid("columnCount"), 28),
    "hide_rows": (lambda p: p.sheet.hide_rows(1, 2), _line("rowMetadata", 1, "hiddenByUser"), True),
    "unhide_rows": (
        lambda p: (p.sheet.hide_rows(1, 2), p.sheet.unhide_rows(1, 2)),
        _line("rowMetadata", 1, "hiddenByUser"),
        None,
    ),
    "hide_columns": (
        lambda p: p.sheet.hide_columns(1, 2),
        _line("columnMetadata", 1, "hiddenByUser"),
        True,
    ),
    "unhide_columns": (
        lambda p: (p.sheet.hide_columns(1, 2), p.sheet.unhide_columns(1, 2)),
        _line("columnMetadata", 1, "hiddenByUser"),
        None,
    ),
    "columns_auto_resize": (
        lambda p: (p.sheet.update_acell("A1", "A" * 1024), p.sheet.columns_auto_resize(0, 1)),
        _line("columnMetadata", 0, "pixelSize"),
        8691,
    ),
    "rows_auto_resize": (
        lambda p: p.sheet.rows_auto_resize(0, 1),
        _line("rowMetadata", 0, "pixelSize"),
        21,
    ),
    "update_tab_color": (
        lambda p: p.sheet.update_tab_color("#ff0000"),
        lambda p: p.sheet.get_tab_color(),
        "#FF0000",
    ),
    "clear_tab_color": (
        lambda p: (p.sheet.update_tab_color("#ff0000"), p.sheet.clear_tab_color()),
        lambda p: p.fields("properties.tabColor"),
        {"properties": {}},
    ),
    "add_dimension_group_columns": (
        lambda p: p.sheet.add_dimension_group_columns(1, 3),
        lambda p: p.fields("columnGroups.depth"),
        {"columnGroups": [{"depth": 1}]},
    ),
    "add_dimension_group_rows": (
        lambda p: p.sheet.add_dimension_group_rows(1, 3),
        lambda p: p.fields("rowGroups.depth"),
        {"rowGroups": [{"depth": 1}]},
    ),
    "delete_dimension_group_columns": (
        lambda p: (
            p.sheet.add_dimension_group_columns(1, 3),
            p.sheet.delete_dimension_group_columns(1, 3),
        ),
        lambda p: p.fields("columnGroups"),
        {},
    ),
    "delete_dimension_group_rows": (
        lambda p: (
            p.sheet.add_dimension_group_rows(1, 3),
            p.sheet.delete_dimension_group_rows(1, 3),
        ),
        lambda p: p.fields("rowGroups"),
        {},
    ),
}
OVER: dict[str, Deed] = {
    "set_basic_filter": (
        lambda p: p.sheet.set_basic_filter("A1:C3"),
        lambda p: p.fields("basicFilter.range.endRowIndex"),
        {"basicFilter": {"range": {"endRowIndex": 3}}},
    ),
    "clear_basic_filter": (
        lambda p: (p.sheet.set_basic_filter("A1:C3"), p.sheet.clear_basic_filter()),
        lambda p: p.fields("basicFilter"),
        {},
    ),
    "update_note": (_noted, None, "note"),
    "insert_note": (
        lambda p: p.sheet.insert_note("A1", "n"),
        lambda p: p.sheet.get_note("A1"),
        "n",
    ),
    "update_notes": (
        lambda p: p.sheet.update_notes({"A1": "n"}),
        lambda p: p.sheet.get_note("A1"),
        "n",
    ),
    "insert_notes": (
        lambda p: p.sheet.insert_notes({"A1": "n"}),
        lambda p: p.sheet.get_note("A1"),
        "n",
    ),
    "clear_note": (
        lambda p: (_noted(p), p.sheet.clear_note("A1")),
        lambda p: p.sheet.get_note("A1"),
        "",
    ),
    "clear_notes": (
        lambda p: [deed(p) for deed in (_noted, lambda p: p.sheet.clear_notes(["A1"]))],
        lambda p: p.sheet.get_note("A1"),
        "",
    ),
    "add_protected_range": (_protected, lambda p: len(p.file.list_protected_ranges(p.sheet.id)), 1),
    "delete_protected_range": (
        lambda p: p.sheet.delete_protected_range(_protected(p)),
        lambda p: p.file.list_protected_ranges(p.sheet.id),
        [],
    ),
    "define_named_range": (_named, lambda p: p.sheet.get("ten"), [["ward", "name"]]),
    "delete_named_range": (
        lambda p: p.sheet.delete_named_range(_named(p)),
        lambda p: p.file.list_named_ranges(),
        [],
    ),
    "hide": (_unhidden, None, ({"properties": {"hidden": True}}, {"properties": {}})),
    "show": (_unhidden, None, ({"properties": {"hidden": True}}, {"properties": {}})),
    "update_title": (
        lambda p: p.sheet.update_title("Mới"),
        lambda p: p.fields("properties.title"),
        {"properties": {"title": "Mới"}},
    ),
    "update_index": (
        lambda p: (p.file.add_worksheet("other", 2, 2), p.sheet.update_index(1)),
        lambda p: [sheet.title for sheet in p.file.worksheets()],
        ["Sheet1", "other"],
    ),
    "duplicate": (lambda p: p.sheet.duplicate().get("A1"), None, [["ward"]]),
    "copy_to": (lambda p: p.sheet.copy_to(p.file.id)["title"], None, "Copy of Sheet1"),
}
DEEDS = READING | WRITING | LOOKS | OVER
