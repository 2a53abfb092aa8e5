"""What public reports say Google answers, where a guess of ours was another."""

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook, box

TOO_MANY = (
    "This action would increase the number of cells in the workbook above the limit of "
    "10000000 cells."
)
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


def test_rows_are_taken_before_columns(book: Workbook) -> None:
    size = {"rowCount": 1_000_000, "columnCount": 2}
    status, said = book.refusal(
        "updateSheetProperties", properties={"gridProperties": size}, fields="gridProperties"
    )
    assert (status, said) == (400, f"Invalid requests[0].updateSheetProperties: {TOO_MANY}")
    assert book.sheet("properties.gridProperties")["properties"]["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": 26,
    }


def test_a_tab_that_is_protected_whole_keeps_its_size(book: Workbook, clerk: Caller) -> None:
    person = {"type": "user", "role": "writer", "emailAddress": clerk.user}
    book.caller.drive("POST", f"files/{book.id}/permissions", person)
    editors = {"users": [book.caller.user]}
    book.request("addProtectedRange", protectedRange={"range": {"sheetId": 0}, "editors": editors})
    change = {
        "properties": {"gridProperties": {"rowCount": 2000}},
        "fields": "gridProperties.rowCount",
    }
    body = {"requests": [{"updateSheetProperties": change}]}
    answer = clerk.send("POST", f"{book.path}:batchUpdate", body)
    assert answer.status_code == 400 and PROTECTED in answer.json()["error"]["message"]
    book.request("updateSheetProperties", **change)


def test_a_protected_heading_does_not_keep_a_tab_from_growing(
    book: Workbook, clerk: Caller
) -> None:
    person = {"type": "user", "role": "writer", "emailAddress": clerk.user}
    book.caller.drive("POST", f"files/{book.id}/permissions", person)
    heading = {"range": {"sheetId": 0, "endRowIndex": 1}, "editors": {"users": [book.caller.user]}}
    book.request("addProtectedRange", protectedRange=heading)
    change = {
        "properties": {"gridProperties": {"rowCount": 2000}},
        "fields": "gridProperties.rowCount",
    }
    body = {"requests": [{"updateSheetProperties": change}]}
    assert clerk.send("POST", f"{book.path}:batchUpdate", body).status_code == 200


def test_rows_below_the_frozen_ones_do_not_go_all(book: Workbook) -> None:
    frozen = {"gridProperties": {"frozenRowCount": 1}}
    fields = "gridProperties.frozenRowCount"
    book.request("updateSheetProperties", properties=frozen, fields=fields)
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 1000}
    _status, said = book.refusal("deleteDimension", range=rows)
    assert said.endswith("Sorry, it is not possible to delete all non-frozen rows.")


def test_a_mask_that_goes_into_a_list_means_the_list(book: Workbook) -> None:
    book.fill("A1", ["Label A"])
    runs = [{"startIndex": 0, "format": {"bold": True}}]
    book.request(
        "repeatCell",
        range={"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1},
        cell={"textFormatRuns": runs},
        fields="textFormatRuns.format,textFormatRuns.startIndex",
    )
    assert book.cell("A1", "textFormatRuns")["textFormatRuns"] == runs


def test_an_unformatted_error_says_its_reason(book: Workbook) -> None:
    book.type("A1", ["=VLOOKUP(9,C1:D1,2,FALSE)", "=1/0", "=MATCH(9,C1:D1,-1)", "=khong()"])
    book.fill("C2", ["x"])
    shown = book.values("A1:D1")
    assert shown == [
        [
            "#N/A (Did not find value '9' in VLOOKUP evaluation.)",
            "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)",
            shown[0][2],
            "#NAME? (Unknown function: 'KHONG'.)",
        ]
    ]
    assert book.values("A1:B1", "FORMATTED_VALUE") == [["#N/A", "#DIV/0!"]]


def test_my_drive_is_found_by_its_alias_and_its_id(owner: Caller) -> None:
    root = owner.drive("GET", "files/root", fields="id,name,parents")
    assert root == {"id": root["id"], "name": "My Drive"}
    kind = owner.drive("GET", f"files/{root['id']}", fields="mimeType")
    assert kind == {"mimeType": "application/vnd.google-apps.folder"}


def test_a_mask_of_nothing_shows_nothing(owner: Caller) -> None:
    assert owner.drive("GET", "files", fields="") == {}


def test_a_mere_warning_has_no_editors(book: Workbook) -> None:
    place = {"range": {"sheetId": 0, "endRowIndex": 1}, "warningOnly": True}
    editors = {"users": [book.caller.user]}
    _status, said = book.refusal("addProtectedRange", protectedRange=place | {"editors": editors})
    assert said.endswith("ProtectedRange is warningOnly. Editors cannot be set on it.")
    book.request("addProtectedRange", protectedRange=place | {"editors": None})


def test_a_chart_has_the_font_that_google_fills_in(book: Workbook) -> None:
    column = {"sources": [box(0, 3, 0, 1)]}
    spec = {"pieChart": {"series": {"sourceRange": column}, "domain": {"sourceRange": column}}}
    made = book.request("addChart", chart={"spec": spec, "position": {"newSheet": True}})
    assert made["chart"]["spec"]["fontName"] == "Roboto"


def test_a_filter_is_printed_in_both_spellings_and_follows_its_column(book: Workbook) -> None:
    criterion = {"hiddenValues": ["a"]}
    specs = [{"columnIndex": 1, "filterCriteria": criterion}]
    book.request("setBasicFilter", filter={"range": box(0, 4, 0, 2), "filterSpecs": specs})
    column = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    book.request("insertDimension", range=column)
    kept = book.sheet("basicFilter")["basicFilter"]
    assert kept["criteria"] == {"2": criterion}
    assert kept["filterSpecs"] == [{"columnIndex": 2, "filterCriteria": criterion}]


def test_a_function_that_is_not_computed_is_told_from_a_mistyped_one(book: Workbook) -> None:
    book.type("A1", ["=QUERY(B1:C2)", "=QURY(B1:C2)"])
    not_computed, mistyped = book.caller.ask(
        "GET", f"{book.path}/values/A1:B1", valueRenderOption="UNFORMATTED_VALUE"
    )["values"][0]
    assert "does not compute" in not_computed
    assert mistyped == "#NAME? (Unknown function: 'QURY'.)"
