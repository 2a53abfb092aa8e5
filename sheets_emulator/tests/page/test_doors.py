"""The page's doors: what a tab looks like, and editing it as a person."""

import re
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from emulator_tests.page_visitor import Visitor
from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.page.edit_text import edit_text
from sheets_emulator.page.routes import STATIC
from sheets_emulator.pytest_plugin import SheetsEmulator

TEXT = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
RED = {"backgroundColor": {"red": 1, "green": 0, "blue": 0}}


@pytest.fixture
def page(sheets_emulator: SheetsEmulator) -> Visitor:
    """A list of three rows under a header."""
    return Visitor(sheets_emulator, ["STT", "Tên"], [1, "chín"], [2, "bốn"], [3, "một"])


def test_the_pages_need_no_login_and_run_only_own_scripts(page: Visitor) -> None:
    for path in ("/", f"/spreadsheets/d/{page.file}/edit"):
        answer = page.get(path)
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert '<html lang="vi">' in answer.text


def test_every_script_and_style_that_a_page_names_is_served(page: Visitor) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in STATIC.iterdir())
    names = set(re.findall(r'(?:/_page/static/|from "\./)([\w.]+)', sources))
    assert names
    assert {page.get(f"/_page/static/{name}").status_code for name in names} == {200}


@pytest.mark.parametrize("name", ["..%2Froutes.py", "%2Fetc%2Fhostname", "none.js"])
def test_nothing_outside_the_static_folder_is_served(page: Visitor, name: str) -> None:
    assert page.get(f"/_page/static/{name}").status_code == 404


def test_the_list_names_every_spreadsheet(page: Visitor) -> None:
    files = page.get("/_page/files").json()["files"]
    assert [(file["id"], file["title"]) for file in files] == [(page.file, "Danh sách")]


def test_typing_is_reading_as_a_person_types(page: Visitor) -> None:
    page.type(1, 2, "0912345678")
    page.type(1, 3, "=C2*2")
    assert page.cell(1, 2)["shown"] == "912345678"
    assert page.cell(1, 3) == {"shown": "1824691356", "align": "right", "edit": "=C2*2"}


def test_a_plain_text_cell_keeps_its_zero_when_typed(page: Visitor) -> None:
    fields = "userEnteredFormat.numberFormat"
    area = page.range(1, 2, 9, 3)
    page.run(repeatCell={"range": area, "cell": {"userEnteredFormat": TEXT}, "fields": fields})
    page.type(1, 2, "0912345678")
    assert page.cell(1, 2)["shown"] == "0912345678"


def test_a_typed_date_brings_its_format_and_is_edited_as_a_date(page: Visitor) -> None:
    page.type(1, 2, "28/10/2024")
    assert page.cell(1, 2)["shown"] == "28/10/2024"
    assert "edit" not in page.cell(1, 2)


def test_a_typed_address_becomes_a_link(page: Visitor) -> None:
    page.type(1, 2, "https://dichvucong.gov.vn")
    assert page.cell(1, 2)["link"] == "https://dichvucong.gov.vn"


def test_a_link_on_the_beginning_of_a_text_says_how_far_it_reaches(page: Visitor) -> None:
    to = "https://dichvucong.gov.vn"
    runs = [{"startIndex": 0, "format": {"link": {"uri": to}}}, {"startIndex": 3, "format": {}}]
    cell = {"userEnteredValue": {"stringValue": "Mở ô này"}, "textFormatRuns": runs}
    start = {"sheetId": page.gid, "rowIndex": 1, "columnIndex": 2}
    fields = "userEnteredValue,textFormatRuns"
    page.run(updateCells={"start": start, "rows": [{"values": [cell]}], "fields": fields})
    assert (page.cell(1, 2)["link"], page.cell(1, 2)["linked"]) == (to, 3)


def test_a_pasted_block_keeps_every_cell_in_its_place(page: Visitor) -> None:
    block = [["a", "12%", "c"], ["", "28/10/2024", "7"]]
    entries = [
        {"sheetId": page.gid, "row": 5 + down, "column": 2 + across, "text": text, "pasted": True}
        for down, row in enumerate(block)
        for across, text in enumerate(row)
    ]
    page.post("type", {"entries": entries})
    assert [page.cell(5, column)["shown"] for column in (2, 3, 4)] == ["a", "12%", "c"]
    assert [page.cell(6, column)["shown"] for column in (2, 3, 4)] == ["", "28/10/2024", "7"]


def test_pasting_below_the_last_row_makes_room(page: Visitor) -> None:
    rows = page.look()["sheet"]["rows"]
    page.type(rows + 2, 0, "x", pasted=True)
    assert page.look()["sheet"]["rows"] == rows + 3


def test_a_person_edits_as_the_owner_even_where_others_may_not(page: Visitor) -> None:
    page.run(addProtectedRange={"protectedRange": {"range": page.range(0, 0), "editors": {}}})
    assert page.type(1, 1, "mười").status_code == 200
    assert page.cell(1, 1)["shown"] == "mười"


def test_a_strict_rule_refuses_typing_but_not_pasting(page: Visitor) -> None:
    rule = page.rule("ONE_OF_LIST", "Nam", "Nữ", strict=True)
    page.run(setDataValidation={"range": page.range(1, 2, 9, 3), "rule": rule})
    refused = page.type(1, 2, "nam giới")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "rejected")
    assert page.type(1, 2, "nam giới", pasted=True).status_code == 200
    assert page.cell(1, 2)["bad"]
    assert page.type(1, 2, "Nam").status_code == 200


def test_a_list_rule_offers_its_choices_and_a_checkbox_is_on_or_off(page: Visitor) -> None:
    listed = page.rule("ONE_OF_LIST", "Nam", "Nữ")
    page.run(setDataValidation={"range": page.range(1, 2, 2, 3), "rule": listed})
    page.run(setDataValidation={"range": page.range(1, 3, 2, 4), "rule": page.rule("BOOLEAN")})
    page.type(1, 3, "TRUE")
    view = page.look()["sheet"]
    assert view["rules"][page.cell(1, 2)["rule"]]["choices"] == ["Nam", "Nữ"]
    assert page.cell(1, 3)["on"] is True


def test_colours_of_rules_follow_what_is_typed(page: Visitor) -> None:
    condition = page.rule("CUSTOM_FORMULA", '=LEFT($B2;1)="!"')["condition"]
    boolean = {"condition": condition, "format": RED}
    rule = {"ranges": [page.range(1, 0, 9, 2)], "booleanRule": boolean}
    page.run(addConditionalFormatRule={"rule": rule, "index": 0})
    assert "background" not in page.cell(2, 0)
    page.type(2, 1, "!sai")
    assert [page.cell(row, 0).get("background") for row in (1, 2)] == [None, "#ff0000"]


def test_the_first_of_two_rules_wins(page: Visitor) -> None:
    for colour in ("red", "green"):  # each put before the other
        rule: dict[str, Any] = {"ranges": [page.range(0, 0, 9, 2)]}
        shape = {"backgroundColor": {colour: 1}}
        condition = page.rule("NOT_BLANK")["condition"]
        rule["booleanRule"] = {"condition": condition, "format": shape}
        page.run(addConditionalFormatRule={"rule": rule, "index": 0})
    assert page.cell(0, 0)["background"] == "#00ff00"


def test_alternating_colours_are_drawn(page: Visitor) -> None:
    colours = {"headerColor": {"blue": 1}, "firstBandColor": {}, "secondBandColor": {"red": 1}}
    band = {"range": page.range(0, 0, 4, 2), "rowProperties": colours}
    page.run(addBanding={"bandedRange": band})
    found = [page.cell(row, 0)["background"] for row in range(3)]
    assert found == ["#0000ff", "#000000", "#ff0000"]


def test_a_chart_is_told_with_its_values(page: Visitor) -> None:
    def source(column: int) -> dict[str, Any]:
        return {"sourceRange": {"sources": [page.range(0, column, 4, column + 1)]}}

    basic = {"chartType": "COLUMN", "headerCount": 1, "domains": [{"domain": source(1)}]}
    spec = {"title": "Số", "basicChart": {**basic, "series": [{"series": source(0)}]}}
    place = {"overlayPosition": {"anchorCell": {"sheetId": page.gid, "columnIndex": 3}}}
    page.run(addChart={"chart": {"spec": spec, "position": place}})
    (chart,) = page.look()["sheet"]["charts"]
    assert chart["labels"] == ["chín", "bốn", "một"]
    assert chart["series"] == [{"name": "STT", "values": [1, 2, 3]}]


def test_notes_merges_sizes_and_hidden_rows_are_told(page: Visitor) -> None:
    note = [{"values": [{"note": "viết đủ họ tên"}]}]
    page.run(updateCells={"range": page.range(1, 1, 2, 2), "rows": note, "fields": "note"})
    page.run(mergeCells={"range": page.range(2, 0, 3, 2), "mergeType": "MERGE_ALL"})
    for dimension, name, value in (("COLUMNS", "pixelSize", 210), ("ROWS", "hiddenByUser", True)):
        place = {"sheetId": page.gid, "dimension": dimension, "startIndex": 1, "endIndex": 2}
        wanted = {"range": place, "properties": {name: value}, "fields": name}
        page.run(updateDimensionProperties=wanted)
    sheet = page.look()["sheet"]
    assert page.cell(1, 1)["note"] == "viết đủ họ tên"
    assert (sheet["merges"], sheet["widths"], sheet["hiddenRows"]) == (
        [[2, 0, 3, 2]],
        {"1": 210},
        [1],
    )


def test_rows_are_inserted_deleted_and_sorted(page: Visitor) -> None:
    second = {"sheetId": page.gid, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    page.run(insertDimension={"range": second, "inheritFromBefore": False})
    assert page.shown(1) == ["Tên", "", "chín", "bốn", "một"]
    page.run(deleteDimension={"range": second})
    by_name = [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]
    page.run(sortRange={"range": page.range(1, 0, 9, 2), "sortSpecs": by_name})
    assert page.shown(1) == ["Tên", "bốn", "chín", "một"]


def test_an_unchanged_spreadsheet_answers_only_its_version(page: Visitor) -> None:
    version = page.look()["version"]
    assert page.look(since=version) == {"version": version}
    page.type(5, 0, "x")
    assert page.look(since=version)["version"] > version


def test_another_tab_is_shown_by_its_id(page: Visitor) -> None:
    page.run(addSheet={"properties": {"title": "Khác", "sheetId": 77}})
    assert page.look(gid=77)["sheet"]["gid"] == 77
    assert [tab["title"] for tab in page.look()["tabs"]] == ["T", "Khác"]


def test_pages_of_other_sites_cannot_edit(page: Visitor) -> None:
    entry = {"sheetId": page.gid, "row": 0, "column": 0, "text": "x"}
    refused = page.post("type", {"entries": [entry]}, headers={})
    assert refused.status_code == 403
    assert page.shown()[0] == "STT"


@pytest.mark.parametrize("body", [{"entries": [{}]}, {"entries": 3}, {"entries": [{"row": "x"}]}])
def test_a_wrong_entry_is_refused_in_words(page: Visitor, body: Any) -> None:
    assert page.post("type", body).status_code == 400


def test_a_file_that_is_gone_is_not_found(page: Visitor) -> None:
    assert requests.get(f"{page.url}/_page/none", timeout=10).status_code == 404
    assert page.get("/spreadsheets/d/none/edit").status_code == 200  # the page says it in words


def test_what_the_page_asks_is_in_no_request_log(
    page: Visitor, sheets_emulator: SheetsEmulator
) -> None:
    page.type(1, 1, "x")
    assert page.look()["sheet"]["gid"] == page.gid
    assert sheets_emulator.requests() == []


LIKE_NUMBERS = st.text(alphabet="0123=',./+-%:TRUE ", max_size=8)


@given(st.one_of(LIKE_NUMBERS, st.text(max_size=20), st.integers(-(10**12), 10**12), st.booleans()))
def test_typing_what_the_editor_shows_changes_nothing(value: Any) -> None:
    shown = edit_text(value, False, None, "vi_VN")
    kind = {str: "stringValue", int: "numberValue", bool: "boolValue"}[type(value)]
    assert parse_typed(shown, "vi_VN").value == ({kind: value} if value != "" else None)


@given(st.floats(-1e9, 1e9), st.sampled_from(["en_US", "vi_VN"]))
def test_a_number_keeps_all_its_digits_in_the_editor(value: float, locale: str) -> None:
    entry = parse_typed(edit_text(value, False, None, locale), locale)
    assert entry.value == {"numberValue": value}
