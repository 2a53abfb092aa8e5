"""A copy of the store says nothing about who stands in it, not even to who tries every number."""

import hashlib
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from cryptography.fernet import Fernet

from jobs.store import Store
from jobs.store.journal import set_fact
from jobs.store.migrations.versions import r0011_keyed
from jobs.store.opening.keyed import FACT
from jobs.store.rows import DataRow, known_rows, save_rows
from jobs.store.vault import Vault
from jobs.ward.fingerprint import fingerprint_row
from sheets_client.snapshot import Cell

KEY = Fernet.generate_key().decode()
CELLS = ("Lê Văn An", "031085001234", 1985.0)


def plain_of(cells: tuple[object, ...]) -> str:
    """The fingerprint as versions before kept it; whoever has it tries numbers against it."""
    said = "".join(f"{type(one).__name__}\x1f{one}\x1f\x1e" for one in cells)
    return hashlib.sha256(said.encode()).hexdigest()


def keyed_of(store: Store) -> str:
    return fingerprint_row(store.vault, [Cell(value) for value in CELLS])


def left_plain(url: str, rows: int = 1) -> None:
    """A store of today, with the fingerprints that a version before would have left."""
    store = Store.open(url, KEY)
    kept = [
        DataRow("officers", f"R{n}", n, plain_of(CELLS), 5.0, "right", CELLS, (), 0, "3c")
        for n in range(rows)
    ]
    with store.begin() as connection:
        save_rows(connection, store.vault, "W1", ["officers"], kept, 9.0)
        set_fact(connection, FACT, "")
    store.close()


def test_a_fingerprint_cannot_be_tried_without_the_key() -> None:
    cells = [Cell(value) for value in CELLS]
    found = {fingerprint_row(Vault(Fernet.generate_key().decode()), cells) for _ in range(2)}
    assert len(found) == 2 and plain_of(CELLS) not in found


def test_what_an_older_version_left_plain_is_keyed_so_that_rows_are_recognised(
    database_url: str,
) -> None:
    left_plain(database_url, rows=6_000)
    for _ in range(2):
        store = Store.open(database_url, KEY)
        with store.begin() as connection:
            found = known_rows(connection, "W1")
        store.close()
        assert {one.fingerprint for one in found} == {keyed_of(store)}
    assert (len(found), found[0].changed_at) == (6_000, 5.0)


def test_no_plain_fingerprint_is_left_in_the_file_or_its_journal(tmp_path: Path) -> None:
    left_plain(f"sqlite:///{tmp_path / 'store.db'}", rows=300)
    assert plain_of(CELLS).encode() in (tmp_path / "store.db").read_bytes()
    Store.open(f"sqlite:///{tmp_path / 'store.db'}", KEY).close()
    found = [
        path.name for path in tmp_path.iterdir() if plain_of(CELLS).encode() in path.read_bytes()
    ]
    assert found == []


def test_another_key_keys_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    left_plain(url)
    Store.open(url, Fernet.generate_key().decode()).close()
    with sqlite3.connect(tmp_path / "store.db") as look:
        [(found,)] = look.execute("SELECT fingerprint FROM data_rows")
    look.close()
    assert found == plain_of(CELLS)


def test_a_mask_that_showed_more_is_shortened_with_the_store(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin() as connection:
        for said in ("settlements (shown TEXT)", "unit_states (fingerprint TEXT)"):
            connection.exec_driver_sql(f"CREATE TABLE {said}")
        connection.exec_driver_sql("INSERT INTO settlements VALUES ('031•••••1234'), ('An')")
        with Operations.context(MigrationContext.configure(connection)):
            r0011_keyed.upgrade()
        shown = connection.exec_driver_sql("SELECT shown FROM settlements").scalars().all()
    engine.dispose()
    assert shown == ["•••••••••234", "An"]
