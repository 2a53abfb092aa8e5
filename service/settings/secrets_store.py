"""Secrets that the first start makes for itself: files in the data folder that only we may read.

A file holds one key a line, the newest first: it writes and signs, those below it still open and
verify until they are ended (`wardsheets rotate-key`).
"""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from service.settings.declared import Settings

FILES = ("encryption.key", "cookies.key", "hints.key")
ENCRYPTION, COOKIES, HINTS = FILES


class KeyRing:
    """The keys of one purpose, from the settings or from a file that is read again when it
    changes, so that a key that was rotated is known to processes that run."""

    def __init__(self, given: tuple[str, ...], path: Path) -> None:
        self._given, self._path = given, path
        self._read: tuple[tuple[int, int], tuple[str, ...]] | None = None

    def all(self) -> tuple[str, ...]:
        """Every key that still opens or verifies, the newest first."""
        if self._given:
            return self._given
        try:
            found = self._path.stat()
        except OSError:
            # Who has read it goes on; the next start says that it is gone.
            if self._read is None:
                raise
            return self._read[1]
        state = (found.st_mtime_ns, found.st_ino)
        if self._read is None or self._read[0] != state:
            self._read = (state, _lines(self._path))
        return self._read[1]

    @property
    def newest(self) -> str:
        """The one that writes and signs."""
        return self.all()[0]

    @property
    def is_ours(self) -> bool:
        """Whether the keys stand in our file, and not in the settings."""
        return not self._given

    def add(self, key: str) -> None:
        """A new key that writes and signs from now on; those of before still open and verify."""
        self._write((key, *self.all()))

    def end_old(self) -> None:
        """Only the newest opens and verifies any more."""
        self._write((self.newest,))

    def _write(self, keys: tuple[str, ...]) -> None:
        _write_aside(self._path, "\n".join(keys)).replace(self._path)


def encryption_keys(settings: Settings) -> KeyRing:
    """The Fernet keys of the stored snapshots. Whoever loses them loses the snapshots."""
    return _ring(settings, "encryption_key", ENCRYPTION, new_fernet)


def known_encryption_keys(settings: Settings) -> KeyRing | None:
    """The same where there are some; none is made."""
    path = settings.data_dir / ENCRYPTION
    if settings.encryption_key or path.exists():
        return KeyRing(_given(settings, "encryption_key"), path)
    return None


def forget_encryption_key(settings: Settings) -> None:
    """Takes a key away that no store was ever written with."""
    (settings.data_dir / ENCRYPTION).unlink(missing_ok=True)


def files(settings: Settings) -> list[Path]:
    """Where the keys are kept that no setting gives."""
    return [settings.data_dir / name for name in FILES]


def cookie_keys(settings: Settings) -> KeyRing:
    """The keys that sign cookies."""
    return _ring(settings, "secret_key", COOKIES, new_secret)


def hint_secrets(settings: Settings) -> KeyRing:
    """The secrets shared with the Apps Script that sends hints of edits."""
    return _ring(settings, "hint_secret", HINTS, new_secret)


def common(settings: Settings) -> Path:
    """The folder of what all campaigns of a service have in common: people sign in once."""
    return settings.common_dir or settings.data_dir


def new_fernet() -> str:
    """A key of snapshots."""
    return Fernet.generate_key().decode()


def new_secret() -> str:
    """A key that signs."""
    return secrets.token_hex(32)


def _given(settings: Settings, name: str) -> tuple[str, ...]:
    both = (getattr(settings, name), getattr(settings, f"{name}_old"))
    return tuple(filter(None, both)) if both[0] else ()


def _ring(settings: Settings, name: str, file: str, make: Callable[[], str]) -> KeyRing:
    """The keys of a setting or of a file, which is made once even if several processes start
    together."""
    folder = common(settings) if file == COOKIES else settings.data_dir
    given, path = _given(settings, name), folder / file
    if not given and not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path, make())
    return KeyRing(given, path)


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="ascii").split())


def _make(path: Path, content: str) -> None:
    # Written aside and linked: another process sees the whole file or none, and the first one wins.
    aside = _write_aside(path, content)
    try:
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _write_aside(path: Path, content: str) -> Path:
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content + "\n")
        file.flush()
        os.fsync(file.fileno())
    return aside
