"""The token endpoint grants what was signed with a registered key and nothing else."""

import time
from pathlib import Path
from typing import Any

import pytest
from google.auth import crypt, jwt

from sheets_emulator.account.accounts import CLIENT_ID, CLIENT_SECRET, Accounts
from sheets_emulator.account.oauth import (
    JWT_BEARER,
    InvalidTokenError,
    OAuthError,
    bearer_grant,
    token_answer,
)

ROBOT = "robot@emulator.example"
URI = "http://127.0.0.1:1/token"
NOW = 1_700_000_000.0


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """Accounts with one robot; the key pair is drawn once for all tests here."""
    accounts = Accounts(tmp_path_factory.mktemp("accounts"))
    accounts.key_file(ROBOT, URI)
    return accounts


def assertion(accounts: Accounts, **changes: Any) -> str:
    """What google-auth sends for the robot, with some claims changed (None: left out)."""
    signer = crypt.RSASigner.from_service_account_info(accounts.key_file(ROBOT, URI))
    claims = {"iss": ROBOT, "scope": "x", "aud": URI, "iat": NOW, "exp": NOW + 3600, **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    return str(jwt.encode(signer, kept).decode())


def ask(accounts: Accounts, **form: str) -> dict[str, Any]:
    """Post a form at the time of the claims."""
    return token_answer(form, accounts, NOW, NOW)


def refusal(accounts: Accounts, **form: str) -> dict[str, str]:
    """The body with which a form is refused."""
    with pytest.raises(OAuthError) as caught:
        ask(accounts, **form)
    return caught.value.body


def test_a_signed_assertion_gives_a_token_of_its_account(accounts: Accounts) -> None:
    answer = ask(accounts, grant_type=JWT_BEARER, assertion=assertion(accounts))
    assert answer["expires_in"] == 3599 and answer["token_type"] == "Bearer"
    assert bearer_grant(answer["access_token"], accounts, NOW)[0] == ROBOT


def test_a_token_ends(accounts: Accounts) -> None:
    answer = ask(accounts, grant_type=JWT_BEARER, assertion=assertion(accounts))
    with pytest.raises(InvalidTokenError):
        bearer_grant(answer["access_token"], accounts, NOW + 3599)


def test_a_changed_token_is_refused(accounts: Accounts) -> None:
    token = accounts.access_token(ROBOT, "x", NOW + 10)
    with pytest.raises(InvalidTokenError):
        bearer_grant(token.replace("ya29.e", "ya29.f", 1), accounts, NOW)


def test_a_signature_of_another_key_is_refused(accounts: Accounts, tmp_path: Path) -> None:
    other = Accounts(tmp_path)
    forged = assertion(other)
    body = refusal(accounts, grant_type=JWT_BEARER, assertion=forged)
    assert body == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}


def test_an_unsigned_assertion_is_refused(accounts: Accounts) -> None:
    head, claims, _ = assertion(accounts).split(".")
    body = refusal(accounts, grant_type=JWT_BEARER, assertion=f"{head}.{claims}.")
    assert body["error_description"] == "Invalid JWT Signature."


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"iss": "nobody@emulator.example"}, "Invalid grant: account not found"),
        ({"iat": NOW - 9000, "exp": NOW - 5400}, "short-lived token (60 minutes)"),
        ({"exp": NOW + 7200}, "short-lived token (60 minutes)"),
        ({"aud": "http://127.0.0.1:1/elsewhere"}, "audience is not the token endpoint"),
        ({"scope": None}, "Invalid OAuth scope"),
    ],
)
def test_a_wrong_claim_is_named(
    accounts: Accounts, changes: dict[str, Any], description: str
) -> None:
    signed = assertion(accounts, **changes)
    body = refusal(accounts, grant_type=JWT_BEARER, assertion=signed)
    assert description in body["error_description"]


def test_a_clock_five_minutes_fast_is_forgiven(accounts: Accounts) -> None:
    signed = assertion(accounts, iat=NOW + 290, exp=NOW + 3890)
    assert ask(accounts, grant_type=JWT_BEARER, assertion=signed)["access_token"]


def test_a_refresh_token_gives_access_again(accounts: Accounts) -> None:
    user = accounts.authorized_user("clerk@ward.example", "drive", URI)
    form = {name: user[name] for name in ("client_id", "client_secret", "refresh_token")}
    answer = ask(accounts, grant_type="refresh_token", **form)
    assert answer["scope"] == "drive"
    assert bearer_grant(answer["access_token"], accounts, NOW)[0] == "clerk@ward.example"


def test_a_foreign_client_is_refused_with_401(accounts: Accounts) -> None:
    with pytest.raises(OAuthError) as caught:
        ask(accounts, grant_type="refresh_token", client_id="other", client_secret=CLIENT_SECRET)
    assert caught.value.status == 401 and caught.value.body["error"] == "invalid_client"


def test_an_access_token_does_not_refresh(accounts: Accounts) -> None:
    form = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    token = accounts.access_token(ROBOT, "x", NOW + 10)
    body = refusal(accounts, grant_type="refresh_token", refresh_token=token, **form)
    assert body["error"] == "invalid_grant"


def test_any_other_grant_is_unsupported(accounts: Accounts) -> None:
    assert refusal(accounts, grant_type="password")["error"] == "unsupported_grant_type"


def test_keys_and_tokens_outlive_a_restart(tmp_path: Path) -> None:
    before = Accounts(tmp_path)
    key, token = before.key_file(ROBOT, URI), before.access_token(ROBOT, "x", NOW + 10)
    after = Accounts(tmp_path)
    assert after.key_file(ROBOT, URI) == key
    assert bearer_grant(token, after, NOW)[0] == ROBOT


def test_a_removed_account_signs_in_no_more(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    signed = assertion(accounts)
    accounts.remove(ROBOT)
    assert refusal(accounts, grant_type=JWT_BEARER, assertion=signed)["error"] == "invalid_grant"


def test_google_auth_accepts_the_key_file(accounts: Accounts) -> None:
    from google.oauth2 import service_account

    made = service_account.Credentials.from_service_account_info(accounts.key_file(ROBOT, URI))
    signed = made.with_scopes(["x"])._make_authorization_grant_assertion()
    form = {"grant_type": JWT_BEARER, "assertion": signed.decode()}
    real = time.time()
    assert token_answer(form, accounts, real, real)["access_token"].startswith("ya29.")
