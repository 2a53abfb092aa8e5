"""The whole service at work: a person edits, nobody asks, and the flag stands in the sheet."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from jobs.own_columns import find_own_columns
from jobs.store.units import save_units
from service.running import begin_work
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, make_service
from tests.ward_actions import READER, cells_of

TAB = "3b. Thành viên"
MEMBERS = """
STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
1   | Tổ 1         | Lê Văn An | Nam       | 1985     | Tổ trưởng          | '0912345678
"""
# Only the push and the people in these tests start a check.
QUIET = "sweep = off; changes = off; publish = off; register = off; full-check = off; heal = off"


class Town:
    """A service with a worker, served on a free port, and one ward on an emulated Google."""

    def __init__(self, emulator: SheetsEmulator, folder: Path) -> None:
        self.emulator = emulator
        self.file = emulator.spreadsheet("Phường 1", {"title": TAB, "values": cells_of(MEMBERS)})
        emulator.share(self.file, READER)
        credentials = service_account_credentials(emulator.key_file(READER))
        self.reader = GoogleClient(credentials, base_url=emulator.url)
        self.service = self._service(folder)
        self.server = make_server("127.0.0.1", 0, self.service.app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever).start()

    def _service(self, folder: Path) -> Service:
        service = make_service(
            folder,
            GOOGLE_URL=self.emulator.url,
            SERVICE_ACCOUNTS=str(self.emulator.key_file()),
            SETTLE_SECONDS="0.2",
            ROW_QUIET_SECONDS="0",
            AS_OF="2024-10-28",
            SCHEDULE=QUIET,
        )
        with service.here.engine.begin() as connection:
            save_units(connection, [OrgUnit("W1", "Phường 1", spreadsheet=self.file)])
        return service

    def types(self, cell: str, text: str) -> None:
        self.emulator.person(self.file, {"do": "type", "tab": TAB, "cell": cell, "text": text})

    def flag(self) -> str:
        """What stands beside the first member."""
        sheet = self.reader.get_workbook(self.file).by_title(TAB)
        assert sheet is not None
        own = find_own_columns(sheet, "vi", adopted=True)
        if own is None or own.check is None:
            return "not adopted"
        return str(sheet.cell(1, own.check).value or "")

    def until(self, done: Callable[[], object], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, (self.flag(), self.service.here.queue.failures())
            time.sleep(0.1)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.reader.close()
        self.service.here.close()


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[Town]:
    town = Town(sheets_emulator, tmp_path)
    working = begin_work(town.service.here, "test")
    yield town
    working.stop()
    town.stop()


def test_an_edit_is_flagged_and_its_correction_unflagged(town: Town) -> None:
    town.until(lambda: town.flag() == "")
    town.types("G2", "'09123")
    town.service.hint(town.file)
    town.until(lambda: "Số điện thoại" in town.flag())
    town.types("G2", "'0912345678")
    town.service.hint(town.file)
    town.until(lambda: town.flag() == "")
