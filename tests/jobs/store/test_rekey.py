"""A key is rotated while others work; killed at any moment, nothing is lost and it goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken

from jobs.store import Store, journal
from jobs.store.opening.database import open_engine
from jobs.store.opening.key_mark import fits, keep_roots, vault_of
from jobs.store.opening.migrate import upgrade
from jobs.store.opening.rekey import encrypt_anew, sealed_columns
from jobs.store.rows import DataRow, load_rows, save_rows
from jobs.store.vault import Vault
from service.settings import secrets_store
from tests.service.conftest import make_settings

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ROWS = 1_300
NOTE = {"number": 7}


@pytest.fixture
def url(database_url: str) -> str:
    """An empty store that has no key yet."""
    engine = open_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        for table in ("data_rows", "remarks", "facts"):
            connection.execute(sa.text(f"DELETE FROM {table} WHERE 1 = 1"))
    engine.dispose()
    return database_url


def fill(store: Store) -> None:
    rows = [
        DataRow("m", f"R{n}", n, "f", 1.0, "ok", ("Lê An", n), (), 0, "3b") for n in range(ROWS)
    ]
    with store.begin() as connection:
        save_rows(connection, store.vault, "W1", ["m"], rows, 1.0)
        journal.save_remarks(connection, store.vault, "3c", {"k": ["0912"]}, 1.0)
        journal.set_fact(connection, "sent W1", store.vault.seal(NOTE).decode())


def whole(store: Store) -> bool:
    with store.begin() as connection:
        rows = load_rows(connection, store.vault, "W1")
        remarks = journal.load_remarks(connection, store.vault, "3c")
        note = store.vault.open(str(journal.get_fact(connection, "sent W1")).encode())
    return [row.values for row in rows] == [("Lê An", n) for n in range(ROWS)] and (
        remarks,
        note,
    ) == ({"k": ["0912"]}, NOTE)


def readable_with(engine: sa.Engine, key: str) -> int:
    """How many payloads that key alone opens."""
    alone, count = Fernet(key), 0
    with engine.connect() as connection:
        for column in sealed_columns():
            for payload in connection.scalars(sa.select(column)):
                try:
                    count += bool(alone.decrypt(payload))
                except InvalidToken:
                    continue
    return count


def test_everything_is_written_anew_and_recognised(url: str) -> None:
    store = Store.open(url, OLD)
    fill(store)
    hashes = store.vault.digest("cccd", "031"), store.vault.fingerprint("x")
    keep_roots(store.engine, store.vault)
    keys = [NEW, OLD]
    both = vault_of(store.engine, lambda: keys)
    # A thousand and more rows, the remark, the note of what was sent, what the hashes are made of.
    assert encrypt_anew(store.engine, both) == ROWS + 3
    assert encrypt_anew(store.engine, both) == 0
    store.close()
    after = Store.open(url, NEW)
    assert whole(after) and readable_with(after.engine, OLD) == 0
    assert fits(after.engine, after.vault)
    assert (after.vault.digest("cccd", "031"), after.vault.fingerprint("x")) == hashes
    assert not fits(after.engine, vault_of(after.engine, OLD))
    after.close()


def test_a_new_key_beside_the_old_is_enough_to_open(url: str) -> None:
    """As where the keys stand in the settings, and the program was started anew with both."""
    store = Store.open(url, OLD)
    fill(store)
    store.close()
    both = Store.open(url, lambda: [NEW, OLD])
    assert fits(both.engine, both.vault) and whole(both)
    both.close()


def test_who_runs_meanwhile_reads_and_writes_with_the_new_key(url: str) -> None:
    keys = [OLD]
    running = Store.open(url, lambda: keys)
    fill(running)
    keep_roots(running.engine, running.vault)
    keys = [NEW, OLD]
    encrypt_anew(running.engine, vault_of(running.engine, lambda: keys))
    assert whole(running)
    sealed = running.vault.seal("a")
    assert Vault(NEW).open(sealed) == "a"
    running.close()


def test_what_somebody_changes_meanwhile_stays_as_that_one_wrote_it(url: str) -> None:
    store = Store.open(url, OLD)
    fill(store)
    both = vault_of(store.engine, lambda: [NEW, OLD])
    mine = "payload = :new WHERE unit = 'W1' AND row_id = 'R0'"
    theirs, meanwhile = store.vault.seal({"values": ["theirs"]}), iter([True])

    @sa.event.listens_for(store.engine, "before_cursor_execute")
    def _(connection: sa.Connection, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE data_rows SET payload=") and next(meanwhile, False):
            connection.execute(sa.text(f"UPDATE data_rows SET {mine}"), {"new": theirs})

    encrypt_anew(store.engine, both)
    with store.begin() as connection:
        kept = connection.scalar(sa.text("SELECT payload FROM data_rows WHERE row_id = 'R0'"))
    assert both.open(kept) == {"values": ["theirs"]} and readable_with(store.engine, OLD) == 0
    store.close()


KILLED = """
import os, signal, sys
import sqlalchemy as sa
left = iter(range(int(sys.argv[1])))
@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def _(*_):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
from service.cli import main
main(sys.argv[2:])
"""


def rotate(folder: Path, statements: int, *words: str) -> int:
    """The command in a process that is killed after so many statements; its status."""
    environ = {**os.environ, "WARDSHEETS_DATA_DIR": str(folder)}
    program = [sys.executable, "-c", KILLED, str(statements), "rotate-key", "encryption", *words]
    return subprocess.run(program, env=environ, capture_output=True, timeout=300).returncode


@pytest.mark.skipif(not hasattr(os, "kill"), reason="needs signals of Unix")
def test_killed_at_any_moment_nothing_is_lost_and_it_goes_on(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    ring = secrets_store.encryption_keys(settings)
    first = ring.newest
    store = Store.open(settings.store_url, first)
    assert fits(store.engine, store.vault)
    fill(store)
    store.close()
    never = 10**9
    for statements in (25, 45, 65, 600, 1_100):
        code = rotate(tmp_path, statements)
        store = Store.open(settings.store_url, ring.all)
        assert code in (0, -9) and fits(store.engine, store.vault) and whole(store)
        store.close()
    assert rotate(tmp_path, never) == 0 and len(ring.all()) == 2
    assert rotate(tmp_path, 30, "--end") in (0, -9)
    assert rotate(tmp_path, never, "--end") in (0, 1) and len(ring.all()) == 1
    store = Store.open(settings.store_url, ring.all)
    assert whole(store) and readable_with(store.engine, first) == 0 and ring.newest != first
    store.close()


def test_the_old_key_is_not_ended_while_the_service_may_write_with_it(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    store = Store.open(settings.store_url, secrets_store.encryption_keys(settings).newest)
    assert rotate(tmp_path, 10**9) == 0
    with store.begin() as connection:
        connection.execute(sa.text("SELECT count(*) FROM data_rows"))
        assert rotate(tmp_path, 10**9, "--end") == 1
    store.close()
    assert len(secrets_store.encryption_keys(settings).all()) == 2
    assert rotate(tmp_path, 10**9, "--end") == 0
