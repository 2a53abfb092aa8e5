"""Workbooks made from the register: ready to type in, found again, never made twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from jobs.register.take import save_register
from jobs.store.units import load_units
from jobs.unit.blank_form import ROWS
from jobs.workbooks.provision import Overtaken, Planned, Todo, Wish, plan, provide
from jobs.workbooks.register_links import put_links
from sheets_client.client import GoogleClient
from sheets_client.credentials import MAKING_SCOPES, service_account_credentials
from sheets_client.errors import OutcomeUnknown, QuotaUsedUp
from sheets_client.transport import Patience
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import title
from tests.actions.ward_actions import READER, ROBOT, GoogleActions, google_actions

CLERK = "clerk@phuong.example.vn"
WISH = Wish(pause=lambda seconds: None)
REGISTER = "Đơn vị"


@pytest.fixture
def google(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[GoogleActions]:
    """A district whose account may make files, with two wards and a company without workbooks."""
    client = GoogleClient(
        service_account_credentials(sheets_emulator.key_file(), MAKING_SCOPES),
        base_url=sheets_emulator.url,
        patience=Patience(tries=2, timeout=(5, 20), sleep=lambda seconds: None),
    )
    actions = google_actions(sheets_emulator, tmp_path, client)
    units = [
        OrgUnit("W1", "Phường 1", "ward", emails=(CLERK, READER)),
        OrgUnit("W2", "Phường 2", "ward"),
        OrgUnit("C1", "Công ty An", "company"),
    ]
    save_register(actions.context, units)
    actions.units += units
    yield actions
    actions.close()


def known(google: GoogleActions) -> list[OrgUnit]:
    with google.context.store.begin() as connection:
        return load_units(connection)


def planned(google: GoogleActions, wish: Wish = WISH) -> list[Planned]:
    return plan(google.context, known(google), wish)


def make(google: GoogleActions, wish: Wish = WISH) -> dict[str, str]:
    """One run without a fault: unit key -> spreadsheet."""
    done = list(provide(google.context, planned(google, wish), wish))
    assert [one.error for one in done] == [None] * len(done)
    return {one.unit.key: one.file for one in done}


def files(google: GoogleActions) -> list[dict[str, Any]]:
    """The spreadsheets that the account owns, as Drive lists them."""
    found: list[dict[str, Any]] = google.context.accounts[0].session_client.list_spreadsheet_files()
    return [file for file in found if "Báo cáo" in file["name"]]


def raw(google: GoogleActions, file: str, fields: str) -> Any:
    google.emulator.share(file, READER)
    url = f"{google.emulator.url}/v4/spreadsheets/{file}"
    http = google.context.accounts[0].session_client.http_client
    return http.request("get", url, params={"fields": fields}).json()


def test_every_unit_gets_the_lists_of_its_kind(google: GoogleActions) -> None:
    made = make(google)
    for key, kind in (("W1", "ward"), ("C1", "company")):
        tabs = [sheet.title for sheet in google.context.accounts[0].get_workbook(made[key]).sheets]
        assert tabs == [table.title for table in google.context.campaign.workbooks[kind]]


def test_a_number_with_zeros_in_front_stays_what_was_typed_down_to_the_last_row(
    google: GoogleActions,
) -> None:
    file = make(google)["W1"]
    google.emulator.share(file, READER)
    last = ROWS + 1
    google.emulator.person(
        file, {"do": "type", "tab": "3b. Thành viên", "cell": f"H{last}", "text": "0912345678"}
    )
    sheet = google.context.accounts[0].get_workbook(file).by_title("3b. Thành viên")
    assert sheet is not None
    heads = [cell.value for cell in sheet.cells[0]]
    assert sheet.cell(ROWS, heads.index("Số điện thoại")).value == "0912345678"


def test_headings_are_frozen_and_each_says_what_to_write(google: GoogleActions) -> None:
    fields = "sheets(properties(title,gridProperties),data(rowData(values(note))))"
    seen = raw(google, make(google)["W1"], fields)
    assert {one["properties"]["gridProperties"]["frozenRowCount"] for one in seen["sheets"]} == {1}
    tables = google.context.campaign.workbooks["ward"]
    for table, sheet in zip(tables, seen["sheets"], strict=True):
        notes = [cell.get("note", "") for cell in sheet["data"][0]["rowData"][0]["values"]]
        wanted = [bool(column.help or column.required) for column in table.columns]
        assert [bool(note) for note in notes] == wanted[: len(notes)]


def test_choices_are_offered_and_another_word_is_let_in(google: GoogleActions) -> None:
    file = make(google)["W1"]
    fields = "sheets(properties(title),data(rowData(values(dataValidation))))"
    rules = [
        cell["dataValidation"]
        for sheet in raw(google, file, fields)["sheets"]
        for row in sheet["data"][0].get("rowData", ())[1:2]
        for cell in row.get("values", ())
        if "dataValidation" in cell
    ]
    assert rules and not any(rule.get("strict") for rule in rules)
    said = {value["userEnteredValue"] for rule in rules for value in rule["condition"]["values"]}
    assert {"Tổ trưởng", "Tổ phó", "Thành viên"} <= said


def test_dates_are_read_as_in_viet_nam(google: GoogleActions) -> None:
    seen = google.context.accounts[0].get_workbook(make(google)["W1"])
    assert (seen.locale, seen.time_zone) == ("vi_VN", "Asia/Ho_Chi_Minh")


def test_a_made_workbook_is_checked_as_any_other(google: GoogleActions) -> None:
    made = make(google)
    units = [replace(unit, spreadsheet=made[unit.key]) for unit in known(google)]
    save_register(google.context, units)
    google.units[:] = units
    google.drain()
    tabs = [s.title for s in google.context.accounts[0].get_workbook(made["W1"]).sheets]
    assert {"Hướng dẫn", "Kết quả kiểm tra"} <= set(tabs)


def test_each_address_of_the_register_may_write_and_nobody_else(google: GoogleActions) -> None:
    made = make(google)
    drive = google.context.accounts[0].drive
    assert drive.shared_with(made["W1"]) == {CLERK, READER, ROBOT}
    assert drive.shared_with(made["W2"]) == {ROBOT}


def test_a_second_run_changes_nothing(google: GoogleActions) -> None:
    make(google)
    assert [one.todo for one in planned(google)] == [Todo.REGISTER] * 3
    google.forget_calls()
    make(google)
    assert google.calls() == []
    assert [c.method for c in google.emulator.requests(kind="drive")] == ["GET"]


def test_links_go_into_the_register_beside_their_unit(google: GoogleActions) -> None:
    google.publish()
    google.officer({"do": "insert-rows", "tab": REGISTER, "row": 2})
    made = make(google)
    assert put_links(google.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(google)} == made
    assert {one.todo for one in planned(google)} == {Todo.NOTHING}


def test_a_link_that_an_officer_typed_is_left_alone(google: GoogleActions) -> None:
    google.publish()
    sheet = google.district(REGISTER)
    heads = [cell.value for cell in sheet.cells[0]]
    letter = chr(ord("A") + heads.index(title("spreadsheet", "vi")))
    own = google.emulator.spreadsheet("Bảng của phường", locale="vi_VN")
    google.officer({"do": "type", "tab": REGISTER, "cell": f"{letter}2", "text": own})
    made = make(google)
    assert put_links(google.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(google)} == made | {"W1": own}


def test_lines_that_officers_move_while_we_write_get_their_own_links(
    google: GoogleActions,
) -> None:
    google.publish()
    made = make(google)
    google.officer({"do": "insert-rows", "tab": REGISTER, "row": 2}, when="before-write")
    assert put_links(google.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(google)} == made


def test_a_register_in_a_file_is_told_which_units_got_a_link(google: GoogleActions) -> None:
    without = put_links(google.context, make(google))
    assert [unit.key for unit in without] == ["W1", "W2", "C1"]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("after", range(4))
def test_an_answer_that_is_lost_makes_no_second_file(
    google: GoogleActions, method: str, when: str, after: int
) -> None:
    google.emulator.plan(fault="503", method=method, when=when, after=after)
    for _ in range(2):
        list(provide(google.context, planned(google), WISH))
    google.emulator.clear_weather()
    made = make(google)
    assert sorted(made) == ["C1", "W1", "W2"] and len(files(google)) == 3
    assert {file["id"] for file in files(google)} == set(made.values())


def test_a_run_that_was_cut_off_behind_the_making_finds_its_file(google: GoogleActions) -> None:
    google.emulator.plan(fault="503", method="POST", path="files$", when="after")
    hidden = {"fault": "503", "method": "GET", "path": "files$", "count": None}
    first = planned(google)
    google.emulator.plan(hidden)
    [cut] = provide(google.context, first, WISH)
    assert cut.error is not None
    google.emulator.clear_weather()
    # As planned before the file could be seen.
    [again, *_] = provide(google.context, first, WISH)
    assert again.error is None and len(files(google)) == 3


def test_an_account_without_storage_is_told_at_the_first_file_and_the_run_ends(
    google: GoogleActions,
) -> None:
    google.emulator.conditions(service_account_storage=False)
    [told] = provide(google.context, planned(google), WISH)
    assert isinstance(told.error, QuotaUsedUp) and told.unit.key == "W1"
    assert files(google) == []


def test_in_a_shared_drive_an_account_without_storage_makes_them(google: GoogleActions) -> None:
    google.emulator.conditions(service_account_storage=False)
    said = {"name": "Báo cáo", "members": {ROBOT: "fileOrganizer"}}
    drive = requests.post(
        f"{google.emulator.url}/_emulator/drives",
        json=said,
        headers={"X-Emulator-Token": google.emulator.control_token},
        timeout=30,
    ).json()
    made = make(google, replace(WISH, folder=drive["id"]))
    assert len(made) == 3 and {one.todo for one in planned(google)} == {Todo.REGISTER}


def test_what_google_refuses_one_unit_leaves_the_others(google: GoogleActions) -> None:
    google.emulator.plan(fault="403", method="POST", path="permissions$")
    done = list(provide(google.context, planned(google), WISH))
    assert [(one.unit.key, one.error is None) for one in done] == [
        ("W1", False),
        ("W2", True),
        ("C1", True),
    ]
    assert planned(google)[0].todo is Todo.GO_ON
    assert make(google)["W1"] == planned(google)[0].file


def test_a_quota_that_does_not_come_back_ends_the_run_and_the_next_goes_on(
    google: GoogleActions,
) -> None:
    google.emulator.plan(fault="429", kind="write", count=None, after=1)
    done = list(provide(google.context, planned(google), WISH))
    assert [one.error is None for one in done] == [True, False]
    google.emulator.clear_weather()
    assert len(make(google)) == 3 and len(files(google)) == 3


def test_who_begins_later_ends_the_run_before(google: GoogleActions) -> None:
    first = provide(google.context, planned(google), WISH)
    assert next(first).error is None
    make(google)
    with pytest.raises(Overtaken):
        list(first)
    assert len(files(google)) == 3


def test_a_unit_without_lists_in_the_campaign_is_told(google: GoogleActions) -> None:
    save_register(google.context, [OrgUnit("X1", "Trường học", "school")])
    assert [one.todo for one in planned(google)] == [Todo.NO_LISTS]
    assert make(google) == {}


def test_an_unknown_outcome_that_stays_unknown_is_told(google: GoogleActions) -> None:
    google.emulator.plan(fault="503", method="POST", path="files$", when="before", count=None)
    [told] = provide(google.context, planned(google), WISH)
    assert isinstance(told.error, OutcomeUnknown)
