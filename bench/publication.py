"""Measures a publication: what is sent for a changed row as the district grows, and how long.

python -m bench.publication [--quick]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from bench.local_google import ROBOT, LocalGoogle, is_write, ward_values
from bench.page import table
from jobs.district.publish import publish
from jobs.store.lives import Life, load_lives, save_lives
from jobs.store.rows import load_rows, save_rows
from jobs.store.tables import data_rows, findings, unit_states
from jobs.store.units import load_state, save_state, save_units
from jobs.unit.context import Context
from jobs.ward.check import check_unit
from service.office import open_office
from service.process.work import make_context
from service.settings.declared import Settings
from sheets_schema.org_unit import OrgUnit

SIZES = (16, 100, 300, 1_000)
SMALL_SIZES = (4, 12)
ROWS = 20
CHANGED = 100
HEAD = (
    "units",
    "rows",
    "changed rows",
    "requests",
    "bytes sent",
    "a changed row",
    "read",
    "time",
    "our CPU",
)
TEMPLATE = "U0001"


@dataclass(frozen=True, slots=True)
class Measured:
    """One publication: requests and bytes as Google sees them; seconds of wall time and `work`
    of our process' CPU."""

    units: int
    rows: int
    changed: int
    reads: int
    writes: int
    sent: int
    received: int
    seconds: float
    work: float

    def line(self) -> tuple[str, ...]:
        """The figures as a line of the table."""
        return (
            f"{self.units:,}",
            f"{self.rows:,}",
            f"{self.changed:,}",
            f"{self.reads} read, {self.writes} write",
            f"{self.sent:,}",
            f"{self.sent / self.changed:,.0f}",
            f"{self.received / 2**20:,.1f} MB",
            f"{self.seconds:,.1f} s",
            f"{self.work:,.1f} s",
        )


class District:
    """A district of `size` units whose store holds what a check of each would have left.

    One ward is checked for real; its rows, findings and state are repeated under other codes.
    """

    def __init__(self, google: LocalGoogle, folder: Path, size: int, rows: int = ROWS) -> None:
        self.google = google
        key = folder / "robot.json"
        folder.mkdir(parents=True)
        key.write_text(json.dumps(google.control("POST", "/accounts", {"email": ROBOT})))
        self.office = open_office(
            Settings(
                data_dir=folder,
                google_url=google.url,
                service_accounts=(key,),
                district_spreadsheet=google.spreadsheet("Tổng hợp"),
                as_of=date(2024, 10, 28),
                row_quiet_seconds=0.0,
                # Requests and bytes are counted here; a wait for the quota would only hide them.
                reads_per_minute=6_000,
                writes_per_minute=6_000,
                burst=100,
            )
        )
        self.context: Context = make_context(self.office)
        self.codes = [f"U{number:04}" for number in range(1, size + 1)]
        self.file = google.spreadsheet("Phường 1", ward_values(1, rows))
        self._fill(self.file)

    def _fill(self, file: str) -> None:
        # Nobody opens the other ones; a link that stands twice would be told at every line of it.
        files = {code: f"{file[: -len(code)]}{code}" for code in self.codes} | {TEMPLATE: file}
        units = [OrgUnit(c, f"Phường {c}", "ward", spreadsheet=files[c]) for c in self.codes]
        with self.context.store.begin() as connection:
            save_units(connection, units)
        for _ in range(2):
            check_unit(self.context, TEMPLATE)
        with self.context.store.begin() as connection:
            for kept in (data_rows, findings, unit_states):
                _repeat(connection, kept, self.codes)

    def break_one_row(self, codes: Sequence[str], row: int) -> None:
        """A member's telephone number of each unit becomes wrong, as its check would store it."""
        now = self.context.now()
        vault = self.context.store.vault
        with self.context.store.begin() as connection:
            for code in codes:
                rows = load_rows(connection, vault, code)
                values = list(rows[row].values)
                values[-2] = "091234567"
                rows[row] = replace(rows[row], values=tuple(values), state="must-fix")
                save_rows(connection, vault, code, ["members"], rows, now)
                short = next(
                    life
                    for life in load_lives(connection, vault, code)
                    if life.finding.code == "phone-short"
                )
                at = rows[row].position + 1
                place = short.finding._replace(row=at, value="091234567")
                life = Life(place, rows[row].row_id, "", first_seen=now, changed_at=now)
                save_lives(connection, vault, [life])
                state = load_state(connection, code)
                save_state(connection, replace(state, edited_at=now))

    def publish(self, changed: int) -> Measured:
        """One publication, measured from outside."""
        self.google.forget()
        begun, worked = time.perf_counter(), time.process_time()
        result = publish(self.context)
        seconds, work = time.perf_counter() - begun, time.process_time() - worked
        calls = self.google.calls()
        return Measured(
            units=len(self.codes),
            rows=result.rows,
            changed=changed,
            reads=sum(not is_write(call) for call in calls),
            writes=sum(is_write(call) for call in calls),
            sent=sum(call["bytes_in"] for call in calls),
            received=sum(call["bytes_out"] for call in calls),
            seconds=seconds,
            work=work,
        )

    def close(self) -> None:
        """Lets go of the store and the connections."""
        for account in self.context.accounts:
            account.close()
        self.office.close()


def _repeat(connection: sa.Connection, kept: sa.Table, codes: Sequence[str]) -> None:
    """The template's rows of a table under every other code."""
    of_template = sa.select(kept).where(kept.c.unit == TEMPLATE)
    known = [dict(row._mapping) for row in connection.execute(of_template)]
    for row in known:
        row.pop("id", None)
    others = [{**row, "unit": code} for code in codes[1:] for row in known]
    if others:
        connection.execute(sa.insert(kept), others)


@contextmanager
def a_district(size: int, rows: int = ROWS) -> Iterator[District]:
    """A district on an emulator of its own."""
    with tempfile.TemporaryDirectory() as folder:
        google = LocalGoogle(Path(folder) / "google")
        try:
            district = District(google, Path(folder) / "service", size, rows)
            try:
                yield district
            finally:
                district.close()
        finally:
            google.stop()


def measure(sizes: Sequence[int]) -> list[Measured]:
    """The first publication of each size, one changed unit, a hundred, all."""
    found = []
    for size in sizes:
        with a_district(size) as district:
            found.append(district.publish(size * ROWS))
            for row, count in enumerate(dict.fromkeys((1, min(CHANGED, size), size))):
                # The last ones of the register: nothing is nearer to the top than need be.
                district.break_one_row(district.codes[-count:], row)
                found.append(district.publish(count))
    return found


def run(*, quick: bool) -> str:
    """The section's text."""
    lines = [one.line() for one in measure(SMALL_SIZES if quick else SIZES)]
    return f"""A changed row means: a telephone number becomes wrong, so the list's row, a new
open finding, the register, the summary and the stamp of every tab change. Each ward has {ROWS}
rows of members; one is checked for real and its stored rows are repeated under other codes. The
first line of each size is the first publication, which makes the tabs. The emulator runs in a
process of its own, without latencies and quotas: `time` is our work and the emulator's, `our CPU`
our part of it.

{table(HEAD, lines)}

`bytes sent` are the bodies of our requests; `read` is what Google answers before compression.
What is sent for one changed row must not grow with the number of units."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    print(run(quick=parser.parse_args().quick))


if __name__ == "__main__":
    main()
