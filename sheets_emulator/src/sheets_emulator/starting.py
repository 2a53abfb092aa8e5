"""Starting on a data folder: one emulator a folder, and what hinders it told in words."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sheets_emulator.book.claim import FolderTakenError
from sheets_emulator.server import Emulator, RunningServer

LARGEST_PORT = 65_535


class StartError(Exception):
    """Why the emulator cannot start, in Vietnamese and English, with what to do."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


def start(folder: Path, host: str, port: int, names: Sequence[str] = ()) -> RunningServer:
    """A server that answers to its host and to `names`; StartError when it cannot."""
    if not 0 <= port <= LARGEST_PORT:
        raise StartError(
            f"--port {port}: cổng phải từ 0 đến {LARGEST_PORT}.",
            f"--port {port}: a port is a number from 0 to {LARGEST_PORT}.",
        )
    emulator = _emulator(folder)
    try:
        return RunningServer(emulator, host, port, names).start()
    except (OSError, ValueError) as error:
        emulator.close()
        raise StartError(
            f"Không mở được {host}:{port} ({error}). Xin chọn cổng khác bằng --port (0: cổng bất "
            "kỳ còn trống) hoặc địa chỉ khác bằng --host.",
            f"Cannot listen on {host}:{port}. Choose another --port (0: a free one) or --host.",
        ) from None


def _emulator(folder: Path) -> Emulator:
    try:
        return Emulator(folder)
    except FolderTakenError:
        raise StartError(
            f"Thư mục {folder} đang do một bản mô phỏng khác dùng. Xin dừng bản đó, hoặc chọn thư "
            "mục khác bằng --data.",
            f"Another emulator is using {folder}. Stop it, or choose another folder with --data.",
        ) from None
    except sqlite3.DatabaseError as error:
        raise StartError(
            f"Không đọc được dữ liệu trong {folder} ({error}). Xin kiểm tra quyền ghi và chỗ trống "
            "trên đĩa, hoặc chọn thư mục khác bằng --data.",
            f"The data in {folder} cannot be opened. Check that the folder may be written and the "
            "disk has room, or choose another folder with --data.",
        ) from None
    except OSError as error:
        raise StartError(
            f"Không ghi được vào thư mục {folder} ({error.strerror}). Xin chọn thư mục khác bằng "
            "--data.",
            f"The folder {folder} cannot be written. Choose another one with --data.",
        ) from None
