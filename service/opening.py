"""Opens the store, or says in words why not, before anything in it or beside it is changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import sqlalchemy as sa

from jobs.queue.engine import migrate
from jobs.store import Store
from jobs.store.opening.database import is_file, open_engine, open_for_upgrade
from jobs.store.opening.form import NewerStoreError
from jobs.store.opening.key_mark import (
    fits,
    is_its_key,
    keep_roots,
    vault_of,
    was_written,
)
from jobs.store.opening.keyed import key_fingerprints
from jobs.store.opening.migrate import OthersAtWorkError
from service.settings import secrets_store
from service.settings.declared import Settings
from service.settings.private_files import close_to_others
from sheets_schema.messages import text

UNREACHABLE = (sa.exc.OperationalError, OSError)
# What is longer is told: a person at a terminal wants to know what is waited for.
SILENT_SECONDS = 5.0


def open_store(settings: Settings) -> tuple[Store, list[str]]:
    """The store, brought up to date, and the revisions that it lacked.

    A ClickException says which data folder or store cannot be used, that a store is gone, that the
    key is another store's, or which other programs are in the way.
    """
    say = _teller(settings)
    try:
        with _telling(say), _in_words(settings):
            return _open(settings, say)
    except NewerStoreError:
        raise click.ClickException(text("store-newer", settings.language)) from None
    except OthersAtWorkError:
        raise click.ClickException(text("store-older-at-work", settings.language)) from None


def _teller(settings: Settings) -> Callable[[str], None]:
    return lambda key: click.echo(text(key, settings.language), err=True)


@contextmanager
def _telling(say: Callable[[str], None]) -> Iterator[None]:
    late = threading.Timer(SILENT_SECONDS, say, ["store-waits"])
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


@contextmanager
def _in_words(settings: Settings) -> Iterator[None]:
    try:
        yield
    except (sa.exc.DatabaseError, OSError) as error:
        # What is no database at all is a DatabaseError; its other kinds are faults of ours.
        if not isinstance(error, UNREACHABLE) and type(error) is not sa.exc.DatabaseError:
            raise
        store = sa.make_url(settings.store_url).render_as_string(hide_password=True)
        why = words_of(error)
        raise click.ClickException(f"WARDSHEETS_DATABASE_URL: {store}: {why}") from error


def words_of(error: Exception) -> str:
    """The driver's own words, which come first; its links and the statement are for
    programmers."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return said[0] if said else type(error).__name__


def _open(settings: Settings, say: Callable[[str], None]) -> tuple[Store, list[str]]:
    _make_folder(settings)
    _refuse_what_is_gone(settings)
    _hold_to_its_key(settings)
    engine = open_engine(settings.store_url)
    try:
        applied = migrate(engine, settings.store_url, say)
        had_one = secrets_store.known_encryption_keys(settings) is not None
        store = Store(engine, secrets_store.encryption_keys(settings).all)
        if not is_its_key(engine, store.vault):
            if not had_one:
                secrets_store.forget_encryption_key(settings)
            raise click.ClickException(text("store-key-wrong", settings.language))
        if len(secrets_store.encryption_keys(settings).all()) > 1:
            keep_roots(engine, store.vault)
        key_fingerprints(engine, store.vault)
        close_to_others(settings.data_dir, _file_of(settings), secrets_store.files(settings))
    except BaseException:
        engine.dispose()
        raise
    return store, applied


def _make_folder(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        said = f"{settings.data_dir} cannot be made ({error.strerror}); write another folder"
        raise click.ClickException(f"WARDSHEETS_DATA_DIR: {said}") from error


def _file_of(settings: Settings) -> Path | None:
    if not is_file(settings.store_url):
        return None
    return Path(str(sa.make_url(settings.store_url).database))


def _refuse_what_is_gone(settings: Settings) -> None:
    """An empty store in the place of one that is gone would look as if nobody had ever sent
    anything, and be filled over what a person could still bring back."""
    store = _file_of(settings)
    if store is None:
        return
    # Before the store is looked at: who starts beside us makes these after it has one.
    signs = [path for path in [Path(f"{store}-wal")] if path.exists()]
    if store.parent.resolve() == settings.data_dir.resolve():
        signs += [path for path in secrets_store.files(settings) if path.exists()]
        signs += sorted(settings.data_dir.glob("worker-*.lock"))
    if store.exists() and store.stat().st_size:
        return
    if signs:
        said = {"store": store, "folder": store.parent, "signs": ", ".join(s.name for s in signs)}
        raise click.ClickException(text("store-gone", settings.language, **said))


def _hold_to_its_key(settings: Settings) -> None:
    """Refuses a missing or foreign key before the store is brought up to date."""
    store = _file_of(settings)
    if store is not None and not store.exists():
        return
    engine = open_for_upgrade(settings.store_url)
    try:
        # Asked before the key is looked for: who starts beside us makes its key first.
        if not was_written(engine):
            return
        keys = secrets_store.known_encryption_keys(settings)
        if keys is None:
            said = text("store-key-missing", settings.language, folder=settings.data_dir)
            raise click.ClickException(said)
        if not fits(engine, vault_of(engine, keys.all)):
            raise click.ClickException(text("store-key-wrong", settings.language))
    finally:
        engine.dispose()
