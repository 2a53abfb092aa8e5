"""A workbook that anybody with its link can open is told to the officers."""

import requests

from jobs.workbooks.sharing import DISTRICT, look_at_sharing, open_to_all
from tests.actions.ward_actions import GoogleActions


def open_to(google: GoogleActions, file: str, kind: str, **more: str) -> str:
    """Its owner shares the file with anybody, or with a domain; the id of the permission."""
    answer = requests.post(
        f"{google.emulator.url}/drive/v3/files/{file}/permissions",
        json={"type": kind, "role": "reader", **more},
        headers={"Authorization": f"Bearer {google.emulator.emulator.owner}"},
        timeout=10,
    )
    return str(answer.json()["id"])


def close(google: GoogleActions, file: str, permission: str) -> None:
    requests.delete(
        f"{google.emulator.url}/drive/v3/files/{file}/permissions/{permission}",
        headers={"Authorization": f"Bearer {google.emulator.emulator.owner}"},
        timeout=10,
    ).raise_for_status()


def test_what_is_open_to_anybody_with_the_link_is_told(google: GoogleActions) -> None:
    wards = [google.workbook(f"Phường {number}") for number in (1, 2, 3)]
    open_to(google, wards[1].spreadsheet, "anyone")
    open_to(google, wards[2].spreadsheet, "domain", domain="quan.example.vn")
    assert look_at_sharing(google.context) == [wards[1].code]


def test_the_districts_own_spreadsheet_is_looked_at_too(google: GoogleActions) -> None:
    open_to(google, google.context.district_spreadsheet, "anyone")
    assert look_at_sharing(google.context) == [DISTRICT]


def test_the_alarm_ends_when_the_workbook_is_closed_again(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1")
    permission = open_to(google, ward.spreadsheet, "anyone")
    look_at_sharing(google.context)
    close(google, ward.spreadsheet, permission)
    assert look_at_sharing(google.context) == []


def test_while_google_is_away_the_alarm_stays_as_it_was(google: GoogleActions) -> None:
    wards = [google.workbook(f"Phường {number}") for number in (1, 2)]
    open_to(google, wards[0].spreadsheet, "anyone")
    look_at_sharing(google.context)
    google.emulator.plan(fault="503", path="/permissions", count=None)
    assert look_at_sharing(google.context) == [wards[0].code]
    with google.context.store.begin() as connection:
        assert open_to_all(connection) == [wards[0].code]
