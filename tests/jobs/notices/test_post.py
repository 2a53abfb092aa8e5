"""Notices on their way, with a real mail server: sent once, refused with a reason, never lost."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from jobs.notices.channels.mail import Mail, Mailer
from jobs.notices.delivery import MAX_TRIES, Post
from jobs.store.notices import (
    FAILED,
    SENDING,
    SENT,
    WAITING,
    WITHDRAWN,
    Kept,
    Notice,
    add_notices,
    load_notices,
    move,
)
from jobs.store.opening.database import open_engine
from jobs.store.opening.migrate import upgrade
from jobs.store.tables import deliveries, notices
from tests.jobs.notices.smtp_server import SmtpServer

NOTICE = Notice(
    "P01", "two-days", "2024-10-28", "V/v đôn đốc báo cáo", "Kính gửi: Phường Một.\nHết."
)
TO = ["phuong.mot@example.vn"]


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    made = open_engine(database_url)
    upgrade(made)
    with made.begin() as connection:
        for table in (notices, deliveries):
            connection.execute(sa.delete(table))
        add_notices(connection, [NOTICE], 0.0)
    yield made
    made.dispose()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


def post(engine: sa.Engine, server: SmtpServer, to: Sequence[str] = TO) -> Post:
    return Post(engine, [Mail(Mailer(server.url, "quan@example.vn"), lambda _unit: to)])


def only(engine: sa.Engine) -> Kept:
    with engine.connect() as connection:
        [one] = load_notices(connection, WAITING, SENDING, SENT, FAILED, WITHDRAWN)
    return one


def test_a_long_subject_arrives_letter_by_letter(server: SmtpServer) -> None:
    said = "V/v đôn đốc Báo cáo hoạt động của Tổ công nghệ số cộng đồng (hạn: 23:59 28/10/2024)"
    subjects = [said[start:].strip() for start in range(0, 60, 3)]
    for subject in subjects:
        Mailer(server.url, "quan@example.vn").send(TO, subject, "Kính gửi.")
    assert [mail["Subject"] for mail in server.taken] == subjects


def test_a_notice_arrives_as_it_was_written(engine: sa.Engine, server: SmtpServer) -> None:
    assert post(engine, server).deliver(1.0) == 0
    [mail] = server.taken
    assert (mail["To"], mail["From"], mail["Subject"]) == (TO[0], "quan@example.vn", NOTICE.subject)
    assert mail.get_content().splitlines() == NOTICE.body.splitlines()
    assert only(engine).status == SENT


def test_what_was_said_is_not_said_again(engine: sa.Engine, server: SmtpServer) -> None:
    for now in (1.0, 2.0):
        with engine.begin() as connection:
            add_notices(connection, [NOTICE], now)
        post(engine, server).deliver(now)
    assert len(server.taken) == 1


def test_many_workers_send_once(engine: sa.Engine, server: SmtpServer) -> None:
    # Nobody claims before all six have seen the notice waiting.
    seen = Barrier(6, timeout=20)

    class Slow(Mail):
        def reaches(self, notice: Notice) -> bool:
            seen.wait()
            return True

    worker = Post(engine, [Slow(Mailer(server.url, "quan@example.vn"), lambda _unit: TO)])
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: worker.deliver(1.0), range(6)))
    assert (len(server.taken), only(engine).tries) == (1, 1)


def test_a_refused_mail_is_a_failed_notice_with_its_reason(
    engine: sa.Engine, server: SmtpServer
) -> None:
    server.refusal = f"550 no mailbox {TO[0]}"
    assert post(engine, server).deliver(1.0) == 0
    one = only(engine)
    assert (one.status, one.reason) == (
        FAILED,
        "Máy chủ thư không nhận (SMTPRecipientsRefused 550).",
    )


def test_a_passing_refusal_is_tried_again_but_not_for_ever(
    engine: sa.Engine, server: SmtpServer
) -> None:
    server.refusal = "451 come back later"
    left = [post(engine, server).deliver(float(now)) for now in range(MAX_TRIES + 1)]
    assert left == [1] * (MAX_TRIES - 1) + [0, 0]
    assert (only(engine).status, only(engine).tries) == (FAILED, MAX_TRIES)


def test_a_passing_refusal_ends_in_one_mail(engine: sa.Engine, server: SmtpServer) -> None:
    server.refusal = "451 come back later"
    post(engine, server).deliver(1.0)
    server.refusal = "250 good"
    post(engine, server).deliver(2.0)
    assert (len(server.taken), only(engine).status) == (1, SENT)


def test_a_line_that_breaks_after_the_mail_sends_no_second_one(
    engine: sa.Engine, server: SmtpServer
) -> None:
    server.hangs_up = True
    for now in (1.0, 2.0):
        post(engine, server).deliver(now)
    assert (len(server.taken), only(engine).status) == (1, FAILED)
    assert "không rõ" in (only(engine).reason or "")


def test_what_a_dead_process_was_sending_is_given_to_people(
    engine: sa.Engine, server: SmtpServer
) -> None:
    with engine.begin() as connection:
        assert move(connection, load_notices(connection, WAITING)[0].id, SENDING, 1.0, WAITING)
    post(engine, server).deliver(100.0)
    assert only(engine).status == SENDING
    post(engine, server).deliver(1000.0)
    assert (server.taken, only(engine).status) == ([], FAILED)


def test_a_mail_server_that_is_away_leaves_the_notice_waiting(engine: sa.Engine) -> None:
    with SmtpServer() as gone:
        away = post(engine, gone)
    assert (away.deliver(1.0), only(engine).status) == (1, WAITING)


def test_a_password_is_not_sent_where_nothing_is_encrypted(
    engine: sa.Engine, server: SmtpServer
) -> None:
    url = server.url.replace("//", "//quan:mat-khau@")
    Post(engine, [Mail(Mailer(url, "quan@example.vn"), lambda _unit: TO)]).deliver(1.0)
    one = only(engine)
    assert (server.taken, one.status) == ([], WAITING)
    assert "SMTPNotSupportedError" in (one.reason or "")


@pytest.mark.parametrize("address", ["", "không phải thư", "a@b\nBcc: c@example.vn"])
def test_an_address_that_is_none_fails_alone(
    engine: sa.Engine, server: SmtpServer, address: str
) -> None:
    post(engine, server, [address]).deliver(1.0)
    assert (server.taken, only(engine).status) == ([], FAILED)


def test_without_a_channel_or_an_address_a_notice_waits(
    engine: sa.Engine, server: SmtpServer
) -> None:
    assert Post(engine, []).deliver(1.0) == 0
    assert post(engine, server, ()).deliver(1.0) == 0
    assert only(engine).status == WAITING
