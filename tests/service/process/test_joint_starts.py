"""Processes that start at the same moment all come up, on an empty store and on older ones."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from jobs.store.journal import set_fact
from jobs.store.opening.alone import alone
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.form import FACT, MIGRATIONS, Form, Revisions, form_of
from jobs.store.work.work_tables import alive
from sheets_schema.messages import text

ROOT = Path(__file__).parents[3]
OLDER = ["", *Revisions().missing(Form(None))[:-1]]
# Of each kind at once: many on an empty store, the oldest and the last one before today's.
MANY = {revision: 8 if revision in (*OLDER[:2], OLDER[-1]) else 2 for revision in OLDER}


class Processes:
    """Web and worker processes of one store and one data folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url or f"sqlite:///{folder / 'wardsheets.db'}"
        self._folder = folder
        self._engine = open_for_upgrade(self.url)
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str, **environ: str) -> None:
        settings = {"DATA_DIR": str(self._folder), "DATABASE_URL": self.url, "PORT": "0"} | environ
        given = {f"WARDSHEETS_{name}": text for name, text in settings.items()}
        number = len(self._running)
        with (self._folder / f"{number}.out").open("wb") as said:
            started = subprocess.Popen(
                [sys.executable, "-c", "from service.cli import main; main()", *words],
                env=os.environ | given | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
                cwd=self._folder,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self._running.append(started)

    def start_together(self, webs: int, workers: int) -> None:
        for number in range(max(webs, workers)):
            if number < webs:
                self.start("serve", "--no-worker")
            if number < workers:
                self.start("worker", WORKER_ID=f"w{number}")

    def said(self) -> str:
        return "".join(path.read_text() for path in sorted(self._folder.glob("*.out")))

    def webs(self) -> int:
        return self.said().count("Wardsheets: http")

    def workers(self) -> int:
        count = sa.select(sa.func.count()).select_from(alive)
        found: int = self._asked(lambda connection: connection.scalar(count)) or 0
        return found

    def form(self) -> str | None:
        found: str | None = self._asked(lambda connection: form_of(connection).revision)
        return found

    @contextmanager
    def another_upgrades(self) -> Iterator[None]:
        """Somebody else brings the store up to date meanwhile."""
        with alone(self._engine, lambda key: None):
            yield

    def told_to_end(self) -> None:
        for one in self._running:
            one.send_signal(signal.SIGTERM)

    def newer_version_announced(self) -> None:
        """A newer version is about to change what today's programs use."""
        with self._engine.begin() as connection:
            set_fact(connection, FACT, "9999")

    def ended(self) -> list[int]:
        return [one.wait(timeout=30) for one in self._running]

    def _asked(self, question: Callable[[sa.Connection], Any]) -> Any:
        """None while the store cannot answer yet."""
        try:
            with self._engine.connect() as connection:
                return question(connection)
        except sa.exc.DBAPIError:
            return None

    def until(self, done: Callable[[], object], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.said()
            assert all(one.poll() is None for one in self._running), self.said()
            time.sleep(0.2)

    def stop(self) -> None:
        self.told_to_end()
        for one in self._running:
            try:
                one.wait(timeout=30)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


@pytest.fixture
def processes(tmp_path: Path, new_store: Callable[[], str]) -> Iterator[Processes]:
    made = Processes(tmp_path, new_store())
    yield made
    made.stop()


def make_older(url: str, revision: str) -> None:
    """A store as an older version left it, made by the revisions themselves."""
    config, engine = Config(), open_for_upgrade(url)
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_webs_and_workers_that_start_at_once_come_up(processes: Processes) -> None:
    processes.start_together(webs=1, workers=2)
    processes.until(lambda: processes.webs() == 1 and processes.workers() == 2)
    assert "Traceback" not in processes.said()


def test_who_is_told_to_end_while_another_upgrades_the_store_ends_at_once(
    processes: Processes,
) -> None:
    with processes.another_upgrades():
        processes.start_together(webs=1, workers=1)
        processes.until(lambda: processes.said().count(text("store-waits-for-turn", "vi")) == 2)
        processes.told_to_end()
        assert processes.ended() == [0, 0]
    assert "Traceback" not in processes.said()


@pytest.mark.long
@pytest.mark.parametrize("revision, many", MANY.items())
def test_many_webs_and_workers_come_up_at_once_on_every_older_store(
    processes: Processes, revision: str, many: int
) -> None:
    if revision:
        make_older(processes.url, revision)
    processes.start_together(webs=many, workers=many)
    processes.until(lambda: processes.webs() == many and processes.workers() == many)
    assert processes.form() == Revisions().newest
    assert "Traceback" not in processes.said()


def test_running_processes_stop_in_words_before_a_newer_version_changes_the_store(
    processes: Processes,
) -> None:
    processes.start_together(webs=1, workers=1)
    processes.until(lambda: processes.webs() == 1 and processes.workers() == 1)
    processes.newer_version_announced()
    assert processes.ended() == [0, 0]
    assert processes.said().count(text("store-newer", "vi")) == 2
