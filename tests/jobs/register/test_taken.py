"""The register taken over: what is wrong is told beside its line, the last good line stays."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from jobs.register.kept import load_told
from jobs.register.take import sync_register
from jobs.store.journal import set_fact
from jobs.store.units import load_units
from jobs.tab.places import a1_column
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.district.test_publication import LIST, column
from tests.jobs.ward.test_flags import MEMBERS

TAB = "Đơn vị"
CODE, NAME, KIND, VALID_FROM, EMAILS, LINK, EXTENSION = "A", "B", "J", "K", "M", "O", "P"


@pytest.fixture
def wards(google: GoogleActions) -> list[Ward]:
    """Two wards whose register stands in the district's spreadsheet."""
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    google.register(wards[0], emails=("mot@example.vn",))
    google.drain()
    return wards


def typed(google: GoogleActions, cells: Mapping[str, str]) -> None:
    """An officer types into the tab of units, and the register is taken over and published."""
    deeds = [{"do": "type", "tab": TAB, "cell": at, "text": text} for at, text in cells.items()]
    google.officer(*deeds)
    google.publish()


def units(google: GoogleActions) -> list[OrgUnit]:
    with google.context.store.begin() as connection:
        return load_units(connection)


def notes(google: GoogleActions) -> list[str]:
    """What our last column says beside each row."""
    return [str(said or "") for said in column(google.district(TAB), "Ghi chú của hệ thống", 0)]


def told(google: GoogleActions) -> list[tuple[str, int]]:
    """Code and line of everything that there is to tell of the register."""
    with google.context.store.begin() as connection:
        return [(one.code, one.line) for one in load_told(connection)]


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "kind unknown": ({"J2": "truong"}, "kind-unknown"),
    "kind emptied": ({"J2": ""}, "no-kind"),
    "extension in words": ({"P2": "hết tháng 10"}, "day"),
    "extension early": ({"P2": "1/10/2024"}, "extension-early"),
    "name emptied": ({"B2": ""}, "no-name"),
    "code emptied": ({"A2": ""}, "no-code"),
    "validity in words": ({"K2": "tháng 7"}, "day"),
    "no address": ({"O2": "chưa có"}, "link"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_line_is_told_beside_it_and_the_last_good_one_stays(
    google: GoogleActions, wards: list[Ward], case: str
) -> None:
    before, (cells, code) = units(google), WRONG[case]
    typed(google, cells)
    assert (units(google), told(google)) == (before, [(code, 2)])
    assert notes(google)[0].startswith("Cột ") and not notes(google)[1]


def test_what_officers_typed_stays_and_a_corrected_line_counts_at_once(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"P2": "hết tháng 10"})
    assert google.district(TAB).cell(1, 15).value == "hết tháng 10"
    typed(google, {"P2": "5.11.2024"})
    assert (str(units(google)[0].extension), told(google)) == ("2024-11-05", [])
    assert notes(google) == ["", ""]


def test_an_address_that_is_none_is_told_and_the_rest_of_the_line_counts(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"M2": "hai@example.vn; gọi", "B2": "Phường Một"})
    assert (units(google)[0].emails, units(google)[0].name) == (("hai@example.vn",), "Phường Một")
    assert told(google) == [("email", 2)]


def test_a_new_unit_without_a_kind_is_told_and_is_none_until_it_has_one(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"A4": "W3", "B4": "Phường 3"})
    assert [len(units(google)), told(google)] == [2, [("no-kind", 4)]]
    assert "phường (agency, company, ward)" in notes(google)[2]
    typed(google, {"J4": "Phường"})
    assert [unit.kind for unit in units(google)] == ["ward"] * 3


def test_a_note_beside_a_line_goes_with_the_line(google: GoogleActions, wards: list[Ward]) -> None:
    typed(google, {"B4": "Phường 3"})
    assert notes(google)[2]
    typed(google, {"B4": ""})
    assert not any(notes(google))


@pytest.mark.parametrize("known", [True, False])
def test_a_workbook_on_two_units_is_consolidated_once(
    google: GoogleActions, wards: list[Ward], known: bool
) -> None:
    link = f"https://docs.google.com/spreadsheets/d/{wards[0].spreadsheet}/edit"
    cells = {"O3": link} if known else {"A4": "W3", "B4": "Phường 3", "J4": "phường", "O4": link}
    typed(google, cells)
    at = 3 if known else 4
    assert told(google) == [("link-twice", 2), ("link-twice", at)]
    expected = [wards[0].spreadsheet, wards[1].spreadsheet]
    assert [unit.spreadsheet for unit in units(google)] == expected + [""] * (not known)


def test_of_a_code_twice_in_one_validity_the_known_unit_stays(
    google: GoogleActions, wards: list[Ward]
) -> None:
    before = units(google)
    typed(google, {"A4": "W1", "B4": "Phường Khác", "J4": "phường"})
    assert (units(google), told(google)) == (before, [("twice", 2), ("twice", 4)])


def test_units_that_share_a_code_are_two_with_rows_of_their_own(
    google: GoogleActions, wards: list[Ward]
) -> None:
    other = google.workbook("Phường Mới", MEMBERS.replace("Lê Thị", "Vũ Thị"))
    link = f"https://docs.google.com/spreadsheets/d/{other.spreadsheet}/edit"
    new = {"A4": "W1", "B4": "Phường Mới", "J4": "phường", "K4": "1/7/2024", "O4": link}
    typed(google, new)
    assert [(unit.code, unit.key) for unit in units(google)][::2] == [
        ("W1", "W1"),
        ("W1", "W1@2024-07-01"),
    ]
    replace(other, code="W1@2024-07-01").check()
    google.publish()
    named = column(google.district(LIST), "Đơn vị")
    assert [named.count(f"Phường {name}") for name in ("1", "2", "Mới")] == [4, 4, 4]


def test_a_day_of_validity_typed_later_beside_the_same_workbook_makes_no_other_unit(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"K2": "1/7/2024"})
    assert next((unit.key, str(unit.valid_from)) for unit in units(google)) == ("W1", "2024-07-01")


def test_a_day_of_validity_that_is_spoilt_makes_no_other_unit(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"K2": "1/7/2024"})
    before = units(google)
    typed(google, {"K2": "tháng 7", "B2": "Phường Khác", "O2": ""})
    assert (units(google), told(google)) == (before, [("day", 2)])


def test_a_tab_without_any_line_or_head_keeps_the_register_and_says_so(
    google: GoogleActions, wards: list[Ward]
) -> None:
    before = units(google)
    google.officer({"do": "delete-rows", "tab": TAB, "row": 2, "count": 2})
    google.publish()
    assert (units(google), told(google)) == (before, [("tab-empty", 0)])
    google.officer({"do": "delete-rows", "tab": TAB, "row": 1})
    google.publish()
    assert (units(google), told(google)) == (before, [("tab-columns", 0)])


@pytest.mark.parametrize("letter", [CODE, NAME, KIND, VALID_FROM, EMAILS, LINK, EXTENSION])
def test_a_column_of_the_register_that_somebody_deletes_comes_back_with_what_it_said(
    google: GoogleActions, wards: list[Ward], letter: str
) -> None:
    typed(google, {"K2": "'01/07/2024", "P3": "'05/11/2024"})
    before, sheet = units(google), as_shown(google)
    google.officer({"do": "delete-columns", "tab": TAB, "column": letter})
    google.publish()
    assert (units(google), as_shown(google)) == (before, sheet)
    google.publish()
    google.forget_calls()
    google.publish()
    assert (google.calls(), units(google)) == (["read"], before)


def test_several_columns_of_the_register_come_back_beside_lines_that_were_sorted(
    google: GoogleActions, wards: list[Ward]
) -> None:
    typed(google, {"P3": "'05/11/2024"})
    before = units(google)
    google.officer(
        {"do": "sort", "tab": TAB, "range": "A2:P3", "by": "A", "descending": True},
        *({"do": "delete-columns", "tab": TAB, "column": one} for one in (EXTENSION, LINK, NAME)),
    )
    google.publish()
    assert sorted(units(google), key=lambda unit: unit.code) == before
    assert column(google.district(TAB), "Gia hạn đến", 0) == ["05/11/2024", None]


def test_a_column_that_a_register_made_by_hand_never_had_is_not_made(
    google: GoogleActions, wards: list[Ward]
) -> None:
    with google.context.store.begin() as connection:
        set_fact(connection, "register-columns", ["code", "name", "kind", "spreadsheet"])
    google.officer({"do": "delete-columns", "tab": TAB, "column": EXTENSION})
    google.publish()
    heads = [cell.value for cell in google.district(TAB).cells[0]]
    assert "Gia hạn đến" not in heads


def as_shown(google: GoogleActions) -> list[list[object]]:
    """Heads and lines of the tab of units, our moments of editing left out."""
    return [
        [cell.value for at, cell in enumerate(row) if a1_column(at) != "H"]
        for row in google.district(TAB).cells[:3]
    ]


def with_csv(google: GoogleActions, folder: Path, *lines: str) -> None:
    (folder / "units.csv").write_text("\n".join(("Mã;Tên;Loại", *lines)), encoding="utf-8")
    google.with_options(units_csv=folder / "units.csv")


def test_a_csv_beside_a_district_spreadsheet_begins_the_tab(
    google: GoogleActions, tmp_path: Path
) -> None:
    with_csv(google, tmp_path, "P01;Phường A;phường", "P02;Trung tâm B;đơn vị")
    google.publish()
    assert [unit.kind for unit in units(google)] == ["ward", "agency"]
    assert column(google.district(TAB), "Tên đơn vị", 0) == ["Phường A", "Trung tâm B"]


def test_a_tab_with_units_wins_over_the_csv_and_that_is_said(
    google: GoogleActions, wards: list[Ward], tmp_path: Path
) -> None:
    with_csv(google, tmp_path, "P01;Phường A;phường")
    before = units(google)
    google.publish()
    assert (units(google), told(google)) == (before, [("tab-wins", 0)])


def test_a_file_that_cannot_be_read_is_a_sentence_and_the_register_stays(
    google: GoogleActions, wards: list[Ward], tmp_path: Path
) -> None:
    before = units(google)
    google.context = replace(google.context, district_spreadsheet="")
    google.with_options(units_csv=tmp_path / "no-such.csv")
    taken = sync_register(google.context)
    assert "no-such.csv: không có tệp" in taken.fault
    assert (units(google), told(google)) == (before, [("file", 0)])


@pytest.mark.parametrize(
    ("typed_day", "read", "code"),
    [
        ("10/12/2026", None, ["day-unsure"]),
        ("'10/12/2026", "2026-12-10", []),
        ("2026-12-10", "2026-12-10", []),
        ("31-10-2024", "2024-10-31", []),
        ("=DATE(2026;12;10)", None, ["day-unsure"]),
    ],
)
def test_a_register_made_by_hand_in_an_english_spreadsheet_is_read_day_before_month(
    google: GoogleActions, typed_day: str, read: str | None, code: list[str]
) -> None:
    rows = [["Mã", "Tên", "Loại", "Gia hạn đến"], ["P01", "Phường A", "phường", None]]
    district = google.emulator.spreadsheet("Quận", {"title": TAB, "values": rows}, locale="en_US")
    google.context = replace(google.context, district_spreadsheet=district)
    google.officer({"do": "type", "tab": TAB, "cell": "D2", "text": typed_day})
    taken = sync_register(google.context)
    assert [one.code for one in taken.told] == code
    assert [str(unit.extension) for unit in units(google)] == [str(read)]


def test_a_register_made_by_hand_is_told_beside_its_lines_too(google: GoogleActions) -> None:
    rows = [["Mã", "Tên", "Loại", "Của tôi"], ["P01", "A", "truong", "giữ"], ["P02", "B", "phường"]]
    district = google.emulator.spreadsheet("Quận", {"title": TAB, "values": rows})
    google.context = replace(google.context, district_spreadsheet=district)
    google.publish()
    assert [said.startswith("Cột Loại: “truong”") for said in notes(google)] == [True, False]
    assert column(google.district(TAB), "Của tôi", 0) == ["giữ", None]
