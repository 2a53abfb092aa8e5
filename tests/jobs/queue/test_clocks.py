"""A clock that jumps, both ways: no stored time makes anything wait longer than its own window."""

import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from jobs.notices.delivery import CLAIM_SECONDS, Post
from jobs.queue.asking import Queue
from jobs.queue.change_feed import CHANNEL_SECONDS, renew_channel
from jobs.queue.engine import migrate
from jobs.queue.overdue import is_too_far
from jobs.queue.schedule import GRACE_SECONDS, ScheduleWatch
from jobs.queue.sweep import sweep
from jobs.queue.upkeep import DEAD_AFTER_SECONDS
from jobs.store.moments import Steadiness
from jobs.store.notices import FAILED, SENDING, Notice, add_notices, load_notices, move
from jobs.store.opening.database import open_engine
from jobs.store.retention import NONCE_SECONDS, delete_expired
from jobs.store.tables import notices
from jobs.store.units import UnitState, save_state, save_units
from jobs.store.work import ledger, meters
from jobs.store.work.work_tables import alive, channels, nonces, work
from sheets_schema.org_unit import OrgUnit

NOON = 1_730_091_600.0  # 28/10/2024 12:00 in Việt Nam.
OFF = 7200.0
TABLES = (alive, channels, nonces, work, notices)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(database_url: str, clock: Clock) -> Iterator[Queue]:
    engine = open_engine(database_url)
    migrate(engine, database_url)
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(sa.delete(table))
    queue = Queue(engine, clock=clock)
    yield queue
    queue.close()
    engine.dispose()


@pytest.mark.parametrize("seen", [NOON + OFF, NOON - OFF])
def test_a_dead_worker_is_dead_whatever_its_clock_said(queue: Queue, seen: float) -> None:
    with queue.engine.begin() as connection:
        ledger.note_alive(connection, "dead", seen)
        assert ledger.silent(connection, NOON, DEAD_AFTER_SECONDS) == ["dead"]
        assert ledger.living(connection, NOON, DEAD_AFTER_SECONDS) == []


@pytest.mark.parametrize("seen", [NOON + 5, NOON - 5])
def test_a_worker_lives_whose_clock_differs_a_little(queue: Queue, seen: float) -> None:
    with queue.engine.begin() as connection:
        ledger.note_alive(connection, "other", seen)
        assert ledger.living(connection, NOON, DEAD_AFTER_SECONDS) == ["other"]


@pytest.mark.parametrize("jump, frozen", [(OFF, 8.0), (-OFF, 8.0), (60.0, 60.0), (40.0, 8.0)])
def test_nobody_is_taken_for_dead_just_after_a_jump_or_a_stand_still(
    jump: float, frozen: float
) -> None:
    steadiness = Steadiness(DEAD_AFTER_SECONDS)
    assert steadiness.look(NOON, 0.0) and steadiness.look(NOON + 8, 8.0)
    after = [steadiness.look(NOON + 8 + jump + 8 * n, 8 + frozen + 8 * n) for n in range(8)]
    assert after == [False] * 6 + [True] * 2


@pytest.mark.parametrize("claimed", [NOON + OFF, NOON - OFF])
def test_a_claim_on_a_mail_ends_whatever_the_clock_said(queue: Queue, claimed: float) -> None:
    with queue.engine.begin() as connection:
        add_notices(connection, [Notice("P1", "late", "2024-10-28", "a", "b")], NOON)
        [one] = load_notices(connection, "waiting")
        move(connection, one.id, SENDING, claimed, "waiting")
    assert CLAIM_SECONDS < OFF
    Post(queue.engine, []).deliver(NOON)
    with queue.engine.connect() as connection:
        assert [one.status for one in load_notices(connection, SENDING, FAILED)] == [FAILED]


def test_a_unit_that_was_read_while_the_clock_was_ahead_is_not_put_last(queue: Queue) -> None:
    with queue.engine.begin() as connection:
        save_units(
            connection, [OrgUnit(f"P{n}", f"Phường {n}", "ward", spreadsheet="s") for n in "12"]
        )
        save_state(connection, UnitState("P1", "checked", read_at=NOON + OFF))
        save_state(connection, UnitState("P2", "checked", read_at=NOON - 60))
    chosen = sweep(queue, reads_per_minute=2, seconds=60, active_seconds=900, now=NOON)
    assert list(chosen) == ["P1"]


def test_google_is_well_again_with_its_next_answer(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    meter, present = meters.StoredMeter(queue.engine), time.time()
    monkeypatch.setattr(time, "time", lambda: present + OFF)
    meter.add("read", "Unavailable")
    monkeypatch.setattr(time, "time", lambda: present)
    meter.add("read", "200")
    with queue.engine.connect() as connection:
        answers = meters.read(connection, "google-last")
    assert answers["well"] > answers["failed"]


@pytest.mark.parametrize("seen", [NOON + 2 * NONCE_SECONDS, NOON - 2 * NONCE_SECONDS])
def test_a_nonce_is_kept_for_its_window_only(queue: Queue, seen: float) -> None:
    with queue.engine.begin() as connection:
        connection.execute(sa.insert(nonces).values(nonce="old", seen_at=seen))
        connection.execute(sa.insert(nonces).values(nonce="new", seen_at=NOON + OFF))
    delete_expired(queue.engine, NOON, 86_400.0)
    with queue.engine.connect() as connection:
        assert list(connection.scalars(sa.select(nonces.c.nonce))) == ["new"]


class Drive:
    """Grants every channel for a week of its own clock."""

    def get_start_page_token(self) -> str:
        return "1"

    def list_changes(self, page_token: str) -> dict[str, str]:
        return {}

    def watch_changes(self, page_token: str, channel: object) -> dict[str, str]:
        return {"resourceId": "r", "expiration": str(int((NOON + CHANNEL_SECONDS) * 1000))}

    def stop_channel(self, channel_id: str, resource_id: str) -> None:
        pass


def test_a_channel_that_seems_to_last_too_long_is_renewed(queue: Queue) -> None:
    ahead = NOON + 400 * 86_400.0
    with queue.engine.begin() as connection:
        row = {"id": "c", "account": "a", "token": "t", "resource_id": "r", "expires_at": ahead}
        connection.execute(sa.insert(channels).values(row))
    assert renew_channel(queue, "a", Drive(), "https://x.example", NOON)
    assert renew_channel(queue, "a", Drive(), "https://x.example", NOON) is None


def test_who_waits_since_a_time_to_come_waits_since_now(queue: Queue, clock: Clock) -> None:
    clock.now += OFF
    queue.request("check-unit", "P1", source="apps-script", delay=5.0)
    clock.now -= OFF
    queue.request("check-unit", "P1", source="apps-script", delay=5.0)
    [row] = queue.active()
    assert (row.waiting_since, row.due_at) == (NOON, NOON + 5)


@pytest.mark.parametrize("off, too_far", [(300.0, True), (OFF, True), (5.0, False), (0.0, False)])
def test_work_that_was_planned_by_a_clock_ahead_is_asked_for_anew(
    queue: Queue, clock: Clock, off: float, too_far: bool
) -> None:
    clock.now += off
    queue.request("check-unit", "P1", source="apps-script", delay=5.0)
    [row] = queue.active()
    assert is_too_far(row, NOON) is too_far


TABLE = {"sweep": "*/15 * * * * *", "remind": "0 13 * * *", "publish": "off"}


@pytest.fixture
def watch(queue: Queue, clock: Clock) -> ScheduleWatch:
    return ScheduleWatch(queue, TABLE, "Asia/Ho_Chi_Minh", clock)


def test_what_the_engine_fires_is_not_asked_for_again(
    queue: Queue, clock: Clock, watch: ScheduleWatch
) -> None:
    for _ in range(40):
        clock.now += 5
        if clock.now % 15 == 0:
            queue.request("sweep", source="schedule")
        assert watch.look() == []


def test_a_schedule_goes_on_when_the_clock_is_set_back(
    queue: Queue, clock: Clock, watch: ScheduleWatch
) -> None:
    clock.now += OFF
    queue.request("sweep", source="schedule")
    queue.request("remind", source="schedule")
    watch.look()
    clock.now -= OFF - 1800
    asked = []
    while clock.now < NOON + 3600 + 2 * GRACE_SECONDS:
        clock.now += 5
        asked += watch.look()
    assert asked.count("remind") == 1 and asked.count("sweep") > 30


def test_what_a_clock_jumps_over_is_asked_for_once(
    queue: Queue, clock: Clock, watch: ScheduleWatch
) -> None:
    clock.now += OFF
    assert watch.look() == ["sweep", "remind"]
    clock.now += 5
    assert watch.look() == []


def test_what_was_planned_before_the_start_is_left_alone(queue: Queue, clock: Clock) -> None:
    clock.now += 3600 + 600
    assert "remind" not in ScheduleWatch(queue, TABLE, "Asia/Ho_Chi_Minh", clock).look()
