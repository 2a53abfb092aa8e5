"""Provision.gs under Node against the local Google: workbooks without a program of ours."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from jobs.workbooks.script_lists import campaign_script
from sheets_emulator.pytest_plugin import ROBOT, SheetsEmulator
from sheets_schema.declaration import read_campaign
from sheets_schema.messages import text

SCRIPTS = Path(__file__).parents[3] / "deploy" / "apps_script"
HARNESS = Path(__file__).with_name("provision_script.mjs")
OFFICE, CLERK, BOSS = "office@quan.example.vn", "clerk@phuong.example.vn", "boss@cong-ty.example.vn"
HEADS = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "E-mail", "Bảng của đơn vị"]
CAMPAIGN = read_campaign("to-cnscd-2024")

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs the program node (Debian: nodejs)"
)


class Sheet:
    """A tab of units, and runs of the script that is bound to it, which remember as Google does."""

    def __init__(self, google: SheetsEmulator) -> None:
        self.google = google
        self.seconds_a_call, self.locked = 0.1, False
        self.properties: dict[str, str] = {"WARDSHEETS_ACCOUNTS": ROBOT}
        self.triggers: list[Mapping[str, Any]] = []
        self.register = google.spreadsheet(
            "Quận",
            {
                "title": "Đơn vị",
                "values": [
                    ["DANH SÁCH ĐƠN VỊ"],
                    HEADS,
                    ["P01", "Phường Một", "phường", CLERK, ""],
                    ["P02", "Phường Hai", "Phường", "", ""],
                    ["C01", "Công ty An", "doanh nghiệp", BOSS, ""],
                ],
            },
        )
        google.share(self.register, OFFICE)

    def run(self, *steps: str, kill_at: int = 0) -> dict[str, Any]:
        """What the script did; `kill_at`: Google ends it at that call's answer."""
        order = {
            "scripts": [str(SCRIPTS / "Campaign.gs"), str(SCRIPTS / "Provision.gs")],
            "url": self.google.url,
            "person": OFFICE,
            "register": self.register,
            "steps": steps or ["provision"],
            "properties": self.properties,
            "triggers": self.triggers,
            "secondsACall": self.seconds_a_call,
            "locked": self.locked,
            "killAt": kill_at,
        }
        asked = json.dumps(order)
        done = subprocess.run(["node", HARNESS], input=asked, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        self.properties, self.triggers = said["properties"], said["triggers"]
        return said

    def rows(self) -> list[list[str]]:
        """The tab as it is shown, from the head on."""
        path = f"/v4/spreadsheets/{self.register}/values/'Đơn vị'!A2:E9"
        said = self.google.emulator.api.call(self.google.emulator.owner, "GET", path, {})
        return [[*row, *[""] * (5 - len(row))] for row in said["values"]]

    def links(self) -> dict[str, str]:
        """The ids of workbooks by code."""
        return {row[0]: row[4].split("/")[5] for row in self.rows()[1:] if row[4]}

    def files(self) -> list[str]:
        """The names of the files that there are, a file a line."""
        query = {"q": "name contains 'Báo cáo' and trashed = false", "fields": "files(name)"}
        said = self.google.emulator.api.call(OFFICE, "GET", "/drive/v3/files", query)
        return sorted(file["name"].rpartition(" – ")[2] for file in said["files"])

    def note(self, row: int) -> str:
        """The note at a row's cell for the link (`row` from 1)."""
        fields = "sheets(data(rowData(values(note))))"
        said = self.google.get(self.register, ranges=f"'Đơn vị'!E{row}", fields=fields)
        rows = said["sheets"][0]["data"][0].get("rowData", [{}])
        return str(rows[0].get("values", [{}])[0].get("note", ""))

    def made(self, file: str) -> Any:
        """A workbook's properties and tabs, as its owner gets them."""
        query = {"fields": "properties,sheets(properties(title))"}
        path = f"/v4/spreadsheets/{file}"
        return self.google.emulator.api.call(OFFICE, "GET", path, query)

    def shared(self, file: str) -> dict[str, str]:
        """Role by address."""
        path = f"/drive/v3/files/{file}/permissions"
        query = {"fields": "permissions(emailAddress,role)"}
        said = self.google.emulator.api.call(OFFICE, "GET", path, query)
        return {one["emailAddress"]: one["role"] for one in said["permissions"]}


@pytest.fixture
def sheet(sheets_emulator: SheetsEmulator) -> Sheet:
    return Sheet(sheets_emulator)


EVERYBODY = ["Công ty An", "Phường Hai", "Phường Một"]


def lists(kind: str) -> Sequence[str]:
    return [table.title for table in CAMPAIGN.workbooks[kind]]


def test_the_lists_beside_the_script_are_those_of_the_shipped_campaign() -> None:
    assert (SCRIPTS / "Campaign.gs").read_text("utf-8") == campaign_script(CAMPAIGN, "vi")


def test_every_unit_gets_the_lists_of_its_kind_and_its_link(sheet: Sheet) -> None:
    said = sheet.run()
    links = sheet.links()
    assert sheet.files() == EVERYBODY and set(links) == {"P01", "P02", "C01"}
    for code, kind in (("P01", "ward"), ("C01", "company")):
        made = sheet.made(links[code])
        assert [one["properties"]["title"] for one in made["sheets"]] == lists(kind)
        assert made["properties"]["locale"] == "vi_VN"
    assert said["toasts"] == [text("script-done", "vi", n=3)] and sheet.triggers == []


def test_a_workbook_is_shared_with_its_unit_and_with_the_service(sheet: Sheet) -> None:
    sheet.run()
    given = sheet.shared(sheet.links()["P01"])
    assert given == {OFFICE: "owner", ROBOT: "writer", CLERK: "writer"}


def test_a_second_run_makes_nothing(sheet: Sheet) -> None:
    sheet.run()
    before = sheet.links()
    sheet.google.clear_requests()
    sheet.run()
    assert sheet.google.requests(method="POST", path="files$|permissions$") == []
    assert (sheet.links(), sheet.files()) == (before, EVERYBODY)


def test_what_would_be_made_is_said_and_nothing_is(sheet: Sheet) -> None:
    [said] = sheet.run("preview")["alerts"]
    assert said.startswith(text("script-plan", "vi", make=3, there=0, wrong=0))
    assert "P02 Phường Hai" in said and sheet.files() == []


def test_a_run_stops_before_google_ends_it_and_the_next_goes_on(sheet: Sheet) -> None:
    sheet.seconds_a_call = 20
    for _ in range(3):
        sheet.run()
        assert [one["seconds"] for one in sheet.triggers] in ([60], [])
    for _ in range(9):
        if sheet.triggers:
            sheet.run()
    assert sheet.triggers == [] and sheet.files() == EVERYBODY and len(sheet.links()) == 3


def test_a_run_that_google_ends_at_any_call_is_gone_on_with_by_its_trigger(
    sheet: Sheet,
) -> None:
    for call in range(2, 60, 7):
        sheet.run(kill_at=call)
        if len(sheet.links()) < 3:
            assert [one["seconds"] for one in sheet.triggers] == [420]
    sheet.run()
    assert sheet.files() == EVERYBODY and len(sheet.links()) == 3 and sheet.triggers == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_that_is_lost_makes_no_second_file(sheet: Sheet, when: str) -> None:
    sheet.google.plan(fault="503", method="POST", path="files$", when=when)
    sheet.run()
    sheet.run()
    assert sheet.files() == EVERYBODY and len(sheet.links()) == 3


def test_a_quota_that_is_used_up_for_an_hour_is_waited_for(sheet: Sheet) -> None:
    sheet.google.plan(fault="429", kind="write", count=None)
    for _ in range(6):
        said = sheet.run()
        assert text("script-passing", "vi") in said["toasts"][0]
        assert [one["seconds"] for one in sheet.triggers] == [600]
    sheet.google.clear_weather()
    sheet.run()
    assert sheet.files() == EVERYBODY and len(sheet.links()) == 3 and sheet.triggers == []


def test_a_full_drive_is_told_and_ends_the_run(sheet: Sheet) -> None:
    sheet.google.plan(fault="storage-quota", method="POST", path="files$", count=None)
    said = sheet.run()
    assert text("script-noStorage", "vi") in said["toasts"][0]
    assert sheet.files() == [] and sheet.triggers == []


def test_a_folder_without_rights_is_told_by_its_property(sheet: Sheet) -> None:
    sheet.properties["WARDSHEETS_FOLDER"] = "0ANoSuchDrive"
    assert "WARDSHEETS_FOLDER" in sheet.run()["toasts"][0] and sheet.files() == []


def test_an_address_that_google_refuses_is_noted_at_its_unit(sheet: Sheet) -> None:
    sheet.properties = {}
    sheet.google.plan(fault="403", method="POST", path="permissions$", count=2)
    sheet.run()
    assert CLERK in sheet.note(3) and not sheet.note(5) and len(sheet.links()) == 3


def test_lines_that_say_no_kind_or_share_a_code_are_told_and_the_others_made(
    sheet: Sheet,
) -> None:
    deeds = [
        {"do": "type", "tab": "Đơn vị", "cell": "C3", "text": "trường học"},
        {"do": "type", "tab": "Đơn vị", "cell": "A6", "text": "P02"},
    ]
    sheet.google.person(sheet.register, *deeds)
    sheet.run()
    assert sheet.files() == ["Công ty An"]
    assert "phường" in sheet.note(3) and "P02" in sheet.note(4)


def test_a_link_goes_to_its_unit_wherever_its_line_was_moved(sheet: Sheet) -> None:
    deed = {"do": "insert-rows", "tab": "Đơn vị", "row": 3}
    sheet.google.person(sheet.register, deed, when="before-write")
    sheet.run()
    names = {row[0]: row[1] for row in sheet.rows()[1:]}
    for code, file in sheet.links().items():
        assert names[code] in sheet.made(file)["properties"]["title"]
    assert len(sheet.links()) == 3


def test_two_runs_at_once_are_one(sheet: Sheet) -> None:
    sheet.locked = True
    assert sheet.run()["toasts"] == [text("script-running", "vi")] and sheet.files() == []


def test_the_menu_offers_what_the_script_does(sheet: Sheet) -> None:
    handlers = [handler for _, _, handler in sheet.run("onOpen")["menus"]]
    assert handlers == ["preview", "provision", "stop"]
