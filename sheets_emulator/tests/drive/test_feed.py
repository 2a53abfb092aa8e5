"""The changes feed has one entry a file and speaks by the pace it was given."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from sheets_emulator.drive.kept.sql_tables import TABLES
from sheets_emulator.drive.watching.feed import (
    Pace,
    changes_after,
    last_number,
    next_due,
    note_change,
    note_edit,
    publish_due,
)

GOOGLE = Pace(coalesce=180)


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """A database with the files `a` and `b`."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(TABLES)
        for file_id in "ab":
            made.execute(
                "INSERT INTO drive_file (id, name, mime_type, owner, created, modified,"
                " shown_modified, last_user) VALUES (?, '', '', '', 0, 0, 0, '')",
                (file_id,),
            )
        yield made


def published(db: sqlite3.Connection, after: int = 0) -> list[str]:
    return [change.file_id for change in changes_after(db, after)]


def edit(db: sqlite3.Connection, now: float, file_id: str = "a", pace: Pace = GOOGLE) -> None:
    publish_due(db, now)
    note_edit(db, file_id, "clerk", now, pace)


def test_a_file_has_one_entry_at_its_newest_place(db: sqlite3.Connection) -> None:
    for file_id in "aba":
        edit(db, 1, file_id, Pace())
    assert published(db) == ["b", "a"]
    assert published(db, after=2) == ["a"] and last_number(db) == 3


def test_the_first_edit_after_a_quiet_time_shows_at_once(db: sqlite3.Connection) -> None:
    edit(db, 1000)
    assert published(db) == ["a"]


def test_later_edits_are_joined_into_one_entry(db: sqlite3.Connection) -> None:
    for second in (0, 10, 20, 90):
        edit(db, 1000 + second)
    assert last_number(db) == 1 and next_due(db) == 1180
    publish_due(db, 1180)
    assert last_number(db) == 2 and next_due(db) is None


def test_a_late_feed_keeps_the_first_edit_back_too(db: sqlite3.Connection) -> None:
    edit(db, 1000, pace=Pace(late=60))
    publish_due(db, 1059)
    assert published(db) == []
    publish_due(db, 1060)
    assert published(db) == ["a"]


def test_the_version_shown_is_as_old_as_the_entry(db: sqlite3.Connection) -> None:
    for second in (0, 10):
        edit(db, 1000 + second)
    row = db.execute("SELECT version, shown_version, shown_modified FROM drive_file").fetchone()
    assert row == (3, 2, 1000)


def test_a_change_of_the_file_itself_tells_of_waiting_edits_too(db: sqlite3.Connection) -> None:
    for second in (0, 10):
        edit(db, 1000 + second)
    note_change(db, "a", 1020, "update", "properties")
    assert next_due(db) is None
    assert db.execute("SELECT shown_version FROM drive_file").fetchone() == (3,)


def test_the_time_of_a_file_grows_with_each_edit_in_one_instant(db: sqlite3.Connection) -> None:
    for _ in range(3):
        edit(db, 1000, pace=Pace())
    assert db.execute("SELECT modified FROM drive_file").fetchone()[0] == pytest.approx(1000.002)
