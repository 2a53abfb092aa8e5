"""Who gets the notices of this office, and by which channels."""

from collections.abc import Sequence

from jobs.notices.channel import Given
from jobs.notices.channels import open_channels
from jobs.notices.delivery import Post
from jobs.notices.reminders import KINDS
from jobs.store.notices import ESCALATED, PART, Notice
from jobs.store.units import load_register, load_unit
from service.access.people import everybody
from service.office import Office
from sheets_schema.register.tree import tree_of


def make_post(here: Office, offices: Sequence[Office] = ()) -> Post:
    """The delivery of this office's notices; without a channel people copy them. A reminder goes to
    the addresses of the unit that the registers of all `offices` name."""
    given = Given(
        setting=lambda name: str(getattr(here.settings, name)),
        addresses=lambda notice: _addresses(here, offices, notice),
        clock=lambda: here.clock().timestamp(),
        secret=here.hint_secrets.newest,
    )
    gathered = KINDS if here.settings.room else ()
    return Post(here.engine, open_channels(given), here.settings.language, gathered)


def _addresses(here: Office, offices: Sequence[Office], notice: Notice) -> Sequence[str]:
    asked = offices if offices and notice.kind in KINDS else (here,)
    return list(dict.fromkeys(email for one in asked for email in addresses(one, notice)))


def _officers(here: Office) -> list[str]:
    return [mail for mail, role in everybody(here).items() if role in ("officer", "admin")]


def _part_of(here: Office, email: str) -> str:
    """To whom such a person's digest is written."""
    code = here.settings.parts.get(email, "")
    if not code:
        return ""
    with here.engine.connect() as connection:
        key = tree_of(load_register(connection)).key_of(code)
    return f"{PART}{key}"


def addresses(here: Office, notice: Notice) -> Sequence[str]:
    """The e-mails of whom it is for: a unit, those who are told when it stays overdue, the people
    of a part, or, with no unit, the officers and admins of the whole."""
    if not notice.unit or notice.unit.startswith(PART):
        return [one for one in _officers(here) if _part_of(here, one) == notice.unit]
    with here.engine.connect() as connection:
        found = load_unit(connection, notice.unit)
    if found is None:
        return ()
    return found.overdue_emails if notice.kind == ESCALATED else found.emails
