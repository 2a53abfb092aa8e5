"""Several campaigns behind one address: each under `/c/NAME`, the one from before also without."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flask import Flask

from service.app import create_app
from service.guards import WHICH
from service.office import Office
from service.rooms import is_home

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

BEGIN = "/c/"
# What is of the whole service and of no campaign: answered without one by the first.
_PAGES = ("/login", "/logout", "/static/", "/bootstrap/", "/campaigns", "/owed/")
OF_ALL = (
    *_PAGES,
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/api/campaigns",
    "/api/owed/",
)


def create_web(offices: "Sequence[Office]") -> "WSGIApplication":
    """The web of a service: its application, or a switch before those of its campaigns."""
    if len(offices) == 1 and not offices[0].settings.room:
        return create_app(offices[0])
    return Switch(offices)


class Switch:
    """Hands a request to the application of the campaign that its address begins with.

    Addresses without one are those of the campaign that the service had alone before; where there
    is none, they lead to the page of campaigns.
    """

    def __init__(self, offices: Sequence[Office]) -> None:
        self.apps = {here.settings.room: create_app(here, offices) for here in offices}
        self.first = self.apps[offices[0].settings.room]
        self.has_home = is_home(offices[0].settings)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The answer of one application."""
        path = str(environ.get("PATH_INFO", ""))
        app, place = self._campaign_of(path)
        if place:
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}{place}"
            environ["PATH_INFO"] = path.removeprefix(place)
        elif app is self.first and not self.has_home and not path.startswith(OF_ALL):
            environ[WHICH] = True
        return app(environ, start_response)

    def _campaign_of(self, path: str) -> tuple[Flask, str]:
        """The application, and what of the path only names it."""
        if path.startswith(BEGIN):
            name = path.removeprefix(BEGIN).partition("/")[0]
            if name in self.apps:
                return self.apps[name], f"{BEGIN}{name}"
        return self.first, ""
