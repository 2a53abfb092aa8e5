"""The tick "nothing to report" and rows beside it: the rows are believed, and that is said."""

from dataclasses import replace
from itertools import takewhile

import pytest

from sheets_schema.campaign import Link
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE, says, seen
from tests.jobs.ward.test_guide import complete, row_of, tick

NOTHING, TAB = "Không đề xuất", "2. Nền tảng"
PLATFORM = ("1", "VNeID", "https://vneid.gov.vn", "1,3", "Giúp người dân nộp hồ sơ tại nhà")


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward that says of all lists but one that there is nothing to report."""
    one = complete(google)
    one.check()
    return one


def type_a_row(ward: Ward) -> None:
    for column, value in zip("ABCDE", PLATFORM, strict=True):
        ward.edit(f"{column}2", value, tab=TAB)


def is_ticked(ward: Ward) -> bool:
    return ward.sheet("Hướng dẫn").cell(row_of(ward, NOTHING) - 1, 0).value is True


def test_a_row_takes_the_tick_back_and_the_sheet_says_so(ward: Ward) -> None:
    type_a_row(ward)
    run = ward.check()
    assert not is_ticked(ward)
    assert says(ward, "Đã bỏ dấu tích lúc 09:05 21/10/2024: trang này có 1 dòng.")
    assert "nil-with-rows" not in run.codes and run.fixed == 0
    ward.google.forget_calls()
    ward.check()
    assert ward.google.calls() == ["read"]


def test_the_words_go_with_the_row(ward: Ward) -> None:
    type_a_row(ward)
    ward.check()
    ward.person({"do": "delete-rows", "tab": TAB, "row": 2, "count": 1})
    ward.check()
    assert not says(ward, "Đã bỏ dấu tích")
    tick(ward, NOTHING)
    ward.check()
    assert is_ticked(ward)


def test_other_lists_keep_their_ticks(ward: Ward) -> None:
    type_a_row(ward)
    ward.check()
    cell = ward.sheet("Hướng dẫn").cell(row_of(ward, "Chưa có mô hình") - 1, 0)
    assert cell.value is True


def test_while_somebody_types_the_tick_stays(google: GoogleActions, ward: Ward) -> None:
    google.with_options(row_quiet_seconds=10)
    type_a_row(ward)
    run = ward.check()
    assert run.again_after is not None and is_ticked(ward)
    google.clock.forward(11)
    ward.check()
    assert not is_ticked(ward)


def test_a_report_that_was_taken_holds_the_row_and_stays_on_time(ward: Ward) -> None:
    tick(ward, DONE)
    ward.check()
    assert seen(ward).accepted
    type_a_row(ward)
    ward.check()
    assert seen(ward).timeliness.startswith("on-time") and seen(ward).rows == 2


def links(ward: Ward, *named: Link) -> None:
    context = ward.google.context
    ward.google.context = replace(context, campaign=replace(context.campaign, links=named))
    ward.check()


def pages(ward: Ward) -> list[str]:
    rows = ward.sheet("Hướng dẫn").cells[row_of(ward, "ĐƯỜNG DẪN THAM KHẢO") :]
    said = (row[1].value if len(row) > 1 else None for row in rows)
    return [str(one) for one in takewhile(bool, said)]


ONE, TWO = Link("Trang Một", "https://one.gov.vn"), Link("Trang Hai", "https://two.gov.vn")
THREE = Link("Trang Ba", "https://three.gov.vn")


def test_the_reference_pages_follow_the_campaign(ward: Ward) -> None:
    links(ward, ONE, TWO, THREE)
    assert pages(ward) == ["Trang Một", "Trang Hai", "Trang Ba"]
    links(ward, THREE)
    assert pages(ward) == ["Trang Ba"]
    links(ward, THREE, ONE)
    assert pages(ward) == ["Trang Ba", "Trang Một"]


def test_an_address_that_changed_under_the_same_title_is_written_anew(ward: Ward) -> None:
    links(ward, ONE)
    ward.google.forget_calls()
    links(ward, Link(ONE.title, "https://other.gov.vn"))
    [first, *_] = ward.google.writes()
    assert "https://other.gov.vn" in str(first)
