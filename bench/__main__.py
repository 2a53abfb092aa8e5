"""Measures what it is asked to, or everything, and writes each section of docs/performance.md.

python -m bench [emulator] [checks] [units] [edit] [publication] [service] [--quick] [--page FILE]
"""

import argparse
import tempfile
import time
from pathlib import Path

from bench import checks, emulator, many_units, one_edit, publication, service
from bench.page import PAGE, write_section

TITLES = {
    "checks": "Checks",
    "units": "Many units offline",
    "edit": "One edit",
    "publication": "Publication",
    "service": "The service",
    "emulator": "The emulator",
}


def measure(name: str, *, quick: bool) -> str:
    """The text of one section; the quick form is for a look and for tests."""
    if name == "emulator":
        files, rounds = (20, 2) if quick else (3_400, 20)
        with tempfile.TemporaryDirectory() as folder:
            return emulator.table(emulator.measure(files, rounds, Path(folder)))
    runs = {
        "checks": checks.run,
        "units": many_units.run,
        "edit": one_edit.run,
        "publication": publication.run,
    }
    return runs.get(name, service.run)(quick=quick)


def main() -> None:
    """Measure one after the other, so that no measurement disturbs another."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(TITLES)}")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, which leave the page alone"
    )
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write into")
    options = parser.parse_args()
    unknown = set(options.names) - set(TITLES)
    if unknown:
        parser.error(f"there is no measurement {', '.join(sorted(unknown))}")
    for name in options.names or TITLES:
        begun = time.monotonic()
        text = measure(name, quick=options.quick)
        print(f"## {TITLES[name]}\n\n{text}\n\n({time.monotonic() - begun:,.0f} s)\n", flush=True)
        if not options.quick:
            write_section(name, TITLES[name], text, options.page)


if __name__ == "__main__":
    main()
