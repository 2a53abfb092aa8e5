"""Actions for tests that speak of wards: make a workbook, edit it, run the jobs, look at it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from jobs.district.publish import PublicationResult, publish
from jobs.register.take import save_register
from jobs.store import Store
from jobs.tab.blank.ours import check_title
from jobs.tab.places import a1_column
from jobs.unit.context import Context, Options
from jobs.ward.check import check_unit
from jobs.ward.own_columns import find_own_columns, user_cells
from jobs.ward.run_result import RunResult
from sheets_client.budget import Budget
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_client.reading import WORKBOOK_MASK, read_snapshot
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_client.transport import Patience
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

ANNOTATION = re.compile(r"\s*!([a-z0-9-]+)\s*$")
ROBOT = "robot@emulator.iam.gserviceaccount.com"
READER = "reader@emulator.iam.gserviceaccount.com"
# A Monday morning before the campaign's last day.
START = datetime(2024, 10, 21, 2, 5, tzinfo=UTC)


def cells_of(table: str) -> list[list[Any]]:
    """Rows of a table drawn with `|`: a number without a zero in front is a number, the rest is
    text; `!code` behind a cell is left out."""
    rows = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return [[_typed(ANNOTATION.sub("", cell).strip()) for cell in row] for row in rows]


def _typed(cell: str) -> Any:
    if re.fullmatch(r"[1-9]\d{0,14}", cell):
        return int(cell)
    return cell.removeprefix("'") or None


def expected_findings(table: str) -> Iterator[tuple[int, str]]:
    """(sheet row from 1, code) of each cell marked with `!code`."""
    for number, line in enumerate(table.strip().splitlines(), start=1):
        for cell in line.strip().strip("|").split("|"):
            match = ANNOTATION.search(cell)
            if match:
                yield number, match[1]


@dataclass
class Clock:
    """A clock that stands still until it is told."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Ward:
    """One ward's workbook as its clerk and its colleagues see it."""

    google: "GoogleActions"
    code: str
    spreadsheet: str

    def edit(self, cell: str, text: Any, tab: str = "3b. Thành viên") -> None:
        """A person types into a cell."""
        self.person({"do": "type", "tab": tab, "cell": cell, "text": text})

    def person(self, *deeds: Mapping[str, Any], when: str = "now", **words: Any) -> None:
        """A person acts: now, or between our read and our write (`before-write`)."""
        self.google.emulator.person(self.spreadsheet, *deeds, when=when, **words)

    def check(self) -> RunResult:
        """One run over this ward."""
        return check_unit(self.google.context, self.code)

    def look(self) -> SpreadsheetSnapshot:
        """The workbook as it is now."""
        return self.google.look(self.spreadsheet)

    def sheet(self, tab: str = "3b. Thành viên") -> Sheet:
        """One tab as it is now."""
        found = self.look().by_title(tab)
        assert found is not None, f"there is no tab {tab}"
        return found

    def flags(
        self, tab: str = "3b. Thành viên", seen: SpreadsheetSnapshot | None = None
    ) -> dict[int, str]:
        """Sheet row (from 1) -> what stands in `Kiểm tra` beside it, where something is asked."""
        return {row: said for row, said in self.checks(tab, seen).items() if said != "✓"}

    def checks(
        self, tab: str = "3b. Thành viên", seen: SpreadsheetSnapshot | None = None
    ) -> dict[int, str]:
        """Sheet row (from 1) -> what stands in `Kiểm tra` beside it, where something stands."""
        sheet = (seen and seen.by_title(tab)) or self.sheet(tab)
        own = find_own_columns(sheet, "vi", adopted=True)
        assert own is not None and own.check is not None, f"no column {check_title('vi')}"
        rows = range(own.header_row + 1, len(sheet.cells))
        texts = {row + 1: str(sheet.cell(row, own.check).value or "") for row in rows}
        return {row: text for row, text in texts.items() if text}

    def row_ids(self, tab: str = "3b. Thành viên") -> dict[int, str]:
        """Sheet row (from 1) -> row id."""
        sheet = self.sheet(tab)
        own = find_own_columns(sheet, "vi", adopted=True)
        assert own is not None and own.row_id is not None
        rows = range(own.header_row + 1, len(sheet.cells))
        ids = {row + 1: str(sheet.cell(row, own.row_id).value or "") for row in rows}
        return {row: row_id for row, row_id in ids.items() if row_id}

    def user_grid(self, sheet: Sheet) -> list[list[Any]]:
        """The ward's own cells of a tab as shown: without our columns and the empty rest."""
        own = find_own_columns(sheet, "vi", adopted=True)
        rows = sheet.cells[: sheet.used_rows]
        grid = [[cell.shown for cell in user_cells(row, own)] for row in rows]
        while grid and not grid[-1]:
            grid.pop()
        return grid

    def results(self) -> list[list[str]]:
        """The texts of the tab of results."""
        rows = self.sheet("Kết quả kiểm tra").cells
        return [[str("" if c.value is None else c.value) for c in row] for row in rows]


TWO_MEMBERS = """
STT | Tên Tổ CNSCĐ | Họ và tên     | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
1   | Tổ 1         | Lê Văn An     | Nam       | 1985     | Tổ trưởng          | '0912345678
2   | Tổ 1         | Trần Thị Bình | Nữ        | 1990     | Thành viên         | '0987654321
"""


@dataclass
class GoogleActions:
    """A district on the emulator: its wards, its own spreadsheet, its jobs."""

    emulator: SheetsEmulator
    context: Context
    clock: Clock
    database: str
    secret: str
    robot: str = ROBOT
    units: list[OrgUnit] = field(default_factory=list)
    rows_of_a_tab: int = 60

    def workbook(
        self, name: str, table: str = "", tab: str = "3b. Thành viên", **tabs: Any
    ) -> Ward:
        """A ward with one list (or more, by title in `tabs`), shared with the service."""
        drawn = {tab: table, **tabs.pop("tabs", {})}
        made = [
            {"title": title, "values": cells_of(text), "row_count": self.rows_of_a_tab}
            for title, text in drawn.items()
        ]
        spreadsheet = self.emulator.spreadsheet(name, *made, locale="vi_VN")
        self.emulator.share(spreadsheet, READER)
        code = f"W{len(self.units) + 1}"
        groups = ("TDP 1", "TDP 2", "TDP 3")
        unit = OrgUnit(code, name, "ward", spreadsheet=spreadsheet, residential_groups=groups)
        self.units.append(unit)
        save_register(self.context, self.units)
        return Ward(self, code, spreadsheet)

    def register(self, ward: Ward, **changed: Any) -> None:
        """Change a ward's line of the register."""
        self.units = [replace(u, **changed) if u.code == ward.code else u for u in self.units]
        save_register(self.context, self.units)

    def publish(self) -> PublicationResult:
        """One publication."""
        return publish(self.context)

    def drain(self, runs: int = 20) -> None:
        """Run until nobody asks for another run, time passing between, then publish."""
        waiting = [unit.code for unit in self.units]
        while waiting and runs:
            runs -= 1
            code = waiting.pop(0)
            result = check_unit(self.context, code)
            if result.again_after is not None:
                self.clock.forward(result.again_after + 1)
                waiting.append(code)
            waiting += [other for other in sorted(result.also_check) if other not in waiting]
        self.publish()

    def look(self, spreadsheet: str, *ranges: str) -> SpreadsheetSnapshot:
        """A spreadsheet (or some ranges of it) as it is now, seen by its owner."""
        seen = self.emulator.get(spreadsheet, fields=WORKBOOK_MASK, ranges=ranges)
        return read_snapshot(seen)

    @cached_property
    def reader(self) -> GoogleClient:
        """Another account's client, for what nobody reads but people."""
        credentials = service_account_credentials(self.emulator.key_file(READER))
        return GoogleClient(credentials, base_url=self.emulator.url)

    def close(self) -> None:
        """Close every connection of ours."""
        if "reader" in vars(self):
            self.reader.close()
        for client in self.context.accounts:
            client.close()
        self.context.store.close()

    def district(self, tab: str) -> Sheet:
        """One tab of the district's spreadsheet as it is now."""
        found = self.look(self.context.district_spreadsheet).by_title(tab)
        assert found is not None, f"there is no tab {tab}"
        return found

    def notes(self, spreadsheet: str, tab: str) -> list[str]:
        """The notes on a tab's cells, which the jobs never read, as gspread gives them."""
        rows = self.reader.session_client.open_by_key(spreadsheet).worksheet(tab).get_notes()
        return [note for row in rows for note in row if note]

    def officer(self, *deeds: Mapping[str, Any], when: str = "now") -> None:
        """An officer acts in the district's spreadsheet."""
        self.emulator.person(self.context.district_spreadsheet, *deeds, when=when)

    def remark(self, tab: str, row: int, column: int, text: str) -> None:
        """An officer writes beside a row (`row` from 1, `column` from 0)."""
        cell = f"{a1_column(column)}{row}"
        self.officer({"do": "remark", "tab": tab, "cell": cell, "text": text})

    def writes(self) -> list[list[dict[str, Any]]]:
        """The requests of each of our batches since the last `forget_calls`."""
        calls = self.emulator.requests(kind="write", user=ROBOT)
        return [call.body["requests"] for call in calls]

    def calls(self) -> list[str]:
        """Our calls to Sheets since the last `forget_calls`, as `read` and `write`."""
        kinds = {"read": self.emulator.requests(kind="read", user=ROBOT)}
        kinds["write"] = self.emulator.requests(kind="write", user=ROBOT)
        return sorted(kind for kind, calls in kinds.items() for _ in calls)

    def forget_calls(self) -> None:
        """Begin to count anew."""
        self.emulator.clear_requests()

    def with_options(self, **options: Any) -> None:
        """Change what an operator may decide."""
        self.context = replace(self.context, options=replace(self.context.options, **options))


def rested_ward(google: GoogleActions) -> Ward:
    """A ward of two members that was checked a minute ago; rows need ten seconds of quiet."""
    google.with_options(row_quiet_seconds=10)
    ward = google.workbook("Phường 3", TWO_MEMBERS)
    ward.check()
    google.clock.forward(60)
    google.forget_calls()
    return ward


@cache
def _campaign() -> Campaign:
    return read_campaign("to-cnscd-2024")


def robot_client(emulator: SheetsEmulator, budget: Budget | None = None) -> GoogleClient:
    """Our client, which never really sleeps."""
    return GoogleClient(
        service_account_credentials(emulator.key_file()),
        base_url=emulator.url,
        budget=budget,
        patience=Patience(tries=3, timeout=(5, 20), sleep=lambda seconds: None),
    )


def google_actions(
    emulator: SheetsEmulator,
    folder: Path,
    client: GoogleClient | None = None,
    store: Store | None = None,
) -> GoogleActions:
    """A district without wards on a fresh emulator, its store in `folder` unless one is given."""
    clock = Clock()
    database, secret = f"sqlite:///{folder / 'store.db'}", Fernet.generate_key().decode()
    district = emulator.spreadsheet("Quận", locale="vi_VN")
    emulator.share(district, READER)
    context = Context(
        accounts=(client or robot_client(emulator),),
        store=store or Store.open(database, secret),
        campaign=_campaign(),
        district_spreadsheet=district,
        options=Options(row_quiet_seconds=0),
        clock=clock,
    )
    return GoogleActions(emulator, context, clock, database, secret)
