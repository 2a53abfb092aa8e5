"""The service account's key file, as google-auth credentials with the least scopes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from google.auth.credentials import Credentials
from google.oauth2 import service_account

from sheets_client.errors import CredentialsRefused

# Enough to edit shared sheets and to follow the changes feed; never the whole Drive.
SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
# To make files and to share them, on top: asked for by the command that does so, by nothing else.
MAKING_SCOPES = (*SCOPES, "https://www.googleapis.com/auth/drive")
# In a person's name: their files that we make, no others.
MAKING_AS_SCOPES = ("https://www.googleapis.com/auth/drive.file",)


class KeyFileCredentials(service_account.Credentials):
    """A service account's credentials that talk to the token endpoint and to nobody else.

    google-auth asks iamcredentials.googleapis.com in the background which regions the account
    is bound to. Sheets and Drive have no regional endpoints, an account bound to none answers
    nothing, and a service behind a firewall (or beside an emulator) would ask in vain for ever.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def service_account_credentials(
    key_file: str | Path, scopes: Sequence[str] = SCOPES
) -> Credentials:
    """Credentials from a service-account key file (JSON as Google's console gives it).

    Raises CredentialsRefused when the file is no such key; the key itself is never quoted.
    """
    read: Callable[..., Credentials] = KeyFileCredentials.from_service_account_file
    try:
        return read(str(key_file), scopes=list(scopes))
    except (ValueError, OSError) as error:
        raise CredentialsRefused(
            f"{Path(key_file).name} is not a service account's key file"
        ) from error


def delegated_credentials(key_file: str | Path, person: str) -> Credentials:
    """The credentials of a service account to which a Workspace gave the right to act for its
    people, as this person and for files that we make alone.

    Raises CredentialsRefused as above; that the right was not given Google says at the first call.
    """
    credentials = service_account_credentials(key_file, MAKING_AS_SCOPES)
    assert isinstance(credentials, service_account.Credentials)
    acting: Credentials = credentials.with_subject(person)
    return acting
