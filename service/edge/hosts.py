"""The host names under which the service answers; a request for any other is refused in words."""

import re
from urllib.parse import urlsplit

from flask import Flask, request

from service.errors import Refused
from service.settings.declared import EVERYWHERE, Settings

HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """What the settings say of our names. Who could choose the name that is asked for could send
    people's links elsewhere, or let a page of their own read ours (DNS rebinding)."""

    def __init__(self, settings: Settings) -> None:
        self._names = {*THIS_MACHINE, *settings.trusted_hosts, _name(settings.public_url)}
        self._names |= {settings.host.lower()} - set(EVERYWHERE)
        # As long as nobody has told a name, only a number can be ours: no page's name is one.
        self._numbers = settings.host in EVERYWHERE and not settings.public_url

    def know(self, host: str) -> bool:
        """Whether a Host header, with or without a port, names us."""
        name = _name(f"//{host}")
        return bool(name) and (name in self._names or (self._numbers and _is_number(name)))


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    return ":" in name or name.replace(".", "").isdecimal()


def refuse_unclear_host() -> None:
    """RFC 9112 3.2: one Host, which is a host. Of two the server makes one, joined by a comma; a
    proxy in front and we could read another one in it. Raises `Refused`."""
    before_proxy = request.environ.get("werkzeug.proxy_fix.orig", {}).get("HTTP_HOST")
    for host in (before_proxy, request.environ.get("HTTP_HOST")):
        if host is not None and not HOST.fullmatch(host):
            raise Refused(400, "malformed", "Send one Host header with a host.")
    if request.environ["SERVER_PROTOCOL"] == "HTTP/1.1" and "HTTP_HOST" not in request.environ:
        raise Refused(400, "malformed", "Send a Host header.")


def install_hosts(app: Flask, settings: Settings) -> None:
    """Looks at the name before anything else does; behind a proxy at the one it was asked for."""
    hosts = Hosts(settings)

    @app.before_request
    def refuse_foreign_hosts() -> None:
        refuse_unclear_host()
        if not hosts.know(request.host):
            raise Refused(
                421,
                "unknown-host",
                "This is no name of the service; its names are those of WARDSHEETS_PUBLIC_URL and "
                "WARDSHEETS_TRUSTED_HOSTS.",
            )
