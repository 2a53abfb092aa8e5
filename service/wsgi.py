"""The web alone for a WSGI server with several processes: `gunicorn 'service.wsgi:make_app()'`.

Workers run beside it (`wardsheets worker`). Never with `--preload`: each process opens its own
connections.
"""

import sys

import click
from flask import Flask

from service.app import create_app
from service.office import open_office
from service.process.logs import start_logging
from service.settings.starting import settings_or_stop

# What gunicorn takes for "this cannot start": with any other status it starts processes for ever.
CANNOT_START = 3


def make_app() -> Flask:
    """An application of its own office; what is wrong is said by name and ends the server."""
    try:
        settings = settings_or_stop()
        start_logging(settings.log_level)
        return create_app(open_office(settings))
    except click.ClickException as error:
        error.show()
    except SystemExit:
        pass  # The problems were said.
    sys.exit(CANNOT_START)
