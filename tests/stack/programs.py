"""What the stack is made of beside the image: programs, a PostgreSQL, a local Google."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
import sqlalchemy as sa

from tests.service.process.working_town import free_port
from tests.stack.image import Image

IS_ROOT = os.geteuid() == 0
# The user of the image, where the tests may become somebody else.
USER = 10001 if IS_ROOT else os.geteuid()
PATIENCE = 180.0


def until(done: Callable[[], object], said: Callable[[], str], seconds: float = PATIENCE) -> None:
    """Waits for something; what `said` tells is shown when it does not come."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, said()
        time.sleep(0.2)


class Program:
    """A started program; what it says is kept in a file."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], said: Path, user: int = USER
    ) -> None:
        self._said = said
        with said.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                env=dict(environ),
                cwd=said.parent,
                stdout=file,
                stderr=subprocess.STDOUT,
                user=user if IS_ROOT else None,
                group=user if IS_ROOT else None,
                extra_groups=[] if IS_ROOT else None,
            )

    def said(self) -> str:
        return self._said.read_text("utf-8")

    def ended(self) -> int:
        """Its status after it was told to end."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=120)

    def check(self) -> None:
        """Fails at once where it ended by itself."""
        assert self.process.poll() is None, self.said()

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class PostgreSQL:
    """A server of its own with a password, gone with the test."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.port, self._password = free_port(), secrets.token_hex(16)
        self._folder, self._user = folder, None
        (folder / "password").write_text(self._password)
        if IS_ROOT:
            self._user = "postgres"
            shutil.chown(folder, "postgres")
            shutil.chown(folder / "password", "postgres")
        self._run("initdb", "-D", "data", "-U", "wardsheets", "-A", "scram-sha-256",
                  "--pwfile=password", "--no-sync")  # fmt: skip
        options = f"-p {self.port} -k {folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "-D", "data", "-o", options, "-l", "log", "-w", "start")

    def _run(self, program: str, *words: str) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
        assert found, "needs a PostgreSQL; apt-get install postgresql (.ci/run does)"
        subprocess.run(
            [str(found[-1]), *words],
            cwd=self._folder,
            user=self._user,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def new(self, name: str) -> str:
        """The address of a new, empty database."""
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://wardsheets:{self._password}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")


class Google:
    """The emulator as a process of the image, and its files' owner."""

    def __init__(self, image: Image, folder: Path) -> None:
        folder.mkdir()
        shutil.chown(folder, USER)
        port = free_port()
        words = ["-m", "sheets_emulator", "--data", str(folder), "--port", str(port)]
        python = image.root / "opt" / "emulator" / "bin" / "python"
        self.program = Program([str(python), *words], image.environ(), folder / "said")
        until(self._serves, self.program.said)
        self.url = f"http://127.0.0.1:{port}"
        self._session = requests.Session()
        self._session.headers["Authorization"] = "Bearer the-owner"
        token = (folder / "control-token").read_text("utf-8").strip()
        self._session.headers["X-Emulator-Token"] = token

    def _serves(self) -> bool:
        self.program.check()
        return "http://" in self.program.said()

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        answer = self._session.request(method, self.url + path, json=body, params=query, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def spreadsheet(self, title: str, robot: str, tab: str = "", rows: Any = ()) -> str:
        """A spreadsheet shared with the service's account; its id."""
        tabs = [{"title": tab, "values": rows}] if tab else None
        body = {"title": title, "locale": "vi_VN", "tabs": tabs, "share": {robot: "writer"}}
        return str(self.ask("POST", "/_emulator/spreadsheets", body)["id"])

    def values(self, file: str, tab: str) -> list[list[str]]:
        """What a tab shows; nothing where there is none."""
        answer = self._session.get(f"{self.url}/v4/spreadsheets/{file}/values/{tab}", timeout=60)
        return list(answer.json().get("values", [])) if answer.ok else []
