"""What officers wrote in the district's spreadsheet stays theirs, whatever becomes of columns."""

from collections.abc import Mapping
from typing import Any

import pytest

from jobs.tab.places import a1_column
from sheets_client.errors import Unavailable
from sheets_client.snapshot import Sheet
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_publication import LIST, OFFICERS, column
from tests.jobs.ward.test_flags import MEMBERS

OPINION = "Ý kiến quận"
REGISTER = "Đơn vị"
SUMMARY = "Tổng hợp"
OUR_TITLES = (
    "Khóa dòng", "Đơn vị", "Tình trạng", "STT", "Tên Tổ CNSCĐ", "Họ và tên", "Giới tính",
    "Năm sinh", "Chức danh trong Tổ", "Chức vụ, đơn vị", "Số điện thoại", "Ghi chú",
    "Cột đang dùng giá trị đề nghị", "Nguồn",
)  # fmt: skip


def at(sheet: Sheet, title: str, header: int = 1) -> str:
    """The letter of the column under a heading."""
    return a1_column([cell.value for cell in sheet.cells[header]].index(title))


def type_column(google: GoogleActions, letter: str, *texts: str, tab: str = LIST) -> None:
    """An officer fills a column from the row of the headings down."""
    rows = [[text] for text in texts]
    google.officer({"do": "paste", "tab": tab, "cell": f"{letter}2", "rows": rows})


def remarks(google: GoogleActions, heading: str = OPINION, tab: str = LIST) -> dict[str, object]:
    """What stands under the officers' heading, by the source of the row."""
    sheet = google.district(tab)
    pairs = zip(column(sheet, "Nguồn"), column(sheet, heading), strict=True)
    return {str(source): said for source, said in pairs if said not in (None, "")}


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A published ward; officers have a column left of ours and one right of them."""
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.officer({"do": "insert-columns", "tab": LIST, "column": "A"})
    type_column(google, "A", "Cột quận", "một", "hai", "ba", "bốn")
    last = a1_column(len(google.district(LIST).cells[1]))
    type_column(google, last, OPINION, *(f"ý kiến {n}" for n in range(2, 6)))
    google.publish()
    return ward


WRITTEN = {f"{LIST}, dòng {n}": f"ý kiến {n}" for n in range(2, 6)}


def edit_and_publish(google: GoogleActions, ward: Ward) -> None:
    """All rows change in many of our columns, then one publication."""
    for row in range(2, 6):
        ward.edit(f"C{row}", f"Họ Tên {'ABCD'[row - 2]}")
        ward.edit(f"I{row}", f"ghi chú {row}")
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2})
    ward.person({"do": "delete-rows", "tab": LIST, "row": 2})
    ward.check()
    google.publish()


def test_a_column_that_an_officer_deletes_while_we_publish_costs_nobody_a_remark(
    google: GoogleActions, ward: Ward
) -> None:
    google.officer({"do": "delete-columns", "tab": LIST, "column": "A"}, when="before-write")
    edit_and_publish(google, ward)
    assert remarks(google) == WRITTEN
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]
    heads = [cell.value for cell in google.district(LIST).cells[1]]
    assert heads == [*OUR_TITLES, OPINION]


@pytest.mark.parametrize("title", OUR_TITLES)
def test_a_column_of_ours_that_an_officer_deletes_comes_back_and_takes_none_of_theirs(
    google: GoogleActions, ward: Ward, title: str
) -> None:
    letter = at(google.district(LIST), title)
    before = [[c.value for c in row] for row in google.district(LIST).cells[1:]]
    google.officer({"do": "delete-columns", "tab": LIST, "column": letter})
    google.publish()
    assert [[c.value for c in row] for row in google.district(LIST).cells[1:]] == before
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_column_of_the_officers_with_our_heading_is_theirs_when_ours_is_deleted(
    google: GoogleActions, ward: Ward
) -> None:
    sheet = google.district(LIST)
    letter = at(sheet, OPINION)
    google.officer(
        {"do": "type", "tab": LIST, "cell": f"{letter}2", "text": "Nguồn"},
        {"do": "delete-columns", "tab": LIST, "column": at(sheet, "Nguồn")},
    )
    google.publish()
    rows = google.district(LIST).cells[2:]
    assert [row[-1].value for row in rows] == list(WRITTEN.values())
    assert [row[-2].value for row in rows] == list(WRITTEN)


def test_what_a_killed_publication_put_over_remarks_comes_back_from_the_store(
    google: GoogleActions, ward: Ward
) -> None:
    google.officer({"do": "delete-columns", "tab": LIST, "column": "A"}, when="before-write")
    google.emulator.plan(fault="reset", kind="write", when="after", path=district(google))
    google.emulator.plan(fault="503", kind="read", after=1, count=None, path=district(google))
    with pytest.raises(Unavailable):
        edit_and_publish(google, ward)
    google.emulator.clear_weather()
    google.publish()
    assert remarks(google) == WRITTEN


def district(google: GoogleActions) -> str:
    """The id of the district's spreadsheet."""
    return google.context.district_spreadsheet


def test_a_batch_that_was_planned_before_another_one_arrived_is_refused(
    google: GoogleActions, ward: Ward
) -> None:
    new = ["5", "Tổ CNSCĐ TDP 1", "Võ Thị Mai", "Nữ", "1979", "Thành viên", "", "'0912000111"]
    ward.person({"do": "paste", "tab": LIST, "cell": "A6", "rows": [new]})
    ward.check()
    google.forget_calls()
    google.publish()
    # A process that slept between its read and its write sends the same.
    google.officer({"do": "batch-update", "requests": google.writes()[0]})
    assert column(google.district(LIST), "Họ và tên").count("Võ Thị Mai") == 1


@pytest.mark.parametrize("remarked", [None, 3, 7])
def test_of_two_rows_with_one_key_the_one_stays_beside_which_somebody_wrote(
    google: GoogleActions, remarked: int | None
) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.officer({"do": "copy-row", "tab": LIST, "row": 3, "to": 7})
    if remarked:
        google.remark(LIST, row=remarked, column=14, text="gọi lại")
    google.publish()
    sheet = google.district(LIST)
    assert column(sheet, "Họ và tên").count("Nguyễn Thị Lan") == 1
    assert "khóa trùng" not in column(sheet, "Tình trạng")
    kept = [(row[14].value, row[5].value) for row in sheet.cells[2:] if len(row) > 14]
    assert kept == ([("gọi lại", "Nguyễn Thị Lan")] if remarked else [])


def test_a_second_copy_beside_which_somebody_wrote_stays_and_is_told(
    google: GoogleActions, ward: Ward
) -> None:
    google.officer({"do": "copy-row", "tab": LIST, "row": 3, "to": 7})
    google.publish()
    sheet = google.district(LIST)
    assert column(sheet, "Tình trạng").count("khóa trùng") == 1
    assert "Có 1 dòng trùng khóa" in str([cell.value for cell in sheet.cells[0]])


def test_a_tab_that_an_officer_renames_is_still_ours(google: GoogleActions, ward: Ward) -> None:
    google.officer({"do": "rename-tab", "tab": LIST, "title": "Thành viên (quận)"})
    edit_and_publish(google, ward)
    titles = [sheet.title for sheet in google.look(district(google)).sheets]
    assert LIST not in titles
    assert set(remarks(google, tab="Thành viên (quận)").values()) == set(WRITTEN.values())


@pytest.mark.parametrize("when", ["now", "before-write"])
@pytest.mark.parametrize("title", ["Tình trạng", "Ghi chú của hệ thống", "E-mail", "Trực thuộc"])
@pytest.mark.parametrize("deed", ["delete-columns", "insert-columns"])
def test_no_cell_of_the_register_is_lost_when_a_column_comes_or_goes(
    google: GoogleActions, deed: str, title: str, when: str
) -> None:
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    google.drain()
    letter = at(google.district(REGISTER), "E-mail", header=0)
    rows = [["một@quan.vn"], ["hai@quan.vn"]]
    google.officer({"do": "paste", "tab": REGISTER, "cell": f"{letter}2", "rows": rows})
    google.drain()
    before = google.district(REGISTER)
    wards[0].edit("H4", "'0912345670")
    wards[1].edit("H5", "12")
    for ward in wards:
        ward.check()
    change: Mapping[str, Any] = {"do": deed, "tab": REGISTER, "column": at(before, title, 0)}
    google.officer(change, when=when)
    google.publish()
    google.publish()
    after = google.district(REGISTER)
    ours = ("Tình trạng", "Phải sửa", "Ghi chú của hệ thống")
    theirs = {"Mã đơn vị", "Tên đơn vị", "E-mail", "Bảng của đơn vị", "Tổ dân phố"}
    for name in theirs - ({title} if deed == "delete-columns" else set()):
        assert column(after, name, 0) == column(before, name, 0)
    assert all(name in [cell.value for cell in after.cells[0]] for name in ours)
    assert all(len(row) <= len(before.cells[0]) + 1 for row in after.cells)


@pytest.mark.parametrize("when", ["now", "before-write"])
@pytest.mark.parametrize("letter", "ABDG")
@pytest.mark.parametrize("deed", ["delete-columns", "insert-columns"])
def test_the_summary_finds_its_columns_and_keeps_what_stands_beside(
    google: GoogleActions, deed: str, letter: str, when: str
) -> None:
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    google.drain()
    width = len(max(google.district(SUMMARY).cells, key=len))
    google.officer(
        {"do": "type", "tab": SUMMARY, "cell": f"{a1_column(width)}7", "text": "gọi lại"}
    )
    google.publish()
    wards[0].edit("H4", "'0912345670")
    wards[0].check()
    google.officer({"do": deed, "tab": SUMMARY, "column": letter}, when=when)
    google.publish()
    google.publish()
    lines = [
        [c.value for c in row if c.value not in (None, "")]
        for row in google.district(SUMMARY).cells
    ]
    (line,) = [line for line in lines if line and line[-1] == "gọi lại"]
    assert line[0] == "Phường 1"
    assert [line[0] for line in lines if line].count("Phường 1") == 3
    assert [line[0] for line in lines if line].count("Tổng cộng") == 3
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_row_that_an_officer_inserts_while_a_unit_leaves_the_summary_costs_nobody_a_line(
    google: GoogleActions,
) -> None:
    for number in (1, 2, 3):
        google.workbook(f"Phường {number}", MEMBERS)
    google.drain()
    google.officer(
        {"do": "insert-rows", "tab": SUMMARY, "row": 8},
        {"do": "type", "tab": SUMMARY, "cell": "A8", "text": "Cụm phía bắc"},
        {"do": "type", "tab": SUMMARY, "cell": "N8", "text": "của quận"},
    )
    google.publish()
    google.officer({"do": "delete-rows", "tab": REGISTER, "row": 3})
    google.officer({"do": "insert-rows", "tab": SUMMARY, "row": 2}, when="before-write")
    google.publish()
    google.publish()
    lines = [[c.value for c in row if c.value] for row in google.district(SUMMARY).cells]
    assert lines.count(["Cụm phía bắc", "của quận"]) == 1
    names = [line[0] for line in lines if line]
    assert (names.count("Phường 1"), names.count("Phường 2"), names.count("Phường 3")) == (3, 0, 3)


def test_a_sort_that_leaves_the_hidden_keys_where_they_are_takes_no_remark_from_its_row(
    google: GoogleActions, ward: Ward
) -> None:
    sort = {"do": "sort", "tab": LIST, "range": "C3:P6", "by": "G", "descending": True}
    google.officer(sort)
    said = remarks(google)
    ward.edit("I3", "sửa sau khi quận sắp xếp")
    ward.check()
    google.publish()
    assert remarks(google) == said == WRITTEN
    keys = list(map(str, column(google.district(LIST), "Khóa dòng")))
    # Keys are drawn anew in each run and may stand in order already: away from where they stand.
    away = {"by": "B", "descending": keys == sorted(keys)}
    google.officer({"do": "sort", "tab": LIST, "range": "B3:P6", **away})
    google.publish()
    assert remarks(google) == WRITTEN and keys != column(google.district(LIST), "Khóa dòng")


def test_rows_that_say_the_same_keep_their_remarks_when_all_move_down_at_the_unit(
    google: GoogleActions, ward: Ward
) -> None:
    for row in (2, 3, 4):
        ward.edit(f"C{row}", "")
    ward.check()
    google.publish()
    tab = "Lỗi cần sửa"
    sheet = google.district(tab)
    keys = column(sheet, "Khóa dòng")
    type_column(google, a1_column(len(sheet.cells[1])), OPINION, *map(str, keys), tab=tab)
    ward.person({"do": "insert-rows", "tab": LIST, "row": 2})
    ward.check()
    google.publish()
    sheet = google.district(tab)
    assert column(sheet, OPINION) == column(sheet, "Khóa dòng")


def test_a_hidden_column_is_read_and_written_as_any_other(
    google: GoogleActions, ward: Ward
) -> None:
    for letter in "CFP":
        google.officer({"do": "hide-columns", "tab": LIST, "column": letter})
    edit_and_publish(google, ward)
    assert remarks(google) == WRITTEN
    assert column(google.district(LIST), "Họ và tên")[0] == "Họ Tên A"


def test_every_list_is_looked_after_alike(google: GoogleActions) -> None:
    tab = "3c. Cán bộ phụ trách"
    google.workbook("Phường 3", OFFICERS, tab=tab)
    google.drain()
    width = len(google.district(tab).cells[1])
    type_column(google, a1_column(width), OPINION, "xong", tab=tab)
    google.officer({"do": "delete-columns", "tab": tab, "column": a1_column(width - 1)})
    google.publish()
    assert list(remarks(google, tab=tab).values()) == ["xong"]


@pytest.mark.parametrize("title", ["Năm sinh", "Nguồn"])
def test_a_spreadsheet_from_before_there_were_marks_is_marked_and_loses_nothing(
    google: GoogleActions, ward: Ward, title: str
) -> None:
    every: dict[str, Any] = {"dataFilter": {"developerMetadataLookup": {}}}
    sheet = google.district(LIST)
    google.officer(
        {"do": "batch-update", "requests": [{"deleteDeveloperMetadata": every}]},
        {"do": "type", "tab": LIST, "cell": f"{at(sheet, 'Họ và tên')}2", "text": "Ai"},
        {"do": "delete-columns", "tab": LIST, "column": at(sheet, title)},
    )
    google.publish()
    heads = [cell.value for cell in google.district(LIST).cells[1]]
    assert heads == ["Cột quận", *OUR_TITLES, OPINION]
    google.officer({"do": "delete-columns", "tab": LIST, "column": "A"}, when="before-write")
    edit_and_publish(google, ward)
    assert remarks(google) == WRITTEN


def test_two_tabs_whose_titles_officers_swapped_are_still_what_they_were(
    google: GoogleActions, ward: Ward
) -> None:
    groups = "3a. Tổ CNSCĐ"
    google.officer(
        {"do": "rename-tab", "tab": LIST, "title": "tạm"},
        {"do": "rename-tab", "tab": groups, "title": LIST},
        {"do": "rename-tab", "tab": "tạm", "title": groups},
    )
    before = [[cell.value for cell in row] for row in google.district(groups).cells]
    google.publish()
    assert [[cell.value for cell in row] for row in google.district(groups).cells] == before
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]
