"""Who is shared with sees and edits; who is not sees nothing."""

import pytest

from emulator_tests.calls import FOLDER, Caller
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator


def share(owner: Caller, file_id: str, role: str, email: str = "clerk@ward.example") -> str:
    """Give a role; the permission's id."""
    body = {"type": "user", "role": role, "emailAddress": email}
    return str(owner.drive("POST", f"files/{file_id}/permissions", body)["id"])


def test_a_stranger_finds_no_file(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    assert clerk.names() == []
    assert clerk.refusal("GET", f"/drive/v3/files/{file_id}") == (404, "notFound")


def test_a_stranger_is_refused_by_sheets(owner: Caller, clerk: Caller) -> None:
    status, error = clerk.refusal("GET", f"/v4/spreadsheets/{owner.sheet()}")
    assert (status, error["status"]) == (403, "PERMISSION_DENIED")
    assert error["message"] == "The caller does not have permission"


def test_a_reader_reads_and_a_writer_writes(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    share(owner, file_id, "reader")
    path = f"/drive/v3/files/{file_id}"
    assert clerk.names() and clerk.refusal("PATCH", path, {"name": "x"})[0] == 403
    share(owner, file_id, "writer")
    clerk.rename(file_id, "by the clerk")
    assert clerk.drive("GET", f"files/{file_id}", fields="lastModifyingUser/me") == {
        "lastModifyingUser": {"me": True}
    }


def test_only_the_owner_deletes(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    share(owner, file_id, "writer")
    path = f"/drive/v3/files/{file_id}"
    assert clerk.refusal("DELETE", path) == (403, "insufficientFilePermissions")


def test_the_same_grantee_keeps_one_permission(owner: Caller) -> None:
    file_id = owner.sheet()
    assert share(owner, file_id, "reader") == share(owner, file_id, "writer")
    fields = "permissions(role,emailAddress)"
    listed = owner.drive("GET", f"files/{file_id}/permissions", fields=fields)["permissions"]
    assert listed == [
        {"role": "writer", "emailAddress": "clerk@ward.example"},
        {"role": "owner", "emailAddress": owner.user},
    ]


def test_a_permission_taken_away_ends_access(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    given = share(owner, file_id, "writer")
    owner.drive("DELETE", f"files/{file_id}/permissions/{given}")
    assert clerk.send("GET", f"/v4/spreadsheets/{file_id}").status_code == 403


def test_a_folder_shares_what_lies_in_it(owner: Caller, clerk: Caller) -> None:
    folder = owner.drive("POST", "files", {"name": "F", "mimeType": FOLDER})["id"]
    file_id = owner.sheet("inside", parents=[folder])
    share(owner, folder, "writer")
    assert sorted(clerk.names()) == ["F", "inside"]
    clerk.rename(file_id, "by the clerk")


def test_anyone_with_the_link_opens_but_does_not_find(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet("open")
    body = {"type": "anyone", "role": "reader"}
    made = owner.drive("POST", f"files/{file_id}/permissions", body)
    assert made["id"] == "anyoneWithLink"
    assert clerk.drive("GET", f"files/{file_id}")["name"] == "open" and clerk.names() == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"type": "user", "role": "writer"}, "invalidSharingRequest"),
        ({"type": "user", "role": "king", "emailAddress": "a@b.c"}, "invalid"),
        ({"type": "robot", "role": "writer"}, "invalid"),
        ({"type": "user", "role": "owner", "emailAddress": "a@b.c"}, "forbidden"),
    ],
)
def test_a_wrong_permission_is_refused(owner: Caller, body: dict[str, str], reason: str) -> None:
    path = f"/drive/v3/files/{owner.sheet()}/permissions"
    assert owner.refusal("POST", path, body)[1] == reason


def test_the_owner_hands_over(owner: Caller, clerk: Caller) -> None:
    file_id = owner.sheet()
    body = {"type": "user", "role": "owner", "emailAddress": clerk.user}
    owner.drive("POST", f"files/{file_id}/permissions", body, transferOwnership=True)
    assert clerk.drive("GET", f"files/{file_id}", fields="ownedByMe") == {"ownedByMe": True}
    assert owner.refusal("DELETE", f"/drive/v3/files/{file_id}")[0] == 403


def test_a_shared_drive_is_seen_only_by_callers_that_know_them(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    body = {"name": "District", "members": {owner.user: "organizer"}}
    drive = owner.ask("POST", "/_emulator/drives", body)["id"]
    owner.sheet("inside", parents=[drive])
    assert owner.names() == []
    assert owner.names(supportsAllDrives=True, includeItemsFromAllDrives=True) == ["inside"]


def test_a_service_account_without_storage_creates_only_in_a_shared_drive(
    sheets_emulator: SheetsEmulator,
) -> None:
    robot = Caller(sheets_emulator.url, ROBOT, sheets_emulator.control_token)
    sheets_emulator.conditions(service_account_storage=False)
    refused = robot.refusal("POST", "/drive/v3/files", {"name": "x"})
    assert refused == (403, "storageQuotaExceeded")
    assert robot.send("POST", "/v4/spreadsheets", {}).status_code == 403
    body = {"name": "District", "members": {ROBOT: "writer"}}
    drive = robot.ask("POST", "/_emulator/drives", body)["id"]
    assert robot.sheet("inside", parents=[drive])


def test_comments_need_fields_and_are_listed(owner: Caller) -> None:
    file_id = owner.sheet()
    path = f"files/{file_id}/comments"
    assert owner.refusal("GET", f"/drive/v3/{path}") == (400, "required")
    assert owner.drive("GET", path, fields="comments/content") == {"comments": []}
    owner.drive("POST", path, {"content": "xem lại dòng 5"}, fields="id")
    assert owner.drive("GET", path, fields="comments/content") == {
        "comments": [{"content": "xem lại dòng 5"}]
    }


def test_a_service_account_is_shown_by_its_address(owner: Caller) -> None:
    file_id = owner.sheet()
    for email, name in (("a@b.vn", "a"), (ROBOT, ROBOT)):
        given = {"type": "user", "role": "writer", "emailAddress": email}
        path = f"files/{file_id}/permissions"
        assert owner.drive("POST", path, given, fields="displayName") == {"displayName": name}
