"""All state of one running emulator: spreadsheets, accounts, clock, weather, people, log."""

import time
from pathlib import Path

from sheets_emulator.account.accounts import Accounts
from sheets_emulator.book.operations import apply_operation
from sheets_emulator.book.storage import Store
from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.drive.kept.bookkeeping import DriveBooks
from sheets_emulator.drive.kept.sql_tables import TABLE_NAMES
from sheets_emulator.drive.watching.push import Pushes
from sheets_emulator.weather.deeds import Desk
from sheets_emulator.weather.persons import Persons
from sheets_emulator.weather.quota import Quota
from sheets_emulator.weather.weather import Weather
from sheets_emulator.wire.inside import Inside
from sheets_emulator.wire.request_log import RequestLog

DEFAULT_OWNER = "owner@emulator.test"


class State:
    """What the doors of an emulator stand on; `api` is its own doors, without a network."""

    def __init__(self, folder: Path, durable: bool, api: Inside) -> None:
        self.clock_offset = 0.0
        self.owner = DEFAULT_OWNER
        self.url = ""
        self.api = api
        self.accounts = Accounts(folder / "accounts", shared_key=not durable)
        self.conditions = Conditions()
        self.weather = Weather()
        self.quota = Quota()
        books = DriveBooks(self.conditions, self.wake_pushes)
        self.store = Store(folder, apply_operation, books, durable, self.now)
        self.persons = Persons(Desk(self.store, api), self.now)
        self.pushes = Pushes(self.store, self.conditions, self.now)
        self.log = RequestLog()

    def now(self) -> float:
        """The emulator's clock, which tests may move; seconds since 1970."""
        return time.time() + self.clock_offset

    def wake_pushes(self) -> None:
        """Say that the changes feed may have grown."""
        self.pushes.wake()

    def fine_weather(self) -> None:
        """No planned faults, no quotas, all conditions as at the start."""
        self.weather.clear()
        self.quota.set(None)
        self.conditions.become(Conditions())

    def reset(self) -> None:
        """Delete all files, plans and troubles and empty the log; accounts stay."""
        self.fine_weather()
        self.persons.clear()
        self.pushes.forget()
        for file_id in self.store.file_ids():
            self.store.delete(file_id)
        with self.store.database() as db:
            for table in TABLE_NAMES:
                db.execute(f"DELETE FROM {table}")
        self.clock_offset = 0.0
        self.log.clear()

    def close(self) -> None:
        """Stop the pushes and close the store."""
        self.pushes.stop()
        self.store.close()
