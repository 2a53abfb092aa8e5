"""The way of an office with the whole stack: each step is taken once, and what was seen is kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.service.process.working_town import TAB, free_port
from tests.stack.programs import Program
from tests.stack.world import REGISTER, UNITS, World, older_sources

SERVE, WORK = ("wardsheets", "serve", "--no-worker"), ("wardsheets", "worker")
# What is said of a unit and does not change while nobody edits.
TOLD = ("code", "name", "kind", "state", "rows", "findings", "basis")


@dataclass
class Diary:
    """What was seen; `seconds` by step."""

    made_seconds: float = 0.0
    megabytes: float = 0.0
    well: bool = False
    workers_at_once: object = None
    published: list[list[str]] = field(default_factory=list)
    flagged: str = ""
    pages: dict[str, int] = field(default_factory=dict)
    board: str = ""
    stranger: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    before_backup: Any = None
    restored: Any = None
    older: str = ""
    upgraded: str = ""
    beside: dict[str, object] = field(default_factory=dict)
    demo: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    def times(self) -> str:
        steps = {"made": self.made_seconds, **self.seconds}
        return ", ".join(f"{name} {taken:.0f} s" for name, taken in steps.items())


def walk(world: World, seen: Diary) -> None:
    """All of it, in the order of an office's first day."""
    seen.megabytes = world.megabytes
    store = world.database.new("first")
    with seen.step("start"):
        running = start_at_once(world, seen, store)
    with seen.step("publish"):
        fill_the_register(world)
        publish(world, seen)
    with seen.step("sign in"):
        sign_in(world, seen)
    with seen.step("backup and restore"):
        back_up_and_restore(world, seen, store)
    with seen.step("stop"):
        seen.statuses |= {name: program.ended() for name, program in running.items()}
    with seen.step("upgrade"):
        upgrade(world, seen)
    with seen.step("demo"):
        seen.demo = world.demo()
    seen.said = world.said()


def start_at_once(world: World, seen: Diary, store: str) -> dict[str, Program]:
    """The web and two workers in the same moment, on a database that holds nothing."""
    web = world.environ(store, "data", PORT=str(world.web_port))
    running = {"web": world.start("web", SERVE, web)}
    for name in ("one", "two"):
        running[name] = world.start(name, WORK, world.environ(store, "data", WORKER_ID=name))
    world.until(lambda: world.workers(world.web_port) == 2)
    seen.workers_at_once = world.workers(world.web_port)
    seen.well = world.image.is_well(web | {"PORT": str(world.web_port)})
    return running


def fill_the_register(world: World) -> None:
    """An officer types the units below the head of the tab that the first start made."""
    world.until(lambda: "Mã đơn vị" in str(world.google.values(world.district, REGISTER)))
    rows = world.google.values(world.district, REGISTER)
    at, head = next((n, row) for n, row in enumerate(rows) if "Mã đơn vị" in row)
    typed = []
    for code, (name, _) in UNITS.items():
        said = {"Mã đơn vị": code, "Tên đơn vị": name, "Loại đơn vị": "phường"}
        said["Bảng của đơn vị"] = world.wards[code]
        typed.append([said.get(title, "") for title in head])
    place = f"{REGISTER}!A{at + 2}"
    path = f"/v4/spreadsheets/{world.district}/values/{place}"
    world.google.ask("PUT", path, {"values": typed}, valueInputOption="RAW")


def publish(world: World, seen: Diary) -> None:
    """Until both wards' people stand in the district's list, and the wrong one is flagged."""

    def people() -> str:
        return str(world.google.values(world.district, TAB))

    world.until(lambda: "Lê Văn An" in people() and "Trần Thị Bình" in people())
    seen.published = world.google.values(world.district, TAB)
    seen.flagged = str(world.google.values(world.wards["P02"], TAB))


def sign_in(world: World, seen: Diary) -> None:
    """An officer, a viewer and a stranger, with the issuer, through the TLS proxy."""
    for email in ("an@example.vn", "binh@example.vn"):
        world.issuer.claims = {"email": email, "email_verified": True, "sub": email}
        with world.browser() as browser:
            board = browser.get(f"{world.proxy.url}/login/openid", timeout=60)
            assert board.url == f"{world.proxy.url}/", board.text
            seen.board = board.text
            seen.pages[email] = browser.get(f"{world.proxy.url}/data.xlsx", timeout=60).status_code
    world.issuer.claims = {"email": "x@example.vn", "email_verified": True, "sub": "x"}
    with world.browser() as browser:
        seen.stranger = browser.get(f"{world.proxy.url}/login/openid", timeout=60).status_code


def units(world: World, port: int, environ: dict[str, str]) -> Any:
    """What a program is told of the units, without the times that go on."""
    token = world.done(("wardsheets", "token", "an@example.vn"), environ).split()[-1]
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"http://127.0.0.1:{port}/api/units", headers=headers, timeout=60)
    return [{name: one[name] for name in TOLD} for one in listed(answer)]


def listed(answer: requests.Response) -> list[dict[str, Any]]:
    assert answer.ok, answer.text
    found: list[dict[str, Any]] = answer.json()["units"]
    return found


def back_up_and_restore(world: World, seen: Diary, store: str) -> None:
    """A sealed backup while everything runs, put back into another database and folder."""
    environ = world.environ(store, "data")
    backup = str(world.folder / "data" / "kept.sealed")
    world.done(("wardsheets", "backup", backup, "--with-keys"), environ)
    seen.before_backup = units(world, world.web_port, environ)
    port = free_port()
    again = world.environ(world.database.new("again"), "data-again", PORT=str(port))
    world.done(("wardsheets", "restore", backup), again)
    web = world.start("restored-web", SERVE, again)
    world.until(lambda: world.ready(port))
    seen.restored = units(world, port, again)
    seen.statuses["restored"] = web.ended()


def upgrade(world: World, seen: Diary) -> None:
    """Processes of the version before go on while the store is upgraded, then give way by turns."""
    seen.older = older_sources(world.folder / "before")
    if not seen.older:
        return
    world.image.install("before", world.folder / "before", world.copied("before"))
    store, old_port, port = world.database.new("rolling"), free_port(), free_port()
    ours = {"DISTRICT_SPREADSHEET": ""}
    before = world.environ(store, "data-rolling", PORT=str(old_port), **ours)
    old_web = world.start("old-web", SERVE, before, "before")
    worker = world.environ(store, "data-rolling", WORKER_ID="old", **ours)
    old_worker = world.start("old-worker", WORK, worker, "before")
    world.until(lambda: world.workers(old_port) == 1)
    now = world.environ(store, "data-rolling", PORT=str(port), **ours)
    seen.upgraded = world.done(("wardsheets", "store", "upgrade"), now)
    new_web = world.start("new-web", SERVE, now)
    new = world.environ(store, "data-rolling", WORKER_ID="new", **ours)
    new_worker = world.start("new-worker", WORK, new)
    world.until(lambda: world.workers(port) == 2)
    seen.beside = {"old": world.workers(old_port), "new": world.workers(port)}
    for name, program in (("old-worker", old_worker), ("old-web", old_web)):
        seen.statuses[name] = program.ended()
    seen.beside["alone"] = world.ready(port).get("store")
    for name, program in (("new-worker", new_worker), ("new-web", new_web)):
        seen.statuses[name] = program.ended()
