"""Revisions make the tables that the code declares, and older stores open in today's form."""

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import jobs.store.migrations.versions
from jobs.store import Store, notices
from jobs.store.all_tables import METADATA
from jobs.store.counts import open_counts
from jobs.store.lives import load_lives
from jobs.store.opening.database import open_engine
from jobs.store.opening.migrate import upgrade
from jobs.store.rows import load_rows
from jobs.store.units import load_units

STORES = Path(__file__).parents[2] / "data" / "stores"
KEY_OF_THE_DUMPS = base64.urlsafe_b64encode(bytes(32)).decode()


@pytest.fixture(params=sorted(path.name for path in STORES.glob("*.sql")))
def old_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that an older Wardsheets left, opened by this one."""
    file = tmp_path / "wardsheets.db"
    old = sqlite3.connect(file)
    old.executescript((STORES / request.param).read_text(encoding="utf-8"))
    old.close()
    store = Store.open(f"sqlite:///{file}", KEY_OF_THE_DUMPS)
    yield store
    store.close()


def differences(connection: sa.Connection, *more: sa.MetaData) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[object] = compare_metadata(context, [METADATA, *more])  # type: ignore[arg-type]
    return found


def test_the_revisions_make_the_tables_that_the_code_declares(database_url: str) -> None:
    store = Store.open(database_url, KEY_OF_THE_DUMPS)
    with store.begin() as connection:
        found = differences(connection)
    store.close()
    assert found == []


@pytest.mark.parametrize("left", [3, 9, 20])
def test_a_process_that_ends_half_way_leaves_nothing_that_hinders_the_next(
    tmp_path: Path, left: int
) -> None:
    url = f"sqlite:///{tmp_path / 'wardsheets.db'}"
    dying = open_engine(url)
    statements = iter(range(left))

    @sa.event.listens_for(dying, "before_cursor_execute")
    def _(connection: sa.Connection, cursor: object, statement: str, *_: object) -> None:
        if statement.strip().startswith("CREATE TABLE") and next(statements, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upgrade(dying)
    dying.dispose()
    store = Store.open(url, KEY_OF_THE_DUMPS)
    with store.begin() as connection:
        found = differences(connection)
    store.close()
    assert found == []


def test_a_table_that_no_revision_makes_is_a_difference(database_url: str) -> None:
    more = sa.MetaData()
    sa.Table("forgotten", more, sa.Column("id", sa.Integer, primary_key=True))
    store = Store.open(database_url, KEY_OF_THE_DUMPS)
    with store.begin() as connection:
        found = differences(connection, more)
    store.close()
    assert "forgotten" in str(found)


def test_a_revision_takes_nothing_from_the_code_that_may_change() -> None:
    files = [*Path(jobs.store.migrations.versions.__path__[0]).glob("r*.py")]
    assert files
    assert not [file.name for file in files if "jobs" in file.read_text(encoding="utf-8")]


def test_an_older_store_gets_the_tables_of_today(old_store: Store) -> None:
    with old_store.begin() as connection:
        assert differences(connection) == []


def test_what_an_older_store_holds_is_still_there(old_store: Store) -> None:
    with old_store.begin() as connection:
        names = [unit.name for unit in load_units(connection)]
        [row] = load_rows(connection, old_store.vault, "W1")
        [life] = load_lives(connection, old_store.vault, "W1")
        [notice] = notices.load_notices(connection, notices.WAITING)
        must_fix = open_counts(connection)["W1", life.finding.table, "must-fix"]
    assert (names, row.values[1]) == (["Phường 1", "Phường 2"], "031085001234")
    assert (life.finding.code, notice.kind, must_fix) == ("phone-short", "late", 1)
