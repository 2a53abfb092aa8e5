"""Scripted people edit as the owner, now or exactly between a client's read and its write."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator
from sheets_emulator.weather.persons import PersonPlanError

ROWS: list[list[Any]] = [["STT", "Tên"], [1, "chín"], [2, "bốn"], [3, "một"]]


@pytest.fixture
def robot(sheets_emulator: SheetsEmulator) -> Caller:
    """A service account with which the spreadsheets are shared."""
    return Caller(sheets_emulator.url, ROBOT)


@pytest.fixture
def file_id(sheets_emulator: SheetsEmulator) -> str:
    """A list of three rows under a header, in the tab `T`."""
    return sheets_emulator.spreadsheet("Danh sách", {"title": "T", "values": ROWS})


def read(robot: Caller, file_id: str, tab: str = "T") -> Any:
    return robot.ask("GET", f"/v4/spreadsheets/{file_id}/values/{tab}").get("values")


def write(robot: Caller, file_id: str, cell: str, text: str) -> None:
    path = f"/v4/spreadsheets/{file_id}/values/T!{cell}"
    robot.ask("PUT", path, {"values": [[text]]}, valueInputOption="RAW")


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ({"do": "type", "cell": "B2", "text": "năm"}, ["Tên", "năm", "bốn", "một"]),
        ({"do": "clear", "range": "B2:B3"}, ["Tên", "", "", "một"]),
        ({"do": "insert-rows", "row": 2}, ["Tên", "", "chín", "bốn", "một"]),
        ({"do": "delete-rows", "row": 2, "count": 2}, ["Tên", "một"]),
        ({"do": "sort", "range": "A2:B4", "by": "B"}, ["Tên", "bốn", "chín", "một"]),
        ({"do": "paste", "cell": "A4", "rows": [[3, "x"]]}, ["Tên", "chín", "bốn", "x"]),
        ({"do": "paste", "cell": "A5", "rows": [[4, "y"]]}, ["Tên", "chín", "bốn", "một", "y"]),
        ({"do": "copy-row", "row": 2, "to": 4}, ["Tên", "chín", "bốn", "chín"]),
        (
            {"do": "copy-row", "row": 3, "to": 2, "insert": True},
            ["Tên", "bốn", "chín", "bốn", "một"],
        ),
        ({"do": "remark", "cell": "D2", "text": "hỏi lại"}, ["Tên", "chín", "bốn", "một"]),
        ({"do": "hide-rows", "row": 2}, ["Tên", "chín", "bốn", "một"]),
        ({"do": "filter", "range": "A1:B4"}, ["Tên", "chín", "bốn", "một"]),
    ],
)  # fmt: skip
def test_a_deed_does_what_a_hand_does(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str, deed: dict[str, Any],
    expected: list[str],
) -> None:  # fmt: skip
    (done,) = sheets_emulator.person(file_id, deed)
    assert done.error == ""
    assert [[*row, "", ""][1] for row in read(robot, file_id)] == expected


def test_columns_come_and_go(sheets_emulator: SheetsEmulator, robot: Caller, file_id: str) -> None:
    sheets_emulator.person(file_id, {"do": "insert-columns", "column": "B"})
    assert read(robot, file_id)[0] == ["STT", "", "Tên"]
    sheets_emulator.person(file_id, {"do": "delete-columns", "column": "A", "count": 2})
    assert read(robot, file_id)[0] == ["Tên"]


def test_tabs_are_renamed_added_and_deleted(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    deeds: list[dict[str, Any]] = [
        {"do": "rename-tab", "tab": "T", "title": "Mới"},
        {"do": "add-tab", "title": "Nháp"},
    ]
    sheets_emulator.person(file_id, *deeds)
    assert read(robot, file_id, "Mới") == [[str(cell) for cell in row] for row in ROWS]
    sheets_emulator.person(file_id, {"do": "delete-tab", "tab": "Mới"})
    assert read(robot, file_id, "Nháp") is None


def test_ticking_sets_a_truth_value(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    sheets_emulator.person(file_id, {"do": "tick", "cell": "C2"})
    assert read(robot, file_id)[1][2] == "TRUE"


def test_typing_is_read_by_the_files_locale(sheets_emulator: SheetsEmulator, robot: Caller) -> None:
    file_id = sheets_emulator.spreadsheet("S", {"title": "T", "values": []}, locale="vi_VN")
    sheets_emulator.person(file_id, {"do": "type", "cell": "A1", "text": "0912345678"})
    assert read(robot, file_id) == [["912345678"]]


def test_a_person_acts_after_the_clients_read(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    deed = {"do": "type", "cell": "B2", "text": "sau"}
    sheets_emulator.person(file_id, deed, when="after-read")
    assert read(robot, file_id)[1][1] == "chín"
    assert read(robot, file_id)[1][1] == "sau"


def test_a_person_acts_before_the_clients_write(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    sheets_emulator.person(file_id, {"do": "insert-rows", "row": 2}, when="before-write")
    read(robot, file_id)
    write(robot, file_id, "C2", "của dòng 2")
    assert read(robot, file_id)[1] == ["", "", "của dòng 2"]


def test_a_person_waits_for_the_call_it_was_planned_for(
    sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    deed = {"do": "insert-rows", "row": 2}
    sheets_emulator.person(file_id, deed, when="before-write", after=1, count=2)
    heights = []
    for _ in range(4):
        write(robot, file_id, "F1", "x")
        heights.append(len(read(robot, file_id)))
    assert heights == [4, 5, 6, 6]


def test_other_files_and_callers_do_not_wake_a_person(
    owner: Caller, sheets_emulator: SheetsEmulator, robot: Caller, file_id: str
) -> None:
    other = sheets_emulator.spreadsheet("S", {"title": "T", "values": []})
    sheets_emulator.person(file_id, {"do": "clear", "range": "A1"}, when="after-read", caller=ROBOT)
    read(robot, other)
    read(owner, file_id)
    assert sheets_emulator.persons() == []


def test_what_a_person_did_is_told_with_the_reason_of_a_failure(
    sheets_emulator: SheetsEmulator, owner: Caller, file_id: str
) -> None:
    deeds: list[dict[str, Any]] = [
        {"do": "fly"},
        {"do": "type", "cell": "A1"},
        {"do": "delete-rows", "row": 5000},
        {"do": "clear", "tab": "no such", "range": "A1"},
    ]
    errors = [done.error for done in sheets_emulator.person(file_id, *deeds)]
    assert all(errors) and "fly" in errors[0] and "'text'" in errors[1]
    assert {done.user for done in sheets_emulator.persons()} == {owner.user}


def test_a_persons_edits_are_no_calls_of_the_client(
    sheets_emulator: SheetsEmulator, file_id: str
) -> None:
    sheets_emulator.person(file_id, {"do": "clear", "range": "A1"})
    assert sheets_emulator.requests() == []


def test_a_look_at_a_spreadsheet_is_no_call_and_wakes_nobody(
    sheets_emulator: SheetsEmulator, file_id: str
) -> None:
    sheets_emulator.plan(fault="503", kind="read")
    sheets_emulator.person(file_id, {"do": "clear", "range": "A1:B4"}, when="after-read")
    fields = "sheets.data.rowData.values.formattedValue"
    seen = [sheets_emulator.get(file_id, fields=fields, ranges="T!B2") for _ in range(2)]
    row = {"values": [{"formattedValue": "chín"}]}
    assert seen == [{"sheets": [{"data": [{"rowData": [row]}]}]}] * 2
    assert sheets_emulator.requests() == []


def test_a_persons_edit_is_in_the_changes_feed(
    owner: Caller, sheets_emulator: SheetsEmulator, file_id: str
) -> None:
    token = owner.drive("GET", "changes/startPageToken")["startPageToken"]
    sheets_emulator.person(file_id, {"do": "clear", "range": "A1"})
    assert len(owner.drive("GET", "changes", pageToken=token)["changes"]) == 1


@pytest.mark.parametrize("plan", [{"when": "later"}, {"moment": "now"}])
def test_a_plan_that_cannot_be_read_is_refused(
    sheets_emulator: SheetsEmulator, file_id: str, plan: dict[str, str]
) -> None:
    with pytest.raises(PersonPlanError):
        sheets_emulator.person(file_id, {"do": "clear", "range": "A1"}, **plan)
