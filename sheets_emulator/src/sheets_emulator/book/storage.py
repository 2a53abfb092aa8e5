"""The spreadsheets on disk: a snapshot and a journal each, in one SQLite file beside Drive's."""

import random
import secrets
import sqlite3
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import orjson

from sheets_emulator.book.claim import claimed
from sheets_emulator.book.document import Document
from sheets_emulator.wire.http import ApiError

SCHEMA = """
CREATE TABLE IF NOT EXISTS snapshots (file_id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (
    file_id TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (file_id, seq)
) WITHOUT ROWID;
"""
# How many spreadsheets are held in memory; one of 1,000 full rows takes about 3 MB.
CACHED_DOCUMENTS = 64
# A journal longer than this is folded into a new snapshot.
JOURNAL_ENTRIES = 64
JOURNAL_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of a spreadsheet as it is journalled: replayed, it gives the same document.

    `kind` names the function that applies it, `body` is JSON, `time` seconds since 1970, `seed`
    that of the random ids which it draws.
    """

    kind: str
    body: Any
    user: str
    time: float
    seed: int = field(default_factory=lambda: secrets.randbits(48))


class Files(Protocol):
    """What Drive keeps about the spreadsheets, in the same transaction as each change."""

    def allow(self, db: sqlite3.Connection, file_id: str, user: str, role: str) -> None:
        """Raise ApiError 404 or 403 unless the user has the role (`reader`, `writer`)."""

    def created(self, db: sqlite3.Connection, document: Document, user: str, when: float) -> None:
        """Note a new spreadsheet, owned by the user."""

    def changed(self, db: sqlite3.Connection, document: Document, user: str, when: float) -> None:
        """Note a change of a spreadsheet, its title perhaps included."""


Apply = Callable[[Document, Operation], Any]


@dataclass(slots=True)
class _Held:
    """A spreadsheet in memory and the length of its journal."""

    document: Document
    entries: int = 0
    bytes: int = 0


class Store:
    """The spreadsheets of one data folder, which no other process may use meanwhile.

    A change is applied in memory, journalled and committed before `change` returns; when it
    fails, the copy in memory is thrown away and read again, so a batch is all or nothing.
    `durable=False` (tests) leaves out waiting for the disk.
    """

    def __init__(
        self,
        folder: Path,
        apply: Apply,
        files: Files | None = None,
        durable: bool = True,
        now: Callable[[], float] = time.time,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.files = files
        self.now = now
        self._apply = apply
        # Each process has its own copies in memory: two on one folder would undo each other's work.
        self._claim = claimed(folder) if durable else None
        try:
            self._db = _connect(folder / "emulator.sqlite3", durable)
        except BaseException:
            self._release()
            raise
        self._db_lock = threading.RLock()
        self._locks: dict[str, threading.RLock] = {}
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._guard = threading.Lock()

    def close(self) -> None:
        """Close the database; nothing is lost without it."""
        with self._db_lock:
            self._db.close()
        self._release()

    def _release(self) -> None:
        if self._claim is not None:
            self._claim.close()

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """The database in a transaction, committed at the end; inner uses join the outer one."""
        with self._db_lock:
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.rollback()
                raise
            self._db.commit()

    @contextmanager
    def read(self, file_id: str) -> Iterator[Document]:
        """The spreadsheet, to be read under its lock; ApiError 404 when there is none."""
        with self._lock_of(file_id):
            yield self._load(file_id).document

    @contextmanager
    def locked(self, file_id: str) -> Iterator[None]:
        """Keep others away from a spreadsheet over several calls of this store."""
        with self._lock_of(file_id):
            yield

    @contextmanager
    def write(self, file_id: str, user: str) -> Iterator[Document]:
        """The spreadsheet, to be edited freely and saved whole (Drive's renames and imports)."""
        with self._lock_of(file_id):
            held = self._load(file_id)
            with self._forgetting(file_id):
                yield held.document
                held.document.touch()
                with self.database() as db:
                    self._save_snapshot(db, held)
                    self._note_change(db, held.document, user, self.now())

    def change(self, file_id: str, operation: Operation) -> Any:
        """Apply an operation durably; what its function returned."""
        with self._lock_of(file_id):
            held = self._load(file_id)
            # Written down before it is applied: what the document keeps of the body may change.
            line = zlib.compress(orjson.dumps(operation), 1)
            with self._forgetting(file_id):
                answer = self._play(held.document, operation)
                self._journal(held, operation, line)
            return answer

    def create(self, document: Document, user: str) -> None:
        """Save a new spreadsheet."""
        document.owner = user
        with self._lock_of(document.id), self.database() as db:
            held = _Held(document)
            self._save_snapshot(db, held)
            if self.files is not None:
                self.files.created(db, document, user, self.now())
        self._keep(document.id, held)

    def delete(self, file_id: str) -> None:
        """Remove a spreadsheet for good; nothing happens when there is none."""
        with self._lock_of(file_id), self.database() as db:
            db.execute("DELETE FROM snapshots WHERE file_id = ?", (file_id,))
            db.execute("DELETE FROM journal WHERE file_id = ?", (file_id,))
            self._forget(file_id)

    def exists(self, file_id: str) -> bool:
        """True when there is a spreadsheet with that id."""
        with self._db_lock:
            query = "SELECT 1 FROM snapshots WHERE file_id = ?"
            return self._db.execute(query, (file_id,)).fetchone() is not None

    def file_ids(self) -> list[str]:
        """The ids of all spreadsheets."""
        with self._db_lock:
            return [row[0] for row in self._db.execute("SELECT file_id FROM snapshots")]

    def _play(self, document: Document, operation: Operation) -> Any:
        document.ids = random.Random(operation.seed)
        document.touch()
        return self._apply(document, operation)

    def _journal(self, held: _Held, operation: Operation, line: bytes) -> None:
        held.entries += 1
        held.bytes += len(line)
        with self.database() as db:
            if held.entries > JOURNAL_ENTRIES or held.bytes > JOURNAL_BYTES:
                self._save_snapshot(db, held)
            else:
                place = (held.document.id, held.document.version, line)
                db.execute("INSERT INTO journal VALUES (?, ?, ?)", place)
            self._note_change(db, held.document, operation.user, operation.time)

    def _note_change(
        self, db: sqlite3.Connection, document: Document, user: str, when: float
    ) -> None:
        if self.files is not None:
            self.files.changed(db, document, user, when)

    def _save_snapshot(self, db: sqlite3.Connection, held: _Held) -> None:
        document = held.document
        body = zlib.compress(orjson.dumps(document.to_json()), 1)
        db.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?)", (document.id, body))
        db.execute("DELETE FROM journal WHERE file_id = ?", (document.id,))
        held.entries = held.bytes = 0

    @contextmanager
    def _forgetting(self, file_id: str) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._forget(file_id)
            raise

    def _load(self, file_id: str) -> _Held:
        with self._guard:
            held = self._held.get(file_id)
            if held is not None:
                self._held.move_to_end(file_id)
                return held
        held = self._read(file_id)
        self._keep(file_id, held)
        return held

    def _read(self, file_id: str) -> _Held:
        with self._db_lock:
            query = "SELECT body FROM snapshots WHERE file_id = ?"
            snapshot = self._db.execute(query, (file_id,)).fetchone()
            query = "SELECT body FROM journal WHERE file_id = ? ORDER BY seq"
            lines = [row[0] for row in self._db.execute(query, (file_id,))]
        if snapshot is None:
            raise ApiError(404, "NOT_FOUND", "Requested entity was not found.")
        document = Document.from_json(orjson.loads(zlib.decompress(snapshot[0])))
        held = _Held(document, len(lines), sum(map(len, lines)))
        for line in lines:
            self._play(document, Operation(**orjson.loads(zlib.decompress(line))))
        return held

    def _keep(self, file_id: str, held: _Held) -> None:
        with self._guard:
            self._held[file_id] = held
            self._held.move_to_end(file_id)
            while len(self._held) > CACHED_DOCUMENTS:
                self._held.popitem(last=False)

    def _forget(self, file_id: str) -> None:
        with self._guard:
            self._held.pop(file_id, None)

    def _lock_of(self, file_id: str) -> threading.RLock:
        with self._guard:
            return self._locks.setdefault(file_id, threading.RLock())


def _connect(path: Path, durable: bool) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
    db.executescript(SCHEMA)
    return db
