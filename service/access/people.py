"""Who is listed with which role, now: the settings' people first, then those that admins listed.

A name in the settings wins: its role is changed there alone, so that no page can lock the
operator out.
"""

import time
from collections.abc import Mapping

import sqlalchemy as sa

from jobs.store.access import people
from jobs.store.journal import get_fact, set_fact
from service.office import Office

RANKS = {"metrics": -1, "viewer": 0, "officer": 1, "admin": 2}
ROLES = ("viewer", "officer", "admin")
# Who signs in by a link while no admin is listed.
LOCAL_OPERATOR = "operator@localhost"
_WORKED = "sign-in-worked"


def least(*roles: str) -> str:
    """The role that may least."""
    return min(roles, key=RANKS.__getitem__)


def exact(email: str) -> str:
    """An address as it is compared; empty for what is none.

    Other letters may become ones of ours when they are made small, a Kelvin sign a "k".
    """
    return email.strip().lower() if email.isascii() and "@" in email else ""


def role_of(here: Office, connection: sa.Connection, email: str) -> str | None:
    """The role that somebody has now, None for nobody."""
    if email == LOCAL_OPERATOR:
        return None if links_are_off(here, connection) else "admin"
    return here.settings.people.get(email) or people.role_of(connection, email)


def everybody(here: Office) -> Mapping[str, str]:
    """Every address with its role."""
    with here.access.connect() as connection:
        listed = {one.email: one.role for one in people.load_people(connection)}
    return {**listed, **here.settings.people}


def operator_of(here: Office) -> str:
    """Whom a one-time link signs in: the first admin who is listed, in the settings or after them
    on the page; the local operator while there is none."""
    with here.access.connect() as connection:
        listed = [(one.email, one.role) for one in people.load_people(connection)]
    known = [*here.settings.people.items(), *listed]
    return next((email for email, role in known if role == "admin"), LOCAL_OPERATOR)


def _way_in(here: Office) -> str:
    """The way by which people sign in with an account of their own."""
    return here.settings.oidc_issuer or here.settings.identity_header


def note_way_works(here: Office, connection: sa.Connection) -> None:
    """Somebody signed in that way, so that links are needed no more."""
    if get_fact(connection, _WORKED) != _way_in(here):
        set_fact(connection, _WORKED, _way_in(here))


def links_are_off(here: Office, connection: sa.Connection) -> bool:
    """Whether one-time links, and what they opened for the local operator, are of no use: the way
    that the settings name has worked. Who takes it out of the settings has links again."""
    way = _way_in(here)
    return bool(way) and get_fact(connection, _WORKED) == way


def now() -> float:
    """Epoch seconds by the clock that sessions, tokens and links are held to."""
    return time.time()
