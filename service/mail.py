"""Who gets the notices of this office, and by which channels."""

from collections.abc import Sequence

from jobs.notices.channel import Given
from jobs.notices.channels import open_channels
from jobs.notices.delivery import Post
from jobs.store.units import load_unit
from service.office import Office


def make_post(here: Office) -> Post:
    """The delivery of this office's notices; without a channel people copy them."""
    given = Given(
        setting=lambda name: str(getattr(here.settings, name)),
        addresses=lambda unit: addresses(here, unit),
        clock=lambda: here.clock().timestamp(),
        secret=here.hint_secret,
    )
    return Post(here.engine, open_channels(given), here.settings.language)


def addresses(here: Office, unit: str) -> Sequence[str]:
    """The e-mails of a unit; of the officers and admins for the empty code."""
    if not unit:
        people = here.settings.people.items()
        return [email for email, role in people if role in ("officer", "admin")]
    with here.engine.connect() as connection:
        found = load_unit(connection, unit)
    return found.emails if found else ()
