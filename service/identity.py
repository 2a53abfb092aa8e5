"""Who is asking: by the session, a bearer token, or a sign-in proxy where trusted.

Sessions and tokens stand in the store and are looked up at each use, with the role that their
person has now; what a browser or a program keeps opens nothing by itself.
"""

import contextlib
import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import sqlalchemy as sa
from flask import g, request, session

from jobs.store.access import credentials
from jobs.store.access.credentials import LINK, LOST_ROLE, SESSION, TOKEN, Credential
from jobs.store.moments import is_near
from jobs.store.opening.probe import Unwritable
from service.access import tokens
from service.access.people import RANKS, exact, least, links_are_off, note_way_works, now, role_of
from service.errors import NotAllowed, NotSignedIn
from service.office import Office, office

P = ParamSpec("P")
R = TypeVar("R")

LINK_SECONDS = 15 * 60
# When one was used last is told to the minute.
USE_SECONDS = 60.0
KEY = "key"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in. `role` is metrics (a token for a scraper), viewer, officer or admin,
    each may do more; `credential` is the number of the session or token, 0 for a proxy's word."""

    email: str
    role: str
    credential: int = 0

    def may(self, role: str) -> bool:
        """Whether the person's role reaches `role`."""
        return RANKS[self.role] >= RANKS[role]


def current_person() -> Person | None:
    """The person of this request, None when nobody is signed in."""
    if "person" not in g:
        g.person = _from_bearer() or _from_proxy() or _from_session()
    person: Person | None = g.person
    return person


def _from_session() -> Person | None:
    secret = session.get(KEY)
    return _opened(office(), SESSION, secret) if isinstance(secret, str) else None


def _from_proxy() -> Person | None:
    here = office()
    name = here.settings.identity_header
    email = exact(request.headers.get(name, "")) if name else ""
    if not email:
        return None
    with here.access.connect() as connection:
        role = role_of(here, connection, email)
        known = links_are_off(here, connection)
    if role and not known:
        with here.access.begin() as connection:
            note_way_works(here, connection)
    return Person(email, role) if role else None


def _from_bearer() -> Person | None:
    if "bearer" not in g:
        header = request.headers.get("Authorization", "")
        secret = header.removeprefix("Bearer ")
        g.bearer = _opened(office(), TOKEN, secret) if header.startswith("Bearer ") else None
    person: Person | None = g.bearer
    return person


def by_bearer() -> bool:
    """Whether this request carries its own proof, which no foreign page can add to it."""
    return _from_bearer() is not None


def _opened(here: Office, kind: str, secret: str) -> Person | None:
    """Whom a session or a token of ours lets in, with what both it and its person may now."""
    with here.access.connect() as connection:
        found = credentials.find(connection, kind, secret)
        role = role_of(here, connection, found.person) if found else None
    if found is None and kind == TOKEN:
        found = tokens.carry_over(here, secret)
        return _opened(here, kind, secret) if found else None
    if found is None or not found.is_open(now()):
        return None
    if role is None:
        _end_for_want_of_a_role(here, found)
        return None
    _note_use(here, found)
    return Person(found.person, least(role, found.scope), found.number)


def _end_for_want_of_a_role(here: Office, found: Credential) -> None:
    """A role that is given back later does not bring old sessions back; a token is somebody's
    work to set up and waits for it."""
    if found.kind == SESSION:
        with here.access.begin() as connection:
            credentials.end(connection, found.number, LOST_ROLE, now())


def _note_use(here: Office, found: Credential) -> None:
    if found.used_at is not None and is_near(found.used_at, now(), USE_SECONDS):
        return

    def note(connection: sa.Connection) -> None:
        credentials.note_use(connection, found.number, now())
        connection.commit()

    # Whoever looks while the store takes nothing is let in all the same.
    with contextlib.suppress(Unwritable):
        here.access_probe.ask(note, now())


def begin_session(here: Office, email: str, door: str) -> None:
    """From now on this browser is that person's."""
    # A session that existed before signing in is not the one that is signed in.
    session.clear()
    secret, began = credentials.new_secret(), now()
    made = Credential(
        kind=SESSION,
        person=email,
        scope="admin",
        name=door,
        origin=request.remote_addr or "",
        made_at=began,
        made_by=email,
        ends_at=began + here.settings.session_hours * 3600,
    )
    with here.access.begin() as connection:
        credentials.add(connection, secret, made)
    session[KEY] = secret
    session.permanent = True


def end_session(here: Office, person: Person, *, everywhere: bool) -> None:
    """Ends this session of a person, or all of them."""
    with here.access.begin() as connection:
        if everywhere:
            credentials.end_all_of(connection, person.email, person.email, now(), SESSION)
        elif person.credential:
            credentials.end(connection, person.credential, person.email, now())


def require(role: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Lets only people of at least that role in. Raises `NotSignedIn` or `NotAllowed`."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            person = current_person()
            if person is None:
                raise NotSignedIn
            if not person.may(role):
                raise NotAllowed
            return view(*args, **kwargs)

        return guarded

    return decorate


def signed_in() -> Person:
    """The person of a request that only people reach."""
    person = current_person()
    assert person is not None
    return person


def new_link(here: Office, email: str) -> str:
    """What a link carries that signs somebody in once, within fifteen minutes."""
    secret, began = secrets.token_urlsafe(32), now()
    made = Credential(
        kind=LINK,
        person=email,
        scope="admin",
        name="",
        made_at=began,
        made_by=email,
        ends_at=began + LINK_SECONDS,
    )
    with here.access.begin() as connection:
        credentials.add(connection, secret, made)
    return secret


def look_at_link(here: Office, secret: str) -> Credential:
    """A link that still signs in; looking at it does not use it up. Raises `NotSignedIn`."""
    with here.access.connect() as connection:
        found = credentials.find(connection, LINK, secret)
        if found and links_are_off(here, connection):
            said = "Sign in with your own account; links are off since that works."
            raise NotSignedIn(code="link-off", message=said)
    if found and found.ended_at is not None:
        raise NotSignedIn(code="link-used", message="The link was used; ask for a new one.")
    if found is None or not found.is_open(now()):
        raise NotSignedIn(code="link-expired", message="The link is not ours or too old.")
    return found


def claim_link(here: Office, secret: str) -> str:
    """Uses a link up; whom it signs in. Raises `NotSignedIn`, of two at once for one."""
    found = look_at_link(here, secret)
    with here.access.begin() as connection:
        if not credentials.end(connection, found.number, credentials.USED, now()):
            raise NotSignedIn(code="link-used", message="The link was used; ask for a new one.")
        if role_of(here, connection, found.person) is None:
            raise NotSignedIn(code="link-expired", message="Its person is listed no more.")
    return found.person
