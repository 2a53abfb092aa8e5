"""`wardsheets init`: asks, looks at each answer at once, writes a file of ours alone, and looks."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.settings.asking import QUESTIONS
from service.settings.source import read_settings
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.messages import text_keys

pytestmark = pytest.mark.usefixtures("usual_logging")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in, without any setting."""
    for name in [name for name in os.environ if name.startswith("WARDSHEETS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    # It is set for the preflight, by the command.
    monkeypatch.setenv("WARDSHEETS_SETTINGS", str(tmp_path / "wardsheets.toml"))
    return tmp_path


def init(*answers: str, options: tuple[str, ...] = ("--no-preflight",)) -> Result:
    return CliRunner().invoke(main, ["init", *options], input="\n".join([*answers, ""]))


def test_from_nothing_to_a_file_that_the_service_starts_with(
    place: Path, sheets_emulator: SheetsEmulator
) -> None:
    key, file = sheets_emulator.key_file(), sheets_emulator.spreadsheet("Quận")
    address = f"https://docs.google.com/spreadsheets/d/{file}/edit"
    people = "lan@quan.example.vn = officer"
    said = init("", "", "", str(key), address, "", people, "")
    assert said.exit_code == 0, said.output
    assert "robot@emulator.iam.gserviceaccount.com với quyền Người chỉnh sửa" in said.output
    written = place / "wardsheets.toml"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    settings = read_settings()
    assert settings.service_accounts == (key,) and settings.district_spreadsheet == file
    assert settings.people == {"lan@quan.example.vn": "officer"} and settings.smtp_url == ""


def test_a_wrong_answer_is_told_at_once_and_asked_for_again(place: Path) -> None:
    (place / "no-key.json").write_text("{}", encoding="utf-8")
    said = init("fr", "en", "", "", "nowhere.json", "no-key.json")
    assert "✗ write one of vi, en" in said.output and said.output.count("✗") == 3
    assert "no-key.json is not a service account's key file" in said.output
    # Nothing is written before all is answered.
    assert said.exit_code == 1 and not (place / "wardsheets.toml").exists()


def test_what_stands_there_is_the_usual_answer_and_secrets_are_not_shown(
    place: Path, sheets_emulator: SheetsEmulator
) -> None:
    key, file = sheets_emulator.key_file(), sheets_emulator.spreadsheet("Quận")
    mail = "smtp://ten:mat-khau@may.example.vn:587"
    first = init("", "", "", str(key), file, "", "", mail, "vhtt@quan.example.vn")
    again = init("", "", "", "", "", "", "", "", "")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert read_settings().smtp_url == mail and "mat-khau" not in first.output + again.output


def test_a_file_that_a_person_wrote_is_left_as_it_is(place: Path) -> None:
    (place / "wardsheets.toml").write_text("[people]\na = 'admin'\n", encoding="utf-8")
    said = init("")
    assert said.exit_code == 1 and "docs/settings.md" in said.output
    assert "[people]" in (place / "wardsheets.toml").read_text("utf-8")


def test_it_ends_in_the_preflight(place: Path, sheets_emulator: SheetsEmulator) -> None:
    key = sheets_emulator.key_file()
    (place / "wardsheets.toml").write_text(
        f'google_url = "{sheets_emulator.url}"\n', encoding="utf-8"
    )
    said = init("", "", "", str(key), sheets_emulator.spreadsheet("Quận"), "", "", "", options=())
    assert said.exit_code == 1 and "✓ Bảng tổng hợp mở được" in said.output
    assert "✗ Danh sách đơn vị còn trống" in said.output


def test_each_question_has_its_sentence() -> None:
    asked = {f"init-ask-{one.setting.replace('_', '-')}" for one in QUESTIONS}
    assert asked <= text_keys()
