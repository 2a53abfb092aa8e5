"""Finding, pasting, filling, merging, filtering: requests that change many cells at once."""

from typing import Any

import pytest

from emulator_tests.workbook import Workbook, box, printed_box, span


def test_find_and_replace_counts_what_it_changed(book: Workbook) -> None:
    book.fill("A1", ["to 1", "to to"], ["none"])
    counts = book.request("findReplace", find="to", replacement="tổ", allSheets=True)
    assert counts == {
        "valuesChanged": 2,
        "rowsChanged": 1,
        "sheetsChanged": 1,
        "occurrencesChanged": 3,
    }
    assert book.values("A1:B2") == [["tổ 1", "tổ tổ"], ["none"]]


def test_a_value_that_changed_meanwhile_is_not_replaced(book: Workbook) -> None:
    book.fill("A1", ["031 other"])
    asked = {"find": "031", "replacement": "x", "matchEntireCell": True, "matchCase": True}
    assert book.request("findReplace", range=box(0, 1, 0, 1), **asked) == {}
    assert book.values("A1") == [["031 other"]]


def test_a_replacement_in_a_plain_text_cell_keeps_its_zero(book: Workbook) -> None:
    plain = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    area = box(0, 1, 0, 1)
    book.request("repeatCell", range=area, cell=plain, fields="userEnteredFormat.numberFormat")
    book.fill("A1", [31085001234])
    asked = {"find": "31085001234", "replacement": "031085001234", "matchEntireCell": True}
    book.request("findReplace", range=area, **asked)
    assert book.values("A1") == [["031085001234"]]


def test_formulas_are_searched_only_when_asked(book: Workbook) -> None:
    book.type("A1", ["=LEN(B1)"])
    assert book.request("findReplace", find="B1", replacement="C1", allSheets=True) == {}
    asked = {"find": "B1", "replacement": "C1", "includeFormulas": True, "sheetId": 0}
    assert book.request("findReplace", **asked)["formulasChanged"] == 1
    assert book.formula("A1") == "=LEN(C1)"


def test_groups_of_a_regular_expression_stand_in_the_replacement(book: Workbook) -> None:
    book.fill("A1", ["Anh Tran"])
    asked = {"find": r"(\w+) (\w+)", "replacement": "$2 $1", "searchByRegex": True}
    book.request("findReplace", sheetId=0, **asked)
    assert book.values("A1") == [["Tran Anh"]]


def test_a_copy_fills_a_multiple_of_itself_and_shifts_formulas(book: Workbook) -> None:
    book.type("A1", [1, "=A1*2"])
    book.request("copyPaste", source=box(0, 1, 0, 2), destination=box(1, 4, 0, 2))
    assert book.values("A1:B4") == [[1, 2]] * 4
    assert book.formula("B4") == "=A4*2"


def test_a_copy_of_formats_leaves_values_alone(book: Workbook) -> None:
    book.fill("A1", ["from", "to"])
    book.request(
        "repeatCell",
        range=box(0, 1, 0, 1),
        cell={"userEnteredFormat": {"horizontalAlignment": "CENTER"}},
        fields="userEnteredFormat.horizontalAlignment",
    )
    areas: Any = {"source": box(0, 1, 0, 1), "destination": box(0, 1, 1, 2)}
    book.request("copyPaste", pasteType="PASTE_FORMAT", **areas)
    found = book.cell("B1", "userEnteredFormat,formattedValue")
    assert found == {
        "formattedValue": "to",
        "userEnteredFormat": {"horizontalAlignment": "CENTER"},
    }


def test_a_copy_can_be_turned(book: Workbook) -> None:
    book.fill("A1", [1, 2, 3])
    areas: Any = {"source": box(0, 1, 0, 3), "destination": box(1, 2, 0, 1)}
    book.request("copyPaste", pasteOrientation="TRANSPOSE", **areas)
    assert book.values("A2:A4") == [[1], [2], [3]]


def test_formulas_follow_cells_that_are_cut(book: Workbook) -> None:
    book.type("A1", ["x", "=A1"])
    corner = {"sheetId": 0, "rowIndex": 4, "columnIndex": 3}
    book.request("cutPaste", source=box(0, 1, 0, 1), destination=corner)
    assert (book.formula("B1"), book.values("A1:D5")) == (
        "=D5",
        [["", "x"], [], [], [], ["", "", "", "x"]],
    )


def test_pasted_text_is_read_as_typed(book: Workbook) -> None:
    corner = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.request("pasteData", coordinate=corner, data="007\ta\n=1+1\t'08", type="PASTE_NORMAL")
    assert book.values("A1:B2") == [[7, "a"], [2, "08"]]


def test_a_series_of_numbers_goes_on_in_its_step(book: Workbook) -> None:
    book.type("A1", [10, "=A1"], [20, "=A2"])
    series = {"source": box(0, 2, 0, 2), "dimension": "ROWS", "fillLength": 2}
    book.request("autoFill", sourceAndDestination=series)
    assert book.values("A3:B4") == [[30, 30], [40, 40]]


def test_only_the_first_value_of_a_merge_stays(book: Workbook) -> None:
    book.fill("A1", ["first", "second"], ["third"])
    book.request("mergeCells", range=box(0, 2, 0, 2), mergeType="MERGE_ALL")
    assert book.values("A1:B2") == [["first"]]
    assert book.sheet("merges") == {"merges": [printed_box(0, 2, 0, 2)]}


def test_part_of_a_merge_cannot_be_merged(book: Workbook) -> None:
    book.request("mergeCells", range=box(0, 2, 0, 2), mergeType="MERGE_ALL")
    _, message = book.refusal("mergeCells", range=box(1, 3, 0, 1), mergeType="MERGE_ALL")
    assert message.endswith("You must select all cells in a merged range to merge or unmerge them.")


def test_a_filter_hides_the_rows_that_do_not_pass(book: Workbook) -> None:
    book.fill("A1", ["ward"], ["a"], ["b"], ["a"])
    criteria = {"0": {"hiddenValues": ["a"]}}
    book.request("setBasicFilter", filter={"range": box(0, 4, 0, 1), "criteria": criteria})
    rows = book.sheet("data.rowMetadata.hiddenByFilter")["data"][0]["rowMetadata"][:4]
    assert rows == [{}, {"hiddenByFilter": True}, {}, {"hiddenByFilter": True}]


def test_a_filter_view_lives_from_adding_to_deleting(book: Workbook) -> None:
    view = book.request("addFilterView", filter={"title": "mine", "range": box(0, 9, 0, 2)})
    identity = view["filter"]["filterViewId"]
    changed = {"filterViewId": identity, "title": "ours"}
    book.request("updateFilterView", filter=changed, fields="title")
    assert book.sheet("filterViews.title") == {"filterViews": [{"title": "ours"}]}
    book.request("deleteFilterView", filterId=identity)
    assert book.sheet("filterViews") == {}


def test_double_rows_go_and_the_rest_moves_up(book: Workbook) -> None:
    book.fill("A1", ["a", 1], ["A", 2], ["b", 3], ["a", 4])
    first = [span("COLUMNS", 0, 1)]
    reply = book.request("deleteDuplicates", range=box(0, 4, 0, 2), comparisonColumns=first)
    assert reply == {"duplicatesRemovedCount": 2}
    assert book.values("A1:B4") == [["a", 1], ["b", 3]]


def test_spaces_are_trimmed_and_counted(book: Workbook) -> None:
    book.fill("A1", ["  Lê   Văn A ", "clean", 5])
    assert book.request("trimWhitespace", range=box(0, 1, 0, 3)) == {"cellsChangedCount": 1}
    assert book.values("A1:C1") == [["Lê Văn A", "clean", 5]]


def test_texts_are_split_into_columns(book: Workbook) -> None:
    book.fill("A1", ["a; 2"], ["b"])
    asked: Any = {"source": box(0, 2, 0, 1), "delimiterType": "SEMICOLON"}
    book.request("textToColumns", **asked)
    assert book.values("A1:B2") == [["a", 2], ["b"]]


def test_a_random_order_keeps_all_rows(book: Workbook) -> None:
    book.fill("A1", *[[number] for number in range(20)])
    book.request("randomizeRange", range=box(0, 20, 0, 1))
    numbers = [row[0] for row in book.values("A1:A20")]
    assert sorted(numbers) == list(range(20))


def test_borders_are_drawn_around_and_between(book: Workbook) -> None:
    line = {"style": "SOLID"}
    book.request("updateBorders", range=box(0, 2, 0, 1), top=line, innerHorizontal=line)
    sides = [
        row[0]["userEnteredFormat"]["borders"]
        for row in book.cells("A1:A2", "userEnteredFormat.borders")
    ]
    assert [sorted(one) for one in sides] == [["bottom", "top"], ["top"]]


def test_validation_is_set_and_taken_away(book: Workbook) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Có"}]}}
    book.request("setDataValidation", range=box(0, 2, 0, 1), rule=rule | {"strict": True})
    assert book.cell("A2", "dataValidation")["dataValidation"] == rule | {"strict": True}
    book.request("setDataValidation", range=box(0, 2, 0, 1))
    assert book.cells("A1:A2", "dataValidation") == []


@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_lines_are_hidden_and_sized_as_the_mask_says(book: Workbook, dimension: str) -> None:
    properties = {"hiddenByUser": True, "pixelSize": 50}
    asked = {"range": span(dimension, 1, 2), "properties": properties}
    book.request("updateDimensionProperties", fields="hiddenByUser", **asked)
    name = "rowMetadata" if dimension == "ROWS" else "columnMetadata"
    line = book.sheet(f"data.{name}")["data"][0][name][1]
    assert line == {"pixelSize": 21 if dimension == "ROWS" else 100, "hiddenByUser": True}


def test_appended_columns_widen_the_grid(book: Workbook) -> None:
    book.request("appendDimension", sheetId=0, dimension="COLUMNS", length=4)
    grid = book.sheet("properties.gridProperties.columnCount")["properties"]["gridProperties"]
    assert grid == {"columnCount": 30}


def test_nested_groups_have_depths(book: Workbook) -> None:
    book.request("addDimensionGroup", range=span("ROWS", 1, 5))
    groups = book.request("addDimensionGroup", range=span("ROWS", 2, 4))["dimensionGroups"]
    assert [group["depth"] for group in groups] == [1, 2]
    fold = {"range": span("ROWS", 2, 4), "collapsed": True}
    book.request("updateDimensionGroup", dimensionGroup=fold, fields="collapsed")
    assert book.sheet("rowGroups.collapsed") == {"rowGroups": [{}, {"collapsed": True}]}
