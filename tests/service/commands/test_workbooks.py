"""`wardsheets workbooks provision`: the plan, the making, and what is said where it stops."""

import re
import shutil
import time
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from jobs.ward.forms.told import load_form
from jobs.workbooks.script_need import script_need
from service.cli import main
from service.opening import open_store
from service.settings.source import read_settings
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.messages import text
from tests.actions.ward_actions import ROBOT

pytestmark = pytest.mark.usefixtures("usual_logging")

CAMPAIGN = Path(__file__).parents[3] / "sheets_schema" / "campaigns" / "to-cnscd-2024"
UNITS = "code,name,kind,emails\nP01,Phường Một,ward,p1@example.vn\nC01,Công ty An,company,\n"


class Town:
    """A data folder with a register in a file and an account on the emulator."""

    def __init__(self, folder: Path, emulator: SheetsEmulator) -> None:
        self.folder, self.emulator = folder, emulator
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")
        self.settings = {
            "DATA_DIR": str(folder / "data"),
            "UNITS_CSV": str(folder / "units.csv"),
            "GOOGLE_URL": emulator.url,
            "SERVICE_ACCOUNTS": str(emulator.key_file()),
            "DISTRICT_SPREADSHEET": emulator.spreadsheet("Quận"),
        }

    def say(self, *words: str, **more: str) -> Result:
        """The command with these words."""
        environ = {f"WARDSHEETS_{k}": v for k, v in {**self.settings, **more}.items()}
        return CliRunner().invoke(main, ["workbooks", "provision", *words], env=environ)

    def made(self) -> list[str]:
        """The names of the files that Drive was asked to make."""
        calls = self.emulator.requests(method="POST", path="/drive/v3/files$")
        return [str(call.body["name"]) for call in calls]


@pytest.fixture
def town(tmp_path: Path, sheets_emulator: SheetsEmulator) -> Town:
    return Town(tmp_path, sheets_emulator)


def test_the_plan_names_each_unit_and_makes_nothing(town: Town) -> None:
    said = town.say("--dry-run")
    assert said.exit_code == 0, said.output
    assert "P01" in said.output and "2 bảng sẽ tạo" in said.output
    assert town.made() == []


def test_workbooks_are_made_and_the_register_with_their_links_is_written(town: Town) -> None:
    said = town.say()
    assert said.exit_code == 0, said.output
    assert [name.rpartition(" – ")[2] for name in town.made()] == ["Phường Một", "Công ty An"]
    file = town.folder / "data" / "register-with-links.csv"
    assert str(file) in said.output and file.stat().st_mode & 0o077 == 0
    assert len(re.findall(r"docs\.google\.com/spreadsheets/d/", file.read_text("utf-8"))) == 2
    again = town.say(UNITS_CSV=str(file))
    assert again.exit_code == 0 and "2 đơn vị đã có bảng" in again.output
    assert len(town.made()) == 2


def test_only_one_kind_is_made_where_that_is_wished(town: Town) -> None:
    assert town.say("--kind", "company").exit_code == 0
    assert [name.rpartition(" – ")[2] for name in town.made()] == ["Công ty An"]


def test_a_kind_that_the_campaign_does_not_have_is_answered_with_those_it_has(town: Town) -> None:
    said = town.say("--kind", "school")
    assert said.exit_code == 1 and "school" in said.output and "company" in said.output


def test_an_account_without_storage_is_told_what_to_make(town: Town) -> None:
    town.emulator.conditions(service_account_storage=False)
    said = town.say()
    assert said.exit_code == 1
    assert "WARDSHEETS_WORKBOOKS_FOLDER" in said.output and "Còn 2 bảng chưa xong" in said.output
    town.emulator.clear_weather()


def test_a_person_for_whom_the_account_acts_owns_the_workbooks(town: Town) -> None:
    town.emulator.conditions(service_account_storage=False)
    said = town.say(WORKBOOKS_AS="office@quan.example.vn")
    assert said.exit_code == 0, said.output
    assert "thuộc về tài khoản office@quan.example.vn" in said.output and len(town.made()) == 2


def test_a_folder_that_is_not_there_is_told_by_its_setting(town: Town) -> None:
    said = town.say(WORKBOOKS_FOLDER="0ANoSuchDrive")
    assert said.exit_code == 1 and "WARDSHEETS_WORKBOOKS_FOLDER" in said.output


def test_without_an_account_nothing_is_begun(town: Town) -> None:
    said = town.say(SERVICE_ACCOUNTS="")
    assert said.exit_code == 1 and "WARDSHEETS_SERVICE_ACCOUNTS" in said.output


def test_an_empty_register_is_told(town: Town) -> None:
    said = town.say(UNITS_CSV="")
    assert said.exit_code == 1 and "Danh sách đơn vị còn trống" in said.output


def test_a_new_version_of_the_lists_is_told_and_reaches_the_workbooks(town: Town) -> None:
    assert town.say().exit_code == 0
    town.settings["UNITS_CSV"] = str(town.folder / "data" / "register-with-links.csv")
    old = town.folder / "old"
    shutil.copytree(CAMPAIGN, old)
    company = (old / "company.toml").read_text("utf-8")
    (old / "company.toml").write_text(company.replace('"Thư điện tử"', '"Hộp thư"'), "utf-8")
    environ = {f"WARDSHEETS_{k}": v for k, v in town.settings.items()}
    said = CliRunner().invoke(main, ["workbooks", "migrate", "--from", str(old)], env=environ)
    assert said.exit_code == 0, said.output
    assert "cột “Hộp thư” đổi tên thành “Thư điện tử”" in said.output
    # These workbooks were made by the new lists already.
    assert "Công ty An: không phải làm gì" in said.output
    store, _ = open_store(read_settings(environ))
    with store.begin() as connection:
        told = load_form(connection, time.time())
    store.close()
    assert told and "“Thư điện tử”" in str(told.changes) and told.left == []


def test_a_version_that_is_no_campaign_is_told(town: Town) -> None:
    environ = {f"WARDSHEETS_{k}": v for k, v in town.settings.items()}
    said = CliRunner().invoke(main, ["workbooks", "migrate", "--from", "/nowhere"], env=environ)
    assert said.exit_code == 1 and "--from" in said.output


@pytest.mark.parametrize(
    ("files", "edits", "need"),
    [(1, 1, (1, 1, 1)), (10, 540, (1, 1, 1)), (11, 540, (2, 2, 1)), (168, 200, (17, 7, 2))],
)
def test_what_hints_of_many_units_need(files: int, edits: int, need: tuple[int, int, int]) -> None:
    assert script_need(files, edits) == need


def test_the_need_of_hints_is_said_with_the_way_without_any_script(town: Town) -> None:
    words = ["workbooks", "hints-need", "--units", "168", "--edits", "200"]
    said = CliRunner().invoke(main, words).output
    assert "17 dự án" in said and "7 tài khoản Google thường" in said and "https" in said


def test_where_no_consolidated_spreadsheet_is_named_one_is_made_and_only_one(town: Town) -> None:
    said = [town.say(DISTRICT_SPREADSHEET="") for _ in range(2)]
    assert [one.exit_code for one in said] == [0, 0], said[0].output
    found = [re.search(r"WARDSHEETS_DISTRICT_SPREADSHEET=([\w-]+)", one.output) for one in said]
    assert found[0] and found[1] and found[0][1] == found[1][1]
    assert sum("bảng tổng hợp" in name for name in town.made()) == 1


def test_a_shared_drive_that_takes_no_files_of_ours_is_told_before_any_is_made(town: Town) -> None:
    answer = requests.post(
        f"{town.emulator.url}/_emulator/drives",
        json={"name": "Báo cáo", "members": {ROBOT: "reader"}},
        headers={"X-Emulator-Token": town.emulator.control_token},
        timeout=30,
    )
    said = town.say(WORKBOOKS_FOLDER=answer.json()["id"])
    assert said.exit_code == 1 and "Người quản lý nội dung" in said.output
    assert "Còn 2 bảng chưa xong" in said.output


def test_the_lists_of_a_campaign_are_written_for_the_script(tmp_path: Path) -> None:
    file = tmp_path / "Campaign.gs"
    said = CliRunner().invoke(main, ["workbooks", "script", str(file), "--campaign", str(CAMPAIGN)])
    assert said.exit_code == 0 and str(file) in said.output
    assert '"Họ và tên"' in file.read_text("utf-8")


def test_rules_are_tried_on_what_the_service_holds(town: Town) -> None:
    town.say("--dry-run")
    environ = {f"WARDSHEETS_{k}": v for k, v in town.settings.items()}
    words = ["rules", "stored", "--tried"]
    said = CliRunner().invoke(main, [*words, str(CAMPAIGN)], env=environ)
    assert said.exit_code == 0 and text("rules-new", "vi") + ": 0" in said.output, said.output
    wrong = CliRunner().invoke(main, [*words, str(town.folder)], env=environ)
    assert wrong.exit_code == 1 and "campaign.toml" in wrong.output
