"""What never reaches the application is refused by the web server in the same shape."""

import json
import socket
import threading
from collections.abc import Iterator

import pytest

from service.process.listening import LARGEST_KEPT, listen
from tests.service.conftest import Service, make_settings


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
