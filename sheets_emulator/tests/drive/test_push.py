"""Channels tell a receiver that something changed, with headers only and no promise."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from emulator_tests.calls import Caller
from sheets_emulator.drive.watching import push
from sheets_emulator.pytest_plugin import SheetsEmulator


class Receiver:
    """A web hook that notes each message and answers with the statuses given, 204 at last."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self._arrived = threading.Condition()
        self._open = threading.Event()
        self._open.set()
        note = self._note

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.send_response(note({key.lower(): text for key, text in self.headers.items()}))
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def _note(self, headers: dict[str, str]) -> int:
        with self._arrived:
            self.messages.append(headers)
            self._arrived.notify_all()
        self._open.wait(20)
        with self._arrived:
            return self.statuses.pop(0) if self.statuses else 204

    def wait(self, count: int, timeout: float = 5.0) -> list[dict[str, str]]:
        """The messages so far, when there are so many; fails when they do not come."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.messages) >= count, timeout)
            return list(self.messages)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Answer nobody meanwhile."""
        self._open.clear()
        yield
        self._open.set()

    def states(self, count: int) -> list[str]:
        return [message["x-goog-resource-state"] for message in self.wait(count)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A web hook on a port of its own."""
    made = Receiver()
    yield made
    made.close()


def watch(caller: Caller, receiver: Receiver, file_id: str = "", **words: Any) -> Any:
    """Open a channel on a file, or on the caller's changes; the answer."""
    body = {"id": "c1", "type": "web_hook", "address": receiver.address, **words}
    if file_id:
        return caller.drive("POST", f"files/{file_id}/watch", body)
    token = caller.drive("GET", "changes/startPageToken")["startPageToken"]
    return caller.drive("POST", "changes/watch", body, pageToken=token)


def test_the_first_message_says_sync(owner: Caller, receiver: Receiver) -> None:
    made = watch(owner, receiver, token="secret")
    (message,) = receiver.wait(1)
    assert message["x-goog-resource-state"] == "sync" and message["x-goog-message-number"] == "1"
    assert message["x-goog-channel-token"] == "secret" and message["content-length"] == "0"
    assert message["x-goog-resource-id"] == made["resourceId"]


def test_an_edit_is_told_to_the_channel_of_the_feed(owner: Caller, receiver: Receiver) -> None:
    file_id = owner.sheet()
    watch(owner, receiver)
    owner.rename(file_id, "a")
    assert receiver.states(2) == ["sync", "change"]


def test_a_burst_of_edits_is_one_message(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(join=0.3)
    file_id = owner.sheet()
    watch(owner, receiver)
    for number in range(10):
        owner.rename(file_id, f"a{number}")
    receiver.wait(2)
    owner.drive("POST", "channels/stop", {"id": "c1", "resourceId": _resource(receiver)})
    assert receiver.states(2)[1:] == ["change"]


def _resource(receiver: Receiver) -> str:
    return receiver.messages[0]["x-goog-resource-id"]


def test_a_channel_of_a_file_says_what_happened(owner: Caller, receiver: Receiver) -> None:
    file_id, other = owner.sheet(), owner.sheet()
    watch(owner, receiver, file_id)
    owner.rename(other, "no business of ours")
    owner.rename(file_id, "a")
    assert receiver.wait(2)[1]["x-goog-changed"] == "content"
    owner.drive("PATCH", f"files/{file_id}", {"trashed": True})
    assert receiver.states(3) == ["sync", "update", "trash"]


def test_a_stopped_channel_is_silent(owner: Caller, receiver: Receiver) -> None:
    file_id = owner.sheet()
    made = watch(owner, receiver)
    second = watch(owner, receiver, id="c2")
    receiver.wait(2)
    owner.drive("POST", "channels/stop", {"id": "c1", "resourceId": made["resourceId"]})
    owner.rename(file_id, "a")
    assert receiver.wait(3)[2]["x-goog-channel-id"] == second["id"]


def test_an_unknown_channel_cannot_be_stopped(owner: Caller) -> None:
    body = {"id": "c9", "resourceId": "x"}
    error = owner.send("POST", "/drive/v3/channels/stop", body).json()["error"]
    assert (error["code"], error["message"]) == (
        404,
        "Channel 'c9' not found for project 'emulator'",
    )


def test_a_channel_ends_at_its_expiration(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    watch(owner, receiver)
    sheets_emulator.advance(3601)
    watch(owner, receiver, id="c2")
    receiver.wait(2)
    owner.rename(file_id, "a")
    assert receiver.wait(3)[2]["x-goog-channel-id"] == "c2"


def test_a_late_expiration_is_cut(owner: Caller, receiver: Receiver) -> None:
    wish = 10**15
    changes = watch(owner, receiver, expiration=wish)
    file = watch(owner, receiver, owner.sheet(), id="c2", expiration=str(wish))
    hours = (int(changes["expiration"]) - int(file["expiration"])) / 3_600_000
    assert hours == pytest.approx(6 * 24, abs=0.01)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"id": ""}, "required"),
        ({"type": "email"}, "push.channelTypeNotSupported"),
        ({"address": "ftp://x"}, "push.webhookUrlNotHttps"),
        ({"expiration": "soon"}, "invalid"),
    ],
)
def test_a_wrong_channel_is_refused(owner: Caller, words: dict[str, str], reason: str) -> None:
    body = {"id": "c1", "type": "web_hook", "address": "http://127.0.0.1:9/", **words}
    path = "/drive/v3/changes/watch"
    assert owner.refusal("POST", path, body, pageToken="1") == (400, reason)


def test_a_channel_id_is_used_once(owner: Caller, receiver: Receiver) -> None:
    watch(owner, receiver)
    body = {"id": "c1", "type": "web_hook", "address": receiver.address}
    refused = owner.refusal("POST", "/drive/v3/changes/watch", body, pageToken="1")
    assert refused == (400, "channelIdNotUnique")


def test_a_message_answered_503_is_sent_again(
    owner: Caller, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "FIRST_WAIT", 0.01)
    receiver.statuses = [503, 500]
    watch(owner, receiver)
    assert [message["x-goog-message-number"] for message in receiver.wait(3)] == ["1"] * 3


def test_answers_do_not_wait_for_a_receiver_that_hangs(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    with receiver.hanging():
        for number in range(20):
            watch(owner, receiver, id=f"c{number}")
        owner.rename(file_id, "answered")
        assert sheets_emulator.emulator.pushes.drained(5.0)
    assert owner.drive("GET", f"files/{file_id}")["name"] == "answered"


def test_a_message_answered_404_is_lost(owner: Caller, receiver: Receiver) -> None:
    file_id = owner.sheet()
    receiver.statuses = [404]
    watch(owner, receiver)
    receiver.wait(1)
    owner.rename(file_id, "a")
    assert receiver.states(2) == ["sync", "change"]


def test_planned_loss_loses_all_but_the_sync(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(push={"lost": 1.0})
    file_id = owner.sheet()
    watch(owner, receiver)
    owner.rename(file_id, "lost")
    _drained(sheets_emulator)
    sheets_emulator.conditions(push={"lost": 0.0})
    owner.rename(file_id, "told")
    numbers = [message["x-goog-message-number"] for message in receiver.wait(2)]
    assert numbers == ["1", "3"]


def _drained(sheets_emulator: SheetsEmulator) -> None:
    """Wait until every channel was told of the newest change."""
    assert sheets_emulator.emulator.pushes.drained(5.0)


def test_planned_duplicates_come_twice(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    sheets_emulator.conditions(push={"duplicated": 1.0})
    file_id = owner.sheet()
    watch(owner, receiver)
    owner.rename(file_id, "a")
    assert [message["x-goog-message-number"] for message in receiver.wait(3)][1:] == ["2", "2"]


def test_planned_reordering_sends_a_message_after_its_successor(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    watch(owner, receiver)
    receiver.wait(1)
    sheets_emulator.conditions(push={"reordered": 1.0})
    for title in "ab":
        owner.rename(file_id, title)
        _drained(sheets_emulator)
    assert [message["x-goog-message-number"] for message in receiver.wait(3)] == ["1", "3", "2"]


def test_a_channel_outlives_a_restart(
    owner: Caller, receiver: Receiver, sheets_emulator: SheetsEmulator
) -> None:
    file_id = owner.sheet()
    watch(owner, receiver)
    receiver.wait(1)
    sheets_emulator.restart()
    owner.rename(file_id, "a")
    assert receiver.states(2) == ["sync", "change"]
