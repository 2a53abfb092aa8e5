"""Sessions, tokens and people as they are read on the page and in the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jobs.store.access import people
from jobs.store.access.credentials import LOST_ROLE, RESTORED, SESSION, TOKEN, Credential, load
from service.access.people import RANKS, now
from service.office import Office
from sheets_schema.messages import said_moment, text


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One session or token; times as people write them."""

    number: int
    name: str
    person: str
    scope: str
    origin: str
    made: str
    used: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who may sign in; `fixed` where the settings say so, which no page changes."""

    email: str
    role: str
    fixed: bool
    by: str
    bound: str


def token_lines(here: Office, found: Iterable[Credential]) -> list[CredentialLine]:
    """Tokens or sessions in words."""
    return [_line(here, one) for one in found]


def tokens_of(here: Office) -> list[CredentialLine]:
    """Every token, the newest first."""
    with here.access.connect() as connection:
        return token_lines(here, load(connection, TOKEN))


def open_sessions(here: Office, person: str = "") -> list[CredentialLine]:
    """The sessions that are open, of everybody or of one person."""
    with here.access.connect() as connection:
        found = load(connection, SESSION, person)
    lines = token_lines(here, (one for one in found if one.is_open(now())))
    language = here.settings.language
    return [_named(one, text(f"access-door-{one.name}", language)) for one in lines]


def _named(line: CredentialLine, name: str) -> CredentialLine:
    return replace(line, name=name)


def people_lines(here: Office) -> list[PersonLine]:
    """Everybody who is listed: those of the settings first, then by address."""
    with here.access.connect() as connection:
        listed = people.load_people(connection)
        bound = people.bound(connection)

    def since(email: str) -> str:
        return said_moment(here.local(bound[email])) if email in bound else ""

    fixed = here.settings.people
    first = [PersonLine(one, role, True, "", since(one)) for one, role in fixed.items()]
    return first + [
        PersonLine(one.email, one.role, False, one.set_by, since(one.email))
        for one in listed
        if one.email not in fixed
    ]


def _line(here: Office, one: Credential) -> CredentialLine:
    def said(moment: float | None) -> str:
        return said_moment(here.local(moment)) if moment else "–"

    language = here.settings.language
    if one.ended_at is not None:
        why = {LOST_ROLE: "access-by-role", RESTORED: "access-by-restore"}.get(one.ended_by or "")
        by = text(why, language) if why else one.ended_by or ""
        state = text("access-ended", language, moment=said(one.ended_at), by=by)
    elif not one.is_open(now()):
        state = text("access-over", language, moment=said(one.ends_at))
    else:
        state = text("access-until", language, moment=said(one.ends_at))
    return CredentialLine(
        number=one.number,
        name=one.name,
        person=one.person,
        scope=one.scope if one.scope in RANKS else "",
        origin=one.origin,
        made=said(one.made_at),
        used=said(one.used_at),
        state=state,
        is_open=one.is_open(now()),
    )
