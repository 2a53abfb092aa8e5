"""A right row says ✓: an empty cell is one that nobody looked at; and old results say so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobs.ward.results.lines import AGE
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS

RESULTS = "Kết quả kiểm tra"
OLD = "⚠ Kết quả này đã cũ"


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A checked ward with right and wrong members."""
    one = google.workbook("Phường 3", MEMBERS)
    one.check()
    return one


def right_rows(ward: Ward) -> list[int]:
    return [row for row, said in ward.checks().items() if said == "✓"]


def test_every_row_that_was_looked_at_says_something(ward: Ward) -> None:
    checks = ward.checks()
    assert set(checks) == set(ward.row_ids())
    assert set(right_rows(ward)) == set(checks) - set(ward.flags()) and right_rows(ward)


def test_a_row_that_was_not_looked_at_yet_is_empty_and_says_it_then(
    google: GoogleActions, ward: Ward
) -> None:
    google.with_options(row_quiet_seconds=10)
    [row, *_] = right_rows(ward)
    ward.edit(f"B{row}", "Trần Thị Bích Hà")
    assert ward.check().again_after is not None
    assert row not in ward.checks()
    google.clock.forward(11)
    ward.check()
    assert row in right_rows(ward)


def test_a_mark_takes_the_place_of_what_is_wrong_once_it_is_right(ward: Ward) -> None:
    [row, *_] = right_rows(ward)
    before = ward.sheet().cell(row - 1, 1).value
    ward.edit(f"B{row}", "")
    ward.check()
    assert ward.flags()[row].startswith("✖")
    ward.edit(f"B{row}", before)
    ward.check()
    assert row in right_rows(ward)


def age_formula(ward: Ward) -> str:
    rows = ward.sheet(RESULTS).cells
    found = [row[1].formula for row in rows if row[3:] and str(row[3].value).startswith(AGE)]
    return found[0] or "" if found else ""


def says_old(ward: Ward) -> bool:
    return any(row[1].startswith(OLD) for row in ward.results())


def test_results_say_by_themselves_that_they_are_old(google: GoogleActions) -> None:
    # The sheet's own clock goes on from now.
    google.clock.now = datetime.fromtimestamp(google.emulator.emulator.now(), UTC)
    far = google.clock.now.replace(year=google.clock.now.year + 1)
    google.context = replace(google.context, campaign=replace(google.context.campaign, due=far))
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    assert age_formula(ward) and not says_old(ward)
    google.emulator.advance(3 * 86_400)
    # Opening a spreadsheet computes it anew; here somebody types elsewhere.
    ward.edit("Z9", "x")
    assert says_old(ward)
    google.clock.forward(3 * 86_400)
    ward.check()
    assert not says_old(ward)


def test_the_formula_is_written_once_a_day_and_again_where_it_was_wiped(
    google: GoogleActions, ward: Ward
) -> None:
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]
    rows = ward.sheet(RESULTS).cells
    at = next(n for n, row in enumerate(rows, 1) if row[3:] and AGE in str(row[3].value))
    ward.person({"do": "type", "tab": RESULTS, "cell": f"B{at}", "text": "hết"})
    ward.check()
    before = age_formula(ward)
    assert "DATE(2024;10;23)" in before
    google.clock.forward(86_400)
    ward.check()
    assert "DATE(2024;10;24)" in age_formula(ward)


def test_behind_the_lock_results_do_not_grow_old(google: GoogleActions, ward: Ward) -> None:
    locked = google.clock.now
    google.context = replace(
        google.context, campaign=replace(google.context.campaign, due=locked, locked=locked)
    )
    google.clock.forward(60)
    ward.check()
    assert not age_formula(ward)
