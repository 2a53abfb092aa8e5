"""Who gets the notices of this office, and by which mail server."""

from collections.abc import Sequence

from jobs.post import Mailer, Post
from jobs.store.units import load_unit
from service.office import Office


def can_mail(here: Office) -> bool:
    """Whether a mail server is set; without one people copy the notices."""
    return bool(here.settings.smtp_url and here.settings.mail_from)


def make_post(here: Office) -> Post:
    """The delivery of this office's notices."""
    settings = here.settings
    mailer = Mailer(settings.smtp_url, settings.mail_from) if can_mail(here) else None
    return Post(here.engine, mailer, lambda unit: addresses(here, unit), settings.language)


def addresses(here: Office, unit: str) -> Sequence[str]:
    """The e-mails of a unit; of the officers and admins for the empty code."""
    if not unit:
        people = here.settings.people.items()
        return [email for email, role in people if role in ("officer", "admin")]
    with here.engine.connect() as connection:
        found = load_unit(connection, unit)
    return found.emails if found else ()
