"""Runs the processes of the service: the web, the worker, or both in one."""

import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from service.access.audit import note
from service.access.people import exact, links_are_off, operator_of, role_of
from service.errors import Refused
from service.identity import new_link
from service.office import Office, open_office, open_offices
from service.process.crew.crew import Crew
from service.process.ending import Ending, end_at_once, form_watch
from service.process.executor import executor_name
from service.process.listening import listen, port_of
from service.process.logs import start_logging
from service.settings.declared import Settings
from service.switch import create_web
from sheets_schema.messages import text

if TYPE_CHECKING:
    from service.process.work import Working


def make_working(here: Office, name: str) -> "Working":
    """A worker that is not started yet; a ClickException says what it cannot work with."""
    # The web alone needs none of what the work needs (pandas, gspread): half the memory.
    from service.process.work import Working

    return Working(here, name)


def serve(settings: Settings, *, with_worker: bool, sign_in: str = "serve-sign-in") -> None:
    """Serves until a signal ends it; prints the address and, in the words of that key, the link
    that signs in."""
    start_logging(settings.log_level)
    end_at_once()
    offices = open_offices(settings)
    with ExitStack() as stack:
        ending = Ending()
        for here in offices:
            stack.callback(here.close)
        web = create_web(offices)
        working = _workers(offices, stack) if with_worker else None
        server = listen(web, settings)
        if working:
            # Before it begins: what ends half-way in its beginning leaves no thread behind.
            stack.callback(working.stop)
            working.begin()
        for here in offices:
            _watch_form(here, stack)
        _announce(offices, port_of(server), sign_in)
        stack.callback(server.close)
        with ending.waiting():
            server.run()


def _workers(offices: Sequence[Office], stack: ExitStack) -> "Working | Crew":
    """Of one campaign a worker in this process, of several one in a process each."""
    here = offices[0]
    if here.settings.room:
        return Crew(tuple(one.settings.room for one in offices))
    name = stack.enter_context(executor_name(here.settings, "serve"))
    return make_working(here, name)


def _watch_form(here: Office, stack: ExitStack) -> None:
    watch = form_watch(here)
    stack.callback(watch.stop)
    watch.start()


def _announce(offices: Sequence[Office], port: int, sign_in: str) -> None:
    here = offices[0]
    settings = here.settings
    address = settings.address_at(port)
    click.echo(f"Wardsheets: {address}")
    if not settings.oidc_issuer and not settings.identity_header:
        link = one_time_link(here, address)
        click.echo(text(sign_in, settings.language, link=link))


def one_time_link(here: Office, address: str, email: str = "") -> str:
    """A link that signs a listed person in once, by default the operator.

    Raises `Refused` in words: nobody of that address is listed, or people have a way of their own
    that works.
    """
    language, owner = here.settings.language, exact(email) or operator_of(here)
    with here.access.connect() as connection:
        if links_are_off(here, connection):
            raise Refused(409, "link-off", text("link-off", language))
        if email and not role_of(here, connection, exact(email)):
            raise Refused(404, "link-not-listed", text("link-not-listed", language))
    note(here, "link-made", about=owner)
    return f"{address}/login/link?token={new_link(here, owner)}"


def work(settings: Settings) -> None:
    """Works for one campaign until a signal ends it."""
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


def work_for_all(each: Sequence[Settings]) -> None:
    """Lets a process work for each campaign, until a signal ends them all."""
    start_logging(each[0].log_level)
    ending = Ending()
    crew = Crew(tuple(one.room for one in each))
    try:
        crew.begin()
        with ending.waiting():
            threading.Event().wait()
    finally:
        crew.stop()
