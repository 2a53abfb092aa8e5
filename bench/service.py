"""Measures the service: lags from edit to flag, requests, memory, and a burst of hints.

python -m bench.service [--quick]
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.page import table
from bench.service_burst import Burst, percentile
from bench.service_burst import measure as measure_burst
from bench.service_clock import MINUTE, Evening, Load, Simulation
from bench.service_live import Lived, LiveDay

# Places of one worker with usual settings; a province has a worker for each account.
PLACES = 4
LOADS = (
    *(Load(units, 1, hints) for units in (7, 30, 168) for hints in (True, False)),
    # A quarter of an hour each in an hour: thirty of them type at once.
    Load(120, 1, False, session=900.0),
    Load(3_321, 1, True),
    Load(3_321, 5, True),
    Load(3_321, 5, False),
)
QUICK_LOADS = (Load(3, 1, True, hours=0.2), Load(3, 1, False, hours=0.2))
SIMULATED = (
    "units",
    "accounts",
    "hints",
    "edits",
    "never flagged",
    "edit to flag p50",
    "p95",
    "p95 after Drive told",
    "units flagged a minute",
    "reads + writes",
    "of these rotation",
    "least possible",
    "most calls in 60 s",
)
LIVE = (
    "units",
    "with hints p50",
    "p95",
    "without p50",
    "p95",
    "not flagged",
    "reads until the flag",
    "answers 429",
    "most calls in 60 s",
    "memory web",
    "worker",
)


def play(load: Load) -> Evening:
    """One simulated evening."""
    return Simulation(load, PLACES * load.accounts).run()


@contextmanager
def playing(loads: Sequence[Load]) -> Iterator[Callable[[], list[Evening]]]:
    """Plays the evenings behind everything else that the machine does; gives their results."""
    order = sorted(range(len(loads)), key=lambda number: -loads[number].units)
    with multiprocessing.get_context("spawn").Pool(initializer=os.nice, initargs=(5,)) as pool:
        played = pool.map_async(play, [loads[number] for number in order], chunksize=1)

        def results() -> list[Evening]:
            found = dict(zip(order, played.get(), strict=True))
            return [found[number] for number in range(len(loads))]

        yield results


def simulated_line(load: Load, evening: Evening) -> tuple[str, ...]:
    """An evening as a line of the table; the least is a read and a write for each batch of flags
    and for each publication."""
    reads = sum(map(len, evening.reads.values()))
    writes = sum(map(len, evening.writes.values()))
    minutes = (max(evening.looks) - min(evening.looks)) / MINUTE if evening.looks else 1.0
    least = evening.flagging + evening.publications
    return (
        f"{load.units:,}",
        f"{load.accounts}",
        "yes" if load.hints else "no",
        f"{evening.edits:,}",
        f"{evening.edits - len(evening.lags):,}",
        _seconds(percentile(evening.lags, 50)),
        _seconds(percentile(evening.lags, 95)),
        _seconds(percentile(evening.beyond, 95)),
        f"{evening.flagging / max(minutes, 1.0):,.1f}",
        f"{reads:,} + {writes:,}",
        f"{evening.rotation:,}",
        f"{least:,} + {least:,}",
        f"{evening.most_in_a_minute()}",
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds < 2 * MINUTE else f"{seconds / MINUTE:,.1f} min"


def live_line(lived: Lived) -> tuple[str, ...]:
    """A town that lived by the real clock as a line of the table."""
    return (
        f"{lived.units:,}",
        _seconds(percentile(lived.hinted, 50)),
        _seconds(percentile(lived.hinted, 95)),
        _seconds(percentile(lived.unhinted, 50)),
        _seconds(percentile(lived.unhinted, 95)),
        f"{lived.unflagged}",
        f"{sum(lived.reads_to_flag) / max(1, len(lived.reads_to_flag)):.1f}",
        f"{lived.refused}",
        f"{lived.most_in_a_minute}",
        f"{lived.web_mb} MB",
        f"{lived.worker_mb} MB",
    )


def live_day(folder: Path, size: int, seconds: float, patience: float) -> Lived:
    """One town."""
    return LiveDay(folder / str(size), size).live(seconds, patience)


def live(folder: Path, sizes: Sequence[int], seconds: float, patience: float) -> list[Lived]:
    """Towns that live at the same time, for they mostly wait."""
    with multiprocessing.get_context("spawn").Pool(len(sizes)) as pool:
        return pool.starmap(live_day, [(folder, size, seconds, patience) for size in sizes])


def burst_lines(burst: Burst) -> list[tuple[str, str]]:
    """What became of the hints."""
    sent = len(burst.flat_out)

    def spent(seconds: Sequence[float]) -> str:
        p50, p99 = (percentile(seconds, p) * 1_000 for p in (50, 99))
        return f"p50 {p50:,.1f} ms, p99 {p99:,.1f} ms"

    return [
        (f"a hint accepted, {len(burst.paced):,} at 50 a second", spent(burst.paced)),
        (f"a hint accepted, {sent:,} flat out from 8 clients", spent(burst.flat_out)),
        ("hints accepted a second, flat out", f"{sent / max(burst.seconds, 0.001):,.0f}"),
        (f"runs made for {sent:,} hints over {burst.units} units", f"{burst.runs:,}"),
        ("all work done after the last hint", _seconds(burst.drained)),
        ("hints not accepted", f"{burst.refused:,}"),
        ("accepted hints that the ledger does not know", f"{burst.forgotten:,}"),
        ("units whose last read was before their last hint", f"{burst.lost:,}"),
        ("failed runs", f"{burst.failed:,}"),
    ]


def run(*, quick: bool) -> str:
    """The section's text."""
    loads = QUICK_LOADS if quick else LOADS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        burst = measure_burst(folder / "burst", *((6, 50, 60) if quick else (300, 1_000, 5_000)))
        hints = _shown(table(("what", "figure"), burst_lines(burst)))
        with playing(loads) as evenings:
            lived = live(folder, *(((2,), 4.0, 60.0) if quick else ((7, 30), 40.0, 180.0)))
            clock = _shown(table(LIVE, [live_line(one) for one in lived]))
            played = zip(loads, evenings(), strict=True)
            simulated = table(SIMULATED, [simulated_line(*pair) for pair in played])
    return TEXT.format(live=clock, simulated=simulated, burst=hints)


def _shown(part: str) -> str:
    """Also on the terminal at once: the whole takes minutes."""
    print(part, file=sys.stderr, flush=True)
    return part


TEXT = """### By the real clock

A web process, a worker process and an emulated Google with its quotas, typical latencies (reads
0.15 to 0.6 s, writes 0.3 to 1 s, one call in a hundred over 10 s) and a changes feed that speaks of
a file at most once in three minutes. Settings are the usual ones: while there is budget a check
begins a second after its hint, and what is wrong by itself is flagged then. Each unit is edited
once with a hint a second later and once without any, all of them within 40 s: the edits of 30
units then ask for more reads than one account's 48 a minute.

{live}

### In simulated time

An hour of a deadline evening takes seconds or minutes here: **these are simulations, not
measurements by the clock.** The queue's ledger, the shared budget and the sweep are the service's
own code on a clock
that jumps; clerks, Google's latencies, its feed, the workers' places (4 for each account) and the
effect of a check are made up. Every unit works once in the hour, ten minutes in the mean, and
changes a row each minute; a sixth of all units work at once. Quota: 60 reads and 60 writes a
minute for each account, of which the budget uses at most 58.

{simulated}

`least possible` is one read and one write for each batch of flags and each publication. While
there is budget a first look flags what is wrong by itself, in the simulation all, its notes
included; a second one says what is missing when the row rests, and waits longer where there is
little budget. `rotation` are reads of the sweep, which leaves the burst to edits. Where the lag is
minutes the quota is the limit: units flagged a minute is what the accounts allow.

### Hints at the door

The real web process and a worker without a quota to wait for. The quiet time gathers many hints
of a unit into one run.

{burst}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    print(run(quick=parser.parse_args().quick))


if __name__ == "__main__":
    main()
