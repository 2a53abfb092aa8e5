"""Who gets the notices of this office, and by which channels."""

from collections.abc import Sequence

from jobs.notices.channel import Given
from jobs.notices.channels import open_channels
from jobs.notices.delivery import Post
from jobs.notices.reminders import KINDS
from jobs.store.units import load_unit
from service.office import Office


def make_post(here: Office, offices: Sequence[Office] = ()) -> Post:
    """The delivery of this office's notices; without a channel people copy them. A unit has the
    addresses that the registers of all `offices` name."""
    all_of_them = offices or (here,)
    given = Given(
        setting=lambda name: str(getattr(here.settings, name)),
        addresses=lambda unit: list(
            dict.fromkeys(email for one in all_of_them for email in addresses(one, unit))
        ),
        clock=lambda: here.clock().timestamp(),
        secret=here.hint_secret,
    )
    gathered = KINDS if here.settings.room else ()
    return Post(here.engine, open_channels(given), here.settings.language, gathered)


def addresses(here: Office, unit: str) -> Sequence[str]:
    """The e-mails of a unit; of the officers and admins for the empty code."""
    if not unit:
        people = here.settings.people.items()
        return [email for email, role in people if role in ("officer", "admin")]
    with here.engine.connect() as connection:
        found = load_unit(connection, unit)
    return found.emails if found else ()
