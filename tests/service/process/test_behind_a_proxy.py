"""What a proxy says of who asks is believed as configured, by the server that is shipped."""

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.process.listening import port_of
from tests.service.conftest import make_service
from tests.service.shipped import shipped

# As many as one client may ask in a minute at the doors of the sign-in.
AT_ONCE = 10
Ask = Callable[[str], int]


def asks(folder: Path, hops: str) -> Iterator[Ask]:
    """Asks the one-time door as a proxy does for a client of that address; the status."""
    service = make_service(folder, PROXY_HOPS=hops, PORT="0")
    with shipped(service.app, service.here.settings) as server:

        def ask(client: str) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", port_of(server), timeout=10)
            connection.request("GET", "/login/link?token=x", headers={"X-Forwarded-For": client})
            status = connection.getresponse().status
            connection.close()
            return status

        yield ask
    service.here.close()


@pytest.fixture
def behind_one(tmp_path: Path) -> Iterator[Ask]:
    """A service behind one proxy."""
    yield from asks(tmp_path, "1")


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Ask]:
    """A service that clients reach themselves."""
    yield from asks(tmp_path, "0")


def test_each_client_behind_the_proxy_has_limits_of_its_own(behind_one: Ask) -> None:
    statuses = {behind_one(f"203.0.113.{number}") for number in range(AT_ONCE + 5)}
    assert statuses == {401}
    of_one = [behind_one("198.51.100.7") for _ in range(AT_ONCE + 1)]
    assert of_one == [401] * AT_ONCE + [429]


def test_what_a_client_claims_before_the_proxy_is_not_believed(behind_one: Ask) -> None:
    claimed = [behind_one(f"10.0.0.{number}, 198.51.100.7") for number in range(AT_ONCE + 1)]
    assert claimed[-1] == 429


def test_without_a_proxy_nobody_says_who_asks(alone: Ask) -> None:
    claimed = [alone(f"203.0.113.{number}") for number in range(AT_ONCE + 1)]
    assert claimed[-1] == 429
