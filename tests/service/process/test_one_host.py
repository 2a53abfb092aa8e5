"""One Host header that is a host, through the shipped server on a raw socket."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.service.conftest import make_service
from tests.service.shipped import shipped

Say = Callable[..., int]
NAME = "ward.example"


@pytest.fixture(scope="module", params=["0", "1"], ids=["alone", "behind a proxy"])
def say(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Say]:
    """Sends a request with those lines of header; the status."""
    folder: Path = tmp_path_factory.mktemp("hosts")
    service = make_service(folder, PORT="0", PROXY_HOPS=request.param, TRUSTED_HOSTS=NAME)
    with shipped(service.app, service.here.settings) as server:

        def ask(*lines: str) -> int:
            content = "\r\n".join(("GET /healthz HTTP/1.1", *lines, "Connection: close", "", ""))
            place = ("127.0.0.1", server.effective_port)
            with socket.create_connection(place, timeout=60) as plain:
                plain.sendall(content.encode())
                return int(plain.makefile("rb").readline().split()[1])

        yield ask
    service.here.close()


@pytest.mark.parametrize(
    "host", ["ward.example", "ward.example:8000", "127.0.0.1:1", "[::1]", "[::1]:8000", "localhost"]
)
def test_a_host_is_taken(say: Say, host: str) -> None:
    assert say(f"Host: {host}") == 200


@pytest.mark.parametrize(
    "lines",
    [
        ("Host: ward.example", "Host: evil.example"),
        ("Host: ward.example", "host: ward.example"),
        ("Host: ward.example, evil.example",),
        ("Host: ward.example/../evil",),
        ("Host: user@ward.example",),
        ("Host: ward example",),
        ("Host:",),
        ("Host: ward.example:port",),
        ("X-Forwarded-Proto: https",),
    ],
)
def test_two_hosts_none_and_what_is_no_host_are_refused(say: Say, lines: tuple[str, ...]) -> None:
    assert say(*lines) == 400


def test_a_proxy_in_front_does_not_hide_two_hosts(say: Say) -> None:
    assert say("Host: a.example", "Host: b.example", "X-Forwarded-Host: a.example") == 400
