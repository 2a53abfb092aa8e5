"""An adapter that sends Google's origins to an emulator, for clients that take no endpoint."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

GOOGLE_ORIGINS = (
    "https://sheets.googleapis.com/",
    "https://www.googleapis.com/",
    "https://drive.googleapis.com/",
    "https://oauth2.googleapis.com/",
)


class EmulatorAdapter(HTTPAdapter):
    """Sends a request for one of Google's hosts to the same path of the emulator at `url`."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self._target = urlsplit(url)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:
        """As HTTPAdapter.send, host and scheme changed."""
        assert request.url is not None
        asked = urlsplit(request.url)
        request.url = asked._replace(
            scheme=self._target.scheme, netloc=self._target.netloc
        ).geturl()
        return super().send(request, *args, **options)


def to_emulator(session: requests.Session, url: str) -> None:
    """Let a session's calls to Google reach the emulator at `url`."""
    for origin in GOOGLE_ORIGINS:
        session.mount(origin, EmulatorAdapter(url))
    # A proxy from the environment must not see loopback calls.
    session.trust_env = False
