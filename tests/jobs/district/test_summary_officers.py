"""Officers work in the tab `Tổng hợp`: their rows, words and order stay, the totals are right."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from jobs.district.publish import publish
from jobs.store import Store
from service.process.main_job import run_main_job
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_summary_tab import ALSO, TAB, units_in_charts
from tests.jobs.ward.test_flags import MEMBERS

THIRD = MEMBERS.replace("'0912345678", "'0912345333").replace("'0987654321", "'0987654333")


@pytest.fixture
def wards(google: GoogleActions) -> list[Ward]:
    """Three wards, published; their lines stand in the rows 7 to 9."""
    tables = (MEMBERS, ALSO, THIRD)
    made = [google.workbook(f"Phường {n}", table) for n, table in enumerate(tables, 1)]
    google.drain()
    return made


def said(google: GoogleActions) -> list[list[str]]:
    """The texts of the tab, row by row, without empty cells."""
    cells = google.district(TAB).cells
    return [[str(c.value) for c in row if c.value not in (None, "")] for row in cells]


def publish_twice(google: GoogleActions, ward: Ward) -> None:
    """A ward writes one row more, all is published, and a second time nothing is written."""
    new = ["5", "Tổ CNSCĐ TDP 1", "Võ Thị Mai", "Nữ", "1979", "Thành viên", "", "'0912000111"]
    ward.person({"do": "paste", "tab": "3b. Thành viên", "cell": "A6", "rows": [new]})
    google.drain()
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_what_officers_write_in_the_summary_stays_where_they_wrote_it(
    google: GoogleActions, wards: list[Ward]
) -> None:
    end = len(google.district(TAB).cells)
    google.officer(
        {"do": "type", "tab": TAB, "cell": f"A{end + 2}", "text": "Ý kiến của lãnh đạo"},
        {"do": "type", "tab": TAB, "cell": "A15", "text": "giữa hai bảng"},
        {"do": "type", "tab": TAB, "cell": "N8", "text": "gọi lại"},
        {"do": "insert-rows", "tab": TAB, "row": 8},
        {"do": "type", "tab": TAB, "cell": "A8", "text": "Cụm phía bắc"},
        {"do": "insert-rows", "tab": TAB, "row": 1},
        {"do": "type", "tab": TAB, "cell": "A1", "text": "Bản để trình"},
    )
    publish_twice(google, wards[0])
    rows = said(google)
    assert (rows[0], rows[8]) == (["Bản để trình"], ["Cụm phía bắc"])
    assert (rows[9][0], rows[9][-1]) == ("Phường 2", "gọi lại")
    assert ["Ý kiến của lãnh đạo"] in rows and ["giữa hai bảng"] in rows
    totals = [row[-1] for row in rows if row and row[0] == "Tổng cộng"]
    assert (rows[7][-1], totals[0]) == ("5", "13")


def test_the_order_in_which_officers_sorted_the_units_stays(
    google: GoogleActions, wards: list[Ward]
) -> None:
    google.officer(
        {"do": "type", "tab": TAB, "cell": "N7", "text": "gọi lại"},
        {"do": "sort", "tab": TAB, "range": "A7:N9", "by": "A", "descending": True},
    )
    publish_twice(google, wards[0])
    rows = said(google)[6:9]
    assert [row[0] for row in rows] == ["Phường 3", "Phường 2", "Phường 1"]
    assert rows[2][-2:] == ["5", "gọi lại"]


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "type", "cell": "A8", "text": "gõ nhầm"},
        {"do": "type", "cell": "F8", "text": "99"},
        {"do": "delete-rows", "row": 8},
        {"do": "clear", "range": "A7:F10"},
    ],
    ids=lambda deed: str(deed["do"]),
)
def test_a_line_of_ours_that_somebody_spoilt_is_put_right(
    google: GoogleActions, wards: list[Ward], deed: dict[str, object]
) -> None:
    google.officer({"tab": TAB, **deed})
    publish_twice(google, wards[0])
    rows = [row for row in said(google)[5:12] if row]
    names = ["Đơn vị", "Phường 1", "Phường 2", "Phường 3", "Tổng cộng"]
    assert [row[0] for row in rows] == names
    assert [row[-1] for row in rows[1:]] == ["5", "4", "4", "13"]


@pytest.mark.parametrize("beside", [True, False])
def test_a_unit_that_comes_last_is_in_the_charts_and_takes_nobodys_remark(
    google: GoogleActions, wards: list[Ward], beside: bool
) -> None:
    if beside:
        google.officer({"do": "type", "tab": TAB, "cell": "N9", "text": "gọi lại"})
    google.officer(
        {"do": "type", "tab": "Đơn vị", "cell": "A5", "text": "W4"},
        {"do": "type", "tab": "Đơn vị", "cell": "B5", "text": "Phường 4"},
        {"do": "type", "tab": "Đơn vị", "cell": "J5", "text": "phường"},
    )
    google.publish()
    assert all({"Phường 3", "Phường 4"} <= set(names) for names in units_in_charts(google))
    remarked = [row[0] for row in said(google) if row and row[-1] == "gọi lại"]
    assert remarked == (["Phường 3"] if beside else [])


def test_the_words_beside_a_unit_that_went_stay_without_its_numbers(
    google: GoogleActions, wards: list[Ward]
) -> None:
    google.officer(
        {"do": "type", "tab": TAB, "cell": "N8", "text": "đã nhập vào phường khác"},
        {"do": "delete-rows", "tab": "Đơn vị", "row": 3},
    )
    google.publish()
    rows = said(google)
    assert ["đã nhập vào phường khác"] in rows
    assert not any(row[:1] == ["Phường 2"] for row in rows)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_summary_whose_write_was_cut_off_twice_is_not_doubled(
    google: GoogleActions, wards: list[Ward], when: str
) -> None:
    google.officer({"do": "delete-rows", "tab": "Đơn vị", "row": 3})
    path = google.context.district_spreadsheet
    google.emulator.plan(fault="reset", kind="write", path=path, when=when, count=2)
    publish_twice(google, wards[0])
    names = [row[0] for row in said(google) if row]
    assert names.count("Phường 1") == names.count("Phường 3") == 3
    assert (names.count("Phường 2"), names.count("Tổng cộng")) == (0, 3)


def test_a_new_store_takes_the_summary_as_it_stands(
    google: GoogleActions, wards: list[Ward], tmp_path: Path
) -> None:
    before = said(google)
    store = Store.open(f"sqlite:///{tmp_path / 'new.db'}", Fernet.generate_key().decode())
    fresh = replace(google.context, store=store)
    publish(fresh)
    run_main_job(fresh)
    store.close()
    assert [row[:1] for row in said(google)][2:] == [row[:1] for row in before][2:]
