"""Runs the processes of the service: the web, the worker, or both in one."""

import threading
import uuid
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from service.app import create_app
from service.identity import link_token
from service.office import Office, open_office
from service.process.ending import Ending, end_at_once, form_watch
from service.process.executor import executor_name
from service.process.listening import listen
from service.process.logs import start_logging
from service.settings.declared import Settings
from sheets_schema.messages import text

if TYPE_CHECKING:
    from service.process.work import Working


def make_working(here: Office, name: str) -> "Working":
    """A worker that is not started yet; a ClickException says what it cannot work with."""
    # The web alone needs none of what the work needs (pandas, gspread): half the memory.
    from service.process.work import Working

    return Working(here, name)


def serve(settings: Settings, *, with_worker: bool) -> None:
    """Serves until a signal ends it; prints the address and how to sign in."""
    start_logging(settings.log_level)
    end_at_once()
    here = open_office(settings)
    with ExitStack() as stack:
        ending = Ending()
        stack.callback(here.close)
        app = create_app(here)
        working = None
        if with_worker:
            name = stack.enter_context(executor_name(settings, "serve"))
            working = make_working(here, name)
        server = listen(app, settings)
        if working:
            # Before it begins: what ends half-way in its beginning leaves no thread behind.
            stack.callback(working.stop)
            working.begin()
        _watch_form(here, stack)
        _announce(here, server.effective_port)
        stack.callback(server.close)
        with ending.waiting():
            server.run()


def _watch_form(here: Office, stack: ExitStack) -> None:
    watch = form_watch(here)
    stack.callback(watch.stop)
    watch.start()


def _announce(here: Office, port: int) -> None:
    settings = here.settings
    address = settings.address_at(port)
    click.echo(f"Wardsheets: {address}")
    if not settings.oidc_issuer and not settings.identity_header:
        link = one_time_link(here, address)
        click.echo(text("serve-sign-in", settings.language, link=link))


def one_time_link(here: Office, address: str) -> str:
    """A link that signs the local operator in, once."""
    return f"{address}/login/link?token={link_token(here, uuid.uuid4().hex)}"


def work(settings: Settings) -> None:
    """Works until a signal ends it."""
    start_logging(settings.log_level)
    end_at_once()
    here = open_office(settings)
    with ExitStack() as stack:
        ending = Ending()
        stack.callback(here.close)
        name = stack.enter_context(executor_name(settings, "worker"))
        working = make_working(here, name)
        stack.callback(working.stop)
        working.begin()
        _watch_form(here, stack)
        with ending.waiting():
            threading.Event().wait()
