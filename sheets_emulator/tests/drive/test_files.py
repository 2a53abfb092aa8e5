"""Files of Drive are made, found, changed and deleted as Google does it."""

import time

import pytest

from emulator_tests.calls import FOLDER, SHEET, Caller
from sheets_emulator.pytest_plugin import SheetsEmulator


def test_a_new_spreadsheet_answers_four_fields_in_order(owner: Caller) -> None:
    made = owner.drive("POST", "files", {"name": "Báo cáo", "mimeType": SHEET})
    assert list(made.items())[2:] == [("name", "Báo cáo"), ("mimeType", SHEET)]
    assert list(made)[:2] == ["kind", "id"] and len(made["id"]) == 44


def test_a_file_without_name_and_type_is_an_untitled_ordinary_file(owner: Caller) -> None:
    made = owner.drive("POST", "files", {"name": None})
    assert (made["name"], made["mimeType"]) == ("Untitled", "application/octet-stream")


def test_fields_choose_what_is_answered(owner: Caller) -> None:
    answer = owner.drive("GET", f"files/{owner.sheet('A')}", fields="name,owners(emailAddress)")
    assert answer == {"name": "A", "owners": [{"emailAddress": owner.user}]}


def test_an_unknown_field_is_refused(owner: Caller) -> None:
    path = f"/drive/v3/files/{owner.sheet()}"
    assert owner.refusal("GET", path, fields="colour") == (400, "invalidParameter")


def test_a_file_that_is_not_there_is_not_found(owner: Caller) -> None:
    answer = owner.send("GET", "/drive/v3/files/nothing")
    error = answer.json()["error"]
    assert answer.status_code == 404 and error["message"] == "File not found: nothing."
    assert error["errors"][0]["location"] == "fileId"


def test_the_list_shows_the_newest_first(owner: Caller) -> None:
    for name in "abc":
        owner.sheet(name)
        time.sleep(0.002)
    assert owner.names() == ["c", "b", "a"]
    assert owner.names(orderBy="name") == ["a", "b", "c"]
    assert owner.names(orderBy="folder,name desc") == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("query", "location"),
    [({"q": "name ="}, "q"), ({"orderBy": "colour"}, "orderBy"), ({"pageToken": "x"}, "pageToken")],
)
def test_a_list_that_cannot_be_made_names_the_parameter(
    owner: Caller, query: dict[str, str], location: str
) -> None:
    error = owner.send("GET", "/drive/v3/files", params=query).json()["error"]
    assert (error["message"], error["errors"][0]["location"]) == ("Invalid Value", location)


@pytest.mark.parametrize("fields", ["*", "files", "files(id,shared)", "files/shared"])
def test_a_list_shows_sharing_when_it_is_asked(owner: Caller, fields: str) -> None:
    owner.sheet()
    assert owner.drive("GET", "files", fields=fields)["files"][0]["shared"] is False


def test_pages_together_are_the_whole_list(owner: Caller) -> None:
    for number in range(5):
        owner.sheet(f"f{number}")
    first = owner.drive("GET", "files", pageSize=3, q="trashed=false")
    token = first["nextPageToken"]
    rest = owner.drive("GET", "files", pageSize=3, q="trashed=false", pageToken=token)
    assert len({file["id"] for file in first["files"] + rest["files"]}) == 5
    assert "nextPageToken" not in rest


def test_trashed_files_are_listed_unless_the_query_says_otherwise(owner: Caller) -> None:
    owner.drive("PATCH", f"files/{owner.sheet('a')}", {"trashed": True})
    assert owner.names() == ["a"] and owner.names(q="trashed = false") == []


def test_files_of_a_folder_are_found_by_their_parent(owner: Caller) -> None:
    folder = owner.drive("POST", "files", {"name": "F", "mimeType": FOLDER})["id"]
    inside, outside = owner.sheet("in", parents=[folder]), owner.sheet("out")
    assert owner.names(q=f"'{folder}' in parents") == ["in"]
    owner.drive("PATCH", f"files/{outside}", {}, addParents=folder)
    owner.drive("PATCH", f"files/{inside}", {}, removeParents=folder)
    assert owner.names(q=f"parents in '{folder}'") == ["out"]


def test_renaming_the_file_renames_the_spreadsheet_and_the_reverse(owner: Caller) -> None:
    file_id = owner.sheet("before")
    owner.drive("PATCH", f"files/{file_id}", {"name": "in Drive"})
    assert owner.ask("GET", f"/v4/spreadsheets/{file_id}")["properties"]["title"] == "in Drive"
    owner.rename(file_id, "in Sheets")
    assert owner.drive("GET", f"files/{file_id}")["name"] == "in Sheets"


def test_properties_are_merged_and_null_removes_one(owner: Caller) -> None:
    file_id = owner.sheet(appProperties={"unit": "P01", "kind": "ward"})
    owner.drive("PATCH", f"files/{file_id}", {"appProperties": {"kind": None, "due": "x"}})
    found = owner.drive("GET", f"files/{file_id}", fields="appProperties")
    assert found == {"appProperties": {"unit": "P01", "due": "x"}}


def test_a_copy_has_the_same_tabs_under_a_name_of_its_own(owner: Caller) -> None:
    source = owner.sheet("Template")
    copy = owner.drive("POST", f"files/{source}/copy", {"name": None, "mimeType": SHEET})
    assert copy["name"] == "Copy of Template" and copy["id"] != source
    owner.rename(copy["id"], "P01")
    assert owner.drive("GET", f"files/{source}")["name"] == "Template"


def test_a_deleted_file_is_gone_everywhere(owner: Caller) -> None:
    file_id = owner.sheet()
    answer = owner.send("DELETE", f"/drive/v3/files/{file_id}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert owner.refusal("GET", f"/drive/v3/files/{file_id}") == (404, "notFound")
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}").status_code == 404


def test_a_write_moves_the_modified_time_and_the_version(owner: Caller) -> None:
    file_id = owner.sheet()
    fields = "modifiedTime,version"
    before = owner.drive("GET", f"files/{file_id}", fields=fields)
    owner.rename(file_id, "again")
    after = owner.drive("GET", f"files/{file_id}", fields=fields)
    assert after["modifiedTime"] > before["modifiedTime"]
    assert int(after["version"]) > int(before["version"])


def test_about_says_who_the_caller_is(owner: Caller) -> None:
    assert owner.drive("GET", "about", fields="user/emailAddress") == {
        "user": {"emailAddress": owner.user}
    }
    assert owner.refusal("GET", "/drive/v3/about") == (400, "required")


def test_a_new_start_finds_all_files_again(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    owner.sheet("kept")
    sheets_emulator.restart()
    assert owner.names() == ["kept"]


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "files/x/revisions", "drive.revisions.list"),
        ("GET", "files/generateIds", "drive.files.generateIds"),
        ("DELETE", "files/trash", "drive.files.emptyTrash"),
        ("POST", "files/x/approvals:start", "drive.approvals.start"),
        ("POST", "drives", "drive.drives.create"),
    ],
)
def test_a_method_that_is_not_written_is_refused_by_name(
    owner: Caller, method: str, path: str, name: str
) -> None:
    answer = owner.send(method, f"/drive/v3/{path}")
    assert answer.status_code == 501 and name in answer.json()["error"]["message"]


def test_a_path_that_google_does_not_know_is_a_page(owner: Caller) -> None:
    answer = owner.send("GET", "/drive/v3/nothing/at/all")
    assert answer.status_code == 404 and answer.text.startswith("<!DOCTYPE html>")


def test_a_file_is_moved_out_of_my_drive_into_a_folder(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    folder = owner.drive("POST", "files", {"name": "F", "mimeType": FOLDER})["id"]
    (before,) = owner.drive("GET", f"files/{file_id}", fields="parents")["parents"]
    moved = {"addParents": folder, "removeParents": before, "fields": "parents"}
    assert owner.drive("PATCH", f"files/{file_id}", {}, **moved) == {"parents": [folder]}
    back = {"addParents": before, "removeParents": folder, "fields": "parents"}
    assert owner.drive("PATCH", f"files/{file_id}", {}, **back) == {"parents": [before]}


def test_nobody_sees_the_folder_of_whoever_shares_a_file(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    given = {"type": "user", "role": "reader", "emailAddress": clerk.user}
    owner.drive("POST", f"files/{file_id}/permissions", given)
    assert clerk.drive("GET", f"files/{file_id}", fields="parents") == {}
    assert clerk.names(q="'root' in parents") == []
