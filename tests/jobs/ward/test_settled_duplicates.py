"""A duplicate that an officer settled asks nothing of its units, until one more has the same."""

import time

from jobs.store.settlements import Settlement, owners, reopen, settle
from tests.actions.ward_actions import GoogleActions, Ward

TAB = "3c. Cán bộ phụ trách"
OFFICERS = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Lê Văn An | Nam | 1985 | Công chức | '031085001234 | '0912345678 | kiêm nhiệm
"""
CCCD = "031085001234"


def wards(google: GoogleActions, *names: str) -> list[Ward]:
    """Wards with the same officer, each checked twice, so that all know of each other."""
    made = [google.workbook(name, OFFICERS, tab=TAB) for name in names]
    for ward in [*made, *made]:
        ward.check()
    return made


def settled(google: GoogleActions) -> str:
    """An officer says that whoever has that number now may have it; its keyed hash."""
    store = google.context.store
    digest = store.vault.digest("cccd", CCCD)
    with store.begin() as connection:
        units = tuple(owners(connection, "cccd", digest))
        settle(connection, Settlement("cccd", digest, units, "031…", "an@example.vn", time.time()))
    return digest


def test_a_settled_duplicate_asks_nothing_of_its_units(google: GoogleActions) -> None:
    both = wards(google, "Phường 1", "Phường 2")
    assert all("Trùng" in ward.flags(TAB)[2] or "trùng" in ward.flags(TAB)[2] for ward in both)
    settled(google)
    for ward in both:
        ward.check()
    assert [ward.flags(TAB) for ward in both] == [{}, {}]


def test_one_more_unit_with_the_same_is_asked_and_asks_the_others(google: GoogleActions) -> None:
    both = wards(google, "Phường 1", "Phường 2")
    settled(google)
    third = google.workbook("Phường 3", OFFICERS, tab=TAB)
    for ward in (third, *both):
        ward.check()
    assert [set(ward.flags(TAB)) for ward in (third, *both)] == [{2}, {2}, {2}]


def test_what_is_reopened_is_asked_again(google: GoogleActions) -> None:
    both = wards(google, "Phường 1", "Phường 2")
    digest = settled(google)
    both[0].check()
    with google.context.store.begin() as connection:
        reopen(connection, "cccd", digest)
    both[0].check()
    assert set(both[0].flags(TAB)) == {2}
