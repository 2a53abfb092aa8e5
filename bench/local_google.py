"""An emulated Google in a process of its own, with made-up wards, quotas and typical latencies."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

# As seen at Google (seconds): reads, writes, and one call in a hundred that takes over ten.
READ_SECONDS = (0.15, 0.6)
WRITE_SECONDS = (0.3, 1.0)
SLOW_CHANCE, SLOW_SECONDS = 0.01, (10.0, 15.0)
ROBOT = "robot@bench.iam.gserviceaccount.com"
TAB = "3b. Thành viên"
HEADINGS = ["STT", "Tên Tổ CNSCĐ", "Họ và tên", "Giới tính", "Năm sinh"]
HEADINGS += ["Chức danh trong Tổ", "Chức vụ, đơn vị", "Số điện thoại", "Ghi chú"]
PHONE_COLUMN = "H"
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Văn", "Thị", "Minh", "Thu", "Quang")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Nam", "Phúc", "Sơn")


class LocalGoogle:
    """A running emulator on a free port, its state in `folder`; the owner of the files acts."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "sheets_emulator", "--port", "0", "--data", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        address = re.search(r"http://\S+", self.process.stdout.readline())
        assert address is not None, "the emulator did not start"
        self.url = address[0]
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = "Bearer bench-owner"
        token = (folder / "control-token").read_text("utf-8").strip()
        self._session.headers["X-Emulator-Token"] = token

    def ask(self, method: str, path: str, body: Any = None, /, **query: str) -> Any:
        """One call; its JSON, None without any."""
        answer = self._session.request(method, self.url + path, json=body, params=query)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def control(self, method: str, path: str, body: Any = None, /, **query: str) -> Any:
        """One call of a control door."""
        return self.ask(method, f"/_emulator{path}", body, **query)

    def spreadsheet(self, title: str, values: list[list[Any]] | None = None) -> str:
        """A spreadsheet of one tab, shared with ROBOT; its id."""
        tab = {"title": TAB if values else "Ghi chú", "values": values or [], "row_count": 200}
        said = {"title": title, "locale": "vi_VN", "tabs": [tab], "share": {ROBOT: "writer"}}
        return str(self.control("POST", "/spreadsheets", said)["id"])

    def type(self, file: str, cell: str, content: str) -> None:
        """A person types into a cell of the ward's list."""
        deed = {"do": "type", "tab": TAB, "cell": cell, "text": content}
        self.control("POST", "/persons", {"file": file, "do": [deed]})

    def calls(self, path: str = "", user: str = ROBOT) -> list[dict[str, Any]]:
        """The calls of an account since the last `forget`, oldest first."""
        found = self.control("GET", "/requests", user=user, path=path)["requests"]
        return [call for call in found if call["path"].startswith("/v4/")]

    def forget(self) -> None:
        """Empties the request log."""
        self.control("DELETE", "/requests")

    def typical_weather(self) -> None:
        """Google's quotas, latencies, and its changes feed that is up to three minutes late."""
        self.control("PUT", "/quota", {"per_user": 60, "per_project": 300})
        rules = [
            _latency("read", READ_SECONDS),
            _latency("write", WRITE_SECONDS),
            _latency("read", SLOW_SECONDS, SLOW_CHANCE),
            _latency("write", SLOW_SECONDS, SLOW_CHANCE),
        ]
        self.control("POST", "/weather", {"rules": rules, "seed": 5})
        self.control("PATCH", "/conditions", {"pace": {"coalesce": 180.0, "late": 2.0}})

    def stop(self) -> None:
        """Ends the process."""
        self._session.close()
        self.process.terminate()
        self.process.communicate(timeout=60)


def _latency(kind: str, seconds: tuple[float, float], chance: float = 1.0) -> dict[str, Any]:
    low, high = seconds
    rule = {"fault": "latency", "kind": kind, "seconds": low, "upto": high, "chance": chance}
    return {**rule, "count": None}


def is_write(call: dict[str, Any]) -> bool:
    """Whether a call of the log changed something."""
    return bool(call["method"] != "GET")


def ward_values(unit: int, rows: int) -> list[list[Any]]:
    """The list of members of one made-up ward: no identity stands in two wards, and every tenth
    telephone number lacks a digit."""
    lines = [_member(unit, row) for row in range(rows)]
    return [list(HEADINGS), *lines]


def _member(unit: int, row: int) -> list[Any]:
    # Scattered, because numbers in sequence look dragged down; the factor keeps them apart.
    number = f"091{(unit * 1_000 + row) * 7_919 % 10**7:07}"
    name = " ".join(
        (
            FAMILIES[(unit + row) % len(FAMILIES)],
            MIDDLES[(unit // 7 + row) % len(MIDDLES)],
            GIVEN[(unit // 3 + row * 5) % len(GIVEN)],
        )
    )
    role = "Tổ trưởng" if row == 0 else "Thành viên"
    phone = number[:-1] if row % 10 == 9 else number
    return [row + 1, "Tổ CNSCĐ số 1", name, "Nam", 1960 + row % 40, role, "", phone, ""]
