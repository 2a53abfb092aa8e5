"""A ward and its twin: what a fresh service makes of the twin is what ours must have come to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jobs.check_workbook import check_unit
from jobs.register import save_register
from sheets_client.snapshot import Sheet
from tests.ward_actions import GoogleActions, Ward

TITLE = "3b. Thành viên"
OURS = ("Hướng dẫn", "Kết quả kiểm tra")


class TwinWards:
    """`ward` is ours to check; `twin` gets the same deeds and is never touched by us.

    `new_district` makes another, empty district on the same emulator.
    """

    def __init__(
        self, ours: GoogleActions, table: str, new_district: Callable[[], GoogleActions]
    ) -> None:
        self.ours = ours
        self.new_district = new_district
        self.ward = ours.workbook("Phường", table)
        self.twin = ours.workbook("Phường", table)
        ours.units = ours.units[:1]
        save_register(ours.context, ours.units)
        self._replayed = len(ours.emulator.persons())

    def replay(self) -> None:
        """Do to the twin what people did to our ward since the last time."""
        done = self.ours.emulator.persons()
        for one in done[self._replayed :]:
            if one.file == self.ward.spreadsheet and not one.error:
                self.twin.person(one.deed)
        self._replayed = len(self.ours.emulator.persons())

    def become_quiet(self) -> None:
        """No more weather, nobody acts any more, and we run until we write nothing."""
        self.ours.emulator.emulator.persons.plans.clear()
        self.ours.emulator.clear_weather()
        for _ in range(4):
            self.ours.forget_calls()
            self.ours.drain()
            if "write" not in self.ours.calls():
                break
        self.replay()

    def assert_all_is_right(self) -> None:
        """The ward's cells are its own, its flags and its consolidated rows are deserved."""
        assert own_cells(self.ward) == own_cells(self.twin)
        assert self.ours.calls() == ["read", "read"], "a second run writes nothing"
        fresh = self.new_district()
        try:
            unit = replace(self.ours.units[0], spreadsheet=self.twin.spreadsheet)
            save_register(fresh.context, [unit])
            check_unit(fresh.context, unit.code)
            fresh.publish()
            title = next(s.title for s in self.ward.look().sheets if s.title not in OURS)
            assert self.ward.flags(title) == self.twin.flags(title)
            assert consolidated(self.ours) == consolidated(fresh)
        finally:
            fresh.context.store.close()

    def list(self) -> Sheet | None:
        """The consolidated list; None before the first publication."""
        return self.ours.look(self.ours.context.district_spreadsheet).by_title(TITLE)


def own_cells(ward: Ward) -> list[tuple[str, list[list[Any]]]]:
    """Every cell of the ward's own, tab by tab."""
    sheets = [sheet for sheet in ward.look().sheets if sheet.title not in OURS]
    return [(sheet.title, ward.user_grid(sheet)) for sheet in sheets]


def consolidated(actions: GoogleActions) -> list[tuple[str, ...]]:
    """The consolidated rows that are not gone, without their keys, in no order."""
    found = [
        tuple(cell.shown for cell in row[1:14])
        for row in actions.district(TITLE).cells[2:]
        if row and row[0].value and row[2].value != "đã gỡ ở phường"
    ]
    return sorted(row + ("",) * (13 - len(row)) for row in found)
