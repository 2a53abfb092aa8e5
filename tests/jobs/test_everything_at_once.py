"""People type, sort and remark while we write, Google fails, our process dies; then it is quiet.

A twin workbook gets every deed of the ward's people and is never touched by us until the end.
What a fresh service makes of the twin is what ours must have come to, whatever happened. Only a
proposal that somebody ticked, for the value that is still there, may be put in for them.
"""

import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from jobs.store import Store
from jobs.tab import keyed_plan
from jobs.tab.places import a1_column
from sheets_client.client import GoogleClient
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.actions.machines import QUIET, emptied, one_list, store_in
from tests.actions.twins import TwinWards
from tests.actions.ward_actions import google_actions, robot_client
from tests.jobs.ward.test_flags import MEMBERS

LIST = 0  # the list's sheet id, whatever its title
TITLES = ("3b. Thành viên", "3b Thành viên Tổ CNSCĐ")
REMARKS, OWN_WORDS = 14, 15  # columns of the district's own, right of ours
OWN_IN_OURS = 4  # a column of ours, in which a row of the district's own may say something too
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
# A timeout is to us what a reset is (tests/client/test_transport.py), and takes its time.
faults = st.sampled_from(["503", "reset"])


class Everything(RuleBasedStateMachine):
    """One ward and its district, with people, weather and death."""

    emulator: SheetsEmulator
    client: GoogleClient
    bomb: Bomb
    ours_store: Store
    fresh_store: Store
    folder: Path
    applied = 0

    @initialize(known=st.booleans())
    def begin(self, known: bool) -> None:
        """A ward, its twin, and a district: empty, or published before."""
        self.emulator.reset()
        emptied(self.ours_store)
        self.ours = google_actions(self.emulator, self.folder, self.client, self.ours_store)
        self.ours.rows_of_a_tab = 16
        self.ours.context = replace(
            self.ours.context, campaign=one_list(self.ours.context.campaign)
        )
        self.twins = TwinWards(self.ours, MEMBERS.rstrip() + MORE, self._fresh)
        self.ward = self.twins.ward
        self.remarks: dict[str, Any] = {}
        self.own_words: dict[str, bool] = {}
        self.uncertain: set[str] = set()
        self.numbers = itertools.count()
        if known:
            self.twins.check()
            self.ours.publish()

    def _fresh(self) -> Store:
        return emptied(self.fresh_store)

    @rule(deed=ward_deeds, when=moments)
    def somebody_edits(self, deed: Mapping[str, Any], when: str) -> None:
        """A person of the ward acts, now or between our read and our write."""
        self._act(deed, when)

    def _act(self, deed: Mapping[str, Any], when: str) -> None:
        """Whoever inserts a column between our read and our write is alone in that instant: with
        rows moved as well, what a stray text replaced is not found again."""
        plans = self.emulator.emulator.persons.plans
        waiting = [one["do"] for p in plans if p.file == self.ward.spreadsheet for one in p.deeds]
        alone = deed["do"] != "insert-columns" and "insert-columns" not in waiting
        if when == "now" or alone or not waiting:
            self.ward.person(deed, when=when)

    @rule(first=ward_deeds, second=ward_deeds)
    def somebody_edits_and_somebody_else_while_we_run(
        self, first: Mapping[str, Any], second: Mapping[str, Any]
    ) -> None:
        """There is something to write, and the list is another one when we write it."""
        self._act(first, "now")
        self._act(second, "before-write")
        self.twins.check()

    @rule(number=st.integers(0, 7), ticked=st.sampled_from([True, True, False]), when=moments)
    def somebody_ticks(self, number: int, ticked: bool, when: str) -> None:
        """A person accepts a proposal, or all of one kind, or takes the tick away again."""
        self.twins.tick(number, ticked, when)

    @rule(deed=ward_deeds, when=moments)
    def somebody_ticks_and_edits_while_we_run(self, deed: Mapping[str, Any], when: str) -> None:
        """The tick is there when we read; what it was for may be elsewhere when we write."""
        self.twins.tick(0, True, "now")
        self._act(deed, when)
        self.twins.check()

    @rule(deed=officer_deeds, when=moments)
    def an_officer_edits(self, deed: Mapping[str, Any], when: str) -> None:
        """An officer sorts, inserts or filters; nothing to do before the first publication."""
        if self.twins.list():
            self.ours.officer(deed, when=when)

    @rule(row=st.sampled_from([3, 5, 8]), when=moments)
    def an_officer_inserts_a_row_with_own_words(self, row: int, when: str) -> None:
        """A row of the district's own. What is typed into our columns between our read and our
        write can be lost, as Sheets has no preconditions; right of them nothing can."""
        if self.twins.list():
            words = f"dòng của quận {next(self.numbers)}"
            self.own_words[words] = when == "now"
            places = (OWN_WORDS, OWN_IN_OURS) if when == "now" else (OWN_WORDS,)
            insert: dict[str, Any] = {"do": "insert-rows", "row": row}
            typed = [
                {"do": "type", "cell": f"{a1_column(at)}{row}", "text": words} for at in places
            ]
            deeds = [{"tab": TITLES[0], **deed} for deed in (insert, *typed)]
            self.ours.officer(*deeds, when=when)

    @rule(row=st.integers(2, 8), while_we_publish=st.booleans())
    def an_officer_remarks(self, row: int, while_we_publish: bool) -> None:
        """An officer writes beside a row that has none of their words yet."""
        sheet = self.twins.list()
        key = sheet.cell(row, 0).value if sheet else None
        plans = self.emulator.emulator.persons.plans
        waits = any(plan.file != self.ward.spreadsheet for plan in plans)
        if not key or key in self.remarks.values() or (while_we_publish and waits):
            return
        text = f"ghi chú {next(self.numbers)}"
        deed = {"do": "remark", "tab": TITLES[0], "text": text}
        deed["cell"] = f"{a1_column(REMARKS)}{row + 1}"
        self.ours.officer(deed, when="before-write" if while_we_publish else "now")
        self.remarks[text] = key
        if while_we_publish:
            self.ours.publish()
            # Nothing was to be written: later another row may stand there.
            plans = self.emulator.emulator.persons.plans
            plans[:] = [plan for plan in plans if plan.file == self.ward.spreadsheet]

    def _officers_deeds(self) -> int:
        district = self.ours.context.district_spreadsheet
        return sum(one.file == district for one in self.emulator.persons())

    @rule(fault=faults, when=st.sampled_from(["before", "after"]))
    def google_will_fail(self, fault: str, when: str) -> None:
        """The next write gets no answer, whether it was done or not."""
        self.emulator.plan(fault=fault, kind="write", when=when)

    @rule(after=st.integers(1, 60), publishing=st.booleans())
    def our_process_is_killed(self, after: int, publishing: bool) -> None:
        """It ends at any statement of a run or of a publication."""
        deeds = self._officers_deeds()
        self.bomb.left = after
        try:
            self.twins.check()
            if publishing:
                self.ours.publish()
        except ProcessKilled:
            # An officer acted in that instant: nobody is left who knows what our write replaced.
            self.uncertain |= set(self.own_words) if self._officers_deeds() > deeds else set()
        finally:
            self.bomb.left = 0

    @rule()
    def a_run(self) -> None:
        """The ward is checked."""
        self.twins.check()

    @rule()
    def a_publication(self) -> None:
        """The district's sheet is brought up to date."""
        self.ours.publish()

    def teardown(self) -> None:
        """It becomes quiet, and everything must be right."""
        if hasattr(self, "remarks"):
            self.twins.become_quiet()
            self.twins.assert_all_is_right()
            self._everything_of_the_district_stands()
            type(self).applied += self.twins.applied

    def _everything_of_the_district_stands(self) -> None:
        done = {one.deed.get("text") for one in self.emulator.persons() if not one.error}
        sheet = self.twins.list()
        rows = [[cell.value for cell in row] for row in (sheet.cells[2:] if sheet else ())]
        beside = {row[REMARKS]: row[0] for row in rows if row[REMARKS:]}
        for text, key in self.remarks.items():
            assert text not in done or beside.get(text) == key
        found = {row[OWN_WORDS]: row[:REMARKS] for row in rows if row[OWN_WORDS:]}
        for words, in_ours in self.own_words.items():
            if words in done:
                said = enumerate(found[words])
                there = {at: value for at, value in said if value not in (None, "")}
                assert words in self.uncertain or there == ({OWN_IN_OURS: words} if in_ours else {})


@pytest.fixture
def machine(
    sheets_emulator: SheetsEmulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[RuleBasedStateMachine]]:
    """The machine on one emulator and two stores, which each example empties."""

    class OnThisEmulator(Everything):
        pass

    # A hundred times as many empty rows would be read and written for nothing.
    monkeypatch.setattr(keyed_plan, "SPARE_ROWS", 3)
    # Every other test holds the answers to Google's documents; here that is half of the time.
    sheets_emulator.emulator.observers.clear()
    OnThisEmulator.emulator = sheets_emulator
    OnThisEmulator.folder = tmp_path
    OnThisEmulator.bomb = Bomb()
    OnThisEmulator.ours_store = store_in(tmp_path, "ours.db")
    OnThisEmulator.fresh_store = store_in(tmp_path, "fresh.db")
    sa.event.listen(
        OnThisEmulator.ours_store.engine, "before_cursor_execute", OnThisEmulator.bomb.tick
    )
    OnThisEmulator.client = robot_client(sheets_emulator, OnThisEmulator.bomb)
    yield OnThisEmulator
    OnThisEmulator.client.close()
    OnThisEmulator.ours_store.close()
    OnThisEmulator.fresh_store.close()


def test_after_everything_at_once_all_is_right(machine: type[RuleBasedStateMachine]) -> None:
    small = settings(max_examples=12, stateful_step_count=8, deadline=None, database=None)
    run_state_machine_as_test(seed(0)(machine), settings=settings(small, **QUIET))


# 2,000 examples in all; other seeds and more examples of each search wider.
SEEDS = os.environ.get("WARDSHEETS_TEST_SEEDS", "1 2 3 4 5 6 7 8").split()
EXAMPLES = int(os.environ.get("WARDSHEETS_TEST_EXAMPLES", "250"))


@pytest.mark.long
@pytest.mark.parametrize("number", SEEDS, ids=lambda number: f"seed-{number}-{EXAMPLES}-examples")
def test_after_everything_at_once_all_is_right_again_and_again(
    machine: type[Everything], number: str
) -> None:
    many = settings(
        max_examples=EXAMPLES, stateful_step_count=12, deadline=None, database=None, print_blob=True
    )
    run_state_machine_as_test(seed(int(number))(machine), settings=settings(many, **QUIET))
    assert machine.applied, "no proposal was ever ticked and put in"
