"""Secrets that the first start makes for itself: files in the data folder that only we may read."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from service.settings.declared import Settings


def encryption_key(settings: Settings) -> str:
    """The Fernet key of the stored snapshots. Whoever loses it loses the snapshots."""
    return settings.encryption_key or _kept(settings, "encryption.key", _fernet)


def secret_key(settings: Settings) -> str:
    """The key that signs cookies and one-time links."""
    return settings.secret_key or _kept(settings, "cookies.key", _random)


def hint_secret(settings: Settings) -> str:
    """The secret shared with the Apps Script that sends hints of edits."""
    return settings.hint_secret or _kept(settings, "hints.key", _random)


def _fernet() -> str:
    return Fernet.generate_key().decode()


def _random() -> str:
    return secrets.token_hex(32)


def _kept(settings: Settings, name: str, make: Callable[[], str]) -> str:
    """The content of a key file, which is made once even if several processes start together."""
    path = settings.data_dir / name
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        _make(path, make())
    return path.read_text(encoding="ascii").strip()


def _make(path: Path, content: str) -> None:
    # Written aside and linked: another process sees the whole file or none, and the first one wins.
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
