"""Finding edits by Drive's list of changes, and the channel that wakes us to read it."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.change_feed import (
    CHANNEL_SECONDS,
    begin_feed,
    read_changes,
    renew_channel,
    token_of,
)
from jobs.queue.engine import migrate
from jobs.store.work.work_tables import channels
from jobs.ward.check import check_unit
from tests.actions.ward_actions import GoogleActions

MEMBERS = """
STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
1   | Tổ 1         | Lê Văn An | Nam       | 1985     | Tổ trưởng          | '0912345678
"""
# A port that nobody listens on: these tests need no push to arrive.
NOWHERE = "http://127.0.0.1:9/webhooks/drive"
DAY = 86_400.0


@pytest.fixture
def queue(google: GoogleActions) -> Iterator[Queue]:
    engine = google.context.store.engine
    migrate(engine, str(engine.url))
    queue = Queue(engine)
    yield queue
    queue.close()


def read(google: GoogleActions, queue: Queue) -> list[str]:
    return read_changes(queue, "a", google.context.accounts[0].drive, time.time())


def test_an_edit_is_found_by_the_list_of_changes(google: GoogleActions, queue: Queue) -> None:
    one, two = google.workbook("Phường 1", MEMBERS), google.workbook("Phường 2", MEMBERS)
    assert begin_feed(queue, "a", google.context.accounts[0].drive, time.time())
    two.edit("G2", "'09123")
    assert read(google, queue) == [two.code]
    assert [row.subject for row in queue.active()] == [two.code]
    assert one.code not in read(google, queue)


def test_an_edit_during_the_first_full_read_is_found(google: GoogleActions, queue: Queue) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    begin_feed(queue, "a", google.context.accounts[0].drive, time.time())
    ward.check()
    read(google, queue)
    ward.edit("G2", "'09123")
    assert read(google, queue) == [ward.code]


def test_the_first_reading_only_notes_where_the_list_stands(
    google: GoogleActions, queue: Queue
) -> None:
    google.workbook("Phường 1", MEMBERS)
    assert read(google, queue) == []
    assert token_of(queue.engine, "a") is not None


def test_a_crash_before_the_marks_are_saved_reads_the_same_changes_again(
    google: GoogleActions, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    read(google, queue)
    ward.edit("G2", "'09123")
    with monkeypatch.context() as crash, pytest.raises(ZeroDivisionError):
        crash.setattr("jobs.store.work.feeds.save_page_token", lambda *_: 1 // 0)
        read(google, queue)
    assert queue.active() == []
    assert read(google, queue) == [ward.code]


def test_a_long_list_of_changes_is_read_page_by_page(queue: Queue, google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    pages = {
        "1": {"changes": [{"fileId": "of-nobody"}], "nextPageToken": "2"},
        "2": {"changes": [{"fileId": ward.spreadsheet}], "newStartPageToken": "3"},
    }
    feed = Feed(pages)
    begin_feed(queue, "a", feed, time.time())
    assert read_changes(queue, "a", feed, time.time()) == [ward.code]
    assert token_of(queue.engine, "a") == "3"


class Feed:
    """A list of changes written down in advance, and a channel that Google cut short."""

    def __init__(self, pages: Mapping[str, Mapping[str, Any]], granted: float = 0.0) -> None:
        self.pages = pages
        self.granted = granted
        self.stopped: list[str] = []

    def get_start_page_token(self) -> str:
        return "1"

    def list_changes(self, page_token: str) -> Mapping[str, Any]:
        return self.pages[page_token]

    def watch_changes(self, page_token: str, channel: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"resourceId": "r", "expiration": str(int(self.granted * 1000))}

    def stop_channel(self, channel_id: str, resource_id: str) -> None:
        self.stopped.append(channel_id)


def known_channels(queue: Queue) -> list[str]:
    with queue.engine.connect() as connection:
        return list(connection.scalars(sa.select(channels.c.id)))


def test_a_channel_is_opened_once(google: GoogleActions, queue: Queue) -> None:
    drive, now = google.context.accounts[0].drive, time.time()
    first = renew_channel(queue, "a", drive, NOWHERE, now)
    assert renew_channel(queue, "a", drive, NOWHERE, now + DAY) is None
    assert known_channels(queue) == [first]


def test_a_channel_is_replaced_a_day_before_its_end(google: GoogleActions, queue: Queue) -> None:
    drive, now = google.context.accounts[0].drive, time.time()
    renew_channel(queue, "a", drive, NOWHERE, now)
    second = renew_channel(queue, "a", drive, NOWHERE, now + CHANNEL_SECONDS - DAY + 60)
    assert known_channels(queue) == [second]
    assert len(google.emulator.requests(path="/channels/stop")) == 1


def test_the_end_that_google_granted_counts_not_the_one_we_asked_for(queue: Queue) -> None:
    drive, now = Feed({}, granted=time.time() + 3600), time.time()
    first = renew_channel(queue, "a", drive, NOWHERE, now)
    assert renew_channel(queue, "a", drive, NOWHERE, now) != first
    assert drive.stopped == [first]


def test_with_every_push_lost_every_edit_is_found_by_the_list(
    google: GoogleActions, queue: Queue
) -> None:
    google.emulator.conditions(push={"lost": 1.0})
    wards = [google.workbook(f"Phường {number}", MEMBERS) for number in range(4)]
    renew_channel(queue, "a", google.context.accounts[0].drive, NOWHERE, time.time())
    read(google, queue)
    for ward in wards:
        ward.edit("G2", "'09123")
    for code in read(google, queue):
        check_unit(google.context, code)
    assert all("Số điện thoại" in ward.flags()[2] for ward in wards)
