"""A transport adapter that sends Google's origins to another server (the local emulator)."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter

GOOGLE_ORIGINS = (
    "https://sheets.googleapis.com",
    "https://www.googleapis.com",
    "https://oauth2.googleapis.com",
)


class OtherOrigin(HTTPAdapter):
    """Sends every request to `base_url`, path and query unchanged."""

    def __init__(self, base_url: str, **options: Any) -> None:
        self._base = urlsplit(base_url)
        super().__init__(**options)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        """Send the request with the scheme and host of `base_url`."""
        asked = urlsplit(str(request.url))
        request.url = urlunsplit((self._base.scheme, self._base.netloc, *asked[2:]))
        return super().send(request, *args, **kwargs)


def redirect_google(session: requests.Session, base_url: str) -> None:
    """Let `session` find Google's origins at `base_url`."""
    for origin in GOOGLE_ORIGINS:
        session.mount(f"{origin}/", OtherOrigin(base_url))
