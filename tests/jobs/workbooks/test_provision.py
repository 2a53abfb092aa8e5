"""Workbooks made from the register: ready to type in, found again, never made twice."""

from dataclasses import replace
from typing import Any

import pytest
import requests

from jobs.register.take import save_register
from jobs.workbooks.provision import Overtaken, Todo, provide, provide_district
from jobs.workbooks.register_links import put_links
from sheets_client.client import GoogleClient
from sheets_client.credentials import MAKING_SCOPES, service_account_credentials
from sheets_client.errors import OutcomeUnknown, QuotaUsedUp
from sheets_schema.campaign import Sharing
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import title
from tests.actions.ward_actions import READER, ROBOT, GoogleActions
from tests.jobs.workbooks.making import CLERK, WISH, known, make, planned

REGISTER = "Đơn vị"


def files(maker: GoogleActions) -> list[dict[str, Any]]:
    """The spreadsheets that the account owns, as Drive lists them."""
    found: list[dict[str, Any]] = maker.context.accounts[0].session_client.list_spreadsheet_files()
    return [file for file in found if "Báo cáo" in file["name"]]


def test_every_unit_gets_the_lists_of_its_kind(maker: GoogleActions) -> None:
    made = make(maker)
    for key, kind in (("W1", "ward"), ("C1", "company")):
        tabs = [sheet.title for sheet in maker.context.accounts[0].get_workbook(made[key]).sheets]
        assert tabs == [table.title for table in maker.context.campaign.workbooks[kind]]


def test_each_address_of_the_register_may_write_and_nobody_else(maker: GoogleActions) -> None:
    made = make(maker)
    drive = maker.context.accounts[0].drive
    assert drive.shared_with(made["W1"]) == {CLERK, READER, ROBOT}
    assert drive.shared_with(made["W2"]) == {ROBOT}


def test_a_second_run_changes_nothing(maker: GoogleActions) -> None:
    make(maker)
    assert [one.todo for one in planned(maker)] == [Todo.REGISTER] * 3
    maker.forget_calls()
    make(maker)
    assert maker.calls() == []
    assert [c.method for c in maker.emulator.requests(kind="drive")] == ["GET"]


def test_links_go_into_the_register_beside_their_unit(maker: GoogleActions) -> None:
    maker.publish()
    maker.officer({"do": "insert-rows", "tab": REGISTER, "row": 2})
    made = make(maker)
    assert put_links(maker.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(maker)} == made
    assert {one.todo for one in planned(maker)} == {Todo.NOTHING}


def test_a_link_that_an_officer_typed_is_left_alone(maker: GoogleActions) -> None:
    maker.publish()
    sheet = maker.district(REGISTER)
    heads = [cell.value for cell in sheet.cells[0]]
    letter = chr(ord("A") + heads.index(title("spreadsheet", "vi")))
    own = maker.emulator.spreadsheet("Bảng của phường", locale="vi_VN")
    maker.officer({"do": "type", "tab": REGISTER, "cell": f"{letter}2", "text": own})
    made = make(maker)
    assert put_links(maker.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(maker)} == made | {"W1": own}


def test_lines_that_officers_move_while_we_write_get_their_own_links(
    maker: GoogleActions,
) -> None:
    maker.publish()
    made = make(maker)
    maker.officer({"do": "insert-rows", "tab": REGISTER, "row": 2}, when="before-write")
    assert put_links(maker.context, made) == []
    assert {unit.key: unit.spreadsheet for unit in known(maker)} == made


def test_a_register_in_a_file_is_told_which_units_got_a_link(maker: GoogleActions) -> None:
    without = put_links(maker.context, make(maker))
    assert [unit.key for unit in without] == ["W1", "W2", "C1"]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("after", range(4))
def test_an_answer_that_is_lost_makes_no_second_file(
    maker: GoogleActions, method: str, when: str, after: int
) -> None:
    maker.emulator.plan(fault="503", method=method, when=when, after=after)
    for _ in range(2):
        list(provide(maker.context, planned(maker), WISH))
    maker.emulator.clear_weather()
    made = make(maker)
    assert sorted(made) == ["C1", "W1", "W2"] and len(files(maker)) == 3
    assert {file["id"] for file in files(maker)} == set(made.values())


def test_a_run_that_was_cut_off_behind_the_making_finds_its_file(maker: GoogleActions) -> None:
    maker.emulator.plan(fault="503", method="POST", path="files$", when="after")
    hidden = {"fault": "503", "method": "GET", "path": "files$", "count": None}
    first = planned(maker)
    maker.emulator.plan(hidden)
    [cut] = provide(maker.context, first, WISH)
    assert cut.error is not None
    maker.emulator.clear_weather()
    # As planned before the file could be seen.
    [again, *_] = provide(maker.context, first, WISH)
    assert again.error is None and len(files(maker)) == 3


def test_an_account_without_storage_is_told_at_the_first_file_and_the_run_ends(
    maker: GoogleActions,
) -> None:
    maker.emulator.conditions(service_account_storage=False)
    [told] = provide(maker.context, planned(maker), WISH)
    assert isinstance(told.error, QuotaUsedUp) and told.unit.key == "W1"
    assert files(maker) == []


def test_in_a_shared_drive_an_account_without_storage_makes_them(maker: GoogleActions) -> None:
    maker.emulator.conditions(service_account_storage=False)
    said = {"name": "Báo cáo", "members": {ROBOT: "fileOrganizer"}}
    drive = requests.post(
        f"{maker.emulator.url}/_emulator/drives",
        json=said,
        headers={"X-Emulator-Token": maker.emulator.control_token},
        timeout=30,
    ).json()
    made = make(maker, replace(WISH, folder=drive["id"]))
    assert len(made) == 3 and {one.todo for one in planned(maker)} == {Todo.REGISTER}


def test_what_google_refuses_one_unit_leaves_the_others(maker: GoogleActions) -> None:
    maker.emulator.plan(fault="403", method="POST", path="batchUpdate$")
    done = list(provide(maker.context, planned(maker), WISH))
    assert [(one.unit.key, one.error is None) for one in done] == [
        ("W1", False),
        ("W2", True),
        ("C1", True),
    ]
    assert planned(maker)[0].todo is Todo.GO_ON
    assert make(maker)["W1"] == planned(maker)[0].file


def test_an_address_that_google_refuses_is_named_and_the_others_get_the_workbook(
    maker: GoogleActions,
) -> None:
    # Asked as a person, then as a group.
    maker.emulator.plan(fault="403", method="POST", path="permissions$", count=2)
    done = list(provide(maker.context, planned(maker), WISH))
    assert (done[0].unit.key, done[0].refused) == ("W1", (CLERK,))
    assert READER in maker.context.accounts[0].drive.shared_with(done[0].file)
    assert [one.todo for one in planned(maker)] == [Todo.REGISTER] * 3


def test_an_address_that_google_knows_as_a_group_is_let_in_as_one(maker: GoogleActions) -> None:
    maker.emulator.plan(fault="403", method="POST", path="permissions$")
    done = list(provide(maker.context, planned(maker), WISH))
    assert [one.refused for one in done] == [(), (), ()]
    kinds = {one["type"] for one in maker.context.accounts[0].drive.list_permissions(done[0].file)}
    assert kinds == {"user", "group"}


def test_who_is_told_by_mail_reads_whose_workbook_it_is(maker: GoogleActions) -> None:
    make(maker, replace(WISH, mail=True))
    asked = maker.emulator.requests(method="POST", path="permissions$")[0].query
    assert "Phường 1" in str(asked["emailMessage"]) and "true" in str(asked)


def test_the_campaign_says_who_may_do_what_and_whether_they_are_mailed(
    maker: GoogleActions,
) -> None:
    sharing = Sharing(role="commenter", overdue="reader", mail=True)
    maker.context = replace(
        maker.context, campaign=replace(maker.context.campaign, sharing=sharing)
    )
    [unit] = [one for one in known(maker) if one.key == "W1"]
    save_register(maker.context, [replace(unit, overdue_emails=("boss@quan.example.vn",))])
    file = make(maker)["W1"]
    given = maker.context.accounts[0].drive.list_permissions(file)
    roles = {one["emailAddress"]: one["role"] for one in given}
    assert (roles[CLERK], roles["boss@quan.example.vn"]) == ("commenter", "reader")
    mailed = [
        call.query["sendNotificationEmail"]
        for call in maker.emulator.requests(method="POST", path="permissions$")
    ]
    assert str(mailed).count("true") == 2


def test_a_quota_that_does_not_come_back_ends_the_run_and_the_next_goes_on(
    maker: GoogleActions,
) -> None:
    maker.emulator.plan(fault="429", kind="write", count=None, after=1)
    done = list(provide(maker.context, planned(maker), WISH))
    assert [one.error is None for one in done] == [True, False]
    maker.emulator.clear_weather()
    assert len(make(maker)) == 3 and len(files(maker)) == 3


def test_who_begins_later_ends_the_run_before(maker: GoogleActions) -> None:
    first = provide(maker.context, planned(maker), WISH)
    assert next(first).error is None
    make(maker)
    with pytest.raises(Overtaken):
        list(first)
    assert len(files(maker)) == 3


def test_a_unit_without_lists_in_the_campaign_is_told(maker: GoogleActions) -> None:
    save_register(maker.context, [OrgUnit("X1", "Trường học", "school")])
    assert [one.todo for one in planned(maker)] == [Todo.NO_LISTS]
    assert make(maker) == {}


def test_an_unknown_outcome_that_stays_unknown_is_told(maker: GoogleActions) -> None:
    maker.emulator.plan(fault="503", method="POST", path="files$", when="before", count=None)
    [told] = provide(maker.context, planned(maker), WISH)
    assert isinstance(told.error, OutcomeUnknown)


def test_the_offices_spreadsheet_is_shared_with_the_account_that_will_publish(
    maker: GoogleActions,
) -> None:
    keys = [maker.emulator.key_file(f"robot{n}@emulator.iam.gserviceaccount.com") for n in range(9)]
    more = [GoogleClient(service_account_credentials(key, MAKING_SCOPES),
                         base_url=maker.emulator.url) for key in keys]  # fmt: skip
    context = replace(maker.context, accounts=(*maker.context.accounts, *more))
    file = provide_district(context, WISH)
    publishing = replace(context, district_spreadsheet=file).google_for(file)
    assert publishing.get_workbook(file).spreadsheet_id == file
    for client in more:
        client.close()
