"""What lies over a grid: rules, protection, names, charts, banding, tables, metadata."""

from typing import Any

from emulator_tests.workbook import Workbook, box, printed_box, span

RED = {"red": 1}
SERIES = {
    "basicChart": {
        "chartType": "COLUMN",
        "series": [{"series": {"sourceRange": {"sources": [box(0, 3, 1, 2)]}}}],
    }
}
ANCHOR = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 2, "columnIndex": 4}}}


def rule(text: str) -> Any:
    """A conditional format that looks for a text in column A."""
    condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": text}]}
    looks = {"condition": condition, "format": {"backgroundColor": RED}}
    return {"ranges": [box(0, 9, 0, 1)], "booleanRule": looks}


def texts(book: Workbook) -> list[str]:
    """What the rules look for, in their order."""
    mask = "conditionalFormats.booleanRule.condition.values.userEnteredValue"
    rules = book.sheet(mask)["conditionalFormats"]
    return [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in rules]


def test_conditional_formats_keep_the_order_of_their_indexes(book: Workbook) -> None:
    for index, text in ((0, "b"), (0, "a"), (2, "c")):
        book.request("addConditionalFormatRule", rule=rule(text), index=index)
    assert texts(book) == ["a", "b", "c"]
    book.request("updateConditionalFormatRule", sheetId=0, index=0, newIndex=2)
    assert texts(book) == ["b", "c", "a"]
    reply = book.request("deleteConditionalFormatRule", sheetId=0, index=0)
    assert reply["rule"]["ranges"] == [printed_box(0, 9, 0, 1)]
    assert texts(book) == ["c", "a"]


def test_a_conditional_format_shows_in_the_effective_format_only(book: Workbook) -> None:
    book.fill("A1", ["wrong"], ["right"])
    book.request("addConditionalFormatRule", rule=rule("wrong"), index=0)
    found = book.cells("A1:A2", "userEnteredFormat,effectiveFormat.backgroundColor")
    assert found[0] == [{"effectiveFormat": {"backgroundColor": RED}}]
    assert found[1][0]["effectiveFormat"]["backgroundColor"] == {"red": 1, "green": 1, "blue": 1}


def test_a_rule_that_is_not_there_is_named(book: Workbook) -> None:
    _, message = book.refusal("deleteConditionalFormatRule", sheetId=0, index=5)
    assert message.endswith("No conditional format on sheet: 0 at index: 5")


def test_protection_is_changed_and_lifted(book: Workbook) -> None:
    made = book.request("addProtectedRange", protectedRange={"range": box(0, 2, 0, 1)})
    identity = made["protectedRange"]["protectedRangeId"]
    changed = {"protectedRangeId": identity, "description": "Không sửa"}
    book.request("updateProtectedRange", protectedRange=changed, fields="description")
    assert book.sheet("protectedRanges.description") == {
        "protectedRanges": [{"description": "Không sửa"}]
    }
    book.request("deleteProtectedRange", protectedRangeId=identity)
    assert book.sheet("protectedRanges") == {}


def test_a_name_is_used_once(book: Workbook) -> None:
    book.request("addNamedRange", namedRange={"name": "wards", "range": box(0, 2, 0, 1)})
    _, message = book.refusal(
        "addNamedRange", namedRange={"name": "Wards", "range": box(0, 1, 0, 1)}
    )
    assert "a named range with that name already exists" in message


def test_a_name_is_changed_and_read_by(book: Workbook) -> None:
    book.fill("B2", ["here"])
    made = book.request("addNamedRange", namedRange={"name": "wards", "range": box(0, 2, 0, 1)})
    changed = made["namedRange"] | {"name": "units", "range": box(1, 2, 1, 2)}
    book.request("updateNamedRange", namedRange=changed, fields="name,range")
    assert book.values("units") == [["here"]]
    book.request("deleteNamedRange", namedRangeId=changed["namedRangeId"])
    assert book.caller.ask("GET", book.path, fields="namedRanges") == {}


def test_a_chart_over_the_grid_gets_googles_size(book: Workbook) -> None:
    made = book.request("addChart", chart={"spec": SERIES, "position": ANCHOR})["chart"]
    overlay = made["position"]["overlayPosition"]
    assert (overlay["widthPixels"], overlay["heightPixels"]) == (600, 371)
    book.request("insertDimension", range=span("ROWS", 0, 2), inheritFromBefore=False)
    source = book.sheet("charts.spec.basicChart.series.series.sourceRange.sources")["charts"][0]
    series = source["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]
    assert series == [printed_box(2, 5, 1, 2)]


def test_a_chart_is_changed_moved_and_deleted(book: Workbook) -> None:
    made = book.request("addChart", chart={"spec": SERIES, "position": ANCHOR})["chart"]
    book.request("updateChartSpec", chartId=made["chartId"], spec=SERIES | {"title": "Số liệu"})
    position = {"overlayPosition": {"widthPixels": 300}}
    asked = {"objectId": made["chartId"], "newPosition": position, "fields": "widthPixels"}
    moved = book.request("updateEmbeddedObjectPosition", **asked)["position"]["overlayPosition"]
    assert (moved["widthPixels"], moved["heightPixels"]) == (300, 371)
    assert book.sheet("charts.spec.title") == {"charts": [{"spec": {"title": "Số liệu"}}]}
    book.request("deleteEmbeddedObject", objectId=made["chartId"])
    assert book.sheet("charts") == {}


def test_a_chart_can_have_a_tab_of_its_own(book: Workbook) -> None:
    book.request("addChart", chart={"spec": SERIES, "position": {"newSheet": True}})
    sheets = book.caller.ask("GET", book.path, fields="sheets.properties")["sheets"]
    assert sheets[1]["properties"]["sheetType"] == "OBJECT"
    assert "gridProperties" not in sheets[1]["properties"]


def test_a_slicer_is_kept(book: Workbook) -> None:
    slicer = {"spec": {"dataRange": box(0, 9, 0, 1), "title": "x"}, "position": ANCHOR}
    made = book.request("addSlicer", slicer=slicer)["slicer"]
    book.request("updateSlicerSpec", slicerId=made["slicerId"], spec={"title": "y"}, fields="title")
    assert book.sheet("slicers.spec.title") == {"slicers": [{"spec": {"title": "y"}}]}


def test_a_range_has_alternating_colours_once(book: Workbook) -> None:
    banded = {"range": box(0, 4, 0, 2), "rowProperties": {"firstBandColor": RED}}
    made = book.request("addBanding", bandedRange=banded)["bandedRange"]
    assert made["rowProperties"]["firstBandColorStyle"] == {"rgbColor": RED}
    _, message = book.refusal("addBanding", bandedRange=banded)
    assert "already has alternating background colors" in message
    changed = {"bandedRangeId": made["bandedRangeId"], "range": box(0, 6, 0, 2)}
    book.request("updateBanding", bandedRange=changed, fields="range")
    assert book.sheet("bandedRanges.range")["bandedRanges"][0]["range"] == printed_box(0, 6, 0, 2)
    book.request("deleteBanding", bandedRangeId=made["bandedRangeId"])
    assert book.sheet("bandedRanges") == {}


def test_a_table_takes_its_column_names_from_the_header(book: Workbook) -> None:
    book.fill("A1", ["Họ và tên"])
    made = book.request("addTable", table={"name": "T", "range": box(0, 5, 0, 2)})["table"]
    names = [column["columnName"] for column in made["columnProperties"]]
    assert names == ["Họ và tên", "Column 2"]
    changed = {"tableId": made["tableId"], "name": "U"}
    book.request("updateTable", table=changed, fields="name")
    assert book.sheet("tables.name") == {"tables": [{"name": "U"}]}
    book.request("deleteTable", tableId=made["tableId"])
    assert (book.sheet("tables"), book.values("A1:B1")) == ({}, [])


def add_metadata(book: Workbook, key: str, location: Any) -> Any:
    asked = {"metadataKey": key, "visibility": "DOCUMENT", "location": location}
    return book.request("createDeveloperMetadata", developerMetadata=asked)["developerMetadata"]


def test_metadata_is_found_by_key_id_and_place(book: Workbook) -> None:
    add_metadata(book, "file", {"spreadsheet": True})
    add_metadata(book, "tab", {"sheetId": 0})
    row = add_metadata(book, "row", {"dimensionRange": span("ROWS", 3, 4)})
    one = book.caller.ask("GET", f"{book.path}/developerMetadata/{row['metadataId']}")
    assert one["location"] == {
        "locationType": "ROW",
        "dimensionRange": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4},
    }
    filters = {"dataFilters": [{"gridRange": box(0, 9, 0, 26)}]}
    found = book.caller.ask("POST", f"{book.path}/developerMetadata:search", filters)
    keys = [one["developerMetadata"]["metadataKey"] for one in found["matchedDeveloperMetadata"]]
    assert keys == ["row"]


def test_metadata_is_changed_and_deleted_by_a_filter(book: Workbook) -> None:
    add_metadata(book, "k", {"sheetId": 0})
    lookup = {"developerMetadataLookup": {"metadataKey": "k"}}
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "v"}}
    changed = book.request("updateDeveloperMetadata", fields="metadataValue", **change)
    assert changed["developerMetadata"][0]["metadataValue"] == "v"
    gone = book.request("deleteDeveloperMetadata", dataFilter=lookup)
    assert gone["deletedDeveloperMetadata"][0]["metadataKey"] == "k"
    assert book.sheet("developerMetadata") == {}


def test_metadata_needs_a_key(book: Workbook) -> None:
    asked = {"visibility": "DOCUMENT", "location": {"sheetId": 0}}
    _, message = book.refusal("createDeveloperMetadata", developerMetadata=asked)
    assert message.endswith("Developer metadata must always have a key specified.")
