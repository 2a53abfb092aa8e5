"""A key is rotated: the new one writes and signs, the old one opens and verifies until its end."""

from collections.abc import Callable

import click

from jobs.store.opening.key_mark import keep_roots
from jobs.store.opening.others import others_at_work
from jobs.store.opening.rekey import encrypt_anew
from service.access import audit
from service.office import Office, open_office
from service.settings import secrets_store
from service.settings.declared import Settings
from service.settings.secrets_store import KeyRing
from sheets_schema.messages import text

ENCRYPTION, COOKIES, HINTS = "encryption", "cookies", "hints"
KEYS: dict[str, tuple[str, Callable[[Settings], KeyRing], Callable[[], str]]] = {
    ENCRYPTION: ("ENCRYPTION_KEY", secrets_store.encryption_keys, secrets_store.new_fernet),
    COOKIES: ("SECRET_KEY", secrets_store.cookie_keys, secrets_store.new_secret),
    HINTS: ("HINT_SECRET", secrets_store.hint_secrets, secrets_store.new_secret),
}


def rotate(settings: Settings, which: str) -> str:
    """Makes a new key, or goes on with a rotation that was cut off; what to say of it.

    A ClickException says what to write where the key stands in the settings.
    """
    variable, ring_of, new = KEYS[which]
    here = open_office(settings)
    try:
        ring = ring_of(settings)
        if not ring.is_ours and len(ring.all()) == 1:
            said = {"name": f"WARDSHEETS_{variable}", "made": new(), "which": which}
            raise click.ClickException(text("key-in-settings", settings.language, **said))
        if len(ring.all()) == 1:
            _begin(here, ring, which, new())
        written = encrypt_anew(here.engine, here.store.vault) if which == ENCRYPTION else 0
        return text(f"key-rotated-{which}", settings.language, n=written)
    finally:
        here.close()


def _begin(here: Office, ring: KeyRing, which: str, key: str) -> None:
    if which == ENCRYPTION:
        # Before anything is written with the new key, whoever is killed in between.
        keep_roots(here.engine, here.store.vault)
    audit.note(here, "key-rotated", about=which)
    ring.add(key)


def end_old(settings: Settings, which: str) -> str:
    """The old key opens and verifies nothing any more; what to say of it.

    A ClickException says why not: there is no old one, or programs still write with it.
    """
    variable, ring_of, _ = KEYS[which]
    language = settings.language
    here = open_office(settings)
    try:
        ring = ring_of(settings)
        if len(ring.all()) == 1:
            raise click.ClickException(text("key-none-old", language, which=which))
        if which == ENCRYPTION:
            _leave_nothing_to_the_old(here)
        audit.note(here, "key-ended", about=which)
    finally:
        here.close()
    if not ring.is_ours:
        return text("key-take-out", language, name=f"WARDSHEETS_{variable}_OLD")
    ring.end_old()
    return text("key-ended", language, which=which)


def _leave_nothing_to_the_old(here: Office) -> None:
    """What a program that runs has sealed with the old key, and not written yet, would be lost."""
    here.engine.dispose()
    if others_at_work(here.engine):
        raise click.ClickException(text("key-others-at-work", here.settings.language))
    encrypt_anew(here.engine, here.store.vault)
