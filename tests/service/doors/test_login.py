"""Signing in: who gets in, by which door, and what the browser is told about it."""

import base64
import hashlib
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from service.identity import link_token
from tests.service.conftest import Service, make_service
from tests.service.issuer import Issuer


def test_the_first_page_asks_to_sign_in(service: Service) -> None:
    answer = service.browser.get("/")
    assert (answer.status_code, answer.location) == (302, "/login")
    assert "đường dẫn đăng nhập một lần" in service.browser.get("/login").text


def test_a_link_signs_in_once(service: Service) -> None:
    query = {"token": link_token(service.here, "nonce")}
    assert service.browser.get("/login/link", query_string=query).status_code == 302
    assert service.browser.get("/").status_code == 200
    assert service.app.test_client().get("/login/link", query_string=query).status_code == 401


def test_a_used_link_shows_the_way_to_sign_in(service: Service) -> None:
    query = {"token": link_token(service.here, "nonce")}
    assert service.app.test_client().get("/login/link", query_string=query).status_code == 302
    page = {"Accept": "text/html"}
    answer = service.browser.get("/login/link", query_string=query, headers=page)
    assert (answer.status_code, 'href="/login"' in answer.text) == (401, True)


def test_a_link_that_is_not_ours_opens_nothing(service: Service, tmp_path: Path) -> None:
    other = make_service(tmp_path / "other")
    query = {"token": link_token(other.here, "nonce")}
    other.here.close()
    assert service.browser.get("/login/link", query_string=query).status_code == 401


def test_signing_out_ends_it(service: Service) -> None:
    service.sign_in()
    token = service.browser.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    service.browser.post("/logout", data={"csrf_token": token})
    assert service.browser.get("/").location == "/login"


def test_a_session_ends_after_its_hours_even_when_it_is_used(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.sign_in()
    began, answers = time.time(), []
    for hours in (11, 13):
        monkeypatch.setattr("service.identity.time.time", lambda at=began + hours * 3600: at)
        answers.append(service.browser.get("/api/units").status_code)
    assert answers == [200, 401]


def test_a_proxys_word_counts_only_where_it_is_configured(service: Service, tmp_path: Path) -> None:
    header = {"X-Forwarded-Email": "An@example.vn"}
    assert service.browser.get("/api/units", headers=header).status_code == 401
    behind = make_service(tmp_path / "proxy", IDENTITY_HEADER="X-Forwarded-Email")
    assert behind.browser.get("/api/units", headers=header).status_code == 200
    stranger = {"X-Forwarded-Email": "x@example.vn"}
    assert behind.browser.get("/api/units", headers=stranger).status_code == 401
    behind.here.close()


def test_the_browser_is_told_to_run_nothing_foreign(service: Service) -> None:
    headers = service.browser.get("/login").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_load_nothing_from_elsewhere(service: Service) -> None:
    service.sign_in()
    page = service.browser.get("/").text
    assert "bootstrap.min.css" in page
    assert "https://" not in page.replace("https://docs.google.com", "")


def test_the_cookie_is_kept_from_scripts_and_from_plain_http(tmp_path: Path) -> None:
    service = make_service(tmp_path, PUBLIC_URL="https://ward.example")
    query = {"token": link_token(service.here, "nonce")}
    answer = service.browser.get("/login/link", query_string=query)
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"))
    assert cookie.startswith("__Host-wardsheets=") and "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    service.here.close()


def sign_in_with(issuer: Issuer, folder: Path, **claims: Any) -> tuple[int, Service]:
    """The status of the last step of a sign-in, and the service that was entered."""
    service = make_service(
        folder,
        OIDC_ISSUER=issuer.url,
        OIDC_CLIENT_ID="client",
        OIDC_CLIENT_SECRET="secret",
        PEOPLE="an@example.vn = officer; kien@example.vn = admin",
    )
    issuer.claims |= claims
    sent = urlsplit(service.browser.get("/login/openid").location)
    asked = parse_qs(sent.query)
    issuer.nonce = asked["nonce"][0]
    back = {"state": asked["state"][0], "code": "c0de"}
    return service.browser.get("/login/openid/back", query_string=back).status_code, service


def test_a_listed_address_enters_with_its_role(issuer: Issuer, tmp_path: Path) -> None:
    status, service = sign_in_with(issuer, tmp_path)
    assert (status, service.browser.get("/api/units").status_code) == (302, 200)
    service.here.close()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.vn"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "true"},
        {"email": "\u212aien@example.vn"},
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": 1},
    ],
)
def test_nobody_else_enters(issuer: Issuer, tmp_path: Path, claims: dict[str, Any]) -> None:
    status, service = sign_in_with(issuer, tmp_path, **claims)
    assert status in (401, 403)
    assert service.browser.get("/api/units").status_code == 401
    service.here.close()


def test_a_code_that_was_stolen_is_of_no_use(issuer: Issuer, tmp_path: Path) -> None:
    """The issuer is sent the hash of a secret first, and the secret with the code."""
    known = {"OIDC_CLIENT_ID": "client", "OIDC_CLIENT_SECRET": "secret"}
    service = make_service(tmp_path, OIDC_ISSUER=issuer.url, **known)
    asked = parse_qs(urlsplit(service.browser.get("/login/openid").location).query)
    issuer.nonce = asked["nonce"][0]
    back = {"state": asked["state"][0], "code": "c0de"}
    service.browser.get("/login/openid/back", query_string=back)
    hashed = hashlib.sha256(issuer.verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
    assert (asked["code_challenge_method"], asked["code_challenge"]) == (["S256"], [challenge])
    service.here.close()


def test_the_way_back_from_the_issuer_is_ours_whatever_host_was_asked_for(
    issuer: Issuer, tmp_path: Path
) -> None:
    known = {"OIDC_CLIENT_ID": "client", "OIDC_CLIENT_SECRET": "secret"}
    public = "https://bao-cao.example.vn"
    service = make_service(tmp_path, OIDC_ISSUER=issuer.url, PUBLIC_URL=public, **known)
    sent = service.browser.get("/login/openid", headers={"Host": "localhost:81"}).location
    back = parse_qs(urlsplit(sent).query)["redirect_uri"]
    assert back == [f"{public}/login/openid/back"]
    service.here.close()


def test_an_issuer_that_is_away_is_no_fault_of_the_service(tmp_path: Path) -> None:
    known = {"OIDC_CLIENT_ID": "client", "OIDC_CLIENT_SECRET": "secret"}
    service = make_service(tmp_path, OIDC_ISSUER="http://127.0.0.1:1", **known)
    answer = service.browser.get("/login/openid")
    service.here.close()
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "issuer-away")


def test_an_answer_that_we_did_not_ask_for_is_refused(issuer: Issuer, tmp_path: Path) -> None:
    service = make_service(
        tmp_path, OIDC_ISSUER=issuer.url, OIDC_CLIENT_ID="client", OIDC_CLIENT_SECRET="secret"
    )
    answer = service.browser.get("/login/openid/back?state=forged&code=c0de")
    assert answer.status_code == 401
    service.here.close()
