"""One process a data folder: a lock that ends with the process, however it ends."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderTakenError(Exception):
    """Another process keeps its spreadsheets in the folder."""


def claimed(folder: Path) -> IO[bytes]:
    """An open file that this process alone has locked until it is closed; FolderTakenError."""
    file = (folder / "in-use").open("ab")
    try:
        _lock(file)
    except OSError:
        file.close()
        raise FolderTakenError(str(folder)) from None
    return file
