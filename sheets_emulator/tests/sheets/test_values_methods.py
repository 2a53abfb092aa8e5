"""The values methods beyond what the recordings hold: errors, options, data filters, copying."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook, box, span


@pytest.mark.parametrize(
    ("asked", "range_"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("sheet1!a10:$b$10", "Sheet1!A10:B10"),
        ("A1:B2", "Sheet1!A1:B2"),
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!A2:2", "Sheet1!A2:Z2"),
        ("Sheet1!B1:B", "Sheet1!B1:B1000"),
        ("Sheet1!A1:A1", "Sheet1!A1"),
        ("Sheet1!R2C1:R3C2", "Sheet1!A2:B3"),
        ("R[1]C[1]", "Sheet1!B2"),
        ("R01C01:r[2]c[2]", "Sheet1!A1:C3"),
        ("R1C1:R2", "Sheet1!A1:Z2"),
        ("R1C1:C2", "Sheet1!A1:B1000"),
        ("R[1]", "Sheet1!A2:Z2"),
        ("R", "Sheet1!A1"),
        ("R1:R2", "Sheet1!R1:R2"),
        ("Sheet1!Y990:AB1005", "Sheet1!Y990:Z1000"),
    ],
)
def test_a_range_comes_back_as_google_spells_it(book: Workbook, asked: str, range_: str) -> None:
    found = book.caller.ask("GET", f"{book.path}/values/{asked}")
    assert found == {"range": range_, "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("'NoSuch'!A1:B2", "Unable to parse range: 'NoSuch'!A1:B2"),
        ("AAAA1", "Unable to parse range: AAAA1"),
        ("A1:B2:C3", "Unable to parse range: A1:B2:C3"),
        ("R1C1:B2", "Unable to parse range: R1C1:B2"),
        ("R0C1", "Unable to parse range: R0C1"),
        ("R[-1]C[0]", "Unable to parse range: R[-1]C[0]"),
        ("RC1", "Range (Sheet1!RC1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        (
            "A5000:B5001",
            "Range (Sheet1!A5000:B5001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
    ],
)
def test_a_wrong_range_is_refused_in_googles_words(
    book: Workbook, asked: str, message: str
) -> None:
    status, error = book.caller.refusal("GET", f"{book.path}/values/{asked}")
    assert (status, error["message"]) == (400, message)


def test_a_tab_titled_like_a_reference_is_reached_in_quotes_only(book: Workbook) -> None:
    book.request("addSheet", properties={"title": "RC", "gridProperties": {"rowCount": 3}})
    bare = book.caller.ask("GET", f"{book.path}/values/RC")
    quoted = book.caller.ask("GET", f"{book.path}/values/'RC'")
    assert (bare["range"], quoted["range"]) == ("Sheet1!A1", "'RC'!A1:Z3")


def put_error(book: Workbook, area: str, values: Any, **query: Any) -> Any:
    query = {"valueInputOption": "RAW"} | query
    path = f"{book.path}/values/{area}"
    return book.caller.refusal("PUT", path, {"values": values}, **query)[1]["message"]


def test_values_must_fit_the_range(book: Workbook) -> None:
    assert put_error(book, "A1:B1", [[1, 2, 3]]) == (
        "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"
    )
    assert put_error(book, "A1:B1", [[1], [2]]) == (
        "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"
    )


def test_the_input_option_is_required(book: Workbook) -> None:
    message = put_error(book, "A1", [[1]], valueInputOption="")
    assert message == "'valueInputOption' is required but not specified"


def test_a_cell_holds_fifty_thousand_characters(book: Workbook) -> None:
    book.fill("A1", ["x" * 50_000])
    assert put_error(book, "A1", [["x" * 50_001]]).startswith("Your input contains more than")


def test_a_list_in_a_cell_is_refused(book: Workbook) -> None:
    shown = 'list_value {\n  values {\n    string_value: "nested"\n  }\n}\n'
    assert put_error(book, "A1", [[1], [["nested"]]]) == f"Invalid values[1][0]: {shown}"


def test_an_object_in_a_cell_is_refused(book: Workbook) -> None:
    value = "      number_value: 2.0\n"
    field = f'  fields {{\n    key: "k"\n    value {{\n{value}    }}\n  }}\n'
    message = f"Invalid values[0][1]: struct_value {{\n{field}}}\n"
    assert put_error(book, "A1", [["x", {"k": 2}]]) == message


def test_a_message_repeats_the_range_as_it_was_asked(book: Workbook) -> None:
    message = put_error(book, "'Sheet1'!A1:B1", [[1], [2]])
    assert message.startswith("Requested writing within range ['Sheet1'!A1:B1], but")


def test_a_parameter_may_be_spelled_with_underscores(book: Workbook) -> None:
    path = f"{book.path}/values/A1"
    book.caller.ask("PUT", path, {"values": [["=1+1"]]}, value_input_option="USER_ENTERED")
    assert book.values("A1") == [[2]]


def test_dates_are_shown_as_text_beside_formulas_when_asked(book: Workbook) -> None:
    book.type("A1", ["2024-10-29", "=1+1"])
    query = {"valueRenderOption": "FORMULA", "dateTimeRenderOption": "FORMATTED_STRING"}
    answer = book.caller.ask("GET", f"{book.path}/values/A1:B1", **query)
    assert answer["values"] == [["2024-10-29", "=1+1"]]


def test_an_unknown_query_parameter_is_refused(book: Workbook) -> None:
    status, error = book.caller.refusal("GET", f"{book.path}/values/A1", wrong="1")
    assert (status, 'Unknown name "wrong": Cannot bind query' in error["message"]) == (400, True)


def test_null_skips_a_cell_and_empty_text_clears_it(book: Workbook) -> None:
    book.fill("A1", ["a", "b"])
    answer = book.fill("A1", [None, ""])
    assert (answer["updatedCells"], book.values("A1:B1")) == (1, [["a"]])


def test_written_values_come_back_when_asked(book: Workbook) -> None:
    path = f"{book.path}/values/A1"
    query = {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": "true"}
    answer = book.caller.ask("PUT", path, {"values": [["=1+2"]]}, **query)
    assert answer["updatedData"]["values"] == [["3"]]


def test_clearing_leaves_notes_and_formats(book: Workbook) -> None:
    note = [{"values": [{"note": "n"}]}]
    book.fill("A1", ["a"])
    book.request("updateCells", range=box(0, 1, 0, 1), rows=note, fields="note")
    book.caller.ask("POST", f"{book.path}/values/A1:clear")
    assert (book.values("A1"), book.cell("A1", "note")) == ([], {"note": "n"})


def test_appending_with_inserted_rows_pushes_the_next_table_down(book: Workbook) -> None:
    book.fill("A1", ["a"], ["b"], [""], ["other"])
    path = f"{book.path}/values/A1:append"
    query = {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}
    answer = book.caller.ask("POST", path, {"values": [["c"], ["d"]]}, **query)
    assert answer["tableRange"] == "Sheet1!A1:A2"
    assert book.values("A1:A6") == [["a"], ["b"], ["c"], ["d"], [], ["other"]]


def test_values_are_read_and_written_by_data_filter(book: Workbook) -> None:
    lookup = {"developerMetadataLookup": {"metadataKey": "row"}}
    place = {"dimensionRange": span("ROWS", 2, 3)}
    metadata = {"metadataKey": "row", "visibility": "DOCUMENT", "location": place}
    book.request("createDeveloperMetadata", developerMetadata=metadata)
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": lookup, "values": [["x"]]}]}
    written = book.caller.ask("POST", f"{book.path}/values:batchUpdateByDataFilter", body)
    assert written["responses"][0]["updatedRange"] == "Sheet1!A3"
    asked = {"dataFilters": [{"gridRange": box(2, 3, 0, 1)}]}
    read = book.caller.ask("POST", f"{book.path}/values:batchGetByDataFilter", asked)
    assert read["valueRanges"][0]["valueRange"]["values"] == [["x"]]
    book.caller.ask("POST", f"{book.path}/values:batchClearByDataFilter", {"dataFilters": [lookup]})
    assert book.values("A3") == []


def test_the_spreadsheet_is_read_by_data_filter(book: Workbook) -> None:
    book.fill("A1", ["a", "b"])
    body = {"dataFilters": [{"a1Range": "Sheet1!B1"}]}
    mask = "sheets.data(startColumn,rowData.values.formattedValue)"
    found = book.caller.ask("POST", f"{book.path}:getByDataFilter", body, fields=mask)
    data = {"startColumn": 1, "rowData": [{"values": [{"formattedValue": "b"}]}]}
    assert found == {"sheets": [{"data": [data]}]}


def test_a_tab_is_copied_to_another_spreadsheet(book: Workbook, owner: Caller) -> None:
    book.type("A1", ["a", "=A1"])
    other = Workbook(owner, "other")
    path = f"{book.path}/sheets/0:copyTo"
    copied = owner.ask("POST", path, {"destinationSpreadsheetId": other.id})
    assert (copied["title"], copied["index"]) == ("Copy of Sheet1", 1)
    assert other.values("'Copy of Sheet1'!A1:B1") == [["a", "a"]]


def test_a_spreadsheet_is_made_with_tabs_and_cells(owner: Caller) -> None:
    row = {"values": [{"userEnteredValue": {"numberValue": 5}, "note": "n"}]}
    tab = {"properties": {"title": "Đơn vị"}, "data": [{"startRow": 1, "rowData": [row]}]}
    body = {"properties": {"title": "Quận", "locale": "vi_VN"}, "sheets": [tab]}
    made = owner.ask("POST", "/v4/spreadsheets", body)
    path = f"/v4/spreadsheets/{made['spreadsheetId']}/values/A1:A2"
    assert owner.ask("GET", path)["values"] == [[], ["5"]]
    assert [sheet["properties"]["sheetId"] for sheet in made["sheets"]] == [0]


def test_a_mask_with_an_unknown_field_is_refused(book: Workbook) -> None:
    status, error = book.caller.refusal("GET", book.path, fields="sheets.wrong")
    description = error["details"][0]["fieldViolations"][0]["description"]
    assert (status, "path 'sheets.wrong'" in description) == (400, True)


def test_slashes_dots_and_groups_in_a_mask_mean_the_same(book: Workbook) -> None:
    masks = ("sheets/properties/title", "sheets.properties.title", "sheets(properties(title))")
    answers = [book.caller.ask("GET", book.path, fields=mask) for mask in masks]
    assert answers == [{"sheets": [{"properties": {"title": "Sheet1"}}]}] * 3


def test_a_title_may_hold_every_sign(book: Workbook) -> None:
    title = "It's 1/2: 50% của A!B"
    properties = {"sheetId": 0, "title": title}
    book.request("updateSheetProperties", properties=properties, fields="title")
    raw = "%27It%27%27s%201%2F2%3A%2050%25%20c%E1%BB%A7a%20A!B%27!A1"
    found = book.caller.ask("GET", f"{book.path}/values/{raw}")
    assert found["range"] == "'It''s 1/2: 50% của A!B'!A1"
