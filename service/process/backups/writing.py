"""A backup is written: the store in a consistent copy, its keys only where asked for, sealed."""

import os
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from jobs.store.law.backups import Backup, note_backup
from jobs.store.opening.database import open_for_upgrade
from jobs.store.opening.making_room import BackupError
from jobs.store.tables import backups
from service.process.backups.postgresql import run_program
from service.process.backups.sealing import Passphrase, Recipient, Sealed
from service.settings.declared import Settings
from service.settings.secrets_store import FILES

DAY_SECONDS = 86_400.0
SQLITE, POSTGRESQL = "wardsheets.db", "wardsheets.dump"


def back_up(
    settings: Settings,
    target: Path,
    lock: Passphrase | Recipient,
    *,
    store: bool = True,
    keys: bool = False,
) -> None:
    """Writes the store, the key files, or both into one sealed file that only we may read.

    Safe while the service runs. Raises `BackupError`.
    """
    found = [settings.data_dir / name for name in FILES if keys]
    found = [path for path in found if path.is_file()]
    if not store and not found:
        raise BackupError(f"There are no keys in {settings.data_dir}.")
    try:
        # In our own folder: a plain copy of the store is no thing for the place of backups.
        with tempfile.TemporaryDirectory(dir=_folder(settings)) as folder:
            copies = [_dump(settings, Path(folder))] if store else []
            _write([*copies, *found], target, lock)
    except OSError as error:
        raise BackupError(f"{error.filename or target}: {error.strerror}") from None


def note_made(settings: Settings, target: Path) -> None:
    """Writes down that there is one more, so that who is erased can be told which still hold them;
    a store of an older version is left as it is."""
    engine = open_for_upgrade(settings.store_url)
    now = time.time()
    made = Backup(now, target.name, now + settings.backup_keep_days * DAY_SECONDS)
    try:
        if sa.inspect(engine).has_table(backups.name):
            with engine.begin() as connection:
                note_backup(connection, made)
    finally:
        engine.dispose()


def _folder(settings: Settings) -> Path:
    return settings.data_dir if settings.data_dir.is_dir() else Path(tempfile.gettempdir())


def _write(found: list[Path], target: Path, lock: Passphrase | Recipient) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that a half-written backup never has its name.
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(aside, flags, 0o600), "wb") as file, Sealed(file, lock) as sealed:
            with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in found:
                    archive.write(path, path.name)
            sealed.seal()
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _dump(settings: Settings, folder: Path) -> Path:
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "postgresql":
        run_program("pg_dump", "--format=custom", f"--file={folder / POSTGRESQL}", url=url)
        return folder / POSTGRESQL
    if not url.database or not Path(url.database).is_file():
        raise BackupError(f"There is no store at {url.database} yet.")
    copy = folder / SQLITE
    with closing(sqlite3.connect(url.database)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
    return copy
