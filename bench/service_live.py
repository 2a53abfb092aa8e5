"""The service as it runs: web, worker and an emulated Google as processes, by the real clock.

Clerks edit, scripts hint, Google takes its time and counts its quotas; everything is read from
Google's own log of requests.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import requests

from bench.local_google import PHONE_COLUMN, ROBOT, LocalGoogle, is_write, ward_values
from jobs.district.publish import publish
from jobs.notices.signing import sign
from jobs.queue.names import CHECK_UNIT
from jobs.store.units import save_units
from jobs.ward.check import check_unit
from service.office import Office, open_office
from service.process.work import make_context
from service.settings.declared import Settings
from sheets_schema.org_unit import OrgUnit

SECRET = "bench-hint-secret-" + "0" * 32
AS_OF = date(2024, 10, 28)
ROWS = 20
# A row that is right at first; the clerk takes a digit away and puts it back.
ROW = 5


def without_quota(folder: Path, google_url: str, key: Path, district: str) -> Settings:
    """Settings of a usual installation, but with a budget that nothing has to wait for."""
    return Settings(
        data_dir=folder,
        google_url=google_url,
        service_accounts=(key,),
        district_spreadsheet=district,
        as_of=AS_OF,
        hint_secret=SECRET,
        reads_per_minute=6_000,
        writes_per_minute=6_000,
        burst=100,
    )


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Town:
    """An emulated Google and a store with `size` units, not checked yet."""

    def __init__(self, folder: Path, size: int, rows: int = ROWS) -> None:
        self.google = LocalGoogle(folder / "google")
        self.folder = folder / "service"
        self.folder.mkdir(parents=True)
        self.key = folder / "robot.json"
        account = self.google.control("POST", "/accounts", {"email": ROBOT})
        self.key.write_text(json.dumps(account), encoding="utf-8")
        self.district = self.google.spreadsheet("Tổng hợp")
        self.files = {
            f"U{number:04}": self.google.spreadsheet(f"Phường {number}", ward_values(number, rows))
            for number in range(1, size + 1)
        }
        units = [
            OrgUnit(code, f"Phường {code}", "ward", spreadsheet=f) for code, f in self.files.items()
        ]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with self.office() as here, here.engine.begin() as connection:
            save_units(connection, units)
        self._processes: list[subprocess.Popen[bytes]] = []

    def office(self) -> "OpenOffice":
        """The store and what stands on it, for checks that wait for nothing."""
        settings = without_quota(self.folder, self.google.url, self.key, self.district)
        return OpenOffice(replace(settings, settle_seconds=0.0, row_quiet_seconds=0.0))

    def check_all(self) -> None:
        """Every unit's first check, and one publication."""
        with self.office() as here:
            context = make_context(here)
            for code in self.files:
                check_unit(context, code)
            publish(context)
            for account in context.accounts:
                account.close()

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts `wardsheets` with the settings of a usual installation, as a process."""
        given = {
            "DATA_DIR": self.folder,
            "GOOGLE_URL": self.google.url,
            "SERVICE_ACCOUNTS": self.key,
            "DISTRICT_SPREADSHEET": self.district,
            "AS_OF": AS_OF,
            "HINT_SECRET": SECRET,
            "PORT": self.port,
            "PUBLIC_URL": self.url,
            "DOORS_PER_MINUTE": 100_000,
            "LOG_LEVEL": "error",
        }
        environ = {f"WARDSHEETS_{name}": str(value) for name, value in given.items()}
        program = ["-c", "from service.cli import main; main()", *command]
        return self.start(program, environ)

    def start(
        self, program: Sequence[str], environ: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Starts Python as a process that ends with the town."""
        process = subprocess.Popen(
            [sys.executable, *program],
            env=os.environ | dict(environ or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def wait_for_web(self) -> None:
        """Until the web process answers."""
        wait_until(lambda: _answers(f"{self.url}/healthz"), 60)

    def hint(self, code: str, session: requests.Session) -> int:
        """The Apps Script says that a unit was edited; the status of the answer."""
        body = {"file": self.files[code], "time": int(time.time()), "nonce": os.urandom(16).hex()}
        text = json.dumps(body).encode()
        headers = {"X-Wardsheets-Signature": sign(text, SECRET)}
        return session.post(f"{self.url}/webhooks/edit", data=text, headers=headers).status_code

    def stop(self) -> None:
        """Ends every process."""
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            process.wait(timeout=60)
        self.google.stop()


class OpenOffice:
    """An office that is closed at the end of a `with`."""

    def __init__(self, settings: Settings) -> None:
        self._here = open_office(settings)

    def __enter__(self) -> Office:
        return self._here

    def __exit__(self, *_: object) -> None:
        self._here.close()


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


def wait_until(done: Callable[[], object], seconds: float) -> bool:
    """Looks ten times a second; whether it came in time."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def memory(process: subprocess.Popen[Any]) -> int:
    """Resident memory of a process at its highest, in MB (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024


@dataclass(slots=True)
class Lived:
    """What the live measurement saw. Lags in seconds; `calls` are those to the units' files."""

    units: int
    hinted: list[float] = field(default_factory=list)
    unhinted: list[float] = field(default_factory=list)
    unflagged: int = 0
    reads_to_flag: list[int] = field(default_factory=list)
    refused: int = 0
    most_in_a_minute: int = 0
    web_mb: int = 0
    worker_mb: int = 0


class LiveDay:
    """One town at work: edits with hints, edits without, and the lags of their flags."""

    def __init__(self, folder: Path, size: int, seed: int = 3) -> None:
        self.town = Town(folder, size)
        self.random = Random(seed)
        self.seen = Lived(size)
        self._broken: set[str] = set()

    def live(self, seconds: float, patience: float, rounds: int = 1) -> Lived:
        """The whole day: each phase spreads one edit of each unit over `seconds`."""
        town = self.town
        try:
            town.check_all()
            town.google.typical_weather()
            web, worker = town.begin("serve", "--no-worker"), town.begin("worker")
            town.wait_for_web()
            self._settle()
            for _ in range(rounds):
                self.seen.hinted += self._phase(seconds, patience, hints=True)
            self.seen.unhinted += self._phase(seconds, patience, hints=False)
            self._read_log()
            self.seen.web_mb, self.seen.worker_mb = memory(web), memory(worker)
        finally:
            town.stop()
        return self.seen

    def _settle(self) -> None:
        """Until the first checks of a started service are over."""
        time.sleep(5)
        with self.town.office() as here:
            wait_until(lambda: not [w for w in here.queue.active() if w.job == CHECK_UNIT], 90)

    def _phase(self, seconds: float, patience: float, *, hints: bool) -> list[float]:
        codes = list(self.town.files)
        self.random.shuffle(codes)
        edited: dict[str, float] = {}
        with requests.Session() as session:
            for code in codes:
                begun = time.monotonic()
                edited[code] = self._edit(code)
                if hints:
                    time.sleep(min(1.0, seconds / len(codes)))
                    assert self.town.hint(code, session) == 202
                time.sleep(max(0.0, seconds / len(codes) - (time.monotonic() - begun)))
        wait_until(lambda: len(self._flags(edited)) == len(edited), patience)
        flags = self._flags(edited)
        self.seen.unflagged += len(edited) - len(flags)
        if hints:
            self.seen.reads_to_flag += [self._reads(code, edited[code], flags) for code in flags]
        return [flags[code] - edited[code] for code in flags]

    def _edit(self, code: str) -> float:
        """The clerk spoils a telephone number, or corrects it; when that was."""
        right = str(ward_values(int(code[1:]), ROWS)[ROW][7])
        phone = right if code in self._broken else right[:-1]
        self._broken ^= {code}
        self.town.google.type(self.town.files[code], f"{PHONE_COLUMN}{ROW + 1}", f"'{phone}")
        return time.time()

    def _flags(self, edited: dict[str, float]) -> dict[str, float]:
        """When the first write after each edit was answered, by unit."""
        units = {file: code for code, file in self.town.files.items()}
        found: dict[str, float] = {}
        for call in self.town.google.calls():
            code = _unit(call, units)
            if code in edited and is_write(call) and call["time"] > edited[code]:
                found.setdefault(code, call["time"])
        return found

    def _reads(self, code: str, since: float, flags: dict[str, float]) -> int:
        file = self.town.files[code]
        calls = self.town.google.calls(path=re.escape(file))
        return sum(not is_write(one) and since < one["time"] < flags[code] for one in calls)

    def _read_log(self) -> None:
        calls = self.town.google.calls()
        self.seen.refused = sum(call["status"] == 429 for call in calls)
        # Drive's feed and the tokens have quotas of their own.
        sheets = [call for call in calls if call["path"].startswith("/v4/")]
        for write in (False, True):
            times = [call["time"] for call in sheets if is_write(call) == write]
            most = max((sum(at <= one < at + 60 for one in times) for at in times), default=0)
            self.seen.most_in_a_minute = max(self.seen.most_in_a_minute, most)


def _unit(call: dict[str, Any], units: dict[str, str]) -> str:
    file = call["path"].split("/")[3].split(":")[0]
    return units.get(file, "")
