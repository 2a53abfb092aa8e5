"""Secrets that the first start makes for itself: files in the data folder that only we may read."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from service.settings.declared import Settings

FILES = ("encryption.key", "cookies.key", "hints.key")
ENCRYPTION, COOKIES, HINTS = FILES


def encryption_key(settings: Settings) -> str:
    """The Fernet key of the stored snapshots. Whoever loses it loses the snapshots."""
    return settings.encryption_key or _kept(settings.data_dir, ENCRYPTION, _fernet)


def known_encryption_key(settings: Settings) -> str | None:
    """The same where there is one; none is made."""
    if settings.encryption_key:
        return settings.encryption_key
    path = settings.data_dir / ENCRYPTION
    return path.read_text(encoding="ascii").strip() if path.exists() else None


def forget_encryption_key(settings: Settings) -> None:
    """Takes a key away that no store was ever written with."""
    (settings.data_dir / ENCRYPTION).unlink(missing_ok=True)


def files(settings: Settings) -> list[Path]:
    """Where the keys are kept that no setting gives."""
    return [settings.data_dir / name for name in FILES]


def secret_key(settings: Settings) -> str:
    """The key that signs cookies and one-time links."""
    return settings.secret_key or _kept(common(settings), COOKIES, _random)


def hint_secret(settings: Settings) -> str:
    """The secret shared with the Apps Script that sends hints of edits."""
    return settings.hint_secret or _kept(settings.data_dir, HINTS, _random)


def common(settings: Settings) -> Path:
    """The folder of what all campaigns of a service have in common: people sign in once."""
    return settings.common_dir or settings.data_dir


def _fernet() -> str:
    return Fernet.generate_key().decode()


def _random() -> str:
    return secrets.token_hex(32)


def _kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The content of a key file, which is made once even if several processes start together."""
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path, make())
    return path.read_text(encoding="ascii").strip()


def _make(path: Path, content: str) -> None:
    # Written aside and linked: another process sees the whole file or none, and the first one wins.
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
