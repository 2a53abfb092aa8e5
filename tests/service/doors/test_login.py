"""Signing in: who gets in, by which door, and what the browser is told about it."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from jobs.store.access.audit import Asked, entries
from jobs.store.access.people import unbind
from service.access.people import LOCAL_OPERATOR
from service.access.way_back import remember_way, way_taken
from service.errors import Refused
from service.identity import new_link
from service.process.running import one_time_link
from tests.service.conftest import Service, claim, csrf_of, make_service
from tests.service.issuer import Issuer

HTML = {"Accept": "text/html"}


def test_the_first_page_asks_to_sign_in(service: Service) -> None:
    answer = service.browser.get("/")
    assert (answer.status_code, answer.location) == (302, "/login")
    assert "đường dẫn đăng nhập một lần" in service.browser.get("/login").text


def test_a_link_signs_in_once(service: Service) -> None:
    token = new_link(service.here, LOCAL_OPERATOR)
    assert claim(service.browser, token).status_code == 302
    assert service.browser.get("/").status_code == 200
    assert claim(service.app.test_client(), token).status_code == 401


def test_a_used_link_shows_the_way_to_sign_in(service: Service) -> None:
    token = new_link(service.here, LOCAL_OPERATOR)
    assert claim(service.app.test_client(), token).status_code == 302
    answer = claim(service.browser, token, Accept="text/html")
    assert (answer.status_code, 'href="/login"' in answer.text) == (401, True)


def test_a_link_that_is_not_ours_opens_nothing(service: Service, tmp_path: Path) -> None:
    other = make_service(tmp_path / "other")
    token = new_link(other.here, LOCAL_OPERATOR)
    other.here.close()
    assert claim(service.browser, token).status_code == 401


def test_signing_out_ends_it(service: Service) -> None:
    service.sign_in()
    form = {"csrf_token": csrf_of(service.browser.get("/").text)}
    service.browser.post("/logout", data=form)
    assert service.browser.get("/").location == "/login"


def test_a_session_ends_after_its_hours_even_when_it_is_used(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.sign_in()
    began, answers = time.time(), []
    for hours in (11, 13):
        monkeypatch.setattr("service.access.people.time.time", lambda at=began + hours * 3600: at)
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
    query = {"token": new_link(service.here, LOCAL_OPERATOR)}
    answer = service.browser.get("/login/link", query_string=query)
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"))
    assert cookie.startswith("__Host-wardsheets=") and "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    service.here.close()


def with_issuer(issuer: Issuer, folder: Path, **environ: str) -> Service:
    return make_service(
        folder,
        OIDC_ISSUER=issuer.url,
        OIDC_CLIENT_ID="client",
        OIDC_CLIENT_SECRET="secret",
        **{"PEOPLE": "an@example.vn = officer; kien@example.vn = admin", **environ},
    )


def come_back(issuer: Issuer, service: Service, **claims: Any) -> TestResponse:
    """The last step of a sign-in with those claims."""
    service.browser = service.app.test_client()
    asked = parse_qs(urlsplit(service.browser.get("/login/openid").location).query)
    issuer.claims |= claims
    issuer.nonce = asked["nonce"][0]
    back = {"state": asked["state"][0], "code": "c0de"}
    page = {"Accept": "text/html"}
    return service.browser.get("/login/openid/back", query_string=back, headers=page)


def sign_in_with(issuer: Issuer, folder: Path, **claims: Any) -> tuple[int, Service]:
    """The status of the last step of a sign-in, and the service that was entered."""
    service = with_issuer(issuer, folder)
    return come_back(issuer, service, **claims).status_code, service


def test_a_listed_address_enters_with_its_role(issuer: Issuer, tmp_path: Path) -> None:
    status, service = sign_in_with(issuer, tmp_path)
    assert (status, service.browser.get("/api/units").status_code) == (302, 200)
    service.here.close()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.vn"},
        {"sub": ""},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "true"},
        {"email": "\u212aien@example.vn"},
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"nonce": None},
        {"aud": None},
        {"iss": None},
        {"exp": None},
        {"aud": ["client", "another"], "azp": "another"},
    ],
)
def test_nobody_else_enters(issuer: Issuer, tmp_path: Path, claims: dict[str, Any]) -> None:
    status, service = sign_in_with(issuer, tmp_path, **claims)
    assert status in (401, 403)
    assert service.browser.get("/api/units").status_code == 401
    service.here.close()


OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k"})


def parts_of(algorithm: str, said: dict[str, Any]) -> str:
    both = (json.dumps(one).encode() for one in ({"alg": algorithm, "kid": "k"}, said))
    return ".".join([base64.urlsafe_b64encode(one).decode().rstrip("=") for one in both])


def with_the_secret(said: dict[str, Any]) -> str:
    known = hmac.digest(b"secret", parts_of("HS256", said).encode(), "sha256")
    return f"{parts_of('HS256', said)}.{base64.urlsafe_b64encode(known).decode().rstrip('=')}"


@pytest.mark.parametrize(
    "sign",
    [
        lambda said: jwt.encode({"alg": "RS256", "kid": "k"}, said, OTHER_KEY),
        with_the_secret,
        lambda said: f"{parts_of('none', said)}.",
    ],
    ids=["another key", "the client's secret", "no signature"],
)
def test_a_token_that_the_issuer_did_not_sign_is_refused(
    issuer: Issuer, tmp_path: Path, sign: Callable[[dict[str, Any]], str]
) -> None:
    issuer.sign = sign
    status, service = sign_in_with(issuer, tmp_path)
    assert status == 401 and service.browser.get("/api/units").status_code == 401
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


@pytest.fixture
def entered(issuer: Issuer, tmp_path: Path) -> Iterator[Service]:
    """A service that the officer has entered with an account of her own."""
    service = with_issuer(issuer, tmp_path)
    assert come_back(issuer, service).status_code == 302
    yield service
    service.here.close()


def words_of_audit(service: Service) -> list[tuple[str, str, str]]:
    with service.here.engine.connect() as connection:
        found = entries(connection, Asked())
    return [(one.what, one.person, one.about) for one in reversed(found)]


def test_another_account_with_the_same_address_is_refused_until_an_admin_unbinds_it(
    issuer: Issuer, entered: Service
) -> None:
    refused = come_back(issuer, entered, sub="2")
    assert refused.status_code == 403 and "đã gắn với một tài khoản khác" in refused.text
    assert entered.browser.get("/api/units").status_code == 401
    with entered.here.engine.begin() as connection:
        assert unbind(connection, "an@example.vn")
    assert come_back(issuer, entered, sub="2").status_code == 302
    assert come_back(issuer, entered, sub="1").status_code == 403
    assert [line[0] for line in words_of_audit(entered)] == [
        "sign-in", "sign-in-refused", "sign-in", "sign-in-refused",
    ]  # fmt: skip
    assert words_of_audit(entered)[1] == ("sign-in-refused", "an@example.vn", "other-account")


def test_who_is_not_listed_is_told_which_account_it_was_and_chooses_another(
    issuer: Issuer, entered: Service
) -> None:
    refused = come_back(issuer, entered, email="La@Example.vn", sub="3")
    assert refused.status_code == 403
    assert "La@Example.vn" in refused.text and 'href="/login/openid?other=1"' in refused.text
    again = entered.browser.get("/login/openid?other=1").location
    assert parse_qs(urlsplit(again).query)["prompt"] == ["select_account"]
    assert words_of_audit(entered)[-1] == ("sign-in-refused", "La@Example.vn", "not-listed")


@pytest.mark.parametrize(
    "claims, status", [({"hd": "q1.vn"}, 302), ({}, 403), ({"hd": "q2.vn"}, 403)]
)
def test_only_accounts_of_the_organisation_enter_where_it_is_set(
    issuer: Issuer, tmp_path: Path, claims: dict[str, str], status: int
) -> None:
    service = with_issuer(issuer, tmp_path, OIDC_DOMAIN="q1.vn")
    answer = come_back(issuer, service, **claims)
    assert answer.status_code == status
    assert ("Chỉ tài khoản của q1.vn được vào" in answer.text) == (status == 403)
    sent = service.browser.get("/login/openid").location
    assert parse_qs(urlsplit(sent).query)["hd"] == ["q1.vn"]
    service.here.close()


def test_links_and_the_local_operator_are_off_once_an_account_has_entered(
    issuer: Issuer, tmp_path: Path
) -> None:
    service = with_issuer(issuer, tmp_path)
    operator, link = service.app.test_client(), new_link(service.here, "kien@example.vn")
    assert claim(operator, new_link(service.here, LOCAL_OPERATOR)).status_code == 302
    assert operator.get("/api/units").status_code == 200
    assert come_back(issuer, service).status_code == 302
    assert operator.get("/api/units").status_code == 401
    refused = claim(service.app.test_client(), link)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (401, "link-off")
    with pytest.raises(Refused, match="đã tắt"):
        one_time_link(service.here, "http://localhost")
    service.here.close()


def test_cookies_are_signed_with_sha_256(service: Service) -> None:
    service.sign_in()
    cookie = service.browser.get_cookie("wardsheets")
    assert cookie is not None
    signature = cookie.value.rsplit(".", 1)[1]
    assert len(base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))) == 32


def test_the_page_that_was_asked_for_is_opened_after_signing_in(service: Service) -> None:
    asked = service.browser.get("/units/P01?deed=extended", headers=HTML)
    assert asked.status_code == 401
    answer = claim(service.browser, new_link(service.here, LOCAL_OPERATOR))
    assert answer.location == "/units/P01?deed=extended"


def test_what_the_board_was_narrowed_to_is_kept_through_signing_in(service: Service) -> None:
    assert service.browser.get("/?state=must-fix").location == "/login"
    answer = claim(service.browser, new_link(service.here, LOCAL_OPERATOR))
    assert answer.location == "/?state=must-fix"


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/jobs", "/jobs"), ("//elsewhere.vn/x", "/elsewhere.vn/x"), ("/\\elsewhere.vn", "/")],
)
def test_no_address_of_another_host_is_kept_through_signing_in(
    service: Service, path: str, kept: str
) -> None:
    with service.app.test_request_context(environ_overrides={"PATH_INFO": path}):
        remember_way()
        assert way_taken() == kept


def test_the_way_in_names_the_office_and_a_fault_is_told_without_a_code(service: Service) -> None:
    assert service.here.campaign.office in service.browser.get("/login").text
    page = service.browser.get("/nowhere", headers=HTML).text
    assert ">not-found<" not in page and "Không có trang" in page
