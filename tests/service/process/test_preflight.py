"""The preflight against a Google: it names the fix of each fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.store.units import save_units
from service.office import account_of
from service.process.preflight import Preflight
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, make_service


class Town:
    """A service connected to an emulated Google."""

    def __init__(self, emulator: SheetsEmulator, folder: Path) -> None:
        self.emulator = emulator
        self.key = emulator.key_file()
        self.district = emulator.spreadsheet("Quận")
        self.service: Service = make_service(
            folder,
            GOOGLE_URL=emulator.url,
            SERVICE_ACCOUNTS=str(self.key),
            DISTRICT_SPREADSHEET=self.district,
        )

    def register(self, **files: str) -> None:
        with self.service.here.engine.begin() as connection:
            save_units(
                connection,
                [OrgUnit(c, f"Phường {c}", "ward", spreadsheet=f) for c, f in files.items()],
            )

    def preflight(self) -> dict[str, str]:
        """Each sentence with its grade."""
        checks = Preflight(self.service.here).checks()
        return {check.sentence: check.grade.value for check in checks}


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[Town]:
    town = Town(sheets_emulator, tmp_path)
    yield town
    town.service.here.close()


def test_all_is_well(town: Town) -> None:
    town.register(W1=town.emulator.spreadsheet("Phường 1"))
    said = town.preflight()
    assert "wrong" not in said.values()
    assert said["Đơn vị mở được và ghi được: 1/1"] == "good"


def test_a_file_that_is_not_shared_names_whom_to_share_it_with(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.share(file, account_of(town.key), role=None)
    town.register(W1=file)
    [wrong] = [said for said, grade in town.preflight().items() if grade == "wrong"]
    assert wrong.startswith("Phường W1: không mở được.") and account_of(town.key) in wrong


def test_a_file_that_may_only_be_read_is_told(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.share(file, account_of(town.key), role="reader")
    town.register(W1=file)
    assert any(said.startswith("Phường W1: chỉ đọc được") for said in town.preflight())


def test_an_excel_file_is_told_how_to_become_a_sheet(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.become_xlsx(file)
    town.register(W1=file)
    assert any("Lưu dưới dạng Google Trang tính" in said for said in town.preflight())


def test_a_file_that_is_no_key_is_named(town: Town, tmp_path: Path) -> None:
    town.key.write_text("{}", encoding="utf-8")
    assert any(town.key.name in said for said in town.preflight())


def test_two_key_files_of_one_account_share_its_quota(town: Town, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(town.key.read_bytes())
    other = make_service(
        tmp_path / "both", GOOGLE_URL=town.emulator.url, SERVICE_ACCOUNTS=f"{town.key},{copy}"
    )
    first, second = other.here.budgets
    first.acquire("read")
    assert second.use()[0].used_this_minute == 1
    other.here.close()
