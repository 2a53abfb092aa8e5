"""A ward and its twin: what a fresh service makes of the twin is what ours must have come to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from jobs.district.content import gather
from jobs.district.list_tab import list_tab
from jobs.register.take import save_register
from jobs.store import Store
from jobs.tab.places import a1_column
from jobs.ward.check import check_unit
from jobs.ward.grids import workbook_of
from jobs.ward.run_result import RunResult
from jobs.ward.ticks.repairs import PLAIN_TEXT
from sheets_client.snapshot import GridRange, Sheet, SpreadsheetSnapshot
from sheets_emulator.weather.weather import Weather
from sheets_emulator.wire.inside import InnerCallError
from sheets_schema.validate import validate
from tests.actions.ward_actions import GoogleActions, Ward
from tests.actions.ward_ticks import (
    Box,
    Changed,
    Meaning,
    account,
    below,
    boxes,
    changed_cells,
    granted,
)

TITLE = "3b. Thành viên"
RESULTS = "Kết quả kiểm tra"
OURS = ("Hướng dẫn", RESULTS)
GONE = "đã gỡ ở phường"
PLAIN_TEXT_COLUMNS = ("Số điện thoại", "Số CCCD")


class TwinWards:
    """`ward` is ours to check; `twin` gets the same deeds and is never touched by us.

    `fresh_store` gives an empty store to a service that has never seen anything. `meant` is what
    the ticked lines stood for; a proposal that we put in is put into the twin as well, once it
    is sure that we were allowed to.
    """

    def __init__(self, ours: GoogleActions, table: str, fresh_store: Callable[[], Store]) -> None:
        self.ours = ours
        self.fresh_store = fresh_store
        self.ward = ours.workbook("Phường", table)
        self.twin = ours.workbook("Phường", table)
        ours.units = ours.units[:1]
        save_register(ours.context, ours.units)
        self.meant: dict[str, Meaning] = {}
        self.applied = 0
        self._ticked = False
        self._fresh = False
        self._columns = 0
        self._replayed = len(ours.emulator.persons())

    def replay(self) -> int:
        """Do to the twin what people did to our ward since the last time; how much they did."""
        done = [
            one.deed
            for one in self.ours.emulator.persons()[self._replayed :]
            if one.file == self.ward.spreadsheet and not one.error
        ]
        deeds = [deed for deed in done if deed["do"] != "tick"]
        for deed in deeds:
            self.twin.person(deed)
            self._columns += deed["do"] == "insert-columns"
            if deed["do"] == "sort" and self._columns:
                # Columns outside the range stayed where they were: no row is what it was.
                self.meant.clear()
        self._replayed = len(self.ours.emulator.persons())
        self._fresh = self._fresh and not deeds
        return len(done)

    def tick(self, number: int, ticked: bool, when: str) -> None:
        """Somebody ticks a line, or takes a tick away: the `number`-th that there is."""
        self.replay()
        seen = self.ward.look()
        results = seen.by_title(RESULTS)
        lines = boxes(results)
        if results is None or not lines:
            return
        box = lines[number % len(lines)]
        if self._fresh:
            for one in [box] if box.proposal else below(lines, box):
                self.meant[one.key] = _meaning(self.ward, seen, one)
        place = {"tab": results.sheet_id, "cell": f"A{box.line}"}
        self.ward.person({"do": "tick", "ticked": ticked, **place}, when=when)
        self._ticked = True

    def check(self) -> RunResult:
        """One run over the ward."""
        with self._watched() as finished:
            rules = len(self._weather.rules)
            result = self.ward.check()
            finished.append(len(self._weather.rules) == rules and result.again_after is None)
        self._fresh = finished[-1]
        return result

    @property
    def _weather(self) -> Weather:
        weather: Weather = self.ours.emulator.emulator.weather
        return weather

    @contextmanager
    def _watched(self) -> Iterator[list[bool]]:
        """Look that a run puts in what was ticked and nothing else, even where it is cut off.

        The body appends whether the run came to its end in fine weather and has nothing to look
        at again: a tick may wait for the next look.
        """
        self.replay()
        before = granted(self.ward.look().by_title(RESULTS)) if self._ticked else []
        finished = [False]
        try:
            yield finished
        finally:
            quiet = not self.replay() and finished[-1]
            if before:
                left = self._compare(before)
                if quiet:
                    self._are_gone(left)

    def _compare(self, before: Sequence[Box]) -> list[Box]:
        """Do what was rightly put in to the twin too; the lines for which nothing was."""
        ours, theirs = self.ward.look(), self.twin.look()
        mine, was = own_cells(self.ward, ours), own_cells(self.twin, theirs)
        changes = changed_cells(mine[0][1], was[0][1])
        assert changes is not None, "the twins have different shapes"
        proposals = self._proposals(theirs) if changes else {}
        wrong, left = account(changes, before, self.meant, proposals)
        assert not wrong, f"changed without a tick for it: {wrong}"
        self.applied += len(changes)
        for change in changes:
            self.twin.person(_typed(list_of(theirs), change))
        return left

    def _are_gone(self, left: Sequence[Box]) -> None:
        """Nobody came between: a line for which nothing was put in is gone or ticked no more."""
        here = {box.key for box in granted(self.ward.look().by_title(RESULTS))}
        forgotten = [box for box in left if box.key in here]
        assert not forgotten, f"ticked and left as it was: {forgotten}"

    def _proposals(self, theirs: SpreadsheetSnapshot) -> dict[tuple[int, int], str]:
        """What the twin's values deserve to be replaced by, by row and column from 0."""
        context = self.ours.context
        grids = workbook_of(theirs, {})
        found = validate(grids, self.ours.units[0], context.campaign, context.today(), strict=True)
        return {
            (one.row - 1, one.col): one.proposed
            for one in found.findings
            if one.row is not None and one.col is not None and one.proposed is not None
        }

    def become_quiet(self) -> None:
        """No more weather, nobody acts any more, and we run until we write nothing."""
        self.ours.emulator.emulator.persons.plans.clear()
        self.ours.emulator.clear_weather()
        for _ in range(6):
            self.ours.forget_calls()
            result = self.check()
            self.ours.clock.forward(result.again_after or 0)
            self.ours.publish()
            if "write" not in self.ours.calls():
                break

    def assert_all_is_right(self) -> None:
        """The ward's cells are its own, its flags and its consolidated rows are deserved."""
        assert self.ours.calls() == ["read", "read"], "a second run writes nothing"
        ours = self.ward.look()
        assert own_cells(self.ward, ours) == own_cells(self.twin, self.twin.look())
        assert not granted(ours.by_title(RESULTS)), "a tick has been forgotten"
        fresh = replace(self.ours.context, store=self.fresh_store())
        unit = replace(self.ours.units[0], spreadsheet=self.twin.spreadsheet)
        save_register(fresh, [unit])
        check_unit(fresh, unit.code)
        title = list_of(ours).title
        assert self.ward.flags(title, ours) == self.twin.flags(title)
        content = gather(fresh)
        table = next(table for table in content.tables if table.title == TITLE)
        deserved = [row.cells for row in list_tab(content, table).rows.values()]
        assert consolidated(self.list()) == in_no_order(deserved)

    def list(self) -> Sheet | None:
        """The consolidated list; None before the first publication."""
        try:
            return self.ours.look(self.ours.context.district_spreadsheet, TITLE).sheets[0]
        except InnerCallError:
            return None


def _meaning(ward: Ward, seen: SpreadsheetSnapshot, box: Box) -> Meaning:
    """What a line of the tab stands for while the tab is as its list is."""
    grid = ward.user_grid(list_of(seen))
    heads, row = [str(head) for head in grid[0]], grid[box.row - 1]
    return Meaning(str(row[0]), box.column, str(row[heads.index(box.column)]))


def list_of(book: SpreadsheetSnapshot) -> Sheet:
    """The ward's list, whatever its title."""
    return next(sheet for sheet in book.sheets if sheet.title not in OURS)


def own_cells(ward: Ward, book: SpreadsheetSnapshot) -> Sequence[tuple[str, list[list[Any]]]]:
    """Every cell of the ward's own, tab by tab."""
    sheets = [sheet for sheet in book.sheets if sheet.title not in OURS]
    return [(sheet.title, ward.user_grid(sheet)) for sheet in sheets]


def _typed(sheet: Sheet, change: Changed) -> dict[str, Any]:
    """The deed that puts a proposal in as we do: where a zero could be lost, as plain text."""
    if change.title not in PLAIN_TEXT_COLUMNS:
        cell = f"{a1_column(change.column)}{change.row + 1}"
        return {"do": "type", "tab": sheet.sheet_id, "cell": cell, "text": change.after}
    row, column = change.row, change.column
    place = GridRange(sheet.sheet_id, row, row + 1, column, column + 1)
    cell_data = {
        "userEnteredValue": {"stringValue": change.after},
        "userEnteredFormat": PLAIN_TEXT,
    }
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    request = {"range": place.json(), "cell": cell_data, "fields": fields}
    return {"do": "batch-update", "requests": [{"repeatCell": request}]}


def consolidated(sheet: Sheet | None) -> list[tuple[str, ...]]:
    """The consolidated rows that are not gone, without their keys, in no order."""
    if sheet is None:
        return []
    width = [cell.value for cell in sheet.cells[1]].index("Nguồn") + 1
    rows = [
        tuple(sheet.cell(at, column).value for column in range(1, width))
        for at in range(2, len(sheet.cells))
        if sheet.cell(at, 0).value
    ]
    return in_no_order([row for row in rows if row[1] != GONE])


def in_no_order(rows: Sequence[Sequence[Any]]) -> list[tuple[str, ...]]:
    """Rows as people see them, to compare; an empty text and nothing are one.

    A number and the same digits as text are one, too: with a repair the telephone column may
    become plain text beside the cell that it was for.
    """
    return sorted(tuple(str("" if cell is None else cell) for cell in row) for row in rows)
