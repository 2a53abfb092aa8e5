"""Two campaigns in one service of its own processes, a ward's workbook for each."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jobs.store.units import save_units
from jobs.ward.own_columns import find_own_columns
from service.office import open_offices
from service.settings.source import read_settings
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import READER, cells_of
from tests.jobs.test_monthly_return import HEAD
from tests.service.process.working_town import MEMBERS, QUIET, TAB, free_port
from tests.service.several import LETTER, MONTHLY, declare

RESULTS = "1. Kết quả"
RETURN = f"""{HEAD}
1 | Thôn Đoài | 1 | 7 | 4 | 120 | 64 | 30 | 41 | 25 | 18 | 35 | 1500000 |
"""
PROGRAM = "from service.cli import main; main()"


class SeveralTowns:
    """The service with its workers, started; `files` are the workbooks by campaign."""

    def __init__(self, emulator: SheetsEmulator, folder: Path) -> None:
        self.emulator = emulator
        lists = {"letter": (TAB, MEMBERS), "monthly": (RESULTS, RETURN)}
        self.files = {
            name: emulator.spreadsheet(name, {"title": tab, "values": cells_of(rows)})
            for name, (tab, rows) in lists.items()
        }
        self.tabs = {name: tab for name, (tab, _) in lists.items()}
        for file in self.files.values():
            emulator.share(file, READER)
        credentials = service_account_credentials(emulator.key_file(READER))
        self.reader = GoogleClient(credentials, base_url=emulator.url)
        self.environ = self._environ(folder)
        self._register()
        self.process = self._serve()

    def _environ(self, folder: Path) -> dict[str, str]:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        files = {
            "letter": f'campaign = "{LETTER}"\nas_of = 2024-10-28\n',
            "monthly": f'campaign = "{MONTHLY}"\nas_of = 2026-01-12\n',
        }
        given = {
            "GOOGLE_URL": self.emulator.url,
            "SERVICE_ACCOUNTS": str(self.emulator.key_file()),
            "SETTLE_SECONDS": "0.2",
            "ROW_QUIET_SECONDS": "0",
            "SCHEDULE": QUIET,
            "PORT": str(port),
        }
        return declare(folder, **files) | {f"WARDSHEETS_{name}": v for name, v in given.items()}

    def _register(self) -> None:
        kinds = {"letter": "ward", "monthly": "commune"}
        self.offices = open_offices(read_settings(self.environ))
        for here in self.offices:
            name = here.settings.room
            unit = OrgUnit("U1", "Phường 1", kinds[name], spreadsheet=self.files[name])
            with here.engine.begin() as connection:
                save_units(connection, [unit])

    def _serve(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "serve"],
            env=os.environ | self.environ | {"PYTHONUNBUFFERED": "1"},
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        self.link = re.findall(r"http://\S+/login/link\S+", said)[0]
        return process

    def flag(self, name: str) -> str:
        """What stands beside the first row of a campaign's list."""
        sheet = self.reader.get_workbook(self.files[name]).by_title(self.tabs[name])
        assert sheet is not None
        own = find_own_columns(sheet, "vi", adopted=True)
        if own is None or own.check is None:
            return "not adopted"
        return str(sheet.cell(1, own.check).value or "")

    def until(self, done: Callable[[], object], seconds: float = 120) -> None:
        """Waits; a slow machine may take long."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, [self.flag(name) for name in self.files]
            time.sleep(0.2)

    def workers(self) -> dict[str, int]:
        """The worker processes of the service by campaign."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(entry.read_text().rpartition(")")[2].split()[1])
                said = (entry.parent / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if parent == self.process.pid and b"--campaign" in said:
                found[said[said.index(b"--campaign") + 1].decode()] = int(entry.parent.name)
        return found

    def stop(self) -> None:
        """Ends the service in good order."""
        self.process.terminate()
        assert self.process.wait(timeout=60) == 0
        self.close()

    def close(self) -> None:
        """Lets go of all that the tests hold."""
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.reader.close()
        for here in self.offices:
            here.close()
