"""Measures the checks: fifteen rules beside five libraries and a minimal loop, then everything.

The libraries are installed by this measurement into a folder of their own, not by the project.
"""

import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.check_rows import HEADER, made_groups, made_rows, minimal_loop
from bench.page import table
from sheets_schema.account import left_over
from sheets_schema.checked import Checked
from sheets_schema.declaration import read_campaign
from sheets_schema.gathering import Gathered, blocks_of, gather
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
# The others need minutes for a million rows; measured where they end in reasonable time.
LARGEST = dict.fromkeys(("pandera", "frictionless", "great-expectations"), 100_000)
AS_OF = date(2024, 10, 28)
ROUNDS = 3
WARD_ROWS = 400


def run(quick: bool = False) -> str:
    """The section of docs/performance.md, as Markdown."""
    sizes = QUICK_SIZES if quick else SIZES
    libraries = [] if quick else _installed()
    measured = {size: _ours(size) for size in sizes}
    parts = [
        "Fifteen rules (missing, length, lost zeros, province, prefix, choices, duplicate, "
        "agreement, reference) over rows of people, one in twenty spoilt: from typed rows to every "
        "finding with row, column, rule and value, best round. Seconds, and how many times a "
        "minimal hand-written loop; the last line is the list of members with every check of "
        "the campaign instead of the fifteen rules.",
        _comparison(measured, libraries),
        f"Aims: twice the loop for the fifteen rules, five times for the whole catalogue. "
        f"{_verdict(measured)}",
        _one_ward(),
        _memory(sizes[min(1, len(sizes) - 1)]),
        _import_time(),
    ]
    return "\n\n".join(parts)


class Measured(NamedTuple):
    """Seconds of the fastest round of each."""

    loop: float
    fifteen: float
    whole: float


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


def _ours(size: int) -> Measured:
    """Our check and the minimal loop, and every check and the loop, by turns."""
    people, groups = _people(size), made_groups(size)
    rows = people.tabs[1].values[1:]
    campaign, unit = read_campaign(HERE / "fifteen_rules"), OrgUnit("B", "Bench", kind="bench")
    runs = (
        partial(minimal_loop, rows, groups),
        partial(validate, people, unit, campaign, AS_OF, strict=True),
        _members_check(rows),
    )
    told = {(one.row, one.col) for one in runs[1]().findings}
    missed = {(index + 2, col) for index, col, _, _ in runs[0]()} - told
    assert not missed, "the loop tells a cell that the check does not"
    rounds = ROUNDS if size > 10_000 else 30
    fifteen, whole = _by_turns(runs[:2], rounds), _by_turns(runs[::2], rounds)
    return Measured(min(fifteen[0], whole[0]), fifteen[1], whole[1])


def _by_turns(runs: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Seconds of the fastest round of each: a busy minute is then everybody's."""
    turns = [[_best(run, 1) for run in runs] for _ in range(rounds)]
    return list(map(min, zip(*turns, strict=True)))


def _comparison(measured: dict[int, Measured], libraries: list[str]) -> str:
    lines = [
        ["minimal loop", *(f"{one.loop:.3f} s" for one in measured.values())],
        ["Wardsheets", *(_ratio(one.fifteen, one.loop) for one in measured.values())],
    ]
    for name in libraries:
        cells = []
        for size, one in measured.items():
            seconds = _library(name, size) if size <= LARGEST.get(name, size) else None
            cells.append("not measured" if seconds is None else _ratio(seconds, one.loop))
        lines.append([name, *cells])
    whole = (_ratio(one.whole, one.loop) for one in measured.values())
    lines.append(["Wardsheets, whole catalogue", *whole])
    return table(["", *(f"{size:,} rows" for size in measured)], lines)


def _verdict(measured: dict[int, Measured]) -> str:
    """Which aims are reached, in words."""
    fifteen = max(one.fifteen / one.loop for one in measured.values())
    whole = max(one.whole / one.loop for one in measured.values())
    said = "reached" if fifteen <= 2 else f"missed (at most {fifteen:.1f}×)"
    return f"The first is {said}, the second {'reached' if whole <= 5 else 'missed'}."


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


CAMPAIGN, WARD = "to-cnscd-2024", OrgUnit("B", "Phường Bench", "ward")


def _members(people: Sequence[Sequence[Value]]) -> Workbook:
    """The same people as the list of members of a ward's workbook."""
    head: list[Value] = [*HEADER[:5], "Chức danh trong Tổ", "Chức vụ, đơn vị", HEADER[7], "Ghi chú"]
    rows = [[*row[:6], "Công an khu vực", row[7], ""] for row in people]
    return Workbook("", [Tab("3b. Thành viên", [head, *rows])])


def _members_check(people: Sequence[Sequence[Value]]) -> Callable[[], Checked]:
    """The list of members with every check."""
    return partial(validate, _members(people), WARD, read_campaign(CAMPAIGN), AS_OF, strict=True)


def _one_ward() -> str:
    """One ward's workbook from its grid to its findings, with the account of every cell."""
    book, campaign = _members(made_rows(WARD_ROWS)), read_campaign(CAMPAIGN)

    def places() -> Gathered | None:
        return gather(book, campaign.tables_for(WARD))

    def check() -> Checked:
        return validate(book, WARD, campaign, AS_OF, True, places())

    def account() -> object:
        return left_over(book, blocks_of(checked.tables, None))

    checked = check()
    looking, checking, accounting = (1000 * one for one in _by_turns((places, check, account), 30))
    return (
        f"One ward's workbook of {WARD_ROWS} rows from its grid to its findings: "
        f"{checking + accounting:.1f} ms; of these {looking:.1f} ms look for the places of its "
        f"lists and {accounting:.1f} ms account for every cell."
    )


def _memory(size: int) -> str:
    campaign = read_campaign(HERE / "fifteen_rules")
    tracemalloc.start()
    workbook = _people(size)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    validate(workbook, OrgUnit("B", "Bench", kind="bench"), campaign, AS_OF, strict=True)
    added = tracemalloc.get_traced_memory()[1] - held
    tracemalloc.stop()
    return f"Memory added while {size:,} rows are checked: {added / held:.2f}× of the input's."


def _import_time() -> str:
    """With the bytecode kept, as in every installation; by turns, the fastest start of each."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def start(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, env=kept)

    codes = ("import sheets_schema.validate", "pass")
    ours, bare = _by_turns([partial(start, code) for code in codes], 16)
    return f"Import of the checks: {1000 * (ours - bare):.0f} ms above bare Python."
