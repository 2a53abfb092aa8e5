"""What never reaches the application is refused by the web server in the same shape."""

import contextlib
import json
import socket
import time
import uuid
from collections.abc import Callable, Iterator

import pytest

from jobs.notices.signing import sign
from service.edge import connections
from service.edge.connections import MOST_OF_ONE, client_of
from service.process.listening import (
    LARGEST_KEPT,
    LOOK_SECONDS,
    SILENT_SECONDS,
    listen,
    port_of,
)
from tests.service.conftest import FILES, SECRET, Service, make_settings
from tests.service.shipped import shipped


@pytest.fixture
def port(service: Service) -> Iterator[int]:
    settings = make_settings(service.here.settings.data_dir, PORT="0")
    with shipped(service.app, settings) as server:
        yield port_of(server)


def answer_to(port: int, sent: bytes) -> tuple[int, dict[str, object]]:
    """Status and content of what is answered to raw bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
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


OPEN, HINTS = 300, 20


@pytest.fixture
def begin(port: int) -> Iterator[Callable[[str], socket.socket]]:
    """Connects from an address of this machine, begins a request and says no more."""
    with contextlib.ExitStack() as stack:

        def connected(address: str) -> socket.socket:
            one = stack.enter_context(
                socket.create_connection(("127.0.0.1", port), 60, (address, 0))
            )
            one.sendall(b"POST /webhooks/edit HTTP/1.1\r\nHost: localhost\r\nContent-Le")
            return one

        yield connected


def is_open(connection: socket.socket) -> bool:
    """Whether the server still waits for the rest."""
    connection.setblocking(False)
    try:
        return bool(connection.recv(1))
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False


def hints_taken(port: int) -> int:
    """How many hints are taken, of as many as are sent."""
    statuses = []
    for _ in range(HINTS):
        said = {"file": FILES["P02"], "time": int(time.time()), "nonce": uuid.uuid4().hex}
        body = json.dumps(said).encode()
        head = "POST /webhooks/edit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        signature = sign(body, SECRET)
        head += f"Content-Length: {len(body)}\r\nX-Wardsheets-Signature: {signature}\r\n\r\n"
        statuses.append(answer_to(port, head.encode() + body)[0])
    return statuses.count(202)


def test_under_hundreds_of_half_requests_of_many_clients_hints_are_taken(
    port: int, begin: Callable[[str], socket.socket]
) -> None:
    waiting = [begin(f"127.0.{number // 100 + 1}.{number % 100 + 1}") for number in range(OPEN)]
    assert hints_taken(port) == HINTS
    assert sum(is_open(one) for one in waiting) == OPEN


def test_of_hundreds_of_half_requests_of_one_client_the_oldest_make_room(
    port: int, begin: Callable[[str], socket.socket]
) -> None:
    other = begin("127.0.0.2")
    waiting = [begin("127.0.0.1") for _ in range(OPEN)]
    assert hints_taken(port) == HINTS
    kept = [is_open(one) for one in waiting]
    assert MOST_OF_ONE - HINTS <= sum(kept) <= MOST_OF_ONE
    assert kept == sorted(kept) and is_open(other)


def test_a_client_is_an_address_and_of_the_long_ones_a_network() -> None:
    assert client_of("203.0.113.7") == "203.0.113.7"
    assert client_of("2001:db8:0:1::7") == client_of("2001:db8:0:1:ffff::1%eth0")
    assert client_of("2001:db8:0:2::7") != client_of("2001:db8:0:1::7")


def test_a_byte_now_and_then_keeps_no_place(
    begin: Callable[[str], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begin("127.0.0.1")
    monkeypatch.setattr(connections, "WHOLE_SECONDS", 0.0)
    with contextlib.suppress(OSError):
        for _ in range(60):
            one.sendall(b"x")
            if not is_open(one):
                return
            time.sleep(0.5)
    assert not is_open(one)


@pytest.mark.long
def test_who_says_no_more_in_the_middle_of_a_request_is_let_go(
    begin: Callable[[str], socket.socket],
) -> None:
    one = begin("127.0.0.1")
    one.settimeout(SILENT_SECONDS + 8 * LOOK_SECONDS)
    assert one.recv(1) == b""


def test_a_name_of_several_addresses_is_listened_on(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{n}", 0)) for n in (1, 2)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked: found)
    server = listen(service.app, make_settings(service.here.settings.data_dir, PORT="0"))
    assert port_of(server) > 0
    server.close()
