"""Officers delete, move, rename, insert and hide columns and rows of every tab, ours and theirs,
before and while we publish; what they wrote still stands beside its row, under its heading.

A twin spreadsheet gets every deed and is never touched by us after its first publication. What
officers wrote stands together there as it should in ours.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from jobs.district.content import gather
from jobs.district.publish import keyed_tabs, publish
from jobs.tab import keyed_plan
from jobs.tab.keyed import KeyedTab, find_layout
from jobs.tab.layout import OURS, tab_of
from jobs.tab.places import a1_column
from jobs.tab.row_keys import rows_by_key
from jobs.tab.row_requests import same
from sheets_client.reading import PLAIN_MASK, read_snapshot
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.actions.ward_actions import READER, GoogleActions, google_actions
from tests.jobs.ward.test_flags import MEMBERS

LIST, REGISTER, SUMMARY = "3b. Thành viên", "Đơn vị", "Tổng hợp"
TABS = (LIST, "Lỗi cần sửa", "Trùng lặp", REGISTER, SUMMARY)
# Officers' texts begin so, and each stands once in a tab.
THEIRS = "quận "
HEADERS = {REGISTER: 0, SUMMARY: 5}
Acts = list[Mapping[str, Any]]


@dataclass(frozen=True)
class Deed:
    """What somebody does to a tab: to its `number`-th column or row, counted round."""

    tab: str
    does: str
    what: str
    number: int
    to: int
    while_publishing: bool


deeds = st.lists(
    st.builds(
        Deed,
        st.sampled_from(TABS),
        st.sampled_from(["delete", "move", "rename", "insert", "hide"]),
        st.sampled_from(["columns", "columns", "rows"]),
        st.integers(0, 40),
        st.integers(0, 40),
        st.booleans(),
    ),
    min_size=3,
    max_size=6,
)


class District:
    """Two published districts, ours and the twin, with words of the officers in every tab."""

    def __init__(self, google: GoogleActions) -> None:
        self.google = google
        lists = google.context.campaign.workbooks["ward"]
        members = tuple(table for table in lists if table.title == LIST)
        campaign = replace(google.context.campaign, workbooks={"ward": members})
        google.context = replace(google.context, campaign=campaign)
        google.rows_of_a_tab = 12
        self.wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
        google.drain()
        self.ours = google.context.district_spreadsheet
        self.twin = google.emulator.spreadsheet("Bản sao", locale="vi_VN")
        google.emulator.share(self.twin, READER)
        publish(replace(google.context, district_spreadsheet=self.twin))
        for file in (self.ours, self.twin):
            for tab in TABS:
                google.emulator.person(file, *_words(_tab(self.look(file), tab), tab))
        self.edits, self.may_return = 0, False
        self.edit_and_publish()

    def look(self, file: str) -> SpreadsheetSnapshot:
        """A spreadsheet with its marks as it is now."""
        return read_snapshot(self.google.emulator.get(file, fields=PLAIN_MASK))

    def edit_and_publish(self) -> None:
        """A publication that has something to say in every tab."""
        self.edits += 1
        for ward in self.wards:
            for row in range(2, 6):
                ward.edit(f"I{row}", f"sửa lần {self.edits}")
            ward.edit("H4", "12" if self.edits % 2 else "'0912345670")
            ward.check()
        self.google.publish()

    def do(self, deed: Deed) -> None:
        """The deed in ours, now or while we publish, and in the twin."""
        ours, twin = (_tab(self.look(file), deed.tab) for file in (self.ours, self.twin))
        acts = _acts(ours, twin, deed)
        self.may_return |= deed.while_publishing and (deed.does, deed.what) == ("delete", "rows")
        if acts:
            when = "before-write" if deed.while_publishing else "now"
            self.google.emulator.person(self.ours, *acts[0], when=when)
            self.google.emulator.person(self.twin, *acts[1])
        self.edit_and_publish()
        failed = [one.error for one in self.google.emulator.persons() if one.error]
        assert not failed, failed

    def assert_all_is_right(self) -> None:
        """After one more publication nothing is left to write, nothing is lost and none doubled."""
        self.google.publish()
        self.google.forget_calls()
        self.google.publish()
        assert self.google.calls() == ["read"]
        ours, twin = self.look(self.ours), self.look(self.twin)
        for tab in TABS:
            left = {text for *_, text in _theirs(_tab(twin, tab))}
            mine = {text for *_, text in _theirs(_tab(ours, tab))}
            # Of two rows side by side that go at once, one by us, nobody knows which was whose:
            # what officers wrote there comes back.
            assert mine == left or (tab == SUMMARY and self.may_return and mine > left), tab
            assert _together(_tab(ours, tab), left) == _together(_tab(twin, tab), left), tab
        for wanted in keyed_tabs(gather(self.google.context)):
            _assert_complete(_tab(ours, wanted.title), wanted)
        labels = [str(cell.value) for row in _tab(ours, SUMMARY).cells for cell in row]
        assert [labels.count(name) for name in ("Phường 1", "Phường 2", "Tổng cộng")] == [2] * 3


def _tab(snapshot: SpreadsheetSnapshot, title: str) -> Sheet:
    sheet = tab_of(snapshot, title)
    assert sheet is not None, title
    return sheet


def _words(sheet: Sheet, tab: str) -> Iterator[Mapping[str, Any]]:
    """A column of the officers' among or left of ours, one right of them, a row of their own."""
    header, width, height = HEADERS.get(tab, 1), sheet.used_columns + 1, len(sheet.cells)
    inside = 2 if tab in HEADERS else 0
    keys = [str(sheet.cell(row, 0).value or "") for row in range(header, height)]
    yield {"do": "insert-columns", "tab": tab, "column": a1_column(inside)}
    for at in (inside, width):
        texts = [[f"{THEIRS}{at} {n}: {key}"] if key else [""] for n, key in enumerate(keys)]
        yield {"do": "paste", "tab": tab, "cell": f"{a1_column(at)}{header + 1}", "rows": texts}
    yield {"do": "insert-rows", "tab": tab, "row": header + 3}
    for at in (inside, width):
        cell = f"{a1_column(at)}{header + 3}"
        yield {"do": "type", "tab": tab, "cell": cell, "text": f"{THEIRS}{at} dòng riêng"}


def _theirs(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(sheet.cells):
        for at, cell in enumerate(cells):
            if str(cell.value or "").startswith(THEIRS):
                yield row, at, str(cell.value)


def _columns(sheet: Sheet) -> dict[str, int]:
    """Ours by their marks, the officers' by the beginning of their words."""
    found = {text.split()[1]: at for _, at, text in _theirs(sheet)}
    marks = ((mark, at) for at, held in sheet.column_marks.items() for mark in held)
    return found | {f"ours {mark.value}": at for mark, at in marks if mark.key == OURS}


def _rows(sheet: Sheet) -> dict[str, int]:
    """Rows in which officers wrote, by what they wrote."""
    return {text.partition(" ")[2].partition(" ")[2]: row for row, _, text in _theirs(sheet)}


def _acts(ours: Sheet, twin: Sheet, deed: Deed) -> tuple[Acts, Acts] | None:
    """The deed for ours and for the twin; None where it would take a unit, or the headings, out
    of the register."""
    find = _columns if deed.what == "columns" else _rows
    here, there = find(ours), find(twin)
    names = sorted(here.keys() & there.keys())
    takes = deed.does in ("delete", "move") and deed.what == "rows"
    if not names or (takes and deed.tab == REGISTER):
        return None
    name, to = names[deed.number % len(names)], names[deed.to % len(names)]
    if deed.does == "rename":
        if not name.startswith("ours") or deed.tab == SUMMARY:
            return None
        new = "tên mới"
        return _type(ours, here[name], new), _type(twin, there[name], new)
    return _act(ours, deed, here[name], here[to]), _act(twin, deed, there[name], there[to])


def _header(sheet: Sheet) -> int:
    """The row with most headings."""
    return max(range(min(6, len(sheet.cells))), key=lambda row: len(sheet.cells[row]))


def _type(sheet: Sheet, column: int, text: str) -> Acts:
    """Type over a heading."""
    cell = f"{a1_column(column)}{_header(sheet) + 1}"
    return [{"do": "type", "tab": sheet.sheet_id, "cell": cell, "text": text}]


def _act(sheet: Sheet, deed: Deed, at: int, to: int) -> Acts:
    if deed.does == "move":
        dimension = deed.what.upper()
        source = {"sheetId": sheet.sheet_id, "dimension": dimension}
        source |= {"startIndex": at, "endIndex": at + 1}
        move = {"source": source, "destinationIndex": to}
        return [{"do": "batch-update", "requests": [{"moveDimension": move}]}]
    place = {"column": a1_column(at)} if deed.what == "columns" else {"row": at + 1}
    return [{"do": f"{deed.does}-{deed.what}", "tab": sheet.sheet_id, **place}]


def _together(sheet: Sheet, left: set[str]) -> tuple[set[frozenset[str]], ...]:
    """Which of the officers' words stand in one row, and which in one column."""
    rows: dict[int, set[str]] = {}
    columns: dict[int, set[str]] = {}
    for row, at, text in _theirs(sheet):
        if text in left:
            rows.setdefault(row, set()).add(text)
            columns.setdefault(at, set()).add(text)
    return set(map(frozenset, rows.values())), set(map(frozenset, columns.values()))


def _assert_complete(sheet: Sheet, wanted: KeyedTab) -> None:
    """Ours say what they should, no key twice, and words of the officers' beside their rows."""
    layout = find_layout(sheet, wanted)
    assert layout is not None
    heads = [sheet.cell(layout.header, at).value for at in layout.places]
    assert heads == list(wanted.titles)
    found = rows_by_key(sheet, layout, wanted)
    assert all(len(rows) == 1 for rows in found.values())
    for key, row in wanted.rows.items():
        stands = [sheet.cell(found[key][0], at).value for at in layout.places[1:]]
        assert all(map(same, stands, row.cells)), (key, stands, row.cells)
    for at, _, text in _theirs(sheet):
        key = text.partition(": ")[2]
        if key in found:
            assert [at] == found[key]


@pytest.fixture
def emulator(sheets_emulator: SheetsEmulator, monkeypatch: pytest.MonkeyPatch) -> SheetsEmulator:
    """An emulator for many examples."""
    # A hundred times as many empty rows would be read and written for nothing.
    monkeypatch.setattr(keyed_plan, "SPARE_ROWS", 3)
    # Every other test holds the answers to Google's documents; here that is half of the time.
    sheets_emulator.emulator.observers.clear()
    return sheets_emulator


QUIET = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def _hold(emulator: SheetsEmulator, folder: Any, drawn: Sequence[Deed]) -> None:
    emulator.reset()
    google = google_actions(emulator, folder.mktemp("district"))
    try:
        district = District(google)
        for deed in drawn:
            district.do(deed)
        district.assert_all_is_right()
    finally:
        google.close()


def test_whatever_officers_do_to_columns_and_rows_nothing_of_theirs_is_lost(
    emulator: SheetsEmulator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @seed(0)
    @settings(QUIET, max_examples=3)
    @given(deeds)
    def hold(drawn: list[Deed]) -> None:
        _hold(emulator, tmp_path_factory, drawn)

    hold()


SEEDS = os.environ.get("WARDSHEETS_TEST_SEEDS", "1 2 3 4").split()
EXAMPLES = int(os.environ.get("WARDSHEETS_TEST_EXAMPLES", "60"))


@pytest.mark.long
@pytest.mark.parametrize("number", SEEDS, ids=lambda number: f"seed-{number}-{EXAMPLES}-examples")
def test_whatever_officers_do_to_columns_and_rows_again_and_again(
    emulator: SheetsEmulator, tmp_path_factory: pytest.TempPathFactory, number: str
) -> None:
    @seed(int(number))
    @settings(QUIET, max_examples=EXAMPLES, print_blob=True)
    @given(deeds)
    def hold(drawn: list[Deed]) -> None:
        _hold(emulator, tmp_path_factory, drawn)

    hold()
