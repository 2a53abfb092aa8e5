"""What never reaches the application is refused by the web server in the same shape."""

import contextlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator

import pytest

from jobs.notices.signing import sign
from service.process.listening import LARGEST_KEPT, LOOK_SECONDS, SILENT_SECONDS, listen
from tests.service.conftest import FILES, SECRET, Service, make_settings


@pytest.fixture
def port(service: Service) -> Iterator[int]:
    settings = make_settings(service.here.settings.data_dir, PORT="0")
    server = listen(service.app, settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(timeout=10)


def answer_to(port: int, sent: bytes) -> tuple[int, dict[str, object]]:
    """Status and content of what is answered to raw bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    "sent, status, code",
    [
        (b"RUBBISH\r\n\r\n", 400, "malformed"),
        (b"POST /webhooks/edit HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400, "malformed"),
        (
            b"POST /webhooks/edit HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (LARGEST_KEPT + 1),
            413,
            "too-large",
        ),
    ],
)
def test_the_server_refuses_in_the_one_shape(
    port: int, sent: bytes, status: int, code: str
) -> None:
    answered, content = answer_to(port, sent)
    error = content["error"]
    assert isinstance(error, dict) and (answered, error["code"]) == (status, code)
    assert content["ok"] is False and set(error) == {"code", "message"}


@pytest.fixture
def half_requests(port: int) -> Iterator[list[socket.socket]]:
    """Three hundred connections that began a request and say no more."""
    with contextlib.ExitStack() as stack:
        waiting = []
        for _ in range(300):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            one.sendall(b"POST /webhooks/edit HTTP/1.1\r\nHost: a\r\nContent-Le")
            waiting.append(one)
        yield waiting


@pytest.mark.usefixtures("half_requests")
def test_under_hundreds_of_half_requests_a_hint_is_taken_within_a_second(port: int) -> None:
    said = {"file": FILES["P02"], "time": int(time.time()), "nonce": uuid.uuid4().hex}
    body = json.dumps(said).encode()
    head = "POST /webhooks/edit HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    head += f"Content-Length: {len(body)}\r\nX-Wardsheets-Signature: {sign(body, SECRET)}\r\n\r\n"
    began = time.monotonic()
    status, _ = answer_to(port, head.encode() + body)
    assert status == 202 and time.monotonic() - began < 1


@pytest.mark.long
def test_who_says_no_more_in_the_middle_of_a_request_is_let_go(
    port: int, half_requests: list[socket.socket]
) -> None:
    half_requests[0].settimeout(SILENT_SECONDS + 3 * LOOK_SECONDS)
    assert half_requests[0].recv(1) == b""
