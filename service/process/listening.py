"""The web server: waitress, whose own refusals leave in the one shape too."""

import select
from functools import partial
from typing import TYPE_CHECKING

import click
import waitress
from waitress.server import BaseWSGIServer, MultiSocketServer

from service.edge.connections import MOST_CONNECTIONS, MOST_OF_ONE, Connection
from service.settings.declared import Settings
from sheets_schema.messages import text

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# A body up to here is read and refused by the application; of a larger one nothing is kept.
LARGEST_KEPT = 1024 * 1024
# Of silence in the middle of a request, or between two; looked for so often.
SILENT_SECONDS, LOOK_SECONDS = 20, 5
# What waitress counts as a connection and is none, and those that are just being closed.
SPARE = 50


def listen(app: "WSGIApplication", settings: Settings) -> BaseWSGIServer | MultiSocketServer:
    """The server, listening; a ClickException says which address cannot be used."""
    try:
        server = waitress.create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=LARGEST_KEPT,
            # Never reached: before, the oldest makes room for the newest.
            connection_limit=MOST_CONNECTIONS + SPARE,
            channel_timeout=SILENT_SECONDS,
            cleanup_interval=LOOK_SECONDS,
            # What a proxy in front says is for `ProxyFix` to believe; without one nobody's word is.
            clear_untrusted_proxy_headers=settings.proxy_hops == 0,
            # `select` fails from the thousandth file on.
            asyncore_use_poll=hasattr(select, "poll"),
        )
        _bound(server, settings)
        return server
    # A ValueError is a name that nobody knows.
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        said = {"host": settings.host, "port": settings.port, "why": why}
        raise click.ClickException(text("serve-address", settings.language, **said)) from error


def _bound(server: BaseWSGIServer | MultiSocketServer, settings: Settings) -> None:
    """Puts connections of ours in; behind a proxy all are of one address, and it counts them."""
    most = MOST_CONNECTIONS if settings.proxy_hops else MOST_OF_ONE
    for one in list(server.map.values()) if isinstance(server, MultiSocketServer) else [server]:
        one.channel_class = partial(Connection, most_of_one=most)


def port_of(server: BaseWSGIServer | MultiSocketServer) -> int:
    """The port that was taken; a name may stand for several addresses (localhost for two)."""
    if isinstance(server, MultiSocketServer):
        return int(server.effective_listen[0][1])
    return int(server.effective_port)
