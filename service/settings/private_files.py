"""Files that only our own user may read: the store, its journal, keys, what is written."""

import os
import stat
from pathlib import Path

OURS_ALONE = 0o077
_FILE, _FOLDER = 0o600, 0o700


def write_for_us_alone() -> None:
    """From now on whatever this process makes is its user's alone: copies, reports, backups."""
    os.umask(OURS_ALONE)


def write_private(target: Path, text: str) -> None:
    """Writes a file that never was anybody else's, whole or not at all."""
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(aside, flags, _FILE), "w", encoding="utf-8") as file:
        file.write(text)
    aside.replace(target)


def close_to_others(folder: Path, store: Path | None, keys: list[Path]) -> None:
    """Takes away what others may do with the store and its journal, and with the data folder where
    it is ours: it holds our keys. What somebody else owns is left."""
    if store is not None:
        # Its journal and its lock bear its name.
        for path in store.parent.glob(f"{store.name}*"):
            _close(path, _FILE)
    if any(path.exists() for path in keys):
        _close(folder, _FOLDER)


def _close(path: Path, mode: int) -> None:
    try:
        found = path.stat()
    except OSError:
        return
    # A folder with the sticky bit is everybody's, /tmp for example.
    mine = hasattr(os, "geteuid") and found.st_uid == os.geteuid()
    if mine and not found.st_mode & stat.S_ISVTX and stat.S_IMODE(found.st_mode) & OURS_ALONE:
        path.chmod(mode)
