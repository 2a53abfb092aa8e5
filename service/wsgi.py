"""The web alone for a WSGI server with several processes: `gunicorn 'service.wsgi:make_app()'`.

Workers run beside it (`wardsheets worker`). Never with `--preload`: each process opens its own
connections.
"""

import sys
from typing import TYPE_CHECKING

import click

from service.office import open_offices
from service.process.ending import form_watch
from service.process.logs import start_logging
from service.process.starting import in_words, settings_or_stop
from service.settings.private_files import write_for_us_alone
from service.switch import create_web

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# What gunicorn takes for "this cannot start": with any other status it starts processes for ever.
CANNOT_START = 3


def make_app() -> "WSGIApplication":
    """An application of its own offices; what is wrong is said by name and ends the server."""
    write_for_us_alone()
    try:
        settings = settings_or_stop()
        start_logging(settings.log_level)
        offices = open_offices(settings)
        for here in offices:
            form_watch(here).start()
        return create_web(offices)
    except click.ClickException as error:
        error.show()
    except Exception as error:
        in_words(error).show()
    except SystemExit:
        pass  # The problems were said.
    sys.exit(CANNOT_START)
