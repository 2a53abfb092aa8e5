"""Inserting, deleting, moving and sorting carry along whatever hangs on the cells."""

from typing import Any

import pytest

from emulator_tests.workbook import Workbook, box, printed_box, span

RED = {"red": 1}


@pytest.fixture
def dressed(book: Workbook) -> Workbook:
    """Rows 2-3 carry a bit of everything; B5 looks at them."""
    book.fill("A1", ["head", "x"], ["two", 2], ["three", 3])
    book.type("B5", ["=SUM(B2:B3)"])
    area = box(1, 3, 0, 2)
    rule = {"condition": {"type": "BOOLEAN"}}
    blank = {"condition": {"type": "BLANK"}}
    looks = {"ranges": [area], "booleanRule": blank | {"format": {"backgroundColor": RED}}}
    book.requests(
        {
            "updateCells": {
                "range": box(1, 2, 0, 1),
                "rows": [{"values": [{"note": "a note"}]}],
                "fields": "note",
            }
        },
        {
            "repeatCell": {
                "range": box(1, 2, 0, 1),
                "fields": "userEnteredFormat.textFormat.bold",
                "cell": {"userEnteredFormat": {"textFormat": {"bold": True}}},
            }
        },
        {"setDataValidation": {"range": box(1, 2, 1, 2), "rule": rule}},
        {"mergeCells": {"range": box(1, 3, 3, 5), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "members", "range": area}}},
        {"addProtectedRange": {"protectedRange": {"range": area}}},
        {"addConditionalFormatRule": {"rule": looks, "index": 0}},
        {"setBasicFilter": {"filter": {"range": box(0, 3, 0, 2)}}},
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "row",
                    "metadataValue": "w-2",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": span("ROWS", 1, 2)},
                }
            }
        },
    )
    return book


def places(book: Workbook) -> Any:
    """Where the ranges are now, by what they are."""
    sheet = book.sheet("merges,conditionalFormats.ranges,protectedRanges.range,basicFilter.range")
    whole = book.caller.ask("GET", book.path, fields="namedRanges.range")
    return {
        "merge": sheet["merges"][0],
        "rule": sheet["conditionalFormats"][0]["ranges"][0],
        "protected": sheet["protectedRanges"][0]["range"],
        "filter": sheet["basicFilter"]["range"],
        "named": whole["namedRanges"][0]["range"],
    }


def metadata_row(book: Workbook) -> Any:
    """The first row on which the developer metadata hangs."""
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "row"}}]}
    found = book.caller.ask("POST", f"{book.path}/developerMetadata:search", lookup)
    location = found["matchedDeveloperMetadata"][0]["developerMetadata"]["location"]
    return location["dimensionRange"]["startIndex"]


def test_rows_put_in_above_push_everything_down(dressed: Workbook) -> None:
    dressed.request("insertDimension", range=span("ROWS", 1, 3), inheritFromBefore=False)
    area = printed_box(3, 5, 0, 2)
    moved = {"rule": area, "protected": area, "named": area}
    moved |= {"merge": printed_box(3, 5, 3, 5), "filter": printed_box(0, 5, 0, 2)}
    assert places(dressed) == moved
    assert dressed.formula("B7") == "=SUM(B4:B5)"
    assert metadata_row(dressed) == 3


def test_note_format_and_validation_move_with_their_row(dressed: Workbook) -> None:
    dressed.request("insertDimension", range=span("ROWS", 0, 1), inheritFromBefore=False)
    assert dressed.cell("A3", "note,userEnteredFormat.textFormat.bold") == {
        "userEnteredFormat": {"textFormat": {"bold": True}},
        "note": "a note",
    }
    assert dressed.cell("B3", "dataValidation") == {
        "dataValidation": {"condition": {"type": "BOOLEAN"}}
    }


def test_new_rows_look_like_the_one_before_when_asked(dressed: Workbook) -> None:
    dressed.request("insertDimension", range=span("ROWS", 2, 3), inheritFromBefore=True)
    assert dressed.cell("A3", "userEnteredFormat")["userEnteredFormat"]["textFormat"]["bold"]
    assert "note" not in dressed.cell("A3", "note")


def test_a_deleted_row_takes_its_part_of_every_range(dressed: Workbook) -> None:
    dressed.request("deleteDimension", range=span("ROWS", 1, 2))
    area = printed_box(1, 2, 0, 2)
    moved = {"rule": area, "protected": area, "named": area}
    moved |= {"merge": printed_box(1, 2, 3, 5), "filter": printed_box(0, 2, 0, 2)}
    assert places(dressed) == moved
    assert dressed.formula("B4") == "=SUM(B2)"


def test_ranges_that_are_deleted_whole_are_gone(dressed: Workbook) -> None:
    dressed.request("deleteDimension", range=span("ROWS", 1, 3))
    assert dressed.sheet("merges,conditionalFormats,protectedRanges") == {}
    assert dressed.formula("B3") == "=SUM(#REF!)"
    assert dressed.values("B3") == [["#REF! (Reference does not exist.)"]]


def test_columns_put_in_move_what_is_right_of_them(dressed: Workbook) -> None:
    dressed.request("insertDimension", range=span("COLUMNS", 1, 2), inheritFromBefore=False)
    assert places(dressed)["merge"] == printed_box(1, 3, 4, 6)
    assert places(dressed)["named"] == printed_box(1, 3, 0, 3)
    assert dressed.values("C1:C3") == [["x"], [2], [3]]
    assert dressed.formula("C5") == "=SUM(C2:C3)"


def test_a_moved_row_keeps_its_note_and_metadata(dressed: Workbook) -> None:
    dressed.request("moveDimension", source=span("ROWS", 1, 2), destinationIndex=4)
    assert dressed.values("A1:A4") == [["head"], ["three"], [], ["two"]]
    assert dressed.cell("A4", "note") == {"note": "a note"}
    assert metadata_row(dressed) == 3


def test_sorting_takes_notes_formats_and_metadata_along(dressed: Workbook) -> None:
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    dressed.request("sortRange", range=box(1, 3, 0, 2), sortSpecs=order)
    assert dressed.values("A1:B3") == [["head", "x"], ["three", 3], ["two", 2]]
    assert dressed.cell("A3", "note") == {"note": "a note"}
    assert metadata_row(dressed) == 2


def test_sorting_leaves_cells_outside_the_range_where_they_are(book: Workbook) -> None:
    book.fill("A1", ["b", "stays 1"], ["a", "stays 2"])
    book.request("sortRange", range=box(0, 2, 0, 1), sortSpecs=[{"dimensionIndex": 0}])
    assert book.values("A1:B2") == [["a", "stays 1"], ["b", "stays 2"]]


def test_blank_cells_stay_last_in_both_directions(book: Workbook) -> None:
    book.fill("A1", [2], [""], ["x"], [1])
    for order, wanted in (("ASCENDING", [[1], [2], ["x"]]), ("DESCENDING", [["x"], [2], [1]])):
        specs = [{"dimensionIndex": 0, "sortOrder": order}]
        book.request("sortRange", range=box(0, 4, 0, 1), sortSpecs=specs)
        assert book.values("A1:A4") == wanted


def test_a_formula_sorted_to_another_row_looks_at_its_own_row(book: Workbook) -> None:
    book.type("A1", [2, "=A1*10"], [1, "=A2*10"])
    book.request("sortRange", range=box(0, 2, 0, 2), sortSpecs=[{"dimensionIndex": 0}])
    assert book.values("B1:B2") == [[10], [20]]
    assert book.formula("B1") == "=A1*10"


def test_cells_shift_down_in_their_columns_only(book: Workbook) -> None:
    book.fill("A1", ["a1", "b1"], ["a2", "b2"])
    book.type("D1", ["=A2"], ["=B2"])
    book.request("insertRange", range=box(0, 1, 0, 1), shiftDimension="ROWS")
    assert book.values("A1:B3") == [["", "b1"], ["a1", "b2"], ["a2"]]
    assert (book.formula("D1"), book.formula("D2")) == ("=A3", "=B2")


def test_deleted_cells_are_filled_from_the_right(book: Workbook) -> None:
    book.fill("A1", ["a", "b", "c"], ["d", "e", "f"])
    book.request("deleteRange", range=box(0, 1, 0, 1), shiftDimension="COLUMNS")
    assert book.values("A1:C2") == [["b", "c"], ["d", "e", "f"]]


def test_a_renamed_tab_is_renamed_in_formulas(book: Workbook) -> None:
    book.request("addSheet", properties={"title": "Other", "sheetId": 7})
    book.type("A1", ["=Other!A1"])
    properties = {"sheetId": 7, "title": "Tổ dân phố"}
    book.request("updateSheetProperties", properties=properties, fields="title")
    assert book.formula("A1") == "='Tổ dân phố'!A1"


def test_formulas_that_looked_at_a_deleted_tab_are_broken(book: Workbook) -> None:
    book.request("addSheet", properties={"title": "Other", "sheetId": 7})
    book.type("A1", ["=Other!A1"])
    book.request("deleteSheet", sheetId=7)
    assert book.formula("A1") == "=#REF!"
