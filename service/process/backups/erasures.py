"""The list of erasures: kept outside of what a restore replaces, and carried out anew after one.

It stands in the data folder and beside each backup, and names nobody: keyed hashes that are of no
use without the store's key.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from jobs.persons.ending import FILES
from jobs.persons.known_again import Again, erase_again
from jobs.store.law.receipts import ended_erasures
from jobs.store.opening.database import is_file, open_for_upgrade
from jobs.store.opening.form import NewerStoreError, Revisions, pending
from service.office import Office
from service.settings.declared import Settings
from service.settings.private_files import write_private
from sheets_schema.messages import text

NAME = "erasures.json"
Row = Mapping[str, Any]
_FIELDS = {
    "number", "begun_at", "ended_at", "person", "reason", "shown", "planned", "left", "marks",
}  # fmt: skip


class NoListError(Exception):
    """What was given is no list of erasures."""


def keep_list(settings: Settings, folder: Path, say: Callable[[str], None]) -> None:
    """Writes what the store and the folder know of erasures into the folder, where there is any; a
    list there that cannot be read is put aside, and told."""
    known = _or_aside(folder / NAME, settings.language, say)
    _write(folder / NAME, _joined([_of_store(settings), known]))


def gather_list(settings: Settings, beside: Path, say: Callable[[str], None]) -> None:
    """Brings what the store in use, the data folder and the place of a backup know into the data
    folder, before the store is replaced; as `keep_list` does with what cannot be read."""
    found = [_of_store(settings)]
    for folder in dict.fromkeys((settings.data_dir.resolve(), beside)):
        found.append(_or_aside(folder / NAME, settings.language, say))
    _write(settings.data_dir / NAME, _joined(found))


def _or_aside(path: Path, language: str, say: Callable[[str], None]) -> list[Row]:
    try:
        return read_list(path)
    except NoListError:
        aside = _unused_name(path)
        with suppress(OSError):
            path.rename(aside)
        say(text("person-list-aside", language, name=NAME, aside=aside.name))
        return []


def _unused_name(path: Path) -> Path:
    """A name beside a file's that no other file has."""
    names = (path.with_name(f"{path.name}.unread-{number}") for number in count(1))
    return next(one for one in names if not one.exists())


def read_list(path: Path) -> list[Row]:
    """The list in a file; none where there is no file. Raises NoListError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        raise NoListError from None
    if not isinstance(found, list) or not all(map(_is_row, found)):
        raise NoListError
    return found


def _is_row(one: object) -> bool:
    return isinstance(one, dict) and set(one) == _FIELDS


def carry_out_again(here: Office, kept: Iterable[Row]) -> Again:
    """Erase in this store whoever the list says was erased and the store does not know of."""
    tables = {one.name: one for book in here.declared.workbooks.values() for one in book}
    mark = text("person-mark", here.settings.language)
    return erase_again(here.store, tables, list(kept), FILES, mark)


def say_again(found: Again, language: str, say: Callable[[str], None]) -> None:
    """What that came to, a sentence each."""
    for key, numbers in (("done", found.done), ("idle", found.idle), ("left", found.left)):
        if numbers:
            said = ", ".join(map(str, numbers))
            say(text(f"person-again-{key}", language, numbers=said))


def _of_store(settings: Settings) -> list[Row]:
    url = settings.store_url
    if is_file(url) and not Path(str(sa.make_url(url).database)).is_file():
        return []
    engine = open_for_upgrade(url)
    try:
        # A restore is wanted most where the store in use is in a bad way.
        with suppress(sa.exc.DatabaseError, NewerStoreError):
            if not pending(engine, Revisions()):
                with engine.connect() as connection:
                    return list(ended_erasures(connection))
        return []
    finally:
        engine.dispose()


def _joined(lists: Iterable[Iterable[Row]]) -> list[Row]:
    known = {(one["begun_at"], one["number"]): one for part in lists for one in part}
    return [known[place] for place in sorted(known)]


def _write(path: Path, rows: list[Row]) -> None:
    if not rows:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, json.dumps(rows))
