"""The web alone for a WSGI server with several processes: `gunicorn 'service.wsgi:make_app()'`.

Workers run beside it (`wardsheets worker`). Never with `--preload`: each process opens its own
connections.
"""

from flask import Flask

from service.app import create_app
from service.logs import start_logging
from service.office import open_office
from service.starting import settings_or_stop


def make_app() -> Flask:
    """An application of its own office; wrong settings end the process by name."""
    settings = settings_or_stop()
    start_logging(settings.log_level)
    return create_app(open_office(settings))
