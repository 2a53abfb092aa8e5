"""Measures the checks: fifteen rules beside five libraries and a minimal loop, then everything.

The libraries are installed by this measurement into a folder of their own, not by the project.
"""

import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from bench.check_rows import HEADER, made_groups, made_rows, minimal_loop
from bench.page import table
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

HERE = Path(__file__).parent
LIBRARIES = HERE.parent / "build" / "bench-libraries"
PINNED = {
    "dataframely": "dataframely==3.1.2",
    "pandera": "pandera[polars]==0.35.0",
    "pointblank": "pointblank",
    "great-expectations": "great-expectations==1.24.1",
    "frictionless": "frictionless==5.21.0",
}
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000), (2_000,)
# frictionless needs minutes for a million rows; it is measured where it ends in reasonable time.
LARGEST_OF = {"frictionless": 100_000, "great-expectations": 100_000}
AS_OF = date(2024, 10, 28)
ROUNDS = 3
WARD_ROWS = 400


def run(quick: bool = False) -> str:
    """The section of docs/performance.md, as Markdown."""
    sizes = QUICK_SIZES if quick else SIZES
    libraries = [] if quick else _installed()
    campaign = read_campaign(HERE / "fifteen_rules")
    ours = {size: _ours(campaign, size) for size in sizes}
    parts = [
        "Fifteen rules (missing, length, lost zeros, province, prefix, choices, duplicate, "
        "agreement, reference) over rows of people, one in twenty spoilt; best of three, all "
        "failing cells told. Seconds, and how many times the minimal hand-written loop.",
        _comparison(sizes, ours, libraries),
        _whole_catalogue(sizes),
        _one_ward(),
        _memory(campaign, sizes[0]),
        _import_time(),
    ]
    return "\n\n".join(parts)


def _best(measured: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest round."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        measured()
        best = min(best, time.perf_counter() - begun)
    return best


def _people(size: int) -> Workbook:
    """The people of the fifteen rules and their groups, as a workbook."""
    groups: list[list[Value]] = [["STT", "Tên Tổ"]]
    groups.extend([number, name] for number, name in enumerate(made_groups(size), 1))
    return Workbook("", [Tab("Tổ", groups), Tab("Người", [list(HEADER), *made_rows(size)])])


def _ours(campaign: Campaign, size: int) -> tuple[float, float]:
    """Seconds of our check and of the minimal loop."""
    workbook, unit = _people(size), OrgUnit("B", "Bench", kind="bench")
    rows, groups = made_rows(size), made_groups(size)
    seconds = _best(lambda: validate(workbook, unit, campaign, AS_OF, strict=True))
    return seconds, _best(lambda: minimal_loop(rows, groups))


def _comparison(
    sizes: tuple[int, ...], ours: dict[int, tuple[float, float]], libraries: list[str]
) -> str:
    lines: list[list[str]] = [["minimal loop", *(f"{ours[size][1]:.3f} s" for size in sizes)]]
    lines.append(["Wardsheets", *(_ratio(ours[size][0], ours[size][1]) for size in sizes)])
    for name in libraries:
        cells = []
        for size in sizes:
            seconds = _library(name, size) if size <= LARGEST_OF.get(name, size) else None
            cells.append("not measured" if seconds is None else _ratio(seconds, ours[size][1]))
        lines.append([name, *cells])
    return table(["", *(f"{size:,} rows" for size in sizes)], lines)


def _ratio(seconds: float, loop: float) -> str:
    return f"{seconds:.3f} s ({seconds / loop:.1f}×)"


def _installed() -> list[str]:
    """Install the libraries; their names."""
    if not LIBRARIES.is_dir():
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target"]
        subprocess.run([*command, str(LIBRARIES), "pyarrow", *PINNED.values()], check=True)
    return list(PINNED)


def _library(name: str, size: int) -> float | None:
    """Seconds of a library in a process of its own, None when it could not do it."""
    paths = os.pathsep.join([str(HERE.parent), str(LIBRARIES)])
    done = subprocess.run(
        [sys.executable, "-m", "bench.check_libraries", name, str(size)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    return (
        float(json.loads(done.stdout.splitlines()[-1])["seconds"]) if not done.returncode else None
    )


def _members(size: int) -> Workbook:
    """The same people as the list of members of a ward's workbook."""
    head: list[Value] = [*HEADER[:5], "Chức danh trong Tổ", "Chức vụ, đơn vị", HEADER[7], "Ghi chú"]
    rows = [[*row[:6], "Công an khu vực", row[7], ""] for row in made_rows(size)]
    return Workbook("", [Tab("3b. Thành viên", [head, *rows])])


def _whole_catalogue(sizes: tuple[int, ...]) -> str:
    lines = []
    for size in sizes:
        whole, rows, groups = _members_check(size), made_rows(size), made_groups(size)
        seconds, loop = _best(whole), _best(partial(minimal_loop, rows, groups))
        lines.append([f"{size:,}", f"{seconds:.3f} s", f"{seconds / loop:.1f}×"])
    return "Members with the whole catalogue:\n\n" + table(["rows", "time", "of the loop"], lines)


def _members_check(size: int) -> Callable[[], Checked]:
    campaign, unit = read_campaign("to-cnscd-2024"), OrgUnit("B", "Phường Bench")
    return partial(validate, _members(size), unit, campaign, AS_OF, strict=True)


def _one_ward() -> str:
    check = _members_check(WARD_ROWS)
    check()
    return f"One ward's workbook of {WARD_ROWS} rows: {1000 * _best(check, 10):.1f} ms."


def _memory(campaign: Campaign, size: int) -> str:
    tracemalloc.start()
    workbook = _people(size)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    validate(workbook, OrgUnit("B", "Bench", kind="bench"), campaign, AS_OF, strict=True)
    added = tracemalloc.get_traced_memory()[1] - held
    tracemalloc.stop()
    return f"Memory added while {size:,} rows are checked: {added / held:.2f}× of the input's."


def _import_time() -> str:
    def started(code: str) -> float:
        command = [sys.executable, "-c", code]
        return _best(lambda: subprocess.run(command, check=True), 10)

    above = started("import sheets_schema.validate") - started("pass")
    return f"Import of the checks: {1000 * above:.0f} ms above bare Python."
