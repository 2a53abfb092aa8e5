"""A workbook that others can open than should, or that we cannot, is told to the officers."""

from typing import Any

import pytest
import requests

from jobs.workbooks.drift import Drift, Kind, drifts
from jobs.workbooks.sharing import DISTRICT, drift_lines, look_at_sharing, sharing_drift
from jobs.workbooks.sharing_out import Mending, Repair
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import READER, ROBOT, GoogleActions
from tests.jobs.workbooks.making import CLERK, known, made_ward

OPEN = [Drift(Kind.ANYONE)]
STRANGER = "someone@gmail.com"


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


def given(address: str, role: str = "writer") -> dict[str, Any]:
    """A permission in Drive's words."""
    return {"id": address, "type": "user", "role": role, "emailAddress": address}


def test_what_is_open_to_anybody_with_the_link_is_told(google: GoogleActions) -> None:
    wards = [google.workbook(f"Phường {number}") for number in (1, 2, 3)]
    open_to(google, wards[1].spreadsheet, "anyone")
    open_to(google, wards[2].spreadsheet, "domain", domain="quan.example.vn")
    assert look_at_sharing(google.context) == {wards[1].code: OPEN}


def test_the_districts_own_spreadsheet_is_looked_at_too(google: GoogleActions) -> None:
    open_to(google, google.context.district_spreadsheet, "anyone")
    assert look_at_sharing(google.context) == {DISTRICT: OPEN}


def test_the_alarm_ends_when_the_workbook_is_closed_again(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1")
    permission = open_to(google, ward.spreadsheet, "anyone")
    look_at_sharing(google.context)
    close(google, ward.spreadsheet, permission)
    assert look_at_sharing(google.context) == {}


def test_while_google_is_away_the_alarm_stays_as_it_was(google: GoogleActions) -> None:
    wards = [google.workbook(f"Phường {number}") for number in (1, 2)]
    open_to(google, wards[0].spreadsheet, "anyone")
    look_at_sharing(google.context)
    google.emulator.plan(fault="503", path="/permissions", count=None)
    assert look_at_sharing(google.context) == {wards[0].code: OPEN}
    with google.context.store.begin() as connection:
        assert sharing_drift(connection) == {wards[0].code: OPEN}


def test_a_stranger_who_may_edit_is_told_with_an_address_that_is_masked(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 1")
    google.register(ward, emails=("clerk@phuong.example.vn",))
    google.emulator.share(ward.spreadsheet, STRANGER)
    found = look_at_sharing(google.context)
    assert [one for one in found[ward.code] if one.address.startswith("so…@gmail.com")]
    said = " ".join(drift_lines(found, {ward.code: "Phường 1"}, "vi"))
    assert "Phường 1 (so…@gmail.com)" in said and STRANGER not in said


@pytest.mark.parametrize(
    ("permission", "emails"),
    [
        (given("clerk@phuong.vn"), (" clerk@phuong.vn".strip(),)),
        (given("Colleague@phuong.vn"), ("clerk@phuong.vn",)),
        (given("robot@x.iam.gserviceaccount.com"), ("clerk@phuong.vn",)),
        (given("someone@gmail.com", "reader"), ("clerk@phuong.vn",)),
        (given("owner@gmail.com", "owner"), ("clerk@phuong.vn",)),
        (given("someone@gmail.com"), ()),
        (
            {**given("head@quan.vn", "organizer"), "permissionDetails": [{"inherited": True}]},
            ("clerk@phuong.vn",),
        ),
    ],
    ids=[
        "named",
        "a colleague",
        "the service",
        "reads only",
        "the owner",
        "no address known",
        "a member of the shared drive",
    ],
)
def test_who_is_no_stranger(permission: dict[str, Any], emails: tuple[str, ...]) -> None:
    unit = OrgUnit("W1", "Phường 1", "ward", emails=emails)
    assert drifts([permission], unit, frozenset({"robot@x.iam.gserviceaccount.com"})) == []


def test_two_at_a_public_mail_are_strangers_to_each_other() -> None:
    unit = OrgUnit("W1", "Phường 1", "ward", emails=("a@gmail.com",))
    [found] = drifts([given("b@gmail.com")], unit, frozenset())
    assert found == Drift(Kind.STRANGER, "b@gmail.com")


def test_a_workbook_that_is_shut_to_us_is_told_with_the_address_to_let_in(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 1")
    google.emulator.share(ward.spreadsheet, ROBOT, None)
    found = look_at_sharing(google.context)
    assert found == {ward.code: [Drift(Kind.CLOSED, ROBOT)]}
    assert ROBOT in drift_lines(found, {ward.code: "Phường 1"}, "vi")[0]


def test_formulas_that_may_fetch_from_outside_are_told(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1")
    said = {"properties": {"importFunctionsExternalUrlAccessAllowed": True}}
    fields = {"fields": "importFunctionsExternalUrlAccessAllowed"}
    request = {"updateSpreadsheetProperties": said | fields}
    google.context.accounts[0].batch_update(ward.spreadsheet, [request])
    assert look_at_sharing(google.context) == {ward.code: [Drift(Kind.IMPORTS)]}


def mended(google: GoogleActions, made: str, *, dry: bool = False) -> list[Mending]:
    """What a repair did, or would do."""
    order = Repair(google.context, frozenset({made}), None, lambda seconds: None, dry=dry)
    return [one for one in order.of_all(known(google)) if one.needed]


def test_a_repair_brings_a_made_workbook_back_to_its_line_of_the_register(
    maker: GoogleActions,
) -> None:
    ward = made_ward(maker)
    owner = maker.emulator.emulator.owner
    open_to(maker, ward.spreadsheet, "anyone")
    maker.emulator.share(ward.spreadsheet, STRANGER)
    maker.emulator.share(ward.spreadsheet, CLERK, None)
    [told] = mended(maker, ward.spreadsheet, dry=True)
    drive = maker.context.accounts[0].drive
    assert told.closed and set(told.out) == {STRANGER, owner} and told.into == (CLERK,)
    assert STRANGER in drive.shared_with(ward.spreadsheet)
    mended(maker, ward.spreadsheet)
    assert drive.shared_with(ward.spreadsheet) == {CLERK, READER, ROBOT}
    assert all(one["type"] == "user" for one in drive.list_permissions(ward.spreadsheet))
    assert mended(maker, ward.spreadsheet) == []


def test_in_a_units_own_file_nobody_is_taken_out(maker: GoogleActions) -> None:
    ward = made_ward(maker)
    open_to(maker, ward.spreadsheet, "anyone")
    maker.emulator.share(ward.spreadsheet, STRANGER)
    [told] = mended(maker, "another file")
    assert (told.closed, told.out, told.into) == (True, (), ())
    assert STRANGER in maker.context.accounts[0].drive.shared_with(ward.spreadsheet)


def test_a_file_whose_sharing_we_may_not_change_is_told_and_the_others_go_on(
    maker: GoogleActions,
) -> None:
    ward = made_ward(maker)
    other = known(maker)[1].spreadsheet
    for file in (ward.spreadsheet, other):
        open_to(maker, file, "anyone") if file == ward.spreadsheet else None
    maker.emulator.plan(fault="403", method="DELETE", path="/permissions/")
    [told] = mended(maker, ward.spreadsheet)
    assert told.error is not None and told.unit is not None and told.unit.key == "W1"
