"""What is wrong in any case turns red while it is typed, before any check; nothing else does."""

from typing import Any

import pytest
import requests

from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_guide import OFFICERS, OFFICERS_TAB

RED, BLUE = "#f4c6c1", "#c9ddf7"
CCCD, PHONE = 5, 6
NAMES = ("Lan", "Hoa", "Mai", "Cúc", "Hương", "Nga", "Bình", "Tuấn", "Hùng", "Dũng", "Sơn", "Hải")
SURNAMES = ("Trần Thị", "Lê Thị", "Phạm Thu", "Vũ Thị", "Đỗ Thị", "Bùi Thị")


def colours(ward: Ward, tab: str = OFFICERS_TAB) -> dict[tuple[int, int], str]:
    """The colour of each cell (from 0) of a tab as a person sees it now."""
    door = f"{ward.google.emulator.url}/_page/{ward.spreadsheet}"
    seen = requests.get(door, params={"gid": ward.sheet(tab).sheet_id}, timeout=20).json()["sheet"]
    drawn = [
        (int(row), cell[0], seen["looks"][cell[2]].get("background"))
        for row, cells in seen["cells"].items()
        for cell in cells
    ]
    return {(row, column): look for row, column, look in drawn if look in (RED, BLUE)}


def typed(google: GoogleActions, rows: list[list[Any]]) -> Ward:
    """A checked ward into whose list of officers these rows are then pasted, from row 3."""
    ward = google.workbook("Phường 3", OFFICERS, tab=OFFICERS_TAB)
    ward.check()
    ward.person({"do": "paste", "tab": OFFICERS_TAB, "cell": "A3", "rows": rows})
    return ward


def officer(number: int, cccd: str, phone: str, note: str = "") -> list[Any]:
    """A row of the list with a name of its own."""
    name = f"{SURNAMES[number % 6]} {NAMES[number // 6 % 12]}"
    return [number + 2, name, "Nữ", 1980 + number % 20, "Công chức", cccd, phone, note]


@pytest.mark.parametrize(
    ("cccd", "phone", "seen"),
    [
        ("'031185001235", "'0912345670", {}),
        ("", "'0912345670", {(2, CCCD): RED}),
        ("'03118500", "'0912345670", {(2, CCCD): RED}),
        ("'031185001235", "12", {(2, PHONE): RED}),
        ("'031185001235", "912345670", {(2, PHONE): BLUE}),
        ("'031185001235", "", {(2, PHONE): RED}),
    ],
)
def test_a_wrong_number_is_seen_while_it_is_typed(
    google: GoogleActions, cccd: str, phone: str, seen: dict[tuple[int, int], str]
) -> None:
    ward = typed(google, [officer(1, cccd, phone)])
    assert {place: colour for place, colour in colours(ward).items() if place[1] < 8} == seen


def test_whatever_turns_red_at_once_is_also_found_by_the_check(google: GoogleActions) -> None:
    digits = ["0379154826379154826379"[:n] for n in range(1, 22)]
    odd = ["0225 3825 123", "+84912345670", "091.234.5670", "0912-345-670", "38251234", "113"]
    odd += ["không có", "0912345670; 0912345671", "1900 1234", "840912345670", "x"]
    values = [f"'{value}" for value in (*digits, *(d.lstrip("0") for d in digits), *odd)]
    rows = [officer(n, value, value) for n, value in enumerate(values)]
    ward = typed(google, rows)
    red = {row for row, column in colours(ward) if column in (CCCD, PHONE)}
    assert len(red) > 30
    ward.check()
    flags = ward.flags(OFFICERS_TAB)
    by_column = {CCCD: "Số CCCD:", PHONE: "Số điện thoại:"}
    silent = [
        (row, column)
        for row, column in sorted(colours(ward))
        if column in by_column and by_column[column] not in flags.get(row + 1, "")
    ]
    assert [rows[row - 2][5] for row, _ in silent] == []


def test_lines_that_are_no_persons_are_left_alone(google: GoogleActions) -> None:
    lines: list[list[Any]] = [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", ""],
        ["", "Tổng cộng: 12 người", "", "", "", 12, 12, ""],
        ["", "Khối văn phòng", "", "", "", "", "", ""],
        ["", "", "", "", "", "NGƯỜI LẬP BIỂU", "", ""],
    ]
    ward = typed(google, lines)
    assert not [place for place in colours(ward) if place[1] < 8]


def test_the_rules_are_put_in_once(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", OFFICERS, tab=OFFICERS_TAB)
    ward.check()
    rules = ward.sheet(OFFICERS_TAB).formula_rules
    ward.person({"do": "delete-columns", "tab": OFFICERS_TAB, "column": "I", "count": 2})
    ward.check()
    line = next(n for n, row in enumerate(ward.results(), 1) if "không còn cột" in row[1])
    ward.person({"do": "tick", "tab": "Kết quả kiểm tra", "cell": f"A{line}"})
    ward.check()
    quick = [
        sum("wardsheets" in one.formula for one in several)
        for several in (rules, ward.sheet(OFFICERS_TAB).formula_rules)
    ]
    assert quick == [5, 5]
