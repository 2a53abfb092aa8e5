"""The store gives back what it was given, on every database, and shows nobody what is personal."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from jobs.store import Store, journal, lives, rows, units
from jobs.store.layout import Layout, PlacedList
from jobs.store.lives import Life
from jobs.store.opening.database import open_engine
from jobs.store.rows import DataRow
from jobs.store.units import UnitState
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit

KEY = Fernet.generate_key().decode()
WARD = OrgUnit(
    "W1", "Phường 1", "ward", valid_from=date(2024, 1, 1), emails=("a@b.vn",), spreadsheet="x"
)
NUMBER = "031085001234"
ROW = DataRow("officers", "R1", 4, "f", 1.0, "ok", (1, NUMBER, None), ("cccd",), 7, "3c")
FINDING = Finding("W1", "officers", "3c", 5, "cccd", 5, "cccd-short", Severity.MUST_FIX, NUMBER)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store whose tables are empty."""
    opened = Store.open(database_url, KEY)
    with opened.begin() as connection:
        for table in ("org_units", "unit_states", "data_rows", "findings", "identities", "remarks"):
            connection.execute(sa.text(f"DELETE FROM {table}"))
    yield opened
    opened.close()


def test_units_come_back_in_the_order_of_the_register(store: Store) -> None:
    other = OrgUnit("W0", "Phường 0", "ward")
    with store.begin() as connection:
        units.save_units(connection, [WARD, other])
        assert units.load_units(connection) == [WARD, other]
        units.save_units(connection, [other])
        assert units.load_unit(connection, "W1") is None


def test_a_reused_code_is_two_units_and_the_first_keeps_its_name_in_every_table(
    store: Store,
) -> None:
    new = replace(WARD, name="Phường Mới", valid_from=date(2025, 7, 1), spreadsheet="y", key="")
    with store.begin() as connection:
        units.save_units(connection, [WARD])
        units.save_units(connection, [new, WARD])
        units.save_units(connection, [new])
        found = units.load_units(connection)
        assert [(unit.key, unit.name) for unit in found] == [("W1@2025-07-01", "Phường Mới")]
        assert units.load_unit(connection, "W1") is None


def test_a_state_comes_back_as_it_was_saved(store: Store) -> None:
    state = UnitState(
        "W1",
        state="checked",
        good_at=3.5,
        layout=Layout({"models": PlacedList(7, adopted=True)}, guide=3, receipt="R"),
        nothing_to_report=[],
        done=True,
    )
    with store.begin() as connection:
        units.save_state(connection, UnitState("W1"))
        units.save_state(connection, state)
        loaded = units.load_state(connection, "W1")
    assert loaded == state


def test_rows_that_left_are_gone_and_come_back_under_their_id(store: Store) -> None:
    with store.begin() as connection:
        for now, kept in ((1.0, [ROW]), (2.0, []), (3.0, [ROW])):
            rows.save_rows(connection, store.vault, "W1", ["officers"], kept, now)
            assert rows.load_rows(connection, store.vault, "W1") == kept
            assert [row.row_id for row in rows.known_rows(connection, "W1")] == ["R1"]


def test_a_finding_keeps_its_number_while_it_changes(store: Store) -> None:
    with store.begin() as connection:
        lives.save_lives(connection, store.vault, [Life(FINDING, "R1", "d")])
        (first,) = lives.load_lives(connection, store.vault, "W1")
        fixed = Life(FINDING, "R1", "d", status=lives.FIXED, id=first.id)
        lives.save_lives(connection, store.vault, [fixed])
        (second,) = lives.load_lives(connection, store.vault, "W1")
    assert (second.id, second.status, second.finding) == (first.id, lives.FIXED, FINDING)


def test_the_same_identity_in_two_units_is_found_by_its_hash(store: Store) -> None:
    pair = ("cccd", store.vault.digest("cccd", NUMBER))
    with store.begin() as connection:
        for unit in ("W1", "W2"):
            assert journal.replace_identities(connection, unit, {pair}) == {pair}
        assert journal.replace_identities(connection, "W1", {pair}) == set()
        assert journal.units_with(connection, {pair}, "W1") == {pair: ["W2"]}


def test_nothing_personal_stands_in_the_database_in_clear(store: Store) -> None:
    with store.begin() as connection:
        rows.save_rows(connection, store.vault, "W1", ["officers"], [ROW], 1.0)
        lives.save_lives(connection, store.vault, [Life(FINDING, "R1", "d", reason=NUMBER)])
        journal.save_remarks(connection, store.vault, "3c", {"k": [NUMBER]}, 1.0)
        for table in ("data_rows", "findings", "remarks"):
            found = connection.execute(sa.text(f"SELECT * FROM {table}")).all()
            assert found
            assert NUMBER not in repr(found)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    for _ in range(2):
        store = Store.open(database_url, KEY)
        with store.begin() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM alembic_version")).scalar() == 1
        store.close()


def test_a_file_tells_milliseconds_whatever_its_library(tmp_path: Path) -> None:
    """The job engine asks for them from Python 3.12 on; SQLite answers NULL before 3.42."""
    engine = open_engine(f"sqlite:///{tmp_path}/a.db")
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE t (n INTEGER, at BIGINT DEFAULT (unixepoch('subsec') * 1000))")
        )
        connection.execute(sa.text("INSERT INTO t (n) VALUES (1)"))
        at = connection.scalar(sa.text("SELECT at FROM t"))
    assert isinstance(at, int) and abs(at / 1000 - time.time()) < 60
    engine.dispose()
