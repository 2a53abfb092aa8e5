"""What every job needs, handed over as one value: Google, the store, the campaign, the clock."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from jobs.store import Store
from jobs.store.work.claim import Claim
from jobs.unit.moment import Moment, moment_at
from sheets_client.client import GoogleClient
from sheets_schema.campaign import Campaign


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Options:
    """What an operator may decide about checking and publishing.

    `row_quiet_seconds`: a row that changed less than this ago is left over. `check_seconds`: of a
    processor, after which the check of one workbook is stopped; `check_bytes`: of memory.
    `answer_bytes`: of what Google says of a unit's workbook, after which it is not read on.
    `cell_notes`: whether wrong cells get a note of ours. `repairs`: how often one run may write
    again after its first write.
    `publication_cells`: above so many changed cells a publication goes through a staging tab.
    `as_of`: the day that dates are checked against, for demos and for looking at old data; None is
    today. `units_csv`: the register in a file, which counts while the district's spreadsheet holds
    none. `parts`: the codes of the units above others that have people of their own.
    """

    row_quiet_seconds: float = 10.0
    check_seconds: float = 60.0
    check_bytes: int = 1_000_000_000
    answer_bytes: int = 64_000_000
    cell_notes: bool = True
    repairs: int = 3
    publication_cells: int = 20_000
    language: str = "vi"
    as_of: date | None = None
    parts: tuple[str, ...] = ()
    units_csv: Path | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """`accounts` are clients of one service account each; units are shared out among them.

    `claim` is that of the run that this is handed to: it is asked for before anything is written.
    None where nobody else can be at the same work.
    """

    accounts: Sequence[GoogleClient]
    store: Store
    campaign: Campaign
    district_spreadsheet: str = ""
    options: Options = field(default_factory=Options)
    clock: Callable[[], datetime] = utc_now
    claim: Claim | None = None

    def google_for(self, subject: str) -> GoogleClient:
        """The client that serves this unit (or the district), always the same one."""
        client = self.accounts[zlib.crc32(subject.encode()) % len(self.accounts)]
        if subject != self.district_spreadsheet:
            client = client.limited(self.options.answer_bytes)
        return client.guarded(self.claim.before_write) if self.claim else client

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction of a run; raises ClaimLost where another has taken its place."""
        with self.store.begin() as connection:
            if self.claim:
                self.claim.confirm(connection)
            yield connection

    def now(self) -> float:
        """Epoch seconds."""
        return self.clock().timestamp()

    def local(self, moment: float) -> datetime:
        """Epoch seconds on the campaign's wall clock."""
        return datetime.fromtimestamp(moment, ZoneInfo(self.campaign.timezone))

    def today(self) -> date:
        """The day on the campaign's wall clock: what dates are checked against."""
        return self.moment().present.date()

    def moment(self) -> Moment:
        """The present moment, on the day that dates are checked against."""
        return moment_at(self.clock(), self.campaign.timezone, self.options.as_of)
