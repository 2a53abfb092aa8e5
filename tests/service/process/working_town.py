"""The service as a process of its own with a worker, and one ward on an emulated Google."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import requests

from jobs.notices.signing import sign
from jobs.store.units import save_units
from jobs.ward.own_columns import find_own_columns
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import READER, cells_of
from tests.service.conftest import SECRET, make_service

TAB = "3b. Thành viên"
MEMBERS = """
STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
1   | Tổ 1         | Lê Văn An | Nam       | 1985     | Tổ trưởng          | '0912345678
"""
# Nothing by the clock: only Drive's push, a hint or a person starts a check.
QUIET = "sweep = off; changes = off; publish = off; register = off; full-check = off"


def free_port() -> int:
    """A port that nobody uses now; Drive must be told the address before it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


# What stands beside a row that is right.
RIGHT = "✓"


class WorkingTown:
    """The service, its worker, and the ward's clerk."""

    program = "from service.cli import main; main()"

    def __init__(self, emulator: SheetsEmulator, folder: Path, **environ: str) -> None:
        self.emulator = emulator
        self._environ = environ
        self.file = emulator.spreadsheet("Phường 1", {"title": TAB, "values": cells_of(MEMBERS)})
        emulator.share(self.file, READER)
        credentials = service_account_credentials(emulator.key_file(READER))
        self.reader = GoogleClient(credentials, base_url=emulator.url)
        self._register(folder)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.process = self._serve(folder, port)
        assert self.process.stdout is not None
        said = self.process.stdout.readline() + self.process.stdout.readline()
        self.link = re.findall(r"http://\S+/login/link\S+", said)[0]

    def _register(self, folder: Path) -> None:
        service = make_service(folder)
        with service.here.engine.begin() as connection:
            save_units(connection, [OrgUnit("W1", "Phường 1", "ward", spreadsheet=self.file)])
        service.here.close()

    def _serve(self, folder: Path, port: int) -> subprocess.Popen[str]:
        settings = {
            "DATA_DIR": str(folder),
            "GOOGLE_URL": self.emulator.url,
            "SERVICE_ACCOUNTS": str(self.emulator.key_file()),
            "HINT_SECRET": SECRET,
            "SETTLE_SECONDS": "0.2",
            "ROW_QUIET_SECONDS": "0",
            "AS_OF": "2024-10-28",
            "SCHEDULE": QUIET,
            "PORT": str(port),
            "PUBLIC_URL": self.url,
        }
        environ = {f"WARDSHEETS_{name}": text for name, text in settings.items()}
        return subprocess.Popen(
            [sys.executable, "-c", self.program, "serve"],
            env=os.environ | environ | self._environ | {"PYTHONUNBUFFERED": "1"},
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def types(self, cell: str, text: str) -> None:
        self.emulator.person(self.file, {"do": "type", "tab": TAB, "cell": cell, "text": text})

    def hint(self) -> int:
        """Sends a hint as the Apps Script does; the answer's status."""
        content = {"file": self.file, "time": int(time.time()), "nonce": uuid.uuid4().hex}
        body = json.dumps(content).encode()
        headers = {"X-Wardsheets-Signature": sign(body, SECRET)}
        url = f"{self.url}/webhooks/edit"
        return requests.post(url, data=body, headers=headers, timeout=10).status_code

    def flag(self) -> str:
        """What stands beside the first member."""
        sheet = self.reader.get_workbook(self.file).by_title(TAB)
        assert sheet is not None
        own = find_own_columns(sheet, "vi", adopted=True)
        if own is None or own.check is None:
            return "not adopted"
        return str(sheet.cell(1, own.check).value or "")

    def until(self, done: Callable[[], object], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.flag()
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends the service in good order."""
        self.process.terminate()
        assert self.process.wait(timeout=20) == 0
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.reader.close()
