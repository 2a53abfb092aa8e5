"""A register of levels: its tab, the totals by level, a unit that moves in mid-period."""

from dataclasses import replace

import pytest

from jobs.register.kept import load_told
from jobs.store.events import MOVED, events_of
from jobs.store.units import load_register, load_units
from jobs.unit.deeds import said_event
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_publication import column
from tests.jobs.register.test_taken import TAB, typed
from tests.jobs.ward.test_flags import MEMBERS

PARENT = "L"


@pytest.fixture
def wards(google: GoogleActions) -> list[Ward]:
    """Two districts that fill in nothing, with a ward each, and a third ward under the office."""
    levels = {"district": {"vi": "quận", "en": "district"}}
    google.context = replace(
        google.context, campaign=replace(google.context.campaign, levels=levels)
    )
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2, 3)]
    for n in (1, 2):
        google.units.append(OrgUnit(f"Q{n}", f"Quận {n}", "district", reviews=True))
        google.register(wards[n - 1], parent=f"Q{n}")
    for ward in wards:
        ward.check()
    google.publish()
    return wards


def summary(google: GoogleActions) -> list[list[object]]:
    """What the summary says, row by row."""
    return [[cell.value for cell in row] or [None] for row in google.district("Tổng hợp").cells]


@pytest.mark.usefixtures("wards")
def test_totals_stand_by_level_in_the_summary(google: GoogleActions) -> None:
    rows = summary(google)
    begin = next(at for at, row in enumerate(rows) if row[0] == "THEO CẤP")
    names = [row[0] for row in rows[begin + 2 : begin + 4]]
    assert names == ["Quận 1", "Quận 2"]
    ward = next(row for row in rows if row[0] == "Phường 1")
    assert rows[begin + 2][2:6] == ward[2:6]
    assert str(rows[begin + 2][1]).endswith("/1 đơn vị đạt")


@pytest.mark.usefixtures("wards")
def test_a_level_keeps_its_line_in_the_register_and_reports_nothing(google: GoogleActions) -> None:
    google.publish()
    with google.context.store.begin() as connection:
        assert [unit.code for unit in load_units(connection)] == ["W1", "W2", "W3"]
        assert len(load_register(connection)) == 5
    states = column(google.district(TAB), "Tình trạng", 0)
    assert [str(one).endswith("/1 đơn vị đạt") for one in states[-2:]] == [True, True]


@pytest.mark.usefixtures("wards")
def test_a_second_publication_writes_nothing(google: GoogleActions) -> None:
    google.publish()
    assert not google.publish().written


@pytest.mark.usefixtures("wards")
def test_a_unit_that_moves_in_the_middle_of_a_period_is_told_and_keeps_its_history(
    google: GoogleActions,
) -> None:
    typed(google, {f"{PARENT}2": "Q2"})
    typed(google, {})
    with google.context.store.begin() as connection:
        [event] = events_of(connection, "W1", google.context.campaign.term)
        [told] = [one for one in load_told(connection) if one.code == "moved"]
    assert event.kind == MOVED and event.facts["from"] == "Q1"
    assert "“Quận 1 → Quận 2”" in said_event(event, google.context.moment(), "vi")
    assert told.sentence.startswith("Trang Đơn vị, dòng 2, cột Trực thuộc: trong kỳ này")
    assert "Phường 1 chuyển từ Quận 1 sang Quận 2" in told.sentence


@pytest.mark.usefixtures("wards")
def test_a_circle_typed_into_the_tab_is_told_there_and_the_last_good_lines_stay(
    google: GoogleActions,
) -> None:
    typed(google, {f"{PARENT}2": "W2", f"{PARENT}3": "W1"})
    with google.context.store.begin() as connection:
        parents = [unit.parent for unit in load_units(connection)]
        told = [(one.code, one.line) for one in load_told(connection)]
    assert parents[:2] == ["Q1", "Q2"]
    assert told == [("parent-circle", 2), ("parent-circle", 3)]
