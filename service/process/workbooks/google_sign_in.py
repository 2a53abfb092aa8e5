"""The sign-in of the person who owns the workbooks, from a terminal, and their client."""

import click

from jobs.workbooks.owner import Owner, load_owner, save_owner
from service.office import Office
from sheets_client.client import GoogleClient
from sheets_client.credentials import delegated_credentials
from sheets_client.errors import CredentialsRefused, GoogleError
from sheets_client.person import NotSignedIn, person_credentials, sign_in
from sheets_client.transport import Patience
from sheets_schema.messages import text

WEEK = 8 * 86_400


def sign_owner_in(here: Office, *, port: int, browser: bool, wait: int) -> tuple[Owner, str]:
    """Who signed in, and what to say of it. A ClickException says what is missing."""
    settings = here.settings
    if settings.google_client is None:
        raise click.ClickException(_say(here, "google-login-no-client"))
    try:
        found = sign_in(
            settings.google_client,
            _say(here, "google-login-open", url="{url}"),
            _say(here, "google-login-browser"),
            base_url=settings.google_url,
            port=port,
            browser=browser,
            wait=wait,
        )
    except NotSignedIn:
        raise click.ClickException(_say(here, "google-login-not")) from None
    except CredentialsRefused:
        said = _say(here, "google-login-wrong-client", file=settings.google_client.name)
        raise click.ClickException(said) from None
    ends_at = None if found.ends_in is None else here.clock().timestamp() + found.ends_in
    owner = Owner("", found.words, ends_at)
    client = owner_client(here, owner)
    try:
        address = client.drive.my_address()
    except GoogleError:
        raise click.ClickException(_say(here, "google-login-not")) from None
    finally:
        client.close()
    week = found.ends_in is not None and found.ends_in < WEEK
    key = "google-login-week" if week else "google-login-done"
    return Owner(address, found.words, ends_at), _say(here, key, address=address)


def forget_owner(here: Office) -> str:
    """What to say of it."""
    with here.engine.begin() as connection:
        save_owner(connection, here.store.vault, None)
    return _say(here, "google-login-forgotten")


def owner_of(here: Office) -> Owner | None:
    """Who will own what is made: for whom the service account may act, else who signed in; nobody
    where a folder is to be used instead. One for whom we act has no words."""
    if here.settings.workbooks_folder:
        return None
    if here.settings.workbooks_as:
        return Owner(here.settings.workbooks_as, {})
    with here.engine.connect() as connection:
        return load_owner(connection, here.store.vault)


def owner_client(here: Office, owner: Owner) -> GoogleClient:
    """A client that works as this person, with their own quota at Google."""
    if owner.words:
        credentials = person_credentials(owner.words)
    else:
        credentials = delegated_credentials(here.settings.service_accounts[0], owner.address)
    return GoogleClient(
        credentials,
        base_url=here.settings.google_url or None,
        patience=Patience(tries=5, seconds=120.0),
    )


def _say(here: Office, key: str, **params: object) -> str:
    return text(key, here.settings.language, **params)
