"""Push messages: a thread that turns published changes into POSTs, with Google's retries.

Nothing here makes an answer of the API wait: changes are read from the feed after their commit.
"""

import heapq
import itertools
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

import requests

from sheets_emulator.book.storage import Store
from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.drive.kept.access import sees, was_shared
from sheets_emulator.drive.watching import feed
from sheets_emulator.drive.watching.channel_rows import Channel, live_channels, next_message

# The answers after which Google sends a message again; any other failure loses it.
RETRIED = frozenset({500, 502, 503, 504})
TRIES = 5
FIRST_WAIT = 0.5
TIMEOUT = 10.0
WORKERS = 8


@dataclass(order=True, slots=True)
class Message:
    """One POST to come; `due` by the monotonic clock."""

    due: float
    order: int
    address: str = field(compare=False)
    headers: dict[str, str] = field(compare=False)
    tries: int = field(default=0, compare=False)


class Pushes:
    """The dispatcher of one emulator; `start` before the first message, `stop` at the end."""

    def __init__(self, store: Store, conditions: Conditions, now: Callable[[], float]) -> None:
        self._store = store
        self._conditions = conditions
        self._now = now
        self._queue: list[Message] = []
        self._held: dict[str, Message] = {}
        self._order = itertools.count()
        self._condition = threading.Condition()
        self._changed = False
        self._woken = 0
        self._next_due: float | None = None
        self._stopped = False
        self.random = Random(0)
        self._thread: threading.Thread | None = None
        # A channel's messages keep their order: all go through the same one of these.
        self._workers = [ThreadPoolExecutor(1, "push") for _ in range(WORKERS)]

    def start(self) -> None:
        """Begin to deliver."""
        self._thread = threading.Thread(target=self._run, name="push", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Deliver no more; what was due is not sent (Google promises no message either)."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(TIMEOUT)
        for worker in self._workers:
            worker.shutdown(wait=False, cancel_futures=True)

    def forget(self) -> None:
        """Drop every message that waits, and throw the dice anew."""
        with self._condition:
            self._queue.clear()
            self._held.clear()
            self.random.seed(0)

    def drained(self, timeout: float) -> bool:
        """Wait until the feed was read after the last change; False when that takes too long."""
        with self._condition:
            return self._condition.wait_for(lambda: not self._changed, timeout)

    def wake(self) -> None:
        """The feed may have grown."""
        with self._condition:
            self._changed = True
            self._woken += 1
            self._condition.notify_all()

    def send(self, channel: Channel, number: int, state: str, changed: str = "") -> None:
        """Queue one message, with whatever trouble is in force; `sync` always goes at once."""
        headers = channel.headers(number, state, changed)
        trouble = self._conditions.push
        if state == "sync":
            self._put(channel.address, headers, 0.0)
            return
        if self.random.random() < trouble.lost:
            return
        copies = 2 if self.random.random() < trouble.duplicated else 1
        for _ in range(copies):
            delay = self.random.uniform(trouble.late, max(trouble.late, trouble.upto))
            self._put(channel.address, headers, delay, self._swap(channel))

    def _swap(self, channel: Channel) -> bool:
        return self.random.random() < self._conditions.push.reordered

    def _put(self, address: str, headers: dict[str, str], delay: float, hold: bool = False) -> None:
        message = Message(time.monotonic() + delay, next(self._order), address, headers)
        channel_id = headers["X-Goog-Channel-ID"]
        with self._condition:
            waiting = self._held.pop(channel_id, None)
            if hold and waiting is None:
                self._held[channel_id] = message
                return
            heapq.heappush(self._queue, message)
            if waiting is not None:
                waiting.due, waiting.order = message.due + 0.02, next(self._order)
                heapq.heappush(self._queue, waiting)
            self._condition.notify_all()

    def _run(self) -> None:
        while not self._stopped:
            for message in self._due():
                self._worker(message).submit(self._deliver, message)
            seen = self._woken
            if self._changed:
                # One message speaks for a burst of edits.
                time.sleep(self._conditions.join)
                seen = self._woken
            self._read_feed()
            self._rest(seen)

    def _worker(self, message: Message) -> ThreadPoolExecutor:
        channel_id = message.headers["X-Goog-Channel-ID"]
        return self._workers[zlib.crc32(channel_id.encode()) % WORKERS]

    def _rest(self, seen: int) -> None:
        with self._condition:
            if seen != self._woken or self._stopped:
                return
            self._changed = False
            self._condition.notify_all()
            if not self._queue or self._queue[0].due > time.monotonic():
                self._condition.wait(self._wait())

    def _due(self) -> Iterator[Message]:
        with self._condition:
            while self._queue and self._queue[0].due <= time.monotonic():
                yield heapq.heappop(self._queue)

    def _wait(self) -> float:
        waits = [60.0]
        if self._queue:
            waits.append(self._queue[0].due - time.monotonic())
        if self._next_due is not None:
            waits.append(self._next_due - self._now())
        return max(0.001, min(waits))

    def _read_feed(self) -> None:
        """Publish what is due and queue a message for each channel that it concerns."""
        now = self._now()
        with self._store.database() as db:
            feed.publish_due(db, now)
            self._next_due = feed.next_due(db)
            last = feed.last_number(db)
            for channel in live_channels(db, now):
                if channel.told < last:
                    self._tell(db, channel, last)

    def _tell(self, db: sqlite3.Connection, channel: Channel, last: int) -> None:
        new = [
            change
            for change in feed.changes_after(db, channel.told)
            if _concerns(db, channel, change)
        ]
        if not new:
            db.execute("UPDATE drive_channel SET told = ? WHERE id = ?", (last, channel.id))
            return
        number = next_message(db, channel, last)
        if channel.resource:
            self.send(channel, number, new[-1].state, new[-1].changed)
        else:
            self.send(channel, number, "change")

    def _deliver(self, message: Message) -> None:
        message.tries += 1
        try:
            with requests.Session() as session:
                session.trust_env = False
                status = session.post(
                    message.address, headers=message.headers, data=b"", timeout=TIMEOUT,
                    allow_redirects=False,
                ).status_code  # fmt: skip
        except requests.RequestException:
            status = 503
        if status in RETRIED and message.tries < TRIES:
            self._put_again(message)

    def _put_again(self, message: Message) -> None:
        message.due = time.monotonic() + FIRST_WAIT * 2 ** (message.tries - 1)
        with self._condition:
            if not self._stopped:
                heapq.heappush(self._queue, message)
                self._condition.notify_all()


def _concerns(db: sqlite3.Connection, channel: Channel, change: feed.Change) -> bool:
    if channel.resource:
        return change.file_id == channel.resource
    user = channel.user
    return sees(db, change.file_id, user) or was_shared(db, change.file_id, user)
