"""The one way into the audit: what was done, by whom and from where, before it takes effect."""

import getpass
import time
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from flask import g, has_request_context, request

from jobs.store.access.audit import Entry, add_entry
from jobs.store.opening.database import is_file, open_for_upgrade
from jobs.store.opening.form import NewerStoreError, Revisions, pending
from service.office import Office
from service.settings.declared import Settings

TERMINAL = "terminal"
# Every word that a line can have; each has its sentence in the catalogue (`audit-…`).
SIGNING = ("sign-in", "sign-in-refused", "sign-out", "session-ended", "subject-bound", "link-made")
GIVEN_OUT = (
    "look-findings", "look-report", "look-data", "look-rows", "export-data", "export-list",
    "export-report", "export-kept", "export-audit", "period-taken", "backup", "person-found",
    "person-exported",
)  # fmt: skip
RIGHTS = (
    "token-made", "token-revoked", "token-carried", "role-given", "role-taken",
    "account-unbound", "key-rotated", "key-ended",
)  # fmt: skip
DECIDED = (
    "settled", "reopened", "extended", "returned", "approved",
    "answer-accepted", "answer-refused", "answer-asked",
)  # fmt: skip
DONE = (
    "check-asked", "job-asked", "retried", "reminded", "notice-sent", "notice-again",
    "period-opened", "period-closed", "restored", "person-erased", "campaign-ended",
    "workbooks-made", "workbooks-migrated", "sharing-repaired", "owner-signed-in",
    "breach-written", "breach-noted", "register-changed",
)  # fmt: skip
WORDS = {
    "signing": SIGNING,
    "given-out": GIVEN_OUT,
    "rights": RIGHTS,
    "decided": DECIDED,
    "done": DONE,
}


def note(
    here: Office,
    what: str,
    *,
    unit: str = "",
    persons: int | None = None,
    about: str = "",
    person: str = "",
    connection: sa.Connection | None = None,
) -> None:
    """Writes one line down, on its own or in the transaction of what it tells of.

    Who: `person`, else who asks in this request, else the user at the terminal. From where: the
    address of the request, or the terminal and its user.
    """
    assert any(what in words for words in WORDS.values()), what
    who, origin = _asking(person)
    entry = Entry(
        at=here.clock().timestamp(),
        person=who,
        origin=origin,
        what=what,
        unit=unit,
        persons=persons,
        about=about,
    )
    if connection is not None:
        add_entry(connection, entry)
        return
    with here.engine.begin() as own:
        add_entry(own, entry)


def note_beside(settings: Settings, what: str, about: str) -> None:
    """The same for who works on the file of a store and opens no office: nothing where there is
    none, where it has the form of an older version, or where it cannot be written."""
    if (
        is_file(settings.store_url)
        and not Path(str(sa.make_url(settings.store_url).database)).exists()
    ):
        return
    who, origin = _asking("")
    entry = Entry(at=time.time(), person=who, origin=origin, what=what, about=about)
    engine = open_for_upgrade(settings.store_url)
    # A backup is wanted most of a store that is in a bad way.
    with suppress(sa.exc.DatabaseError, NewerStoreError):
        if not pending(engine, Revisions()):
            with engine.begin() as connection:
                add_entry(connection, entry)
    engine.dispose()


def _asking(person: str) -> tuple[str, str]:
    if has_request_context():
        signed_in = g.get("person")
        return person or (signed_in.email if signed_in else ""), request.remote_addr or ""
    user = ""
    # A container may have no name for its user.
    with suppress(OSError, KeyError):
        user = getpass.getuser()
    return person or user, f"{TERMINAL} {user}".strip()
