"""Who is asking: by the signed session, a bearer token, or a sign-in proxy where trusted."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from flask import g, request, session
from itsdangerous import BadSignature

from jobs.store.moments import is_near
from service.errors import NotAllowed, NotSignedIn
from service.office import Office, office
from service.signing import serializer

P = ParamSpec("P")
R = TypeVar("R")

RANKS = {"viewer": 0, "officer": 1, "admin": 2}
LINK_SECONDS = 15 * 60
TOKEN_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in. `role` is viewer, officer or admin, each may do more."""

    email: str
    role: str

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
    email, role = session.get("email"), session.get("role")
    if not email or role not in RANKS:
        return None
    if not is_near(session.get("since", 0), time.time(), office().settings.session_hours * 3600):
        return None
    # An allow-list that became shorter ends sessions at once; the local operator is on none.
    if session.get("door") == "oidc":
        return listed(office(), email)
    return Person(email, role)


def _from_proxy() -> Person | None:
    name = office().settings.identity_header
    email = request.headers.get(name, "") if name else ""
    return listed(office(), email) if email else None


def _from_bearer() -> Person | None:
    header = request.headers.get("Authorization", "")
    if not header.startswith("Bearer "):
        return None
    found = _open(office(), "token", header.removeprefix("Bearer "), TOKEN_SECONDS)
    return Person(found["email"], found["role"]) if found else None


def by_bearer() -> bool:
    """Whether this request carries its own proof, which no foreign page can add to it."""
    return _from_bearer() is not None


def listed(here: Office, email: str) -> Person | None:
    """The person with that e-mail on the allow-list."""
    # Other letters may become ones of ours when they are made small: a Kelvin sign a "k".
    if not email.isascii():
        return None
    role = here.settings.people.get(email.strip().lower())
    return Person(email.strip().lower(), role) if role else None


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


def link_token(here: Office, nonce: str) -> str:
    """What a one-time link carries; it is valid for fifteen minutes."""
    return _seal(here, _link(here), {"nonce": nonce})


def open_link_token(here: Office, token: str) -> str | None:
    """The nonce of a link that we made and that is not too old."""
    found = _open(here, _link(here), token, LINK_SECONDS)
    return found["nonce"] if found else None


def _link(here: Office) -> str:
    """Each campaign has links of its own: only its store knows which were used."""
    return f"link {here.settings.room}".strip()


def api_token(here: Office, email: str, role: str) -> str:
    """A bearer token for a program; it is valid for ninety days."""
    return _seal(here, "token", {"email": email, "role": role})


def _seal(here: Office, purpose: str, content: dict[str, str]) -> str:
    return str(serializer(here.secret_key, purpose).dumps(content))


def _open(here: Office, purpose: str, token: str, seconds: int) -> dict[str, str] | None:
    try:
        content: dict[str, str] = serializer(here.secret_key, purpose).loads(token, max_age=seconds)
    except BadSignature:
        return None
    return content
