"""A person's Google account, for what a service account may not do: to own files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.auth.credentials import Credentials
from google.oauth2.credentials import Credentials as PersonCredentials
from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
from oauthlib.oauth2 import OAuth2Error

from sheets_client.credentials import MAKING_AS_SCOPES
from sheets_client.errors import CredentialsRefused

# Only files that this program makes: neither the person's other files nor anything else.
HERE = "127.0.0.1"
# Google's answer to a program whose consent screen is in testing: the sign-in ends after a week.
ENDS_IN = "refresh_token_expires_in"


class NotSignedIn(CredentialsRefused):
    """The person did not allow it, or nobody answered in time."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in gave: the words of Google's `authorized_user` file, to be kept sealed, and
    after how many seconds it ends (None: it does not end by itself)."""

    words: Mapping[str, str]
    ends_in: float | None


def sign_in(
    client_file: Path, said: str, done: str, *, base_url: str, port: int, browser: bool, wait: int
) -> SignedIn:
    """Lets a person sign in with the browser (authorization code and PKCE, to a port of this
    machine) and waits `wait` seconds for it.

    `said` is printed with the address in place of `{url}`, `done` is what the browser shows at the
    end; `base_url` is that of an emulator. Raises CredentialsRefused for a file that is no desktop
    client, NotSignedIn.
    """
    flow = _flow(client_file, base_url)
    try:
        person = flow.run_local_server(
            host=HERE,
            port=port,
            open_browser=browser,
            authorization_prompt_message=said,
            success_message=done,
            timeout_seconds=wait,
            access_type="offline",
            # Only a fresh consent brings a token that lasts.
            prompt="consent",
        )
    except (OAuth2Error, WSGITimeoutError) as error:
        raise NotSignedIn(type(error).__name__) from None
    if not person.refresh_token:
        raise NotSignedIn("no refresh token")
    words = {
        "client_id": person.client_id,
        "client_secret": person.client_secret,
        "refresh_token": person.refresh_token,
        "token_uri": person.token_uri,
    }
    ends_in = flow.oauth2session.token.get(ENDS_IN)
    return SignedIn(words, None if ends_in is None else float(ends_in))


def _flow(client_file: Path, base_url: str) -> Any:
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(client_file), MAKING_AS_SCOPES)
    except (ValueError, KeyError, OSError) as error:
        raise CredentialsRefused(f"{client_file.name} is no client file") from error
    if flow.client_type != "installed":
        raise CredentialsRefused(f"{client_file.name} is no client of a desktop program")
    if base_url:
        config = flow.client_config
        config |= {"auth_uri": f"{base_url}/o/oauth2/v2/auth", "token_uri": f"{base_url}/token"}
        flow.oauth2session.trust_env = False
        # The library takes no token over plain HTTP, which an emulator of this machine speaks.
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    return flow


def person_credentials(words: Mapping[str, str]) -> Credentials:
    """Credentials of a person who signed in."""
    return PersonCredentials(token=None, scopes=list(MAKING_AS_SCOPES), **words)
