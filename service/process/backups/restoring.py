"""A backup is put back: opened, looked at whole, and only then in the place of what is there."""

import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from jobs.queue.wire import TABLES, forget_work
from jobs.store.access.access_tables import access
from jobs.store.access.credentials import RESTORED, end_all
from jobs.store.all_tables import METADATA
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.key_mark import fits, vault_of, was_written
from jobs.store.opening.making_room import BackupError, make_room
from jobs.store.opening.others import file_in_use
from service.process.backups.postgresql import run_program
from service.process.backups.sealing import KeyFile, Passphrase, is_sealed, unseal
from service.process.backups.writing import POSTGRESQL, SQLITE
from service.settings.declared import Settings
from service.settings.secrets_store import ENCRYPTION, FILES, KeyRing, known_encryption_keys

Key = Callable[[], Passphrase | KeyFile]
"""Asked for only where the backup is sealed. Raises `BackupError`."""


def restore(
    settings: Settings,
    source: Path,
    key: Key,
    *,
    force: bool = False,
    warn: Callable[[str], None] = lambda _said: None,
) -> None:
    """Puts what is in a backup in place: the store, its keys, or both. The service must be stopped.

    `warn` hears what the person should know of a backup that is restored all the same. Raises
    `BackupError` where a store or another key is there already and `force` is not given, where
    somebody uses the store, or where the backup is damaged or does not open; nothing was touched
    then.
    """
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            source.open("rb") as file,
            _opened(file, key, settings.data_dir, warn) as plain,
            zipfile.ZipFile(plain) as archive,
            tempfile.TemporaryDirectory(dir=settings.data_dir) as folder,
        ):
            _put_back(settings, archive, Path(folder), force=force, warn=warn)
    except (zipfile.BadZipFile, zlib.error, EOFError, sqlite3.DatabaseError):
        said = "is damaged or no backup of Wardsheets; take another one"
        raise BackupError(f"{source.name} {said}.") from None
    except OSError as error:
        raise BackupError(f"{error.filename or source}: {error.strerror}") from None


@contextmanager
def _opened(
    file: IO[bytes], key: Key, folder: Path, warn: Callable[[str], None]
) -> Iterator[IO[bytes]]:
    """The archive inside; a sealed one in a file without a name, in the folder of our own keys."""
    if not is_sealed(file):
        if zipfile.is_zipfile(file):
            warn("This backup is not sealed: whoever has it can read it. Destroy it, make another.")
        file.seek(0)
        yield file
        return
    with tempfile.TemporaryFile(dir=folder) as plain:
        unseal(file, plain, key())
        yield plain


def _put_back(
    settings: Settings,
    archive: zipfile.ZipFile,
    folder: Path,
    *,
    force: bool,
    warn: Callable[[str], None],
) -> None:
    names = set(archive.namelist()) & {SQLITE, POSTGRESQL, *FILES}
    stores, keys = names - set(FILES), names & set(FILES)
    if not names:
        raise BackupError("That is no backup of Wardsheets.")
    # Only names that we know: a made-up archive must not write elsewhere.
    for name in names:
        archive.extract(name, folder)
    if not force:
        _refuse_other_keys(settings, folder, keys)
    if stores:
        _restore_database(settings, folder, force)
    for name in keys:
        _put(folder / name, settings.data_dir / name)
    if stores and known_encryption_keys(settings) is None:
        place = settings.data_dir / ENCRYPTION
        warn(f"The keys are not in this backup. Put them back before the start: {place}")


def _refuse_other_keys(settings: Settings, folder: Path, keys: set[str]) -> None:
    """A key that is overwritten is lost, and all that was ever sealed with it."""
    for name in sorted(keys):
        there = settings.data_dir / name
        if there.exists() and there.read_bytes() != (folder / name).read_bytes():
            raise BackupError(f"{there} is there already and another; add --force to replace it.")


def _restore_database(settings: Settings, folder: Path, force: bool) -> None:
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "postgresql":
        if not (folder / POSTGRESQL).is_file():
            raise BackupError("The backup is one of SQLite; the store in use is PostgreSQL.")
        make_room(url, force=force)
        whole = ("--single-transaction", "--no-owner")
        run_program("pg_restore", *whole, str(folder / POSTGRESQL), url=url)
        _forget_what_was_meant(settings.store_url)
        return
    if not (folder / SQLITE).is_file():
        raise BackupError("The backup is one of PostgreSQL; the store in use is SQLite.")
    _refuse_foreign(folder / SQLITE)
    _forget_what_was_meant(f"sqlite:///{folder / SQLITE}")
    _refuse_another_key(settings, folder)
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


def _refuse_another_key(settings: Settings, folder: Path) -> None:
    """A store beside a key that does not open it is of no use to anybody."""
    carried = folder / ENCRYPTION
    ring = KeyRing((), carried) if carried.exists() else None
    keys = None if settings.encryption_key else ring
    keys = keys or known_encryption_keys(settings)
    engine = open_for_upgrade(f"sqlite:///{folder / SQLITE}")
    try:
        if keys and was_written(engine) and not fits(engine, vault_of(engine, keys.all)):
            raise BackupError(
                f"The key of personal data in use ({settings.data_dir / ENCRYPTION}) does not open "
                "this backup; put the key back that belongs to it."
            )
    finally:
        engine.dispose()


def _forget_what_was_meant(url: str) -> None:
    """The job engine's rows: what is to be done stands in the ledger too, and is asked for again
    by the first worker that starts. And what opened doors: it may have been taken back since."""
    engine = open_for_upgrade(url)
    try:
        forget_work(engine)
        if sa.inspect(engine).has_table(access.name):
            with engine.begin() as connection:
                end_all(connection, RESTORED, time.time())
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
