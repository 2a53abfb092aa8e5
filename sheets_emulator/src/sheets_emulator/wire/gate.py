"""Who may ask at all: requests for our own names, from our own pages, and who controls us.

Any page that a person opens may send requests to this machine, and a page whose name is turned to
our address (DNS rebinding) may read the answers. Neither can choose the name that is asked for and
the page that asks, and neither can read a file.
"""

import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from sheets_emulator.wire.http import HttpError, Request

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})
CONTROL = "_emulator"
HEADER = "X-Emulator-Token"
# Google's own doors, which any page of this machine may ask.
GOOGLES = frozenset({"v4", "drive", "upload", "batch", "token"})
TOKEN_FILE = "control-token"  # noqa: S105 (the name of the file that holds it)


class GateError(HttpError):
    """A request that is not let in; the text says who would be."""

    def body(self) -> dict[str, object]:
        """The message alone; Google has nothing like it."""
        return {"code": self.status_code, "message": self.message}


class Gate:
    """Our names, and who may use the control doors: the token's holder and the owner by name."""

    def __init__(self, token: str, owner: str) -> None:
        self.token = token
        self._owner = f"Bearer {owner}"
        self._names = set(LOOPBACK)
        self._numbers = False
        self._alone = False

    def open_for(self, host: str, *names: str) -> None:
        """The address that is listened on, and further names of ours."""
        self._numbers = host in EVERYWHERE
        # Only programs of this machine reach it: who says that he is the owner, is.
        self._alone = host in LOOPBACK
        self._names |= {name.lower() for name in (host, *names)} - EVERYWHERE

    def check(self, request: Request) -> None:
        """GateError 421, 403 or 401 where the request is not let in."""
        host = request.headers.get("host", "")
        if not self._ours(host):
            raise GateError(421, f"{host or 'No host'} is no name of this emulator: --allow-host.")
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc.lower() == host.lower()
        if not (own or from_this_machine(request)):
            raise GateError(403, f"A page of {origin} may not ask this emulator.")
        if request.segments[0] == CONTROL and not self._controls(request):
            raise GateError(
                401,
                f"The control doors take the header {HEADER}: the text of the file {TOKEN_FILE} "
                f"in the folder of --data; on one machine also Authorization: {self._owner}.",
            )

    def _controls(self, request: Request) -> bool:
        token = _same(request.headers.get(HEADER.lower(), ""), self.token)
        named = _same(request.headers.get("authorization", ""), self._owner)
        return token or (named and self._alone)

    def _ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        number = ":" in name or name.replace(".", "").isdecimal()
        return name in self._names or (self._numbers and number)


def from_this_machine(request: Request) -> bool:
    """Whether a page that this machine serves at another port asks one of Google's doors."""
    try:
        name = urlsplit(request.headers.get("origin", "")).hostname
    except ValueError:
        return False
    return name in LOOPBACK and request.segments[0] in GOOGLES


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def control_token(folder: Path) -> str:
    """The token of a data folder, made at the first start; only its owner may read the file."""
    path = folder / TOKEN_FILE
    if path.exists():
        return path.read_text("utf-8").strip()
    token = secrets.token_urlsafe(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{token}\n")
    return token
