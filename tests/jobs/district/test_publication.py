"""The district's spreadsheet: every data row by key, its state, its source, and as of when."""

from datetime import UTC, date, datetime

import pytest

from jobs.district.removal import ask_for_removal, remove_gone_rows, remove_if_asked
from jobs.register.tab import read_tab
from jobs.store.journal import load_remarks
from jobs.store.units import load_units
from sheets_client.reading import PLAIN_MASK, read_snapshot
from sheets_client.snapshot import Sheet
from sheets_schema.register.judge import judge
from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_flags import MEMBERS

LIST = "3b. Thành viên"
OFFICERS = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Nguyễn Thị Lan | Nữ | 1985 | Phó Chủ tịch | '031185001234 | '0912345678 | gọi 0987654321
"""


def column(sheet: Sheet, title: str, header: int = 1) -> list[object]:
    """The values under a heading."""
    titles = [cell.value for cell in sheet.cells[header]]
    at = titles.index(title)
    return [sheet.cell(row, at).value for row in range(header + 1, len(sheet.cells))]


def test_every_data_row_is_consolidated_with_unit_and_state(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    sheet = google.district(LIST)
    assert column(sheet, "Đơn vị") == ["Phường 3"] * 4
    assert column(sheet, "Tình trạng") == ["đạt", "đề nghị sửa", "phải sửa", "đạt"]


def test_a_proposed_value_is_used_and_marked_as_proposed(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    sheet = google.district(LIST)
    assert column(sheet, "Số điện thoại")[1] == "0912345679"
    assert column(sheet, "Cột đang dùng giá trị đề nghị")[1] == "Số điện thoại"


def test_publishing_again_writes_nothing(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_publication_costs_one_read_and_one_write(google: GoogleActions) -> None:
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in range(3)]
    for ward in wards:
        ward.check()
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read", "write"]


def test_only_the_cells_of_a_changed_row_are_sent(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    ward.edit("H4", "'0912345670")
    ward.check()
    google.forget_calls()
    google.publish()
    (write,) = google.writes()
    written = [r["updateCells"] for r in write if "updateCells" in r]
    in_list = [one for one in written if one["start"]["sheetId"] == google.district(LIST).sheet_id]
    cells = sum(len(row["values"]) for one in in_list for row in one["rows"])
    assert cells <= 3, "state, telephone and the stamp"


def test_a_removed_row_is_marked_and_stays_with_its_remark(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    at = len(google.district(LIST).cells[1])
    google.remark(LIST, row=3, column=at, text="đã gọi điện")
    ward.person({"do": "delete-rows", "tab": LIST, "row": 2})
    google.drain()
    sheet = google.district(LIST)
    assert column(sheet, "Tình trạng")[0] == "đã gỡ ở phường"
    assert sheet.cell(2, at).value == "đã gọi điện"


def test_gone_rows_are_removed_at_night_where_nobody_wrote_beside_them(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    at = len(google.district(LIST).cells[1])
    google.remark(LIST, row=3, column=at, text="đã gọi điện")
    ward.person({"do": "delete-rows", "tab": LIST, "row": 2, "count": 2})
    google.drain()
    assert remove_gone_rows(google.context).busy
    google.clock.now = datetime(2099, 1, 1, tzinfo=UTC)
    assert remove_gone_rows(google.context).rows >= 1
    google.publish()
    gone = column(google.district(LIST), "Tình trạng").count("đã gỡ ở phường")
    assert (gone, google.district(LIST).cell(2, at).value) == (1, "đã gọi điện")


def test_a_removal_that_was_asked_for_happens_with_one_publication(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    ward.person({"do": "delete-rows", "tab": LIST, "row": 2, "count": 2})
    google.drain()
    google.clock.now = datetime(2099, 1, 1, tzinfo=UTC)
    google.forget_calls()
    ask_for_removal(google.context)
    assert google.calls() == []
    assert remove_if_asked(google.context).rows >= 1
    assert remove_if_asked(google.context).rows == 0


def test_remarks_are_also_kept_in_the_store(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    sheet = google.district(LIST)
    google.remark(LIST, row=3, column=len(sheet.cells[1]), text="theo dõi")
    google.publish()
    store = google.context.store
    with store.begin() as connection:
        kept = load_remarks(connection, store.vault, LIST)
    assert kept == {sheet.cell(2, 0).value: ["theo dõi"]}


def test_remarks_stay_beside_their_rows_when_officers_sort(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    sheet = google.district(LIST)
    at = len(sheet.cells[1])
    key = sheet.cell(3, 0).value
    google.remark(LIST, row=4, column=at, text="theo dõi")
    google.officer({"do": "sort", "tab": LIST, "range": "A3:Z6", "by": "F", "descending": True})
    ward.edit("F3", "Thành viên")
    google.drain()
    after = google.district(LIST)
    rows = [row for row in range(2, 6) if after.cell(row, at).value == "theo dõi"]
    assert [after.cell(row, 0).value for row in rows] == [key]


def test_citizen_numbers_stand_in_full_only_in_their_own_column(google: GoogleActions) -> None:
    google.workbook("Phường 3", OFFICERS, tab="3c. Cán bộ phụ trách")
    google.drain()
    sheet = google.district("3c. Cán bộ phụ trách")
    assert column(sheet, "Số CCCD") == ["031185001234"]
    assert column(sheet, "Ghi chú") == ["gọi •••••••321"]
    others = google.look(google.context.district_spreadsheet).sheets
    texts = [c.shown for s in others if s.title != sheet.title for row in s.cells for c in row]
    assert not [text for text in texts if "031185001234" in text]


def test_every_tab_shows_the_same_number_and_time(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    stamp = "Số liệu đến 09:05 21/10/2024, lần tổng hợp thứ 1."
    tops = [
        sheet.cell(0, 1).shown + sheet.cell(1, 0).shown
        for sheet in google.look(google.context.district_spreadsheet).sheets
        if sheet.title not in ("Sheet1", "Đơn vị")
    ]
    assert all(stamp in top for top in tops)


def test_the_register_says_as_of_when_on_our_first_heading(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    district = google.context.district_spreadsheet
    notes = google.notes(district, "Đơn vị")
    assert "Số liệu đến 09:05 21/10/2024, lần tổng hợp thứ 1." in notes
    google.publish()
    assert google.notes(district, "Đơn vị") == notes


def test_a_register_just_made_has_the_mark_of_each_of_its_columns(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    district = google.context.district_spreadsheet
    marked = read_snapshot(google.emulator.get(district, fields=PLAIN_MASK)).by_title("Đơn vị")
    assert marked is not None
    assert sorted(marked.column_marks) == list(range(marked.used_columns))


def test_an_unreadable_ward_keeps_its_rows_and_is_named_with_date_and_reason(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.emulator.share(ward.spreadsheet, google.robot, None)
    google.clock.forward(3600)
    google.drain()
    assert len(column(google.district(LIST), "Tình trạng")) == 4
    band = str(google.district("Tổng hợp").cell(3, 0).value)
    assert band.startswith("Phường 3: đang giữ số liệu đọc được lần cuối 09:05 21/10/2024. Mất")


def test_the_register_tab_belongs_to_the_officers(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.officer({"do": "type", "tab": "Đơn vị", "cell": "B2", "text": "Phường Ba"})
    google.drain()
    assert google.district("Đơn vị").cell(1, 1).value == "Phường Ba"
    assert set(column(google.district(LIST), "Đơn vị")) == {"Phường Ba"}


def test_the_summary_counts_a_ward_as_right_when_its_own_word_is_right(
    google: GoogleActions,
) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    grid = google.district("Tổng hợp")
    assert str(grid.cell(2, 0).value).startswith("0/1 đơn vị đã đạt yêu cầu; còn ")
    assert grid.cell(6, 1).value == "✗ Phải sửa"


def test_the_register_speaks_to_officers_and_is_read_back_as_it_was(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.register(ward, valid_from=date(2025, 7, 1))
    google.drain()
    sheet = google.district("Đơn vị")
    assert column(sheet, "Loại đơn vị", 0)[0] == "phường"
    assert column(sheet, "Có hiệu lực từ", 0)[0] == "01/07/2025"
    link = f"https://docs.google.com/spreadsheets/d/{ward.spreadsheet}/edit"
    assert column(sheet, "Bảng của đơn vị", 0)[0] == link
    typed = read_tab(google.look(google.context.district_spreadsheet), "vi")
    assert typed is not None
    [unit] = [line.unit for line in judge(typed, google.context.campaign, "vi")]
    assert (unit.kind, unit.valid_from) == ("ward", date(2025, 7, 1))
    assert unit.spreadsheet == ward.spreadsheet


@pytest.mark.parametrize("cells", [10, 60])
def test_a_big_publication_goes_through_a_staging_tab_and_looks_the_same(
    google: GoogleActions, cells: int
) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.with_options(publication_cells=cells)
    google.drain()
    sheet = google.district(LIST)
    assert column(sheet, "Tình trạng") == ["đạt", "đề nghị sửa", "phải sửa", "đạt"]
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_many_changed_cells_and_no_new_row_need_no_staging_tab(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    google.with_options(publication_cells=1)
    ward.edit("C2", "Nguyễn Thị Lan Anh")
    ward.edit("D2", "Nam")
    ward.check()
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read", "write"]
    assert column(google.district(LIST), "Họ và tên")[0] == "Nguyễn Thị Lan Anh"


def test_no_body_of_a_big_publication_is_above_what_google_recommends(
    google: GoogleActions,
) -> None:
    lines = [f"{n} | Tổ CNSCĐ TDP 1 | Nguyễn Văn {chr(66 + n % 20)} | Nam" for n in range(300)]
    told = f"| 1980 | Thành viên | | '0912345678 | {'hướng dẫn người cao tuổi ' * 120}"
    head = MEMBERS.strip().splitlines()[0]
    google.rows_of_a_tab = 400
    google.workbook("Phường 3", "\n".join([head, *(f"{line} {told}" for line in lines)]))
    google.drain()
    bodies = google.emulator.requests(kind="write", path=google.context.district_spreadsheet)
    assert len(bodies) > 2
    assert max(len(call.raw_body) for call in bodies) < 2_000_000
    assert len(column(google.district(LIST), "Đơn vị")) == 300


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "insert-columns", "tab": LIST, "column": "D"},
        {"do": "insert-columns", "tab": LIST, "column": "A"},
        {"do": "insert-rows", "tab": LIST, "row": 1, "count": 2},
        {"do": "type", "tab": LIST, "cell": "F2", "text": "Tên"},
        {"do": "delete-rows", "tab": LIST, "row": 2},
        {"do": "delete-rows", "tab": LIST, "row": 1},
    ],
    ids=["column between", "column in front", "rows above", "heading", "header", "top row"],
)
def test_officers_may_change_the_layout_and_nothing_is_doubled_or_lost(
    google: GoogleActions, deed: dict[str, object]
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.drain()
    width = len(google.district(LIST).cells[1])
    google.remark(LIST, row=4, column=width, text="theo dõi")
    google.officer(deed)
    ward.edit("C4", "Lê Thị Hoa Mai")
    google.drain()
    rows = [[cell.value for cell in row] for row in google.district(LIST).cells]
    text = [" ".join(str(value) for value in row) for row in rows]
    assert sum("Lê Thị Hoa" in line for line in text) == 1
    assert sum("Nguyễn Thị Lan" in line for line in text) == 1
    (remarked,) = [line for line in text if "theo dõi" in line]
    assert "Trần Văn Hùng" in remarked
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_code_that_is_a_number_is_read_as_it_is_shown(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.drain()
    at = google.district("Đơn vị").sheet_id
    start = {"sheetId": at, "rowIndex": 2, "columnIndex": 0}
    zeros = {"numberFormat": {"type": "NUMBER", "pattern": "00000"}}
    cell = {"userEnteredValue": {"numberValue": 113}, "userEnteredFormat": zeros}
    values = [cell, {"userEnteredValue": {"stringValue": "Phường 4"}}]
    google.officer({"do": "type", "tab": "Đơn vị", "cell": "J3", "text": "phường"})
    write = {"start": start, "rows": [{"values": values}], "fields": "*"}
    google.officer({"do": "batch-update", "requests": [{"updateCells": write}]})
    google.publish()
    with google.context.store.begin() as connection:
        assert [unit.code for unit in load_units(connection)] == ["W1", "00113"]


def test_a_publication_asks_for_no_formats(google: GoogleActions) -> None:
    google.workbook("Phường 3", MEMBERS)
    google.forget_calls()
    google.publish()
    calls = google.emulator.requests(user=google.robot)
    asked = [str(call.query.get("fields", "")) for call in calls if "spreadsheets" in call.path]
    assert asked and not [fields for fields in asked if "ormats" in fields]


def test_the_copies_of_one_duplicate_stand_together(google: GoogleActions) -> None:
    head, *_ = MEMBERS.strip().splitlines()
    row = "{} | Tổ CNSCĐ TDP 1 | {} | Nam | 1980 | Thành viên | Nông dân | '{} |"
    first, second = "0912345001", "0912345002"
    people = [("Lê Văn Một", first), ("Lê Văn Hai", second)]
    others = [("Vũ Thị Ba", first), ("Đỗ Thị Bốn", second)]
    google.workbook("Phường 1", "\n".join([head, *(row.format(1, *one) for one in people)]))
    for number, one in enumerate(others, 2):
        google.workbook(f"Phường {number}", "\n".join([head, row.format(1, *one)]))
    google.drain()
    google.drain()
    places = column(google.district("Trùng lặp"), "Đơn vị")
    assert [sorted(map(str, pair)) for pair in (places[:2], places[2:])] in (
        [["Phường 1", "Phường 2"], ["Phường 1", "Phường 3"]],
        [["Phường 1", "Phường 3"], ["Phường 1", "Phường 2"]],
    )
