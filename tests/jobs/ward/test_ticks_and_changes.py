"""A tick is for the value that stood beside it: what changes meanwhile is left alone."""

from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_results_tab import RESULTS, line_of

TWO_LOST_ZEROS = MEMBERS.replace("'0987654321", "983456712")


def test_a_tick_on_a_group_is_not_for_what_was_typed_since(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", TWO_LOST_ZEROS)
    ward.check()
    row = line_of(ward, "Số điện thoại mất số 0 ở đầu (2)")
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{row}"})
    ward.edit("H5", "912000777")
    ward.check()
    phones = [ward.sheet().cell(row, 7).shown for row in (2, 4)]
    assert phones == ["0912345679", "912000777"]
