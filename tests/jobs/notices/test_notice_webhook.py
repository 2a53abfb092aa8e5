"""The channel for machines: a signed word of each notice, with codes and times only."""

import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from jobs.notices.channels.mail import Mail, Mailer
from jobs.notices.channels.webhook import Webhook
from jobs.notices.delivery import MAX_TRIES, Post
from jobs.store.notices import FAILED, SENT, WAITING
from tests.jobs.notices.notice_receiver import NoticeReceiver
from tests.jobs.notices.smtp_server import SmtpServer
from tests.jobs.notices.test_post import TO, engine, only, server

__all__ = ["engine", "server"]

SECRET = "the secret of the doors"


@pytest.fixture
def receiver() -> Iterator[NoticeReceiver]:
    with NoticeReceiver() as running:
        yield running


def webhook(receiver: NoticeReceiver) -> Webhook:
    return Webhook(receiver.url, SECRET, lambda: 1_730_000_000.5)


def test_a_receiver_hears_codes_and_times_and_nothing_else(
    engine: sa.Engine, receiver: NoticeReceiver
) -> None:
    assert Post(engine, [webhook(receiver)]).deliver(1.0) == 0
    [(body, _)] = receiver.heard
    heard = json.loads(body)
    assert len(heard.pop("nonce")) == 36
    assert heard == {"unit": "P01", "kind": "two-days", "day": "2024-10-28", "time": 1_730_000_000}
    assert only(engine).status == SENT


def test_the_body_is_signed_as_a_hint_is(engine: sa.Engine, receiver: NoticeReceiver) -> None:
    Post(engine, [webhook(receiver)]).deliver(1.0)
    [(body, signature)] = receiver.heard
    assert signature == hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_a_notice_that_is_sent_again_keeps_its_nonce(
    engine: sa.Engine, receiver: NoticeReceiver
) -> None:
    receiver.answer = 503
    left = [Post(engine, [webhook(receiver)]).deliver(float(now)) for now in range(MAX_TRIES)]
    assert left == [1] * (MAX_TRIES - 1) + [0]
    assert len({json.loads(body)["nonce"] for body, _ in receiver.heard}) == 1
    assert (only(engine).status, len(receiver.heard)) == (FAILED, MAX_TRIES)


def test_a_refusal_is_a_failed_notice_with_its_reason(
    engine: sa.Engine, receiver: NoticeReceiver
) -> None:
    receiver.answer = 401
    assert Post(engine, [webhook(receiver)]).deliver(1.0) == 0
    one = only(engine)
    assert (one.status, one.reason) == (FAILED, "Địa chỉ nhận tin tự động không nhận (HTTP 401).")


def test_nobody_is_led_to_another_address(engine: sa.Engine, receiver: NoticeReceiver) -> None:
    receiver.answer = 307
    Post(engine, [webhook(receiver)]).deliver(1.0)
    assert (len(receiver.heard), only(engine).status) == (1, FAILED)


def test_a_receiver_that_is_away_leaves_the_notice_waiting(engine: sa.Engine) -> None:
    with NoticeReceiver() as gone:
        away = Post(engine, [webhook(gone)])
    assert (away.deliver(1.0), only(engine).status) == (1, WAITING)


def test_a_mail_that_arrived_is_not_sent_again_for_a_receiver_that_was_away(
    engine: sa.Engine, server: SmtpServer, receiver: NoticeReceiver
) -> None:
    mail = Mail(Mailer(server.url, "quan@example.vn"), lambda _unit: TO)
    receiver.answer = 503
    assert Post(engine, [mail, webhook(receiver)]).deliver(1.0) == 1
    receiver.answer = 204
    assert Post(engine, [mail, webhook(receiver)]).deliver(2.0) == 0
    assert (len(server.taken), len(receiver.heard), only(engine).status) == (1, 2, SENT)
