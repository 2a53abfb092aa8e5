"""Who gets the notices of this office, and by which channels."""

from collections.abc import Sequence

from jobs.notices.channel import Given
from jobs.notices.channels import open_channels
from jobs.notices.delivery import Post
from jobs.notices.reminders import KINDS
from jobs.store.notices import ESCALATED, Notice
from jobs.store.units import load_unit
from service.office import Office


def make_post(here: Office, offices: Sequence[Office] = ()) -> Post:
    """The delivery of this office's notices; without a channel people copy them. A unit has the
    addresses that the registers of all `offices` name."""
    all_of_them = offices or (here,)
    given = Given(
        setting=lambda name: str(getattr(here.settings, name)),
        addresses=lambda notice: list(
            dict.fromkeys(email for one in all_of_them for email in addresses(one, notice))
        ),
        clock=lambda: here.clock().timestamp(),
        secret=here.hint_secret,
    )
    gathered = KINDS if here.settings.room else ()
    return Post(here.engine, open_channels(given), here.settings.language, gathered)


def addresses(here: Office, notice: Notice) -> Sequence[str]:
    """The e-mails of whom it is for: a unit, those who are told when it stays overdue, or, with no
    unit, the officers and admins."""
    if not notice.unit:
        people = here.settings.people.items()
        return [email for email, role in people if role in ("officer", "admin")]
    with here.engine.connect() as connection:
        found = load_unit(connection, notice.unit)
    if found is None:
        return ()
    return found.overdue_emails if notice.kind == ESCALATED else found.emails
