"""What is known of a workbook is told apart: never read, no link, lost, changed, not looked at."""

from dataclasses import replace
from typing import Any

import pytest

from jobs.district.content import gather
from jobs.district.list_tab import list_tab
from jobs.store.units import UnitState
from jobs.unit import states
from sheets_schema.messages import LANGUAGES
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import seen
from tests.jobs.ward.test_flags import LIST, MEMBERS

OFFICER = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Vũ Văn An | Nam | 1980 | Phó Chủ tịch | '031080001234 | '0912345670 |
"""
DAY = 86_400.0
READ = UnitState("W1", states.CHECKED, read_at=5 * DAY, good_at=5 * DAY)


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (UnitState("W1"), states.NOT_READ),
        (READ, states.CHECKED),
        (replace(READ, read_at=2 * DAY), states.STOPPED),
        (replace(READ, read_at=2 * DAY, locked_at=2 * DAY), states.LOCKED),
        (replace(READ, leftover_since=5 * DAY), states.CHANGED),
        (replace(READ, state=states.ACCESS_LOST, read_at=2 * DAY), states.ACCESS_LOST),
        (replace(READ, state=states.NO_SPREADSHEET), states.NO_SPREADSHEET),
    ],
)
def test_each_condition_has_its_word(known: UnitState, word: str) -> None:
    assert states.condition_of(known, 5 * DAY + 60) == word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_says_something_of_its_own(language: str) -> None:
    said = {states.describe(word, language) for word in states.WORDS}
    assert len(said) == len(states.WORDS)


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A checked ward."""
    one = google.workbook("Phường 3", MEMBERS)
    one.check()
    return one


def shown(google: GoogleActions, name: str = "members") -> set[Any]:
    content = gather(google.context)
    table = next(one for one in content.tables if one.name == name)
    return {row.cells[1] for row in list_tab(content, table).rows.values()}


def test_rows_of_a_workbook_that_cannot_be_read_carry_their_day(
    google: GoogleActions, ward: Ward
) -> None:
    assert "đạt" in shown(google)
    google.register(ward, spreadsheet="gone" * 11)
    google.clock.forward(DAY)
    ward.check()
    told = shown(google)
    assert "theo bảng ngày 21/10/2024" in told
    assert all("theo bảng ngày 21/10/2024" in one for one in told)


def test_only_rows_of_the_list_that_is_lost_carry_their_day(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS, tabs={"3c. Cán bộ phụ trách": OFFICER})
    ward.check()
    google.clock.forward(DAY)
    ward.person({"do": "delete-tab", "tab": LIST})
    ward.check()
    told = shown(google)
    assert told and all("theo bảng ngày 21/10/2024" in one for one in told)
    assert shown(google, "officers") == {"đạt"}


def test_who_was_given_no_workbook_is_never_late(google: GoogleActions, ward: Ward) -> None:
    google.clock.forward(60 * DAY)
    assert seen(ward).late
    google.register(ward, spreadsheet="")
    ward.check()
    assert not seen(ward).late and seen(ward).timeliness == "not-yet"
    assert seen(ward).condition == states.NO_SPREADSHEET


def test_a_service_that_stopped_is_told_in_the_band_of_the_summary(
    google: GoogleActions, ward: Ward
) -> None:
    assert "chưa được kiểm tra lại" not in " ".join(gather(google.context).band)
    google.clock.forward(3 * DAY)
    [said] = [one for one in gather(google.context).band if "Phường 3" in one]
    assert "Hơn 2 ngày chưa được kiểm tra lại" in said
