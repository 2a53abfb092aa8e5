"""A unit that owes several reports is reminded in one mail; each campaign keeps its own notice."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.notices.channels.mail import Mail, Mailer
from jobs.notices.channels.webhook import Webhook
from jobs.notices.delivery import Post, deliver_together
from jobs.notices.reminders import BY_HAND, KINDS
from jobs.store.notices import (
    DIGEST,
    SENDING,
    SENT,
    WAITING,
    Notice,
    add_notices,
    load_notices,
    move,
)
from jobs.store.opening.database import open_engine
from jobs.store.opening.migrate import upgrade
from tests.jobs.notices.notice_receiver import NoticeReceiver
from tests.jobs.notices.smtp_server import SmtpServer

DAYS = {"letter": "2024-10-28", "monthly": "2024-10-20", "urgent": "2024-10-25"}
BODIES = {name: f"Kính gửi: Phường Một. Đợt {name}." for name in DAYS}


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[dict[str, sa.Engine]]:
    made = {name: open_engine(f"sqlite:///{tmp_path / name}.db") for name in DAYS}
    for name, engine in made.items():
        upgrade(engine)
        said = Notice("P01", "two-days", DAYS[name], f"V/v {name}", BODIES[name])
        with engine.begin() as connection:
            add_notices(connection, [said], 0.0)
    yield made
    for engine in made.values():
        engine.dispose()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


def posts(engines: dict[str, sa.Engine], server: SmtpServer, *more: Webhook) -> Sequence[Post]:
    mail = Mail(Mailer(server.url, "quan@example.vn"), lambda _unit: ["phuong@example.vn"])
    return [Post(engine, [mail, *more], "vi", KINDS) for engine in engines.values()]


def states(engines: dict[str, sa.Engine]) -> list[str]:
    found = []
    for engine in engines.values():
        with engine.connect() as connection:
            found += [one.status for one in load_notices(connection, WAITING, SENDING, SENT)]
    return found


def test_three_reports_are_one_mail_with_the_next_deadline_first(
    engines: dict[str, sa.Engine], server: SmtpServer
) -> None:
    assert deliver_together(posts(engines, server), 1.0) == 0
    [mail] = server.taken
    body = mail.get_content()
    assert "3 báo cáo" in mail["Subject"] and "3 báo cáo" in body
    order = [body.index(BODIES[name]) for name in ("monthly", "urgent", "letter")]
    assert order == sorted(order)
    assert states(engines) == [SENT] * 3
    deliver_together(posts(engines, server), 2.0)
    assert len(server.taken) == 1


def test_one_report_is_told_in_its_own_words(
    engines: dict[str, sa.Engine], server: SmtpServer
) -> None:
    for name in ("monthly", "urgent"):
        with engines[name].begin() as connection:
            [one] = load_notices(connection, WAITING)
            move(connection, one.id, SENT, 0.5, WAITING)
    deliver_together(posts(engines, server), 1.0)
    [mail] = server.taken
    assert (mail["Subject"], mail.get_content().strip()) == ("V/v letter", BODIES["letter"])


def test_what_the_server_puts_off_waits_in_each_campaign_and_goes_as_one_later(
    engines: dict[str, sa.Engine], server: SmtpServer
) -> None:
    good, server.refusal = server.refusal, "450 later"
    assert deliver_together(posts(engines, server), 1.0) == 3
    assert states(engines) == [WAITING] * 3
    server.refusal = good
    assert deliver_together(posts(engines, server), 2.0) == 0
    assert len(server.taken) == 1 and states(engines) == [SENT] * 3


def test_what_somebody_else_has_in_hand_is_left_to_them(
    engines: dict[str, sa.Engine], server: SmtpServer
) -> None:
    with engines["urgent"].begin() as connection:
        [one] = load_notices(connection, WAITING)
        move(connection, one.id, SENDING, 1.0, WAITING)
    deliver_together(posts(engines, server), 2.0)
    [mail] = server.taken
    assert "2 báo cáo" in mail["Subject"] and BODIES["urgent"] not in mail.get_content()


def test_a_program_hears_of_each_report(engines: dict[str, sa.Engine], server: SmtpServer) -> None:
    with NoticeReceiver() as receiver:
        way = Webhook(receiver.url, "s" * 40, lambda: 5.0)
        deliver_together(posts(engines, server, way), 1.0)
        days = sorted(json.loads(body)["day"] for body, _ in receiver.heard)
    assert days == sorted(DAYS.values()) and len(server.taken) == 1


def test_a_campaign_alone_sends_the_rest_and_leaves_what_goes_together(
    engines: dict[str, sa.Engine], server: SmtpServer
) -> None:
    more = [
        Notice("P01", BY_HAND, "2024-10-21", "V/v theo yêu cầu", "Kính gửi."),
        Notice("", DIGEST, "2024-10-21", "V/v tình hình", "Báo cáo."),
    ]
    with engines["letter"].begin() as connection:
        add_notices(connection, more, 0.0)
    posts(engines, server)[0].deliver(1.0)
    assert [mail["Subject"] for mail in server.taken] == ["V/v theo yêu cầu", "V/v tình hình"]
    deliver_together(posts(engines, server), 2.0)
    assert len(server.taken) == 3
