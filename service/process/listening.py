"""The web server: waitress, whose own refusals leave in the one shape too."""

import json
import select
from typing import TYPE_CHECKING

import click
import waitress
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

from service.errors import refusal
from service.settings.declared import Settings
from sheets_schema.messages import text

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# A body up to here is read and refused by the application; of a larger one nothing is kept.
LARGEST_KEPT = 1024 * 1024
# Open connections, most of them waiting; a thread is taken only when a request is whole. Below
# the usual limit of files of a process, 1024, with room for the store's.
MOST_CONNECTIONS = 700
# Of silence in the middle of a request, or between two; looked for so often.
SILENT_SECONDS, LOOK_SECONDS = 20, 5


class Refusal(ErrorTask):  # type: ignore[misc]
    """What waitress answers to a request that never reaches the application."""

    def execute(self) -> None:
        """Answers with the status that waitress found, in our words and our shape."""
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        body = json.dumps(refusal(error.code)).encode()
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def listen(app: "WSGIApplication", settings: Settings) -> BaseWSGIServer:
    """The server, listening; a ClickException says which address cannot be used."""
    # The place that waitress gives for an answer of one's own.
    HTTPChannel.error_task_class = Refusal
    try:
        return waitress.create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=LARGEST_KEPT,
            connection_limit=MOST_CONNECTIONS,
            channel_timeout=SILENT_SECONDS,
            cleanup_interval=LOOK_SECONDS,
            # What a proxy in front says is for `ProxyFix` to believe; without one nobody's word is.
            clear_untrusted_proxy_headers=settings.proxy_hops == 0,
            # `select` fails from the thousandth file on.
            asyncore_use_poll=hasattr(select, "poll"),
        )
    # A ValueError is a name that nobody knows.
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        said = {"host": settings.host, "port": settings.port, "why": why}
        raise click.ClickException(text("serve-address", settings.language, **said)) from error
