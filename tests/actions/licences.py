"""What people ticked, kept apart from what the tab of results says by the time we look.

A person ticks a line as it stands on the screen: for one row, one column and the value there. A
phone that was without a connection brings its writes hours later. Google moves such an edit with
its row and drops it when the row was deleted; what was typed lands where the row stands then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jobs.ward.run_result import RunResult
from sheets_client.snapshot import SpreadsheetSnapshot
from tests.actions.twins import RESULTS, TwinWards, list_of
from tests.actions.ward_ticks import Box, Meaning, below, boxes, granted

# Right of our columns in the tab of results: what a person scribbles there moves with the row.
SCRIBBLE = "F"


@dataclass
class Phone:
    """A phone without a connection: the tab of results as it was, and what waits to be sent."""

    lines: Sequence[Box] = ()
    waiting: list[tuple[str, Any]] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)


class LicensedWards(TwinWards):
    """Twins whose repairs must each have a licence: a line that somebody saw and ticked.

    `licences` are keys of ticked lines; `taken_away` those from which a person took the tick, now
    or between a read of ours and its write: the run that read before it may still put them in.
    `known` is what each line stood for when a quiet run had just written it.
    """

    def __init__(self, *words: Any) -> None:
        super().__init__(*words)
        self.licences: set[str] = set()
        self.taken_away: set[str] = set()
        self.known: dict[str, Meaning] = {}
        self.phone: Phone | None = None

    def check(self) -> RunResult:
        """One run over the ward, whose lines are then known where nobody came between."""
        self._take_away()
        result = super().check()
        seen = self.ward.look()
        if self._fresh:
            for box in boxes(seen.by_title(RESULTS)):
                if box.proposal and (meaning := self.meaning(seen, box)):
                    self.known.setdefault(box.key, meaning)
        return result

    def meaning(self, seen: SpreadsheetSnapshot, box: Box) -> Meaning | None:
        """What a line stands for while the tab is as its list is."""
        grid = self.ward.user_grid(list_of(seen))
        heads = [str(head) for head in grid[0]]
        if box.row > len(grid) or box.column not in heads:
            return None
        row = [*grid[box.row - 1], *[""] * len(heads)]
        return Meaning(str(row[0]), box.column, str(row[heads.index(box.column)]))

    def tick(self, number: int, ticked: bool, when: str) -> None:
        """Somebody ticks a line, or takes a tick away again: the `number`-th that there is."""
        lines = boxes(self.ward.look().by_title(RESULTS))
        if lines:
            self._license(lines, lines[number % len(lines)], ticked)
        super().tick(number, ticked, when)
        if when != "now":
            # At once: the line that stands there when it is done is the one that was seen.
            self.check()
            self.ours.emulator.emulator.persons.plans.clear()

    def _license(self, lines: Sequence[Box], box: Box, ticked: bool) -> None:
        keys = {one.key for one in ([box] if box.proposal else below(lines, box))}
        if not ticked:
            self.taken_away |= keys
            return
        self.licences |= keys
        self.taken_away -= keys
        for key in keys & set(self.known):
            self.meant[key] = self.known[key]

    def _take_away(self) -> None:
        """A line whose tick was taken away has no licence, unless it or its heading is ticked."""
        still = {box.key for box in granted(self.ward.look().by_title(RESULTS))}
        self.licences -= self.taken_away - still
        self.taken_away &= still

    def _compare(self, before: Sequence[Box]) -> list[Box]:
        return super()._compare([box for box in before if box.key in self.licences])

    def sort_results(self, area: str, by: str, when: str) -> None:
        """Somebody sorts the tab of results."""
        results = self.ward.look().by_title(RESULTS)
        if results is not None:
            deed = {"do": "sort", "tab": results.sheet_id, "range": area, "by": by}
            self.ward.person(deed, when=when)

    def lose_connection(self) -> None:
        """Somebody opens the tab of results on a phone, which then loses its connection."""
        results = self.ward.look().by_title(RESULTS)
        lines = boxes(results)
        if results is None or not lines or self.phone:
            return
        wide = {"sheetId": results.sheet_id, "dimension": "COLUMNS", "length": 4}
        grow = {"do": "batch-update", "requests": [{"appendDimension": wide}]}
        self.phone = Phone(lines)
        scribbles = []
        for box in lines:
            mark = self.phone.marks[box.key] = f"điện thoại {len(self.phone.marks)}"
            cell = f"{SCRIBBLE}{box.line}"
            scribbles.append({"do": "type", "tab": results.sheet_id, "cell": cell, "text": mark})
        self.ward.person(grow, *scribbles)

    def tick_on_the_phone(self, number: int) -> None:
        """A tick that nobody hears of yet."""
        if self.phone:
            box = self.phone.lines[number % len(self.phone.lines)]
            self.phone.waiting.append(("tick", box))

    def type_on_the_phone(self, deed: dict[str, Any]) -> None:
        """A deed in the list that nobody hears of yet."""
        if self.phone:
            self.phone.waiting.append(("deed", deed))

    def find_connection(self, when: str) -> None:
        """All that waited is sent at once."""
        phone, self.phone = self.phone, None
        results = self.ward.look().by_title(RESULTS)
        rows = enumerate(results.cells if results else (), start=1)
        at = {str(cell.value): row for row, cells in rows for cell in cells[5:6] if cell.value}
        for kind, what in phone.waiting if phone else ():
            if kind == "deed":
                self.ward.person(what, when=when)
            elif phone and results and (row := at.get(phone.marks[what.key])):
                self._license(phone.lines, what, ticked=True)
                place = {"tab": results.sheet_id, "cell": f"A{row}"}
                self.ward.person({"do": "tick", **place}, when=when)
                self._ticked = True
