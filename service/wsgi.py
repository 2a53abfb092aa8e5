"""The web alone for a WSGI server with several processes: `gunicorn 'service.wsgi:make_app()'`.

Workers run beside it (`wardsheets worker`). Never with `--preload`: each process opens its own
connections.
"""

import sys

import click
from flask import Flask

from service.app import create_app
from service.office import open_office
from service.process.ending import form_watch
from service.process.logs import start_logging
from service.process.starting import in_words, settings_or_stop
from service.settings.private_files import write_for_us_alone

# What gunicorn takes for "this cannot start": with any other status it starts processes for ever.
CANNOT_START = 3


def make_app() -> Flask:
    """An application of its own office; what is wrong is said by name and ends the server."""
    write_for_us_alone()
    try:
        settings = settings_or_stop()
        start_logging(settings.log_level)
        here = open_office(settings)
        form_watch(here).start()
        return create_app(here)
    except click.ClickException as error:
        error.show()
    except Exception as error:
        in_words(error).show()
    except SystemExit:
        pass  # The problems were said.
    sys.exit(CANNOT_START)
