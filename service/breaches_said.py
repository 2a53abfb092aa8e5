"""What is said of breaches, on their page and in the terminal; and how one is written down."""

import math
import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from jobs.store.law.breaches import STEPS, Breach, add_breach, note_step
from service.access import audit
from service.office import Office
from sheets_schema.masking import mask_text
from sheets_schema.messages import said_moment, text

LONGEST = 4000


def said_breach(here: Office, one: Breach) -> Iterator[str]:
    """One breach in sentences: how many hours are left first, then what happened since."""
    language = here.settings.language
    now = here.clock().timestamp()
    known, until = _moment(here, one.known_at), _moment(here, one.until)
    persons = text("breach-unknown-persons", language)
    if one.persons is not None:
        persons = text("breach-n-persons", language, n=one.persons)
    yield text("breach-said", language, known=known, persons=persons)
    if one.authority_at is not None:
        yield text("breach-authority", language, at=_moment(here, one.authority_at))
    elif now > one.until:
        yield text("breach-overdue", language, until=until)
    else:
        hours = math.floor((one.until - now) / 3600)
        yield text("breach-left", language, hours=hours, until=until)
    if one.persons_at is None:
        yield text("breach-not-told", language)
    else:
        yield text("breach-told", language, at=_moment(here, one.persons_at))
    if one.closed_at is not None:
        yield text("breach-closed", language, at=_moment(here, one.closed_at))


def steps_left(one: Breach) -> list[str]:
    """What is still to be noted of it."""
    return [step for step in STEPS if getattr(one, f"{step}_at") is None]


def write_down(here: Office, what: str, known: str, persons: str, person: str) -> int | None:
    """Put one on record; None where it is not said what happened, or when it was known. Numbers of
    persons are masked: here they would be one more copy."""
    now = here.clock().timestamp()
    at = _known_at(here, known)
    said = mask_text(" ".join(what.split()))[:LONGEST]
    if not said or at is None or at > now:
        return None
    n = int(persons) if re.fullmatch(r"[0-9]{1,9}", persons.strip()) else None
    breach = Breach(known_at=at, written_at=now, person=person, what=said, persons=n)
    with here.engine.begin() as connection:
        number = add_breach(connection, breach)
        about = str(number)
        audit.note(here, "breach-written", about=about, person=person, connection=connection)
    return number


def note(here: Office, number: int, step: str) -> bool:
    """Note a step of STEPS; False where there is none to note."""
    if step not in STEPS:
        return False
    with here.engine.begin() as connection:
        noted = note_step(connection, number, step, here.clock().timestamp())
        if noted:
            audit.note(here, "breach-noted", about=f"{number} {step}", connection=connection)
    return noted


def _known_at(here: Office, said: str) -> float | None:
    zone = ZoneInfo(here.declared.timezone)
    for form in ("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(said.strip(), form).replace(tzinfo=zone).timestamp()
        except ValueError:
            continue
    return None


def _moment(here: Office, at: float) -> str:
    return said_moment(here.local(at))
