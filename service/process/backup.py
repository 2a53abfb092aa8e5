"""Backup and restore: the database in a consistent copy, and the keys without which it is dumb."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
import zlib
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa

from jobs.queue.wire import TABLES, forget_work
from jobs.store.all_tables import METADATA
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.making_room import BackupError, make_room
from jobs.store.opening.others import file_in_use
from service.settings.declared import Settings
from service.settings.secrets_store import FILES

SQLITE, POSTGRESQL = "wardsheets.db", "wardsheets.dump"


def back_up(settings: Settings, target: Path) -> None:
    """Writes the database and the key files into a zip that only we may read.

    Safe while the service runs. Raises `BackupError`.
    """
    try:
        _write(settings, target)
    except OSError as error:
        raise BackupError(f"{error.filename or target}: {error.strerror}") from None


def _write(settings: Settings, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that a half-written backup never has its name.
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = _dump(settings, Path(folder))
        aside = Path(folder) / "backup.zip"
        with (
            os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            archive.write(copy, copy.name)
            for name in FILES:
                if (settings.data_dir / name).is_file():
                    archive.write(settings.data_dir / name, name)
        aside.replace(target)


def _dump(settings: Settings, folder: Path) -> Path:
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "postgresql":
        return _dump_postgresql(url, folder / POSTGRESQL)
    if not url.database or not Path(url.database).is_file():
        raise BackupError(f"There is no store at {url.database} yet.")
    copy = folder / SQLITE
    with closing(sqlite3.connect(url.database)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
    return copy


def _dump_postgresql(url: sa.URL, target: Path) -> Path:
    _run("pg_dump", "--format=custom", f"--file={target}", url=url)
    return target


def restore(settings: Settings, source: Path, *, force: bool = False) -> None:
    """Puts the database and the keys of a backup in place. The service must be stopped.

    Raises `BackupError` where a store is there already and `force` is not given, where somebody
    uses it, or where the backup is damaged; nothing was touched then.
    """
    try:
        with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
            names = set(archive.namelist())
            if not names & {SQLITE, POSTGRESQL}:
                raise BackupError(f"{source.name} is no backup of Wardsheets.")
            # Only names that we know: a made-up archive must not write elsewhere.
            for name in names & {SQLITE, POSTGRESQL, *FILES}:
                archive.extract(name, folder)
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            _restore_database(settings, Path(folder), force)
            for name in names & set(FILES):
                _put(Path(folder) / name, settings.data_dir / name)
    except (zipfile.BadZipFile, zlib.error, EOFError, sqlite3.DatabaseError):
        said = "is damaged or no backup of Wardsheets; take another one"
        raise BackupError(f"{source.name} {said}.") from None
    except OSError as error:
        raise BackupError(f"{error.filename or source}: {error.strerror}") from None


def _restore_database(settings: Settings, folder: Path, force: bool) -> None:
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "postgresql":
        if not (folder / POSTGRESQL).is_file():
            raise BackupError("The backup is one of SQLite; the store in use is PostgreSQL.")
        make_room(url, force=force)
        whole = ("--single-transaction", "--no-owner")
        _run("pg_restore", *whole, str(folder / POSTGRESQL), url=url)
        _forget_what_was_meant(settings.store_url)
        return
    if not (folder / SQLITE).is_file():
        raise BackupError("The backup is one of PostgreSQL; the store in use is SQLite.")
    _refuse_foreign(folder / SQLITE)
    _forget_what_was_meant(f"sqlite:///{folder / SQLITE}")
    target = Path(str(url.database))
    if target.exists() and not force:
        raise BackupError(f"{target} is there already; add --force to replace it.")
    if target.exists():
        _make_sure_nobody_has_it(target)
    for rest in ("-wal", "-shm"):
        Path(f"{target}{rest}").unlink(missing_ok=True)
    _put(folder / SQLITE, target)


def _refuse_foreign(copy: Path) -> None:
    """What no store of ours has: tables of others, and what acts when a row is touched."""
    with closing(sqlite3.connect(copy)) as look:
        found = look.execute(
            "SELECT type, name FROM sqlite_master WHERE type != 'index'"
        ).fetchall()
    ours = {*METADATA.tables, *TABLES, "alembic_version"}
    foreign = sorted(name for kind, name in found if kind != "table" or name not in ours)
    if foreign := [name for name in foreign if not name.startswith("sqlite_")]:
        raise BackupError(f"The backup holds what is not ours ({', '.join(foreign)}).")


def _forget_what_was_meant(url: str) -> None:
    """The job engine's rows: what is to be done stands in the ledger too, and is asked for again
    by the first worker that starts."""
    engine = open_for_upgrade(url)
    try:
        forget_work(engine)
    finally:
        engine.dispose()


def _make_sure_nobody_has_it(store: Path) -> None:
    """A process that has the old file open would go on writing into what nobody reads."""
    # A damaged one is the reason for a restore.
    with suppress(sqlite3.DatabaseError):
        if file_in_use(str(store)):
            raise BackupError(f"{store} is in use; stop the service first.")


def _put(source: Path, target: Path) -> None:
    aside = target.with_name(f"{target.name}.new")
    shutil.copyfile(source, aside)
    aside.chmod(0o600)
    aside.replace(target)


def _run(program: str, *arguments: str, url: sa.URL) -> None:
    """Runs a program of PostgreSQL; the password goes by the environment, not the command line."""
    parts = {
        "PGHOST": url.host,
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environ = os.environ | {name: str(value) for name, value in parts.items() if value}
    into = [f"--dbname={url.database}"] if program == "pg_restore" else []
    try:
        subprocess.run([program, *into, *arguments], env=environ, check=True, capture_output=True)
    except FileNotFoundError:
        raise BackupError(f"{program} is missing; install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise BackupError(f"{program}: {said[-1] if said else 'failed'}") from None
