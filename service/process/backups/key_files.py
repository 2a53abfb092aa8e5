"""Who seals backups and who opens them: the settings, a key file, or a person who is asked."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from jobs.store.opening.making_room import BackupError
from service.process.backups.sealing import KeyFile, Passphrase, Recipient
from service.settings.declared import Settings
from service.settings.key_text import KEY, RECIPIENT, key_content, key_text

Ask = Callable[[], str]
"""Asks a person for the passphrase; empty where there is nobody to ask."""

_SHORTEST = 12


def lock_of(settings: Settings, ask: Ask) -> Passphrase | Recipient:
    """What a backup is sealed with. Raises `BackupError`: never unsealed, never with two."""
    if settings.backup_recipient and settings.backup_passphrase:
        both = "WARDSHEETS_BACKUP_RECIPIENT and WARDSHEETS_BACKUP_PASSPHRASE"
        raise BackupError(f"{both} are both given; remove one.")
    if settings.backup_recipient:
        return Recipient(key_content(RECIPIENT, settings.backup_recipient))
    words = settings.backup_passphrase or ask()
    if not words:
        raise BackupError(
            "A backup is sealed: give WARDSHEETS_BACKUP_PASSPHRASE_FILE a file with a passphrase, "
            "or WARDSHEETS_BACKUP_RECIPIENT what `wardsheets backup-key FILE` prints."
        )
    if len(words) < _SHORTEST:
        raise BackupError(f"The passphrase is too short; use at least {_SHORTEST} characters.")
    return Passphrase(words)


def opener_of(settings: Settings, key_file: Path | None, ask: Ask) -> Passphrase | KeyFile:
    """What a sealed backup is opened with. Raises `BackupError`."""
    if key_file is not None:
        return read_key_file(key_file)
    words = settings.backup_passphrase or ask()
    if not words:
        raise BackupError(
            "The backup is sealed: add --key FILE, or give WARDSHEETS_BACKUP_PASSPHRASE_FILE a "
            "file with its passphrase."
        )
    return Passphrase(words)


def make_key_file(target: Path) -> str:
    """Writes a new private key into a file that is not there yet, and returns the line of its
    public half. Raises `BackupError`."""
    key = KeyFile(secrets.token_bytes(32))
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupError(f"{target} is there already; name a new file.") from None
    except OSError as error:
        raise BackupError(f"{target}: {error.strerror}") from None
    with os.fdopen(file, "w", encoding="ascii") as written:
        written.write(key_text(KEY, key.private) + "\n")
    return key_text(RECIPIENT, key.recipient.public)


def read_key_file(source: Path) -> KeyFile:
    """The private key of a file. Raises `BackupError`."""
    try:
        return KeyFile(key_content(KEY, source.read_text(encoding="ascii")))
    except OSError as error:
        raise BackupError(f"{source}: {error.strerror}") from None
    except ValueError:
        raise BackupError(f"{source} is no key file of `wardsheets backup-key`.") from None
