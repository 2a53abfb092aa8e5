"""Measures the emulator: thousands of spreadsheets open, one masked read, one large write.

python -m bench emulator
"""

import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from sheets_emulator.book.new_spreadsheet import new_document, new_file_id
from sheets_emulator.server import Emulator as InProcess
from sheets_emulator.sheets.editing.writing import CellWriter

COLUMNS = 14
READ_ROWS = 1_500
WRITE_CELLS = 20_000
FILE_ROWS = 1_000
OPENED = 400
MASK = "sheets(properties,data.rowData.values(userEnteredValue,effectiveValue,formattedValue))"


class Emulator:
    """A real emulator process on a folder of its own, and one client."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "sheets_emulator", "--port", "0", "--data", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        address = re.search(r"http://\S+", self.process.stdout.readline())
        assert address is not None
        self.url = f"{address[0]}/v4/spreadsheets"
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = "Bearer bench"

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """One call; its JSON."""
        answer = self.session.request(method, self.url + path, json=body, params=query)
        answer.raise_for_status()
        return answer.json()

    def create(self, rows: int) -> str:
        """A spreadsheet with that many full rows; its id."""
        grid = {"rowCount": rows, "columnCount": COLUMNS}
        data = [{"rowData": full_rows(rows)}]
        sheet = {"properties": {"title": "T", "gridProperties": grid}, "data": data}
        return str(
            self.ask("POST", "", {"sheets": [sheet]}, fields="spreadsheetId")["spreadsheetId"]
        )

    def memory(self) -> int:
        """Resident memory at its highest, in MB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024

    def stop(self) -> None:
        """End the process."""
        self.session.close()
        self.process.terminate()
        self.process.communicate(timeout=30)


def full_rows(count: int) -> list[Any]:
    """Rows of short texts, with one number each."""
    return [
        {
            "values": [
                {"userEnteredValue": {"stringValue": f"Nguyễn Văn {row}.{column}"}}
                for column in range(COLUMNS - 1)
            ]
            + [{"userEnteredValue": {"numberValue": row}}]
        }
        for row in range(count)
    ]


def fill(folder: Path, files: int) -> list[str]:
    """Lay that many spreadsheets of full rows into a data folder; their ids."""
    emulator = InProcess(folder, durable=False)
    draw = random.Random(0)
    document = new_document(new_file_id(draw), "T")
    writer = CellWriter(document, None)
    for row, data in enumerate(full_rows(FILE_ROWS)):
        for column, cell in enumerate(data["values"]):
            writer.write(document.sheets[0].grid.edit(row, column), cell)
    ids = []
    for _ in range(files):
        document.id = new_file_id(draw)
        emulator.store.create(document, emulator.owner)
        ids.append(document.id)
    emulator.close()
    return ids


def timed(times: int, call: Callable[[], Any]) -> tuple[float, float]:
    """p50 and p95 of some calls, in milliseconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(spent, n=20, method="inclusive")
    return statistics.median(spent), cuts[18]


def measure(files: int, rounds: int, folder: Path) -> list[tuple[str, str]]:
    """(what, figure) of all that is measured."""
    ids = fill(folder, files)
    emulator = Emulator(folder)
    try:
        todo = iter(random.Random(1).sample(ids, min(files, OPENED)))
        ranges = f"A{FILE_ROWS}"
        opened = timed(
            min(files, OPENED), lambda: emulator.ask("GET", f"/{next(todo)}/values/{ranges}")
        )
        rows = _one_large(emulator, rounds)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return [
            (f"{files:,} spreadsheets of {FILE_ROWS:,} rows: the first read of one", _ms(opened)),
            *rows,
            ("memory of the process, at its highest", f"{emulator.memory():,} MB"),
            ("data folder", f"{size // 2**20:,} MB"),
        ]
    finally:
        emulator.stop()


def _one_large(emulator: Emulator, rounds: int) -> list[tuple[str, str]]:
    large = f"/{emulator.create(READ_ROWS)}"
    read = timed(rounds, lambda: emulator.ask("GET", large, fields=MASK))
    rows = full_rows(WRITE_CELLS // COLUMNS + 1)
    update = {"start": {"sheetId": 0}, "rows": rows, "fields": "userEnteredValue"}
    body = {"requests": [{"updateCells": update}]}
    write = timed(rounds, lambda: emulator.ask("POST", f"{large}:batchUpdate", body))
    cells = len(rows) * COLUMNS
    return [
        (f"masked get of {READ_ROWS:,}×{COLUMNS} cells, three values each", _ms(read)),
        (f"batchUpdate of {cells:,} cells, on disk when answered", _ms(write)),
    ]


def _ms(pair: tuple[float, float]) -> str:
    return f"p50 {pair[0]:,.0f} ms, p95 {pair[1]:,.0f} ms"


def table(rows: list[tuple[str, str]]) -> str:
    """The figures as a Markdown table."""
    return "\n".join(["| what | figure |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)])
