"""The control doors do over HTTP, for any language, what the fixture does in Python."""

from typing import Any

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator

TAB = {"title": "1. Mô hình", "values": [["STT", "Tên"], [1, "Chợ 4.0"]]}


def control(owner: Caller, method: str, door: str, body: Any = None, **query: Any) -> Any:
    return owner.ask(method, f"/_emulator/{door}", body, **query)


def seed(caller: Caller, **words: Any) -> str:
    body = {"title": "P01", "tabs": [TAB], **words}
    return str(control(caller, "POST", "spreadsheets", body)["id"])


def shown(owner: Caller, file_id: str, **query: Any) -> Any:
    path = f"/v4/spreadsheets/{file_id}/values/1. Mô hình"
    return owner.ask("GET", path, **query)["values"]


def test_a_seeded_spreadsheet_has_its_tabs_and_values(owner: Caller) -> None:
    file_id = seed(owner, locale="vi_VN")
    assert shown(owner, file_id) == [["STT", "Tên"], ["1", "Chợ 4.0"]]
    book = owner.ask("GET", f"/v4/spreadsheets/{file_id}")
    assert (book["properties"]["title"], book["properties"]["locale"]) == ("P01", "vi_VN")


def test_a_seed_is_read_as_typing_when_asked(owner: Caller) -> None:
    tab = {"title": "1. Mô hình", "values": [["0912", "'0912", "=1+1", "31/12/2024"]]}
    file_id = seed(owner, tabs=[tab], typed=True, locale="vi_VN")
    unformatted = shown(owner, file_id, valueRenderOption="UNFORMATTED_VALUE")
    assert unformatted == [[912, "0912", 2, 45657]]


def test_a_seed_is_taken_literally_otherwise(owner: Caller) -> None:
    tab = {"title": "1. Mô hình", "values": [["0912", "'0912", "=1+1", None, True]]}
    unformatted = {"valueRenderOption": "UNFORMATTED_VALUE"}
    found = shown(owner, seed(owner, tabs=[tab]), **unformatted)
    assert found == [["0912", "'0912", "=1+1", "", True]]


def test_a_seed_may_bring_formats_notes_and_people(owner: Caller, clerk: Caller) -> None:
    number = {"type": "NUMBER", "pattern": "000"}
    cell = {
        "userEnteredValue": {"numberValue": 7},
        "userEnteredFormat": {"numberFormat": number},
        "note": "ghi chú",
    }
    tab = {"title": "1. Mô hình", "values": [[cell]], "frozen_rows": 1}
    file_id = seed(owner, tabs=[tab], owner=clerk.user, share={owner.user: "reader"})
    assert shown(owner, file_id) == [["007"]]
    assert clerk.drive("GET", f"files/{file_id}", fields="ownedByMe") == {"ownedByMe": True}


def test_the_log_tells_what_each_call_was(owner: Caller) -> None:
    file_id = seed(owner)
    owner.rename(file_id, "P02")
    (entry,) = control(owner, "GET", "requests", verb="batchUpdate")["requests"]
    assert entry["requests"] == ["updateSpreadsheetProperties"] and entry["user"] == owner.user
    assert entry["status"] == 200 and entry["bytes_in"] > 0 and entry["bytes_out"] > 0
    assert "body" not in entry
    (whole,) = control(owner, "GET", "requests?path=:batchUpdate$", bodies=True)["requests"]
    assert whole["body"]["requests"][0]["updateSpreadsheetProperties"]["fields"] == "title"


def test_the_log_is_cleared(owner: Caller) -> None:
    owner.names()
    control(owner, "DELETE", "requests")
    assert control(owner, "GET", "requests") == {"requests": []}


def test_weather_is_planned_and_cleared(owner: Caller) -> None:
    rule = {"fault": "503", "count": None}
    control(owner, "POST", "weather", {"rules": [rule], "seed": 1})
    assert owner.send("GET", "/drive/v3/files").status_code == 503
    control(owner, "DELETE", "weather")
    assert owner.send("GET", "/drive/v3/files").ok


def test_conditions_change_one_by_one(owner: Caller) -> None:
    control(owner, "PATCH", "conditions", {"pace": {"coalesce": 180}})
    control(owner, "PATCH", "conditions", {"join": 2})
    conditions = control(owner, "GET", "")["conditions"]
    assert conditions["pace"]["coalesce"] == 180 and conditions["join"] == 2


def test_quotas_are_turned_on_shown_and_off(owner: Caller) -> None:
    file_id = seed(owner)
    control(owner, "PUT", "quota", {"per_user": 1})
    path = f"/v4/spreadsheets/{file_id}"
    assert [owner.send("GET", path).status_code for _ in range(2)] == [200, 429]
    assert control(owner, "GET", "quota")[f"read user {owner.user}"] == 1
    control(owner, "DELETE", "quota")
    assert owner.send("GET", path).ok


def test_a_person_is_planned_over_http(owner: Caller) -> None:
    file_id = seed(owner)
    deed = {"do": "type", "cell": "B2", "text": "Chợ 5.0"}
    control(owner, "POST", "persons", {"file": file_id, "do": deed, "when": "after-read"})
    shown(owner, file_id)
    assert control(owner, "GET", "persons")["done"][0]["deed"] == deed
    assert shown(owner, file_id)[1] == ["1", "Chợ 5.0"]


def test_accounts_are_made_and_removed(owner: Caller) -> None:
    key = control(owner, "POST", "accounts", {"email": ROBOT})
    assert key["client_email"] == ROBOT and key["token_uri"] == f"{owner.url}/token"
    assert control(owner, "GET", "")["accounts"] == [ROBOT]
    control(owner, "DELETE", f"accounts/{ROBOT}")
    assert control(owner, "GET", "")["accounts"] == []


def test_a_person_signs_in_with_a_refresh_token(owner: Caller) -> None:
    body = {"email": "clerk@ward.example", "kind": "authorized_user"}
    user = control(owner, "POST", "accounts", body)
    form = {name: user[name] for name in ("client_id", "client_secret", "refresh_token")}
    answer = owner.send("POST", "/token", data={**form, "grant_type": "refresh_token"})
    caller = Caller(owner.url, answer.json()["access_token"])
    fields = {"fields": "user/emailAddress"}
    assert caller.drive("GET", "about", **fields)["user"]["emailAddress"] == body["email"]


def test_a_refused_token_has_the_oauth_shape(owner: Caller) -> None:
    answer = owner.send("POST", "/token", data={"grant_type": "password"})
    assert answer.status_code == 400 and answer.json()["error"] == "unsupported_grant_type"


def test_sharing_is_given_and_taken(owner: Caller, clerk: Caller) -> None:
    file_id = seed(owner)
    control(owner, "POST", f"files/{file_id}/share", {"email": clerk.user, "role": "writer"})
    assert clerk.send("GET", f"/v4/spreadsheets/{file_id}").ok
    control(owner, "POST", f"files/{file_id}/share", {"email": clerk.user, "role": None})
    assert clerk.send("GET", f"/v4/spreadsheets/{file_id}").status_code == 403


def test_a_sheet_becomes_an_xlsx(owner: Caller) -> None:
    file_id = seed(owner)
    control(owner, "POST", f"files/{file_id}/become-xlsx")
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}").status_code == 400


def test_a_reset_leaves_accounts_and_nothing_else(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    file_id = seed(owner)
    sheets_emulator.key()
    sheets_emulator.plan(fault="503", count=None)
    sheets_emulator.quota(per_user=0)
    control(owner, "POST", "reset")
    state = control(owner, "GET", "")
    assert (state["files"], state["requests"], state["weather"], state["quota"]) == (0, 0, [], None)
    assert state["accounts"] == [ROBOT]
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}").status_code == 404


def test_the_clock_moves(owner: Caller) -> None:
    before = control(owner, "GET", "")["now"]
    after = control(owner, "POST", "clock", {"advance": 3600})["now"]
    assert 3600 <= after - before < 3660


@pytest.mark.parametrize(
    ("method", "path", "body", "word"),
    [
        ("POST", "weather", {"rules": [{"fault": "rain"}]}, "fault"),
        ("POST", "weather", {}, "rules"),
        ("PUT", "quota", {"per_hour": 1}, "per_hour"),
        ("PATCH", "conditions", {"pace": {"slow": 1}}, "slow"),
        ("POST", "persons", {"file": "x", "do": "sort"}, "do"),
        ("POST", "persons", {"file": "x", "do": {}, "why": 1}, "why"),
        ("POST", "spreadsheets", {"tabs": [{"title": "T", "values": [[[]]]}]}, "cell"),
        ("POST", "accounts", {}, "email"),
        ("POST", "clock", {"advance": "soon"}, "soon"),
    ],
)
def test_a_mistake_is_told_in_words(
    owner: Caller, method: str, path: str, body: Any, word: str
) -> None:
    status, error = owner.refusal(method, f"/_emulator/{path}", body)
    assert status == 400 and word in error["message"]
