"""The person in whose Drive workbooks are made: one sign-in, sealed in the store."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.vault import Vault

FACT = "workbooks-owner"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who signed in, with which words (`sheets_client.person.SignedIn`), and until when they are
    good: epoch seconds, None where they do not end by themselves."""

    address: str
    words: Mapping[str, str]
    ends_at: float | None = None


def save_owner(connection: sa.Connection, vault: Vault, owner: Owner | None) -> None:
    """In place of who signed in before; None forgets them."""
    if owner is None:
        set_fact(connection, FACT, None)
        return
    said = {"address": owner.address, "words": dict(owner.words), "ends_at": owner.ends_at}
    set_fact(connection, FACT, vault.seal(said).decode("ascii"))


def load_owner(connection: sa.Connection, vault: Vault) -> Owner | None:
    """Who signed in last."""
    sealed = get_fact(connection, FACT)
    if not sealed:
        return None
    said = vault.open(sealed.encode())
    return Owner(said["address"], said["words"], said["ends_at"])
