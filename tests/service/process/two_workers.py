"""Two workers of one store as processes, one ward and a district on an emulated Google."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from jobs.store.units import save_units
from jobs.store.work.work_tables import alive
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import cells_of
from tests.service.conftest import Service
from tests.service.process.working_town import MEMBERS, QUIET, TAB

ROOT = Path(__file__).parents[3]


class TwoWorkers:
    """Workers by name, which a test starts, freezes, thaws and kills."""

    def __init__(self, emulator: SheetsEmulator, service: Service, folder: Path) -> None:
        self.emulator = emulator
        self.here = service.here
        self.folder = folder
        self.ward = emulator.spreadsheet("Phường 1", {"title": TAB, "values": cells_of(MEMBERS)})
        self.district = emulator.spreadsheet("Quận", locale="vi_VN")
        with self.here.engine.begin() as connection:
            save_units(connection, [OrgUnit("W1", "Phường 1", "ward", spreadsheet=self.ward)])
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, **environ: str) -> None:
        """Starts a worker, which first does what a start asks for."""
        settings = {
            "DATA_DIR": str(self.here.settings.data_dir),
            "DATABASE_URL": self.here.settings.database_url,
            "GOOGLE_URL": self.emulator.url,
            "SERVICE_ACCOUNTS": str(self.emulator.key_file()),
            "DISTRICT_SPREADSHEET": self.district,
            "SETTLE_SECONDS": "0.1",
            "PUBLISH_SECONDS": "0.1",
            "ROW_QUIET_SECONDS": "0",
            "AS_OF": "2024-10-28",
            "SCHEDULE": QUIET,
            "WORKER_ID": name,
            **environ,
        }
        given = {f"WARDSHEETS_{word}": text for word, text in settings.items()}
        with self._log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-c", "from service.cli import main; main()", "worker"],
                env=os.environ | given | {"PYTHONUNBUFFERED": "1"},
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def said(self, name: str) -> str:
        """What a worker has logged."""
        return self._log(name).read_text(encoding="utf-8")

    def freeze(self, name: str) -> None:
        self._running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self._running[name].send_signal(signal.SIGCONT)

    def is_silent_for_long(self, name: str) -> None:
        """As if its last word were too long ago, so that nobody waits for that.

        One that was frozen while it held SQLite's one lock stops everybody: it goes on a little.
        """
        for _ in range(20):
            try:
                with self.here.engine.begin() as connection:
                    words = sa.update(alive).where(alive.c.name == name).values(seen=1.0)
                    connection.execute(words)
            except sa.exc.OperationalError:
                self.thaw(name)
                time.sleep(0.05)
                self.freeze(name)
            else:
                return
        raise AssertionError("the store stayed locked")

    def ask(self, job: str, subject: str = "") -> None:
        self.here.queue.request(job, subject, source="person", urgent=True)

    def types(self, cell: str, text: str) -> None:
        self.emulator.person(self.ward, {"do": "type", "tab": TAB, "cell": cell, "text": text})

    def adds_a_member(self) -> None:
        for cell, text in zip(
            ("A3", "B3", "C3", "D3", "E3", "F3", "G3"),
            ("2", "Tổ 1", "Trần Thị Bình", "Nữ", "1990", "Thành viên", "'0987654321"),
            strict=True,
        ):
            self.types(cell, text)

    def freeze_while_it_reads(self, name: str, file: str) -> None:
        """Stops a worker for which the answer to a read of the file is on its way."""
        self.emulator.plan(fault="latency", seconds=1.5, kind="read", path=re.escape(file))
        [rule] = self.emulator.emulator.weather.rules
        yield_to = time.monotonic() + 30
        while not rule.met:
            assert time.monotonic() < yield_to, self.here.queue.active()
            time.sleep(0.02)
        self.freeze(name)
        time.sleep(2.0)
        self.emulator.clear_weather()

    def idle(self) -> bool:
        return not self.here.queue.active()

    def writes(self, file: str) -> int:
        """How often anybody of ours has written into a file."""
        return len(self.emulator.requests(kind="write", path=file))

    def names(self) -> list[str]:
        """The members in the district's list, copies too."""
        tabs = self.emulator.get(self.district, includeGridData=True)["sheets"]
        rows = [
            [cell.get("formattedValue") for cell in row.get("values", ())]
            for tab in tabs
            if tab["properties"]["title"] == TAB
            for row in tab["data"][0].get("rowData", ())
        ]
        place = rows[1].index("Họ và tên")
        return sorted(str(row[place]) for row in rows[2:] if row and row[0])

    def until(self, done: Callable[[], object], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.here.queue.active()
            time.sleep(0.05)

    def stop(self) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()
