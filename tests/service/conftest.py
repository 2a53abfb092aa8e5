"""A service of two wards on a store of its own, and people who ask it things."""

import json
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from jobs.notices.signing import sign
from jobs.store.layout import Layout, PlacedList
from jobs.store.lives import Life, save_lives
from jobs.store.rows import DataRow, save_rows
from jobs.store.units import UnitState, save_state, save_units
from jobs.store.work import ledger
from service.access.people import LOCAL_OPERATOR
from service.access.tokens import make_token
from service.app import create_app
from service.identity import new_link
from service.office import Office, open_office
from service.settings.declared import Settings
from service.settings.source import read_settings
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit
from tests.service.issuer import Issuer

SECRET = "s" * 40
FILES = {"P01": "file-of-ward-one", "P02": "file-of-ward-two"}


@dataclass
class Service:
    """The service under test: its office, its application, and one browser."""

    here: Office
    app: Flask
    browser: FlaskClient

    def sign_in(self, email: str = LOCAL_OPERATOR) -> None:
        """Somebody, by default the local operator, enters by a one-time link."""
        assert claim(self.browser, new_link(self.here, email)).status_code == 302

    def program(self, role: str, email: str = LOCAL_OPERATOR) -> dict[str, str]:
        """The headers of a program with a bearer token."""
        token = make_token(self.here, "a program", email, role, 90, "a test")
        return {"Authorization": f"Bearer {token}"}

    def hint(self, file: str, secret: str = SECRET, **content: Any) -> TestResponse:
        """Sends a hint as the Apps Script does."""
        body = {"file": file, "time": int(time.time()), "nonce": uuid.uuid4().hex, **content}
        text = json.dumps(body).encode()
        headers = {"X-Wardsheets-Signature": sign(text, secret)}
        return self.browser.post("/webhooks/edit", data=text, headers=headers)

    def waiting(self) -> list[tuple[str, str]]:
        """The work that was asked for."""
        return [(row.job, row.subject) for row in self.here.queue.active()]

    def found(self, unit: str, code: str, value: str, severity: Severity) -> None:
        """A check found something in row 5 of the list of members."""
        finding = Finding(unit, "members", "3b. Thành viên", 5, "phone", 7, code, severity, value)
        with self.here.engine.begin() as connection:
            save_lives(connection, self.here.store.vault, [Life(finding, "r1", "d1")])
            row = DataRow("members", "r1", 4, "f", 0.0, "must-fix", (), (), 42, finding.tab)
            save_rows(connection, self.here.store.vault, unit, ["members"], [row], time.time())
            layout = Layout({"members": PlacedList(42)})
            save_state(connection, UnitState(unit, "checked", read_at=time.time(), layout=layout))

    def worker_alive(self) -> None:
        """A worker of another process says that it lives."""
        with self.here.engine.begin() as connection:
            ledger.note_alive(connection, "other", time.time())

    def failed(self, unit: str, reason: str) -> None:
        """The last check of a unit failed for good."""
        now = time.time()
        with self.here.engine.begin() as connection:
            ledger.mark(connection, "check-unit", unit, "a-run", source="drive", now=now)
            ledger.begin(connection, "check-unit", unit, "a-run")
            ledger.fail(
                connection,
                "check-unit",
                unit,
                "a-run",
                "next",
                now=now,
                reason=reason,
                delay=0.0,
                again=False,
            )


def claim(browser: FlaskClient, token: str, **headers: str) -> TestResponse:
    """Opens a one-time link and presses its button, where there is one."""
    query = {"token": token}
    page = browser.get("/login/link", query_string=query, headers=headers)
    if page.status_code != 200:
        return page
    form = {"token": token, "csrf_token": csrf_of(page.text)}
    return browser.post("/login/link", data=form, headers=headers)


def csrf_of(page: str) -> str:
    """The token of the first form of a page."""
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def make_settings(folder: Path, database_url: str = "", **environ: str) -> Settings:
    given = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "HINT_SECRET": SECRET,
        "PEOPLE": "an@example.vn = officer; binh@example.vn = viewer",
        **environ,
    }
    folder.mkdir(parents=True, exist_ok=True)
    return read_settings({f"WARDSHEETS_{name}": text for name, text in given.items()})


def make_service(folder: Path, **environ: str) -> Service:
    here = open_office(make_settings(folder, **environ))
    with here.engine.begin() as connection:
        wards = [OrgUnit(c, f"Phường {c}", "ward", spreadsheet=file) for c, file in FILES.items()]
        save_units(connection, wards)
    app = create_app(here)
    return Service(here, app, app.test_client())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_store(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Makes addresses of empty stores; the empty text is SQLite in the data folder."""
    if request.param == "sqlite":
        yield str
        return
    with new_databases() as create:
        yield create


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty database; for tests that are marked so."""
    with new_databases() as create:
        yield create()


@contextmanager
def new_databases() -> Iterator[Callable[[], str]]:
    """Makes empty databases of the PostgreSQL that the tests were given, and drops them."""
    server = sa.make_url(os.environ["WARDSHEETS_TEST_POSTGRESQL"])
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def create() -> str:
        made.append(f"test_{uuid.uuid4().hex}")
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {made[-1]}"))
        return server.set(database=made[-1]).render_as_string(hide_password=False)

    yield create
    with admin.connect() as connection:
        for name in made:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def service(tmp_path: Path, new_store: Callable[[], str]) -> Iterator[Service]:
    made = make_service(tmp_path, DATABASE_URL=new_store())
    yield made
    made.here.close()


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    made = Issuer()
    yield made
    made.close()


@pytest.fixture
def usual_logging() -> Iterator[None]:
    """Puts the logging of the tests back."""
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
