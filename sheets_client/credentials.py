"""The service account's key file, as google-auth credentials with the least scopes."""

from pathlib import Path

from google.auth.credentials import Credentials
from google.oauth2 import service_account

from sheets_client.errors import CredentialsRefused

# Enough to edit shared sheets and to follow the changes feed; never the whole Drive.
SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)


def service_account_credentials(key_file: str | Path) -> Credentials:
    """Credentials from a service-account key file (JSON as Google's console gives it).

    Raises CredentialsRefused when the file is no such key; the key itself is never quoted.
    """
    try:
        found = service_account.Credentials.from_service_account_file(
            str(key_file), scopes=list(SCOPES)
        )
    except (ValueError, OSError) as error:
        raise CredentialsRefused(
            f"{Path(key_file).name} is not a service account's key file"
        ) from error
    credentials: Credentials = found
    return credentials
