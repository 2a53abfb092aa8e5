"""People type, sort and remark while we write, Google fails, our process dies; then it is quiet.

A twin workbook gets every deed of the ward's people and is never touched by us until the end.
What a fresh service makes of the twin is what ours must have come to, whatever happened.
"""

import itertools
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from jobs.store import Store
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.jobs.test_flags import MEMBERS
from tests.twins import TwinWards
from tests.ward_actions import READER, GoogleActions, google_actions, robot_client

LIST = 0  # the list's sheet id, whatever its title
TITLES = ("3b. Thành viên", "3b Thành viên Tổ CNSCĐ")
MORE = """
    5 | Tổ CNSCĐ TDP 2 | Vũ Thị Hạnh | Nữ | 1991 | Tổ trưởng | Giáo viên | '0912345111 |
    6 | Tổ CNSCĐ TDP 2 | Bùi Văn Toàn | Nam | 1969 | Thành viên | Hưu trí | 912345222 |
    7 | Tổ CNSCĐ TDP 2 | Ngô Thị Thảo | Nữ | 1997 | Thành viên | Sinh viên | '0912345333 |
"""
ROWS = range(2, 9)
VALUES = ["'0912000888", "912000777", "12", "", "Nam", "1980", "Tổ trưởng", "Hoàng Văn Thái"]


class ProcessKilled(BaseException):
    """Our process ends here."""


class Bomb:
    """Kills the process at the n-th statement or Google call from now."""

    def __init__(self) -> None:
        self.left = 0

    def tick(self, *_: Any, **__: Any) -> None:
        self.left -= 1
        if self.left == 0:
            raise ProcessKilled

    def acquire(self, kind: str) -> None:
        self.tick()

    def drain(self, kind: str, seconds: float) -> None:
        """Weather without quotas."""


rows = st.sampled_from(ROWS)
ward_deeds = st.one_of(
    st.builds(
        lambda c, r, text: {"do": "type", "cell": f"{c}{r}", "text": text},
        st.sampled_from("BCDEFGHI"),
        rows,
        st.sampled_from(VALUES),
    ),
    st.builds(lambda r: {"do": "insert-rows", "row": r}, rows),
    st.builds(lambda r: {"do": "delete-rows", "row": r}, st.sampled_from([3, 5, 7])),
    st.builds(
        lambda by, end, down: {
            "do": "sort", "range": f"A2:{end}8", "by": by, "descending": down,
        },
        st.sampled_from("CEH"),
        st.sampled_from("IK"),
        st.booleans(),
    ),
    st.builds(lambda r, to: {"do": "copy-row", "row": r, "to": to}, rows, rows),
    st.builds(
        lambda r, a, b: {"do": "paste", "cell": f"G{r}", "rows": [[a, b], [b, a]]},
        rows,
        st.sampled_from(VALUES),
        st.sampled_from(VALUES),
    ),
    st.builds(lambda r: {"do": "hide-rows", "row": r}, rows),
    st.just({"do": "filter", "range": "A1:I8"}),
    st.builds(lambda title: {"do": "rename-tab", "title": title}, st.sampled_from(TITLES)),
    st.builds(lambda c: {"do": "insert-columns", "column": c}, st.sampled_from("CI")),
).map(lambda deed: {"tab": LIST, **deed})  # fmt: skip
officer_deeds = st.one_of(
    st.builds(
        lambda by, down: {"do": "sort", "range": "A3:Z12", "by": by, "descending": down},
        st.sampled_from("CFI"),
        st.booleans(),
    ),
    st.builds(lambda r: {"do": "insert-rows", "row": r}, st.sampled_from([3, 5])),
    st.just({"do": "filter", "range": "A2:Z12"}),
).map(lambda deed: {"tab": TITLES[0], **deed})
moments = st.sampled_from(["now", "before-write"])
# A timeout is to us what a reset is, and takes its time.
faults = st.sampled_from(["503", "reset"])


class Everything(RuleBasedStateMachine):
    """One ward and its district, with people, weather and death."""

    emulator: SheetsEmulator
    client: GoogleClient
    reader: GoogleClient
    bomb: Bomb
    template: Path
    folder: Path
    numbers = itertools.count()

    @initialize()
    def begin(self) -> None:
        """A ward, its twin, and an empty district."""
        self.ours = self._district()
        statements = self.ours.context.store.engine
        sa.event.listen(statements, "before_cursor_execute", self.bomb.tick)
        self.twins = TwinWards(self.ours, MEMBERS.rstrip() + MORE, self._district)
        self.ward = self.twins.ward
        self.remarks: dict[str, Any] = {}

    def _district(self) -> GoogleActions:
        folder = self.folder / str(next(self.numbers))
        folder.mkdir()
        shutil.copy(self.template, folder / "store.db")
        actions = google_actions(self.emulator, folder, self.client)
        actions.reader = self.reader
        return actions

    @rule(deed=ward_deeds, when=moments)
    def somebody_edits(self, deed: Mapping[str, Any], when: str) -> None:
        """A person of the ward acts, now or between our read and our write."""
        self.ward.person(deed, when=when)

    @rule(deed=officer_deeds, when=moments)
    def an_officer_edits(self, deed: Mapping[str, Any], when: str) -> None:
        """An officer sorts, inserts or filters; nothing to do before the first publication."""
        if self.twins.list():
            self.ours.officer(deed, when=when)

    @rule(row=st.integers(2, 8))
    def an_officer_remarks(self, row: int) -> None:
        """An officer writes beside a row that has none of their words yet."""
        sheet = self.twins.list()
        key = sheet.cell(row, 0).value if sheet else None
        if sheet and key and key not in self.remarks.values():
            text = f"ghi chú {next(self.numbers)}"
            self.remarks[text] = key
            width = [cell.value for cell in sheet.cells[1]].index("Nguồn") + 1
            self.ours.remark(TITLES[0], row + 1, width, text)

    @rule(fault=faults, when=st.sampled_from(["before", "after"]))
    def google_will_fail(self, fault: str, when: str) -> None:
        """The next write gets no answer, whether it was done or not."""
        self.emulator.plan(fault=fault, kind="write", when=when)

    @rule(after=st.integers(1, 60), publishing=st.booleans())
    def our_process_is_killed(self, after: int, publishing: bool) -> None:
        """It ends at any statement of a run or of a publication."""
        self.bomb.left = after
        try:
            self.ward.check()
            if publishing:
                self.ours.publish()
        except ProcessKilled:
            pass
        finally:
            self.bomb.left = 0

    @rule()
    def a_run(self) -> None:
        """The ward is checked, and published now and then."""
        self.ward.check()
        self.twins.replay()

    @rule()
    def a_publication(self) -> None:
        """The district's sheet is brought up to date."""
        self.ours.publish()

    def teardown(self) -> None:
        """It becomes quiet, and everything must be right."""
        if not hasattr(self, "remarks"):
            return
        try:
            self.twins.become_quiet()
            self.twins.assert_all_is_right()
            self._remarks_stand_beside_their_rows()
        finally:
            self.ours.context.store.close()

    def _remarks_stand_beside_their_rows(self) -> None:
        sheet = self.twins.list()
        beside = {
            cell.value: row[0].value for row in (sheet.cells if sheet else ()) for cell in row[14:]
        }
        assert {text: beside.get(text) for text in self.remarks} == self.remarks


@pytest.fixture
def machine(
    sheets_emulator: SheetsEmulator, tmp_path: Path
) -> Iterator[type[RuleBasedStateMachine]]:
    """The machine on one emulator, with an empty store to copy for each example."""
    template = tmp_path / "empty.db"
    Store.open(f"sqlite:///{template}", "x" * 43 + "=").close()

    class OnThisEmulator(Everything):
        pass

    OnThisEmulator.emulator = sheets_emulator
    OnThisEmulator.template = template
    OnThisEmulator.folder = tmp_path
    OnThisEmulator.bomb = Bomb()
    OnThisEmulator.client = robot_client(sheets_emulator, OnThisEmulator.bomb)
    OnThisEmulator.reader = GoogleClient(
        service_account_credentials(sheets_emulator.key_file(READER)), base_url=sheets_emulator.url
    )
    yield OnThisEmulator
    OnThisEmulator.client.close()
    OnThisEmulator.reader.close()


QUIET: dict[str, Any] = {
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]
}


def test_after_everything_at_once_all_is_right(machine: type[RuleBasedStateMachine]) -> None:
    small = settings(max_examples=5, stateful_step_count=8, deadline=None, database=None)
    run_state_machine_as_test(machine, settings=settings(small, **QUIET))


# A wider search: other seeds, and more examples of each (2,000 in all are some 40 CPU minutes).
SEEDS = os.environ.get("WARDSHEETS_TEST_SEEDS", "1 2 3 4").split()
EXAMPLES = int(os.environ.get("WARDSHEETS_TEST_EXAMPLES", "60"))


@pytest.mark.long
@pytest.mark.parametrize("number", SEEDS)
def test_after_everything_at_once_all_is_right_again_and_again(
    machine: type[RuleBasedStateMachine], number: str
) -> None:
    print(f"seed {number}, {EXAMPLES} examples")
    many = settings(max_examples=EXAMPLES, stateful_step_count=12, deadline=None, print_blob=True)
    run_state_machine_as_test(seed(int(number))(machine), settings=settings(many, **QUIET))
