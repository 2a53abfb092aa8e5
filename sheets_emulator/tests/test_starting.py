"""Starting and writing where it cannot be done: told in words, and nothing is half kept."""

import gc
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator_tests.workbook import Workbook
from sheets_emulator.__main__ import main
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_emulator.starting import StartError, start


def refusal(folder: Path, port: int = 0) -> str:
    """The words with which a start is refused."""
    with pytest.raises(StartError) as caught:
        start(folder, "127.0.0.1", port)
    return str(caught.value)


def test_a_folder_serves_one_emulator_at_a_time(tmp_path: Path) -> None:
    first = start(tmp_path, "127.0.0.1", 0)
    told = refusal(tmp_path)
    first.stop()
    assert "đang do một bản mô phỏng khác dùng" in told and "--data" in told
    start(tmp_path, "127.0.0.1", 0).stop()


def a_file(folder: Path) -> Path:
    (folder / "data").write_text("x")
    return folder / "data"


def no_database(folder: Path) -> Path:
    (folder / "emulator.sqlite3").write_bytes(b"no database" * 100)
    return folder


@pytest.mark.parametrize(
    ("spoilt", "words"), [(a_file, "Không ghi được"), (no_database, "Không đọc được dữ liệu")]
)
def test_a_folder_that_cannot_be_used_is_told(
    tmp_path: Path, spoilt: Callable[[Path], Path], words: str
) -> None:
    told = refusal(spoilt(tmp_path))
    assert words in told and "hoose another" in told


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_or_none_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "Xin chọn cổng khác" in refusal(tmp_path, taken.getsockname()[1])
    gc.collect()  # waitress leaves the socket open that it could not bind
    assert "0 đến 65535" in refusal(tmp_path, 99_999)


def test_the_command_prints_the_words_and_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--port", "99999", "--data", str(tmp_path)]) == 1
    assert "a port is a number" in capsys.readouterr().err


def test_a_write_that_finds_no_room_is_not_kept(
    sheets_emulator: SheetsEmulator, book: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.fill("A1", ["kept"])
    with sheets_emulator.emulator.store.database() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
    text = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(20_000))
    values = {"values": [[text]]}
    answer = book.caller.send("PUT", f"{book.path}/values/B1?valueInputOption=RAW", values)
    assert answer.json()["error"]["message"] == "Internal error encountered."
    assert "thay đổi vừa gửi không được lưu" in capsys.readouterr().err
    assert book.values("A1:B1") == [["kept"]]
