"""Ticks at every moment, in a service as it is set up: a row is judged when it has been quiet.

No cell of the ward's ever holds a value that neither a person typed there nor a person ticked for
exactly what stood there: a twin gets the same deeds and is never touched by us, and each cell in
which ours differs needs a line that somebody saw and ticked for that row, column and value.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from jobs.store import Store
from sheets_client.client import GoogleClient
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.actions.licences import LicensedWards
from tests.actions.machines import QUIET, emptied, one_list, store_in
from tests.actions.ward_actions import google_actions, robot_client
from tests.jobs.test_everything_at_once import MORE
from tests.jobs.ward.test_flags import MEMBERS

LIST = 0  # the list's sheet id
ROWS = range(2, 10)
# Few values in few columns: equal ones meet often, and most of them have a proposal.
PHONES = ["912345679", "'912345679", "912000777", "'0912000777", "'84912345679", "hỏi lại sau", ""]
NAMES = ["TRẦN VĂN HÙNG", "trần văn hùng", "Ông Lê Văn Tư", "Lê  Văn Tư", "Vũ Thị Hạnh"]


def typed(column: str, row: int, text: str) -> dict[str, Any]:
    """Somebody types into a cell."""
    return {"do": "type", "cell": f"{column}{row}", "text": text}


rows = st.sampled_from(ROWS)
moments = st.sampled_from(["now", "before-write"])
typing = st.one_of(
    st.builds(
        lambda r, v: {"do": "type", "cell": f"H{r}", "text": v}, rows, st.sampled_from(PHONES)
    ),
    st.builds(
        lambda r, v: {"do": "type", "cell": f"C{r}", "text": v}, rows, st.sampled_from(NAMES)
    ),
    st.builds(lambda r: {"do": "type", "cell": f"I{r}", "text": "đang hỏi"}, rows),
)
moving = st.one_of(
    st.builds(lambda r: {"do": "insert-rows", "row": r}, rows),
    st.builds(lambda r: {"do": "delete-rows", "row": r}, rows),
    st.builds(
        lambda by, end, down: {
            "do": "sort", "range": f"A2:{end}9", "by": by, "descending": down,
        },
        st.sampled_from("ACH"),
        st.sampled_from("IK"),
        st.booleans(),
    ),
    st.builds(
        lambda r, to, insert: {"do": "copy-row", "row": r, "to": to, "insert": insert},
        rows,
        rows,
        st.booleans(),
    ),
    st.builds(
        lambda r, a, b: {"do": "paste", "cell": f"H{r}", "rows": [[a], [b]]},
        rows,
        st.sampled_from(PHONES),
        st.sampled_from(PHONES),
    ),
)  # fmt: skip
deeds = st.one_of(typing, moving).map(lambda deed: {"tab": LIST, **deed})


class Ticks(RuleBasedStateMachine):
    """One ward whose people tick, type and move rows, and a phone that is often away."""

    emulator: SheetsEmulator
    client: GoogleClient
    ours_store: Store
    fresh_store: Store
    folder: Path
    applied = 0

    @initialize(other=st.sampled_from(["'0912345678", "912345679"]))
    def begin(self, other: str) -> None:
        """A ward and its twin, checked once; time has passed since."""
        self.emulator.reset()
        emptied(self.ours_store)
        ours = google_actions(self.emulator, self.folder, self.client, self.ours_store)
        ours.rows_of_a_tab = 20
        ours.with_options(row_quiet_seconds=10)
        ours.context = replace(ours.context, campaign=one_list(ours.context.campaign))
        table = MEMBERS.replace("'0912345678", other).rstrip() + MORE
        self.wards = LicensedWards(ours, table, lambda: emptied(self.fresh_store))
        self.wards.check()
        ours.clock.forward(3600)

    @rule(deed=deeds, when=moments)
    def somebody_edits(self, deed: Mapping[str, Any], when: str) -> None:
        """A person types, pastes, copies or moves rows: now, or between our read and our write."""
        self.wards.ward.person(deed, when=when)

    @rule(number=st.integers(0, 11), ticked=st.sampled_from([True, True, False]), when=moments)
    def somebody_ticks(self, number: int, ticked: bool, when: str) -> None:
        """A person accepts a proposal, or all of one kind, or takes the tick away again."""
        self.wards.tick(number, ticked, when)

    @rule(number=st.integers(0, 11), first=deeds, second=deeds, when=moments)
    def somebody_ticks_and_others_edit_before_we_look(
        self, number: int, first: Mapping[str, Any], second: Mapping[str, Any], when: str
    ) -> None:
        """The tick is there when we read; what it was for may have changed, moved or gone."""
        self.wards.tick(number, True, "now")
        self.wards.ward.person(first)
        self.wards.ward.person(second, when=when)
        self.wards.check()

    @rule(end=st.sampled_from("CG"), by=st.sampled_from("ABC"), when=moments)
    def somebody_sorts_the_results(self, end: str, by: str, when: str) -> None:
        """What can be seen of the tab of results, or all of it with our hidden keys."""
        self.wards.sort_results(f"A1:{end}40", by, when)

    @rule(seconds=st.sampled_from([3, 11, 130]))
    def time_passes(self, seconds: int) -> None:
        """Rows become quiet."""
        self.wards.ours.clock.forward(seconds)

    @rule()
    def a_run(self) -> None:
        """The ward is checked."""
        self.wards.check()

    @rule()
    def rows_become_quiet_and_are_checked(self) -> None:
        """What is told by then is known to everybody."""
        self.wards.ours.clock.forward(11)
        self.wards.check()

    @rule()
    def a_phone_loses_its_connection(self) -> None:
        """It keeps what it saw."""
        self.wards.lose_connection()

    @rule(number=st.integers(0, 11))
    def somebody_ticks_on_the_phone(self, number: int) -> None:
        """Nobody hears of it yet."""
        self.wards.tick_on_the_phone(number)

    @rule(deed=typing)
    def somebody_types_on_the_phone(self, deed: Mapping[str, Any]) -> None:
        """Nobody hears of it yet."""
        self.wards.type_on_the_phone({"tab": LIST, **deed})

    @rule(when=moments)
    def the_phone_finds_its_connection(self, when: str) -> None:
        """Hours later all of it arrives."""
        self.wards.find_connection(when)
        self.wards.check()

    def teardown(self) -> None:
        """It becomes quiet, and everything must be right."""
        if hasattr(self, "wards"):
            self.wards.become_quiet()
            self.wards.assert_all_is_right()
            type(self).applied += self.wards.applied


@pytest.fixture
def machine(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[type[Ticks]]:
    """The machine on one emulator and two stores, which each example empties."""

    class OnThisEmulator(Ticks):
        pass

    # Every other test holds the answers to Google's documents; here that is half of the time.
    sheets_emulator.emulator.observers.clear()
    OnThisEmulator.emulator = sheets_emulator
    OnThisEmulator.folder = tmp_path
    OnThisEmulator.ours_store = store_in(tmp_path, "ours.db")
    OnThisEmulator.fresh_store = store_in(tmp_path, "fresh.db")
    OnThisEmulator.client = robot_client(sheets_emulator)
    yield OnThisEmulator
    OnThisEmulator.client.close()
    OnThisEmulator.ours_store.close()
    OnThisEmulator.fresh_store.close()


def test_a_cell_holds_what_was_typed_there_or_ticked_for_what_stood_there(
    machine: type[Ticks],
) -> None:
    small = settings(max_examples=15, stateful_step_count=10, deadline=None, database=None)
    run_state_machine_as_test(seed(0)(machine), settings=settings(small, **QUIET))
    assert machine.applied > 0


SEEDS = os.environ.get("WARDSHEETS_TEST_SEEDS", "1 2 3 4").split()
EXAMPLES = int(os.environ.get("WARDSHEETS_TEST_EXAMPLES", "250"))


@pytest.mark.long
@pytest.mark.parametrize("number", SEEDS, ids=lambda number: f"seed-{number}-{EXAMPLES}-examples")
def test_a_cell_holds_what_was_typed_there_or_ticked_for_what_stood_there_again_and_again(
    machine: type[Ticks], number: str
) -> None:
    many = settings(
        max_examples=EXAMPLES, stateful_step_count=14, deadline=None, database=None, print_blob=True
    )
    run_state_machine_as_test(seed(int(number))(machine), settings=settings(many, **QUIET))
