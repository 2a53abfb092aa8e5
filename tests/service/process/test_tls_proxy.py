"""The shipped server behind a real TLS proxy, which is started from the sample in deploy/."""

import contextlib
import json
import socket
import ssl
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from jobs.notices.signing import sign
from service.process.listening import port_of
from tests.service.conftest import FILES, SECRET, Service, make_service
from tests.service.issuer import Issuer
from tests.service.process.working_town import free_port
from tests.service.shipped import shipped
from tests.service.tls_proxy import TlsProxy, make_certificate, needs_nginx
from tests.stack.programs import until

pytestmark = needs_nginx
# As many as one client may ask in a minute at the doors of the sign-in.
AT_ONCE = 10


@dataclass
class Stack:
    """A service, its proxy and its issuer, and somebody's browser that trusts both."""

    service: Service
    proxy: TlsProxy
    issuer: Issuer
    certificate: Path

    def browser(self, address: str = "127.0.0.1") -> requests.Session:
        """A browser of a client at that address of this machine."""
        made = requests.Session()
        made.verify = str(self.certificate)
        made.mount("https://", _From(address))
        return made

    def get(self, path: str, address: str = "127.0.0.1", **headers: str) -> requests.Response:
        with self.browser(address) as browser:
            return browser.get(self.proxy.url + path, headers=headers, timeout=60)


class _From(requests.adapters.HTTPAdapter):
    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **more: Any) -> None:
        super().init_poolmanager(*sizes, **more, source_address=(self._address, 0))


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    certificate = make_certificate(tmp_path)
    # The service asks the issuer, which has the same certificate.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    issuer, port = Issuer(*certificate), free_port()
    service = make_service(
        tmp_path / "data",
        PUBLIC_URL=f"https://localhost:{port}",
        PROXY_HOPS="1",
        PORT="0",
        OIDC_ISSUER=issuer.url,
        OIDC_CLIENT_ID="client",
        OIDC_CLIENT_SECRET="secret",
    )
    with shipped(service.app, service.here.settings) as server:
        proxy = TlsProxy(tmp_path, port, port_of(server), certificate)
        yield Stack(service, proxy, issuer, certificate[0])
        proxy.close()
    service.here.close()
    issuer.close()


def test_a_person_signs_in_with_the_issuer_and_reaches_the_board(stack: Stack) -> None:
    with stack.browser() as browser:
        answer = browser.get(f"{stack.proxy.url}/login/openid", timeout=60)
        assert (answer.status_code, answer.url) == (200, f"{stack.proxy.url}/")
        assert "Phường P01" in answer.text
        [cookie] = list(browser.cookies)
    assert cookie.secure and cookie.name.startswith("__Host-")  # type: ignore[attr-defined]


def test_each_client_behind_the_proxy_has_a_limit_of_its_own(stack: Stack) -> None:
    many = {stack.get("/login/link?token=x", f"127.0.1.{n + 1}") for n in range(AT_ONCE + 5)}
    assert {answer.status_code for answer in many} == {401}
    of_one = [stack.get("/login/link?token=x", "127.0.2.1") for _ in range(AT_ONCE + 1)]
    assert [answer.status_code for answer in of_one] == [401] * AT_ONCE + [429]


def test_what_a_client_claims_of_itself_is_replaced_by_the_proxy(stack: Stack) -> None:
    claimed = [
        stack.get("/login/link?token=x", **{"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(AT_ONCE + 1)
    ]
    assert claimed[-1].status_code == 429
    http = stack.get("/login/openid", "127.0.3.1", **{"X-Forwarded-Proto": "http"})
    assert http.history[0].headers["Strict-Transport-Security"]


def test_another_name_is_answered_neither_by_the_proxy_nor_by_the_service(stack: Stack) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(stack.proxy.url.replace("localhost", "127.0.0.1"), verify=False, timeout=60)
    assert stack.get("/healthz", Host="evil.example").status_code == 421
    forwarded = {"X-Forwarded-Host": "evil.example"}
    answer = stack.service.browser.get("/healthz", headers=forwarded)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (421, "unknown-host")


def test_the_proxys_log_holds_no_token(stack: Stack) -> None:
    stack.get("/login/link?token=a-secret")
    # It is written when the answer is on its way.
    until(lambda: "/login/link" in stack.proxy.log(), stack.proxy.log)
    assert "a-secret" not in stack.proxy.log()


def test_plain_http_is_sent_to_the_public_address(stack: Stack) -> None:
    with socket.socket(socket.AF_UNIX) as plain:
        plain.connect(f"{stack.proxy.folder}/plain.socket")
        plain.sendall(b"GET /report?x=1 HTTP/1.0\r\nHost: evil.example\r\n\r\n")
        said = plain.recv(4096).decode()
    assert "308" in said and f"Location: {stack.proxy.url}/report?x=1\r\n" in said


def test_hints_are_taken_while_one_client_holds_hundreds_of_half_requests(stack: Stack) -> None:
    context = ssl.create_default_context(cafile=str(stack.certificate))
    with contextlib.ExitStack() as waiting:
        for _ in range(300):
            raw = socket.create_connection(("127.0.0.1", stack.proxy.port), timeout=60)
            half = waiting.enter_context(context.wrap_socket(raw, server_hostname="localhost"))
            half.sendall(b"POST /webhooks/edit HTTP/1.1\r\nHost: localhost\r\nContent-Le")
        statuses = [hint(stack).status_code for _ in range(20)]
    assert statuses == [202] * 20


def hint(stack: Stack) -> requests.Response:
    said = {"file": FILES["P02"], "time": int(time.time()), "nonce": uuid.uuid4().hex}
    body = json.dumps(said).encode()
    headers = {"X-Wardsheets-Signature": sign(body, SECRET)}
    with stack.browser() as browser:
        return browser.post(
            f"{stack.proxy.url}/webhooks/edit", data=body, headers=headers, timeout=60
        )
