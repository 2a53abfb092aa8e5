"""The register from a file of an officer: what is wrong with it is told by every face."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.duties import DUTIES
from jobs.queue.run import Run
from service.cli import main
from service.pages.board import read_board
from service.process.preflight import Preflight
from service.process.work import make_desk
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.conftest import Service, make_service

# As Excel in Viet Nam saves it; the third line has a kind and an address that are none.
GOOD = "Mã;Tên;Loại;Gia hạn đến\nP01;Phường Một;phường;31-10-2024\n"
WRONG = "Mã;Tên;Loại;E-mail\nP01;Phường Một;phường;\nP02;Phường Hai;truong;bi.mat\n"
KIND = "dòng 3, cột Loại: “truong” không phải loại đơn vị của đợt báo cáo này."


def served(folder: Path, csv: str, **environ: str) -> Service:
    """A service whose register is this CSV, just read."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.csv").write_text(csv, encoding="utf-8-sig")
    service = make_service(folder / "data", UNITS_CSV=str(folder / "units.csv"), **environ)
    run = Run("r", "register", "", "person", None, 0.0)
    DUTIES["register"].do(make_desk(service.here), run)
    return service


def run_by_hand(folder: Path, csv: str) -> tuple[int, str]:
    """`wardsheets run register`: its status and what it says."""
    (folder / "units.csv").write_text(csv, encoding="utf-8")
    said = {"DATA_DIR": str(folder / "data"), "UNITS_CSV": str(folder / "units.csv")}
    environ = {f"WARDSHEETS_{name}": value for name, value in said.items()}
    done = CliRunner().invoke(main, ["run", "register", "--timeout", "60"], env=environ)
    return done.exit_code, done.output


def test_a_register_as_excel_saves_it_is_taken(tmp_path: Path) -> None:
    service = served(tmp_path, GOOD)
    [line] = read_board(service.here).lines
    assert (line.name, f"{line.due:%d/%m/%Y}") == ("Phường Một", "31/10/2024")
    service.here.close()


def test_the_board_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    service = served(tmp_path, WRONG)
    service.sign_in()
    page = service.browser.get("/").text
    assert KIND in page and "Danh sách đơn vị: 2 chỗ cần sửa" in page
    service.here.close()


def test_preflight_says_the_same(tmp_path: Path, sheets_emulator: SheetsEmulator) -> None:
    key = str(sheets_emulator.key_file())
    service = served(tmp_path, WRONG, GOOGLE_URL=sheets_emulator.url, SERVICE_ACCOUNTS=key)
    found = [one for one in Preflight(service.here).checks() if "units.csv, dòng" in one.sentence]
    assert [one.grade.value for one in found] == ["wrong", "hint"]
    assert KIND in found[0].sentence
    service.here.close()


@pytest.mark.usefixtures("usual_logging")
def test_reading_it_by_hand_says_what_is_wrong(tmp_path: Path) -> None:
    code, said = run_by_hand(tmp_path, WRONG)
    assert (code, KIND in said) == (0, True)


@pytest.mark.usefixtures("usual_logging")
def test_the_log_names_the_place_and_nothing_that_was_typed(tmp_path: Path) -> None:
    said = run_by_hand(tmp_path, WRONG)[1]
    logged = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    places = [(one["code"], one["line"], one["column"]) for one in logged if "code" in one]
    assert places == [("kind-unknown", 3, "Loại"), ("email", 3, "E-mail")]
    assert "truong" not in str(logged)


@pytest.mark.usefixtures("usual_logging")
def test_a_file_that_is_no_register_is_no_fault_of_the_system(tmp_path: Path) -> None:
    code, said = run_by_hand(tmp_path, "Phường Một\n")
    assert code == 1 and "units.csv: dòng đầu của danh sách đơn vị thiếu cột code" in said
    assert "Lỗi của hệ thống" not in said


def test_the_offline_check_says_the_same_of_the_same_file(tmp_path: Path) -> None:
    served(tmp_path, WRONG).here.close()
    args = ["check", str(tmp_path), "--units", str(tmp_path / "units.csv")]
    said = CliRunner().invoke(main, args)
    assert (said.exit_code, KIND in said.stderr) == (2, True)
