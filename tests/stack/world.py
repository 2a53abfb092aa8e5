"""The service as compose.yaml starts it, in one folder of this machine and without Docker."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import requests

from tests.actions.ward_actions import cells_of
from tests.service.issuer import Issuer
from tests.service.process.working_town import TAB, free_port
from tests.service.tls_proxy import TlsProxy, make_certificate
from tests.stack.image import ROOT, Image
from tests.stack.programs import USER, Google, PostgreSQL, Program, until

ROBOT = "robot@emulator.iam.gserviceaccount.com"
REGISTER = "Đơn vị"
HEAD = "STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại"
UNITS = {
    "P01": ("Phường Một", "1 | Tổ 1 | Lê Văn An | Nam | 1985 | Tổ trưởng | '0912345678"),
    "P02": ("Phường Hai", "1 | Tổ 2 | Trần Thị Bình | Nữ | 1990 | Tổ trưởng | '091234"),
}

WARDSHEETS = "from service.cli import main; main()"


class World(ExitStack):
    """All that stands around the service, and how its processes are started."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.chmod(0o755)
        self.folder = folder
        self.programs: list[Program] = []
        self.image = Image(self._made("image"))
        self.image.carry_out("build")
        self.megabytes = self.image.megabytes()
        self._with_emulator()
        try:
            self._start_around()
        except BaseException:
            self.close()
            raise

    def _start_around(self) -> None:
        folder = self.folder
        self.certificate = make_certificate(folder)
        self.issuer = Issuer(*self.certificate)
        self.callback(self.issuer.close)
        self.database = PostgreSQL(folder / "postgresql")
        self.callback(self.database.stop)
        self.google = Google(self.image, folder / "google")
        self.callback(self.google.program.kill)
        key = self.google.ask("POST", "/_emulator/accounts", {"email": ROBOT})
        self.key = self._written("key.json", json.dumps(key))
        self.district = self.google.spreadsheet("Quận", ROBOT)
        self.wards = {
            code: self.google.spreadsheet(name, ROBOT, TAB, cells_of(f"{HEAD}\n{row}"))
            for code, (name, row) in UNITS.items()
        }
        self.web_port = free_port()
        self.proxy = TlsProxy(folder, free_port(), self.web_port, self.certificate)
        self.callback(self.proxy.close)

    def _made(self, name: str) -> Path:
        made = self.folder / name
        made.mkdir()
        return made

    def _written(self, name: str, text: str) -> Path:
        """A file that only the service's user may read."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o400)
        shutil.chown(path, USER)
        return path

    def _with_emulator(self) -> None:
        """The image `emulator`: what the other one has, and more, beside it."""
        self.copied("emulator")
        self.image.carry_out("build-emulator", "emulator")

    def copied(self, name: str) -> Path:
        """The installed packages once more, to be changed, in links that cost nothing."""
        target = self.image.root / "opt" / name
        subprocess.run(["cp", "-al", self.image.root / "opt" / "wardsheets", target], check=True)
        return target

    def environ(self, database: str, data: str, **more: str) -> dict[str, str]:
        """Settings as compose.yaml and its wardsheets.env give them, and a faster clock."""
        folder = self.folder / data
        if not folder.exists():
            folder.mkdir(mode=0o700)
            shutil.chown(folder, USER, USER)
        said = {
            "DATABASE_URL": database,
            "DATA_DIR": str(folder),
            "HOST": "127.0.0.1",
            "PUBLIC_URL": self.proxy.url,
            "PROXY_HOPS": "1",
            "GOOGLE_URL": self.google.url,
            "SERVICE_ACCOUNTS": str(self.key),
            "DISTRICT_SPREADSHEET": self.district,
            "PEOPLE": "an@example.vn = officer; binh@example.vn = viewer",
            "OIDC_ISSUER": self.issuer.url,
            "OIDC_CLIENT_ID": "client",
            "OIDC_CLIENT_SECRET": "secret",
            "BACKUP_PASSPHRASE": "mật khẩu của quận",
            "AS_OF": "2024-10-28",
            "SETTLE_SECONDS": "0.5",
            "ROW_QUIET_SECONDS": "0",
            "PUBLISH_SECONDS": "0.5",
            "SCHEDULE": "register = */3 * * * * *; sweep = */5 * * * * *",
            **more,
        }
        own = {f"WARDSHEETS_{name}": text for name, text in said.items()}
        bundle = {"REQUESTS_CA_BUNDLE": str(self.certificate[0])}
        return self.image.environ() | own | bundle

    def start(
        self, name: str, words: tuple[str, ...], environ: dict[str, str], packages: str = ""
    ) -> Program:
        """A command as the image starts it, or one of other packages."""
        if packages:
            python = self._python_of(packages)
            environ = environ | {"PATH": f"{python.parent}:{environ['PATH']}"}
            words = (str(python), "-c", WARDSHEETS, *words[1:])
        command = self.image.command(*words)
        said = self.folder / "said"
        if not said.exists():
            said.mkdir()
            said.chmod(0o777)
        program = Program(command, environ, said / f"{len(self.programs)}-{name}")
        self.programs.append(program)
        self.callback(program.kill)
        return program

    def _python_of(self, packages: str) -> Path:
        # Programs beside it name the interpreter of the packages that these are a copy of.
        return self.image.root / "opt" / packages / "bin" / "python"

    def done(self, words: tuple[str, ...], environ: dict[str, str]) -> str:
        """What a command said that ended well."""
        program = self.start(words[1], words, environ)
        assert program.process.wait(timeout=180) == 0, program.said()
        return program.said()

    def demo(self) -> list[dict[str, Any]]:
        """What the demo tells of its units, from the two wheels alone in an empty folder."""
        empty = self._made("empty")
        shutil.chown(empty, USER, USER)
        told = "units.json"
        wardsheets = f"{self._python_of('emulator')} -c '{WARDSHEETS}'"
        words = ("sh", "-c", f"cd {empty} && exec {wardsheets} demo --once --json {told}")
        program = self.start("demo", words, self.image.environ() | {"HOME": str(empty)})
        assert program.process.wait(timeout=180) == 0, program.said()
        return list(json.loads((empty / told).read_text(encoding="utf-8"))["units"])

    def browser(self) -> requests.Session:
        """Somebody's browser, which trusts the certificate."""
        made = requests.Session()
        # Else a bundle of the machine's would be taken in its place.
        made.trust_env = False
        made.verify = str(self.certificate[0])
        return made

    def ready(self, port: int) -> dict[str, dict[str, object]]:
        """What a web process says of itself; nothing before it answers."""
        try:
            answer = requests.get(f"http://127.0.0.1:{port}/readyz", timeout=10)
        except requests.RequestException:
            return {}
        return dict(answer.json())

    def workers(self, port: int) -> object:
        return self.ready(port).get("queue", {}).get("workers")

    def said(self) -> str:
        """All that the programs have said, for whoever looks why it failed."""
        return "\n".join(f"== {one._said.name}\n{one.said()[-3000:]}" for one in self.programs)

    def until(self, done: Callable[[], object]) -> None:
        until(done, self.said)


VERSIONS = "jobs/store/migrations/versions"


def older_sources(folder: Path) -> str:
    """The sources before the newest form of the store, below `folder`; which they were. Empty
    without the history, and where that form itself lets no program of before go on."""
    last = max((ROOT / VERSIONS).glob("r*.py"))
    if f'oldest_program = "{last.name[1:5]}"' in last.read_text(encoding="utf-8"):
        return ""
    newest = ["git", "log", "-1", "--format=%H^", "--", f"{VERSIONS}/r*.py"]
    found = subprocess.run(newest, cwd=ROOT, capture_output=True, text=True, check=False)
    commit = found.stdout.strip()
    if not commit:
        return ""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        return ""
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return commit


def may_run() -> str:
    """What is missing here, in words; empty when the stack can be started."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return "a PostgreSQL: apt-get install postgresql"
    return (
        ""
        if os.access("/usr/bin/pg_dump", os.X_OK)
        else "pg_dump: apt-get install postgresql-client"
    )
