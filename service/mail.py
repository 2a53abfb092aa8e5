"""Who gets the notices of this office, and by which channels."""

from collections.abc import Sequence

from jobs.notices.channel import Given
from jobs.notices.channels import open_channels
from jobs.notices.delivery import Post
from jobs.store.notices import ESCALATED, Notice
from jobs.store.units import load_unit
from service.office import Office


def make_post(here: Office) -> Post:
    """The delivery of this office's notices; without a channel people copy them."""
    given = Given(
        setting=lambda name: str(getattr(here.settings, name)),
        addresses=lambda notice: addresses(here, notice),
        clock=lambda: here.clock().timestamp(),
        secret=here.hint_secret,
    )
    return Post(here.engine, open_channels(given), here.settings.language)


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
