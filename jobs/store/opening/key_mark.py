"""One key opens the whole store: its mark is written down once, and every start is held to it.

The mark is hashed with what was made of the first key; after a rotation that stands in the store,
sealed with the newest key.
"""

import contextlib

import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from jobs.store.journal import get_fact, set_fact
from jobs.store.opening.form import form_of
from jobs.store.tables import data_rows, facts, findings
from jobs.store.vault import KeySource, Vault, roots_of

FACT = "key-mark"
ROOTS = "hash-roots"


def vault_of(engine: sa.Engine, keys: str | KeySource) -> Vault:
    """The vault of a store with these keys. Where none of them is the store's it fits nothing
    (`fits`)."""
    known = (keys,) if isinstance(keys, str) else keys()
    with engine.connect() as connection:
        if form_of(connection).revision is None:
            return Vault(keys)
        sealed, mark = get_fact(connection, ROOTS), get_fact(connection, FACT)
    if sealed:
        try:
            return Vault(keys, Vault(keys).open(sealed.encode()))
        except InvalidToken:
            return Vault(keys)
    first = next((key for key in known if Vault(key).digest(FACT) == mark), known[-1])
    return Vault(keys, roots_of(first))


def keep_roots(engine: sa.Engine, vault: Vault) -> None:
    """Before another key than the first one is used: what the hashes are made of stays."""
    with engine.begin() as connection:
        if not get_fact(connection, ROOTS):
            set_fact(connection, ROOTS, vault.seal(dict(vault.roots)).decode("ascii"))


def was_written(engine: sa.Engine) -> bool:
    """Whether the store has a key already; of an older version's, whether it holds anything."""
    with engine.connect() as connection:
        if form_of(connection).revision is None:
            return False
        return get_fact(connection, FACT) is not None or bool(_payloads(connection))


def fits(engine: sa.Engine, vault: Vault) -> bool:
    """Whether the key of `vault` opens a store that was written; nothing is changed."""
    with engine.connect() as connection:
        known = get_fact(connection, FACT)
        return known == vault.digest(FACT) if known else _opens(connection, vault)


def is_its_key(engine: sa.Engine, vault: Vault) -> bool:
    """Whether the store was written with the key of `vault`; the first key to come is its key.

    Two keys in one store would be found out only row by row, when it is too late.
    """
    mark = vault.digest(FACT)
    with engine.connect() as connection:
        known = get_fact(connection, FACT)
        if known is None and not _opens(connection, vault):
            return False
    return (known or _written(engine, mark)) == mark


def _payloads(connection: sa.Connection) -> list[bytes]:
    found = [
        connection.execute(sa.select(table.c.payload).limit(1)).scalar()
        for table in (data_rows, findings)
    ]
    return [payload for payload in found if payload is not None]


def _opens(connection: sa.Connection, vault: Vault) -> bool:
    """Whether the key opens what stands in a store that has no mark yet."""
    try:
        for payload in _payloads(connection):
            vault.open(payload)
    except InvalidToken:
        return False
    return True


def _written(engine: sa.Engine, mark: str) -> str:
    """The mark that stands in the store now: ours, or of a process that was quicker."""
    with contextlib.suppress(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.insert(facts).values(name=FACT, value=mark))
    with engine.connect() as connection:
        return str(get_fact(connection, FACT))
