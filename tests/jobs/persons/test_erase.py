"""One person is found everywhere, and erased everywhere, with a receipt; nobody else is touched."""

import json

import pytest

from jobs.periods.keep import DATA, WHOLE, files_of
from jobs.persons.erase import (
    Deed,
    ErasureRefusedError,
    begin,
    carry_out,
    plan_code,
    receipt_of,
    unfinished,
)
from jobs.persons.find import Search, find_person
from jobs.persons.resolve import SeveralPersonsError
from jobs.persons.sought import sought
from jobs.persons.spot import ARCHIVE, DISTRICT, REMARK, SHEET, STORE
from jobs.store.law.backups import Backup, note_backup
from jobs.store.law.held import stored_rows
from jobs.store.periods import put_aside, take_out
from sheets_client.errors import GoogleError
from tests.actions.ward_actions import GoogleActions, Ward

LAN, AN = "031185022222", "031085033333"
OFFICERS = f"""
STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
1 | Trần Thị Lan | Nữ | 1985 | Công chức VHXH | '{LAN} | '0912345678 | trực thứ bảy
2 | Nguyễn Văn An | Nam | 1985 | Phó Chủ tịch | '{AN} | '0987654321 |
"""
MEMBERS = """
STT | Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức vụ, đơn vị | Số điện thoại | Ghi chú
1 | Tổ CNSCĐ TDP 1 | Trần Thị Lan | Nữ | 1985 | Công chức | '0912345678 |
2 | Tổ CNSCĐ TDP 1 | Lê Văn Bình | Nam | 1970 | Hưu trí | '0912345678 | chồng chị Lan
"""
TAB = "3c. Cán bộ phụ trách"
WHO = sought(id=LAN)


@pytest.fixture
def wards(google: GoogleActions) -> list[Ward]:
    """Two wards and what was published of them; Lan stands in both, An in one."""
    one = google.workbook("Phường 1", OFFICERS, TAB)
    two = google.workbook("Phường 2", MEMBERS)
    google.drain()
    return [one, two]


def erased(google: GoogleActions, search: Search) -> int:
    code = plan_code(google.context.store.vault, search)
    number = begin(google.context, search, Deed("an@quan.vn", "đơn ngày 2/11", code, "•••222"))
    carry_out(google.context, number)
    return number


def everything(google: GoogleActions, wards: list[Ward]) -> str:
    """All that stands in sheets and store, as one text."""
    sheets = [ward.look() for ward in wards] + [google.look(google.context.district_spreadsheet)]
    cells = [
        cell.shown for book in sheets for tab in book.sheets for row in tab.cells for cell in row
    ]
    with google.context.store.begin() as connection:
        rows = stored_rows(connection, google.context.store.vault)
    return "\n".join([*cells, *(repr(row.values) for row in rows)])


def test_a_person_is_found_in_every_unit_in_the_store_and_in_the_districts_spreadsheet(
    google: GoogleActions, wards: list[Ward]
) -> None:
    found = find_person(google.context, WHO)
    assert {(spot.place, spot.unit) for spot in found.sure} >= {
        (SHEET, "W1"), (SHEET, "W2"), (STORE, "W1"), (STORE, "W2"), (DISTRICT, "")
    }  # fmt: skip
    assert not found.unread


def test_erased_is_the_person_and_nobody_else(google: GoogleActions, wards: list[Ward]) -> None:
    number = erased(google, find_person(google.context, WHO))
    google.drain()
    said = everything(google, wards)
    assert LAN not in said and "Trần Thị Lan" not in said and "trực thứ bảy" not in said
    # Who shares the telephone keeps it.
    assert said.count("0912345678") >= 2 and "Lê Văn Bình" in said
    assert AN in said and "Phó Chủ tịch" in said
    assert f"biên nhận số {number})" in said


def test_the_unit_sees_in_its_own_row_what_was_done(
    google: GoogleActions, wards: list[Ward]
) -> None:
    number = erased(google, find_person(google.context, WHO))
    row = [cell.shown for cell in wards[0].sheet(TAB).cells[1]][:8]
    mark = f"(đã xóa theo yêu cầu, biên nhận số {number})"
    assert row[1:] == [mark, "Nữ", "1985", "", "", "", ""]


def test_a_cell_that_says_something_else_by_then_is_left(
    google: GoogleActions, wards: list[Ward]
) -> None:
    found = find_person(google.context, WHO)
    wards[0].person(
        {"do": "type", "tab": TAB, "cell": "B2", "text": "Phạm Thị Cúc"}, when="before-write"
    )
    wards[0].person(
        {"do": "type", "tab": TAB, "cell": "F2", "text": "031190011111"}, when="before-write"
    )
    erased(google, found)
    row = [cell.shown for cell in wards[0].sheet(TAB).cells[1]]
    assert "Phạm Thị Cúc" in row and "31190011111" in row


def test_rows_that_are_sorted_meanwhile_lose_nothing_of_others(
    google: GoogleActions, wards: list[Ward]
) -> None:
    found = find_person(google.context, WHO)
    before = [cell.shown for cell in wards[0].sheet(TAB).cells[2]][1:8]
    wards[0].person(
        {"do": "sort", "tab": TAB, "range": "A2:H3", "by": "A", "descending": True},
        when="before-write",
    )
    erased(google, found)
    rows = [[cell.shown for cell in row][1:8] for row in wards[0].sheet(TAB).cells]
    assert before in rows
    assert not any(LAN in row for row in rows)


def test_a_plan_that_is_out_of_date_is_not_carried_out(
    google: GoogleActions, wards: list[Ward]
) -> None:
    seen = plan_code(google.context.store.vault, find_person(google.context, WHO))
    wards[0].edit("H3", f"thay chị Lan, {LAN}", TAB)
    now = find_person(google.context, WHO)
    with pytest.raises(ErasureRefusedError, match="plan-changed"):
        begin(google.context, now, Deed("an@quan.vn", "", seen, ""))
    assert LAN in everything(google, wards)


def test_an_erasure_that_was_cut_off_is_ended_later(
    google: GoogleActions, wards: list[Ward]
) -> None:
    search = find_person(google.context, WHO)
    code = plan_code(google.context.store.vault, search)
    number = begin(google.context, search, Deed("an@quan.vn", "đơn", code, ""))
    google.emulator.plan(fault="503", kind="write", path=wards[1].spreadsheet, count=None)
    with pytest.raises(GoogleError):
        carry_out(google.context, number)
    assert [one.number for one in unfinished(google.context)] == [number]
    google.emulator.clear_weather()
    carry_out(google.context, number)
    assert unfinished(google.context) == []
    google.drain()
    assert LAN not in everything(google, wards)


def test_who_it_was_is_forgotten_with_the_end(google: GoogleActions, wards: list[Ward]) -> None:
    number = erased(google, find_person(google.context, WHO))
    receipt = receipt_of(google.context, number)
    assert receipt.who is None and receipt.planned[SHEET] >= 6
    with pytest.raises(ErasureRefusedError, match="erased-already"):
        carry_out(google.context, number)


def test_a_telephone_of_two_persons_erases_neither(
    google: GoogleActions, wards: list[Ward]
) -> None:
    with pytest.raises(SeveralPersonsError):
        find_person(google.context, sought(phone="0912345678"))
    found = find_person(google.context, sought(phone="0912345678", name="Lê Văn Bình"))
    erased(google, found)
    google.drain()
    said = everything(google, wards)
    assert "Lê Văn Bình" not in said and "Trần Thị Lan" in said and LAN in said


def test_a_name_counts_in_its_unit_only(google: GoogleActions, wards: list[Ward]) -> None:
    found = find_person(google.context, sought(name="Lê Văn Bình", unit="W2"))
    assert {spot.unit for spot in found.sure if spot.place == STORE} == {"W2"}
    assert not find_person(google.context, sought(name="Lê Văn Bình", unit="W1")).sure


def test_what_officers_wrote_beside_the_row_goes_too(
    google: GoogleActions, wards: list[Ward]
) -> None:
    sheet = google.district(TAB)
    row = next(at for at, cells in enumerate(sheet.cells, 1) if any(c.shown == LAN for c in cells))
    google.remark(TAB, row, len(sheet.cells[1]), f"Đã gọi Trần Thị Lan {LAN}")
    google.publish()
    found = find_person(google.context, WHO)
    assert REMARK in {spot.place for spot in found.sure}
    erased(google, found)
    google.drain()
    assert LAN not in everything(google, wards)


def test_a_closed_period_loses_the_person_and_keeps_the_rest(
    google: GoogleActions, wards: list[Ward]
) -> None:
    context = google.context
    files = dict(files_of(context))
    with context.store.begin() as connection:
        put_aside(connection, context.store.vault, context.campaign.term, files, 1.0)
    found = find_person(context, WHO)
    assert {s.where.split()[-1] for s in found.sure if s.place == ARCHIVE} >= {WHOLE, DATA}
    erased(google, found)
    with context.store.begin() as connection:
        whole = take_out(connection, context.store.vault, context.campaign.term, WHOLE)
    assert whole is not None
    said = json.dumps(json.loads(whole), ensure_ascii=False)
    assert LAN not in said and "Trần Thị Lan" not in said and AN in said
    assert not find_person(context, WHO).sure


def test_backups_that_may_hold_the_person_are_named_with_their_end(
    google: GoogleActions, wards: list[Ward]
) -> None:
    now = google.context.now()
    with google.context.store.begin() as connection:
        note_backup(connection, Backup(now - 10, "tuan-1.sealed", now + 100))
        note_backup(connection, Backup(now - 90, "cu.sealed", now - 1))
    assert [one.name for one in find_person(google.context, WHO).backups] == ["tuan-1.sealed"]


def test_nobody_is_erased_who_stands_nowhere(google: GoogleActions, wards: list[Ward]) -> None:
    search = find_person(google.context, sought(id="031099999999"))
    with pytest.raises(ErasureRefusedError, match="not-found"):
        begin(google.context, search, Deed("an@quan.vn", "", "", ""))


def test_notes_that_speak_of_the_person_go_and_those_of_others_stay(
    google: GoogleActions, wards: list[Ward]
) -> None:
    book = google.reader.session_client.open_by_key(wards[0].spreadsheet)
    sheet = book.worksheet(TAB)
    for cell, note in (("F2", f"số cũ {LAN}"), ("A9", f"hỏi lại {LAN}"), ("B3", "hỏi anh An")):
        sheet.insert_note(cell, note)
    assert "hỏi anh An" in google.notes(wards[0].spreadsheet, TAB)
    erased(google, find_person(google.context, WHO))
    notes = google.notes(wards[0].spreadsheet, TAB)
    assert not any(LAN in note for note in notes) and "hỏi anh An" in notes
