"""Measures `wardsheets check` over many units' workbooks: one process and several, by turns."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench.many_districts import AS_OF, make_folder
from bench.page import table
from jobs.offline.check_files import processes_for
from jobs.offline.reading import read_workbook
from jobs.offline.register_file import read_units
from jobs.offline.running.processes import usable_cpus
from jobs.offline.xlsx.workbook import read_by_openpyxl
from sheets_schema.declaration import read_campaign
from sheets_schema.gathering import gather
from sheets_schema.validate import validate

SIZES = {"json": (1, 16, 200, 1_000), "xlsx": (1, 16, 50, 200, 1_000)}
QUICK_SIZES = {"json": (1, 16), "xlsx": (1, 4)}
ROUNDS = 3
# Fewer rounds where one takes long.
_LONG = 500
_LOOKED_AT = 16
# Runs the command as a person does, and tells on the error stream what it took.
_MEASURED = """
import json, re, resource, sys
from pathlib import Path
from service.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
self, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
# Linux counts the program that started this one into ru_maxrss; VmHWM begins anew.
status = Path("/proc/self/status")
highest = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps({
    "code": code,
    "cpu": sum(who.ru_utime + who.ru_stime for who in (self, children)),
    "memory": int(highest[1]) if highest else self.ru_maxrss,
    "child": children.ru_maxrss,
}), file=sys.stderr)
"""
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
TEXT = """The whole command, from its start to its last line of JSON, over folders of workbooks \
(about 90 rows each): with one process and with {several}, by turns, the fastest round of each; \
in brackets the time of all processors. Memory is the highest of the first process and of the \
largest of the others. Both say the same to the letter, or this measurement stops."""
CHOSEN = """Without `--processes` the command estimates from the sizes of the files how long one \
process would need, and starts more when that is over a second. Workbooks are read, checked and \
let go where they were read; what comes back are the findings and the few columns that are \
compared between units.

Of an Excel file only the parts that a list needs are read, as trees, in one pass with their \
formulas and results; what is unusual or large is left to openpyxl, which takes several times as \
long. python-calamine, written in Rust, is faster still, but hands over neither formulas nor \
number formats nor error values, and all three are checked.

The service's own runs stay in the worker's threads: to check one unit takes milliseconds beside \
two requests to Google of hundreds each, and to hand its workbook to another process and back \
would cost as much as the check."""


class Run(NamedTuple):
    """One run of the command: seconds by the clock and of all processors, bytes, what it said."""

    seconds: float
    cpu: float
    memory: int
    child: int
    said: str


def run(quick: bool = False) -> str:
    """The section of docs/performance.md, as Markdown."""
    sizes = QUICK_SIZES if quick else SIZES
    several = f"{_several()} processes"
    head = ["workbooks", "MB", "one process", "memory", several, "memory", "gain", "chosen"]
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for form, counts in sizes.items():
            for count in counts:
                folder = Path(place) / f"{form}-{count}"
                units = make_folder(folder, count, form)
                rows.append([f"{count:,} {form}", *_line(folder, units, 1 if quick else ROUNDS)])
        parts = _parts(Path(place))
    return "\n\n".join([TEXT.format(several=_several()), table(head, rows), parts, CHOSEN])


def _line(folder: Path, units: Path, rounds: int) -> list[str]:
    files = sorted(folder.iterdir())
    rounds = 1 if len(files) > _LONG else rounds
    pairs = [(check(folder, units, 1), check(folder, units, _several())) for _ in range(rounds)]
    assert len({one.said for pair in pairs for one in pair}) == 1, "the answers differ"
    alone, crowd = (min(runs, key=lambda one: one.seconds) for runs in zip(*pairs, strict=True))
    size = sum(file.stat().st_size for file in files) / 1e6
    return [
        f"{size:.2f}",
        f"{alone.seconds:.2f} s ({alone.cpu:.2f} s)",
        f"{alone.memory / 1e6:.0f} MB",
        f"{crowd.seconds:.2f} s ({crowd.cpu:.2f} s)",
        f"{crowd.memory / 1e6:.0f} + {crowd.child / 1e6:.0f} MB each" if len(files) > 1 else "",
        f"{alone.seconds / crowd.seconds:.2f}×",
        str(processes_for(files)),
    ]


def _several() -> int:
    return max(2, usable_cpus())


def check(folder: Path, units: Path, processes: int) -> Run:
    """One run of the command over the folder."""
    options = ["--units", units, "--as-of", AS_OF, "--format", "json", "--processes", processes]
    command = [sys.executable, "-c", _MEASURED, "check", folder, *options]
    # With the bytecode kept, as in every installation.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, env=kept)
    seconds = time.perf_counter() - begun
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] in (0, 1, None), done.stderr
    memory, child = told["memory"] * _RSS_UNIT, told["child"] * _RSS_UNIT
    return Run(seconds, told["cpu"], memory, child, sha256(done.stdout.encode()).hexdigest())


def _parts(place: Path) -> str:
    """Where the time of one workbook goes."""
    campaign, as_of = read_campaign("to-cnscd-2024"), date.fromisoformat(AS_OF)
    told = []
    for form in ("json", "xlsx"):
        folder = place / f"parts-{form}"
        units = read_units(make_folder(folder, _LOOKED_AT, form), campaign).units
        files = sorted(folder.iterdir())
        books = [read_workbook(file).workbook for file in files]
        reading = _each(lambda files=files: [read_workbook(file) for file in files])  # type: ignore[misc]
        told.append(f"reading {reading:.1f} ms as {form}")
        if form == "xlsx":
            slow = _each(lambda files=files: [read_by_openpyxl(file) for file in files])  # type: ignore[misc]
            told.append(f"{slow:.1f} ms by openpyxl ({slow / reading:.1f}×)")
    pairs = list(zip(books, units, strict=True))

    def check_all() -> None:
        for book, unit in pairs:
            gathered = gather(book, campaign.tables_for(unit))
            validate(book, unit, campaign, as_of, True, gathered)

    checking = _each(check_all)
    whole = (slow + checking) / (reading + checking)
    return (
        f"One workbook in the mean: {', '.join(told)}, checking {checking:.1f} ms, its places and "
        f"its account included; of an Excel file read and checked {whole:.1f}× as many a second as "
        "by openpyxl."
    )


def _each(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of three rounds, for each workbook."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return 1000 * best / _LOOKED_AT
