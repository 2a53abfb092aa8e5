"""What a line of the register may say: read alike from the tab, a CSV and a JSON file."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jobs.register.file import read_file
from jobs.register.last_good import in_force
from jobs.register.tab import read_tab
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge
from sheets_schema.register.line import FIELDS, JudgedLine, Typed

CAMPAIGN = read_campaign("to-cnscd-2024")
VIETNAMESE = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại đơn vị",
    "Có hiệu lực từ",
    "Trực thuộc",
    "E-mail",
    "Tổ dân phố",
    "Bảng của đơn vị",
    "Gia hạn đến",
    "E-mail khi quá hạn",
)
LINK = "https://docs.google.com/spreadsheets/d/1AbC-x_9/edit#gid=0"
GOOD = {"code": "P01", "name": "Phường An Thịnh", "kind": "phường"}
Said = Mapping[str, str]

# What is typed into the line of P01 -> the complaints about it, and how each field is read.
LINES: dict[str, tuple[Said, list[str], dict[str, object]]] = {
    "day with slashes": ({"extension": "31/10/2024"}, [], {"extension": "2024-10-31"}),
    "day with dashes": ({"extension": "31-10-2024"}, [], {"extension": "2024-10-31"}),
    "day with dots": ({"extension": "5.12.2026"}, [], {"extension": "2026-12-05"}),
    "day as ISO": ({"extension": "2024-11-05"}, [], {"extension": "2024-11-05"}),
    "day before month": ({"extension": "10/12/2026"}, [], {"extension": "2026-12-10"}),
    "day in words": ({"extension": "hết tháng 10"}, ["day"], {"extension": "None"}),
    "no such day": ({"extension": "31/02/2025"}, ["day"], {"extension": "None"}),
    "weekday": ({"extension": "thứ sáu"}, ["day"], {"extension": "None"}),
    "early": ({"extension": "27/10/2024"}, ["extension-early"], {"extension": "None"}),
    "last day": ({"extension": "28/10/2024"}, [], {"extension": "2024-10-28"}),
    "valid from": ({"valid_from": "1.7.2025"}, [], {"valid_from": "2025-07-01"}),
    "valid from when": ({"valid_from": "tháng 7"}, ["day"], {"valid_from": "None"}),
    "no kind": ({"kind": ""}, ["no-kind"], {"kind": ""}),
    "unknown kind": ({"kind": "truong"}, ["kind-unknown"], {"kind": ""}),
    "kind by name": ({"kind": "company"}, [], {"kind": "company"}),
    "kind in English": ({"kind": "Agency"}, [], {"kind": "agency"}),
    "no code": ({"code": ""}, ["no-code"], {}),
    "no name": ({"name": " "}, ["no-name"], {}),
    "long code": ({"code": "P" * 70}, ["too-long"], {}),
    "mail": ({"emails": "a@b.vn; c@d.vn"}, [], {"emails": "('a@b.vn', 'c@d.vn')"}),
    "second mail": ({"overdue_emails": "c@d.vn"}, [], {"overdue_emails": "('c@d.vn',)"}),
    "no second mail": ({"overdue_emails": "ông An"}, ["email"] * 2, {"overdue_emails": "()"}),
    "no mail": ({"emails": "a@b.vn; gọi điện"}, ["email", "email"], {"emails": "('a@b.vn',)"}),
    "words for mail": (
        {"emails": "xin gọi đến số của ủy ban"},
        ["email"] * 6,
        {"emails": "()"},
    ),
    "endless mail": ({"emails": ") ( " * 12_000}, ["too-long"], {"emails": "()"}),
    "endless groups": ({"residential_groups": "TDP 1;" * 8_000}, ["too-long"], {}),
    "address": ({"spreadsheet": LINK}, [], {"spreadsheet": "1AbC-x_9"}),
    "id": ({"spreadsheet": "1AbC-x_9"}, [], {"spreadsheet": "1AbC-x_9"}),
    "no address": ({"spreadsheet": "chưa có"}, ["link"], {"spreadsheet": ""}),
    "page": ({"spreadsheet": "https://example.vn/bang"}, ["link"], {"spreadsheet": ""}),
    "parent by code": ({"parent": "Q1"}, [], {"parent": "Q1"}),
    "no parent": ({"parent": "Phường Không Có"}, ["parent"], {"parent": "Phường Không Có"}),
}
PARENT = {"code": "Q1", "name": "Phòng VHTT", "kind": "agency"}


def as_tab(lines: Sequence[Said], _: Path) -> Typed:
    rows = [VIETNAMESE, *([line.get(field, "") for field in FIELDS] for line in lines)]
    cells = [[Cell(value, value) if value else Cell() for value in row] for row in rows]
    sheet = Sheet(0, "Đơn vị", 0, cells)
    typed = read_tab(SpreadsheetSnapshot("x", "Quận", "vi_VN", "", (sheet,)), "vi")
    assert typed is not None
    return typed


def as_csv(delimiter: str, heads: Iterable[str]) -> Callable[[Sequence[Said], Path], Typed]:
    """A CSV as Excel writes it, its columns in another order than the tab's."""

    def save(lines: Sequence[Said], folder: Path) -> Typed:
        said, order = io.StringIO(), list(reversed(list(zip(heads, FIELDS, strict=True))))
        writer = csv.writer(said, delimiter=delimiter)
        writer.writerow([head for head, _ in order])
        writer.writerows([line.get(field, "") for _, field in order] for line in lines)
        (folder / "units.csv").write_text(said.getvalue(), encoding="utf-8-sig")
        return read_file(folder / "units.csv", "vi").typed

    return save


def as_json(lines: Sequence[Said], folder: Path) -> Typed:
    (folder / "units.json").write_text(json.dumps({"units": list(lines)}), encoding="utf-8")
    return read_file(folder / "units.json", "vi").typed


FORMS = {
    "tab": as_tab,
    "csv": as_csv(",", FIELDS),
    "csv of Viet Nam": as_csv(";", VIETNAMESE),
    "csv with tabs": as_csv("\t", VIETNAMESE),
    "json": as_json,
}


@pytest.fixture(params=FORMS)
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., list[JudgedLine]]:
    """Lines typed in one of the forms, as judged."""

    def read(*lines: Said) -> list[JudgedLine]:
        return judge(FORMS[request.param](lines, tmp_path), CAMPAIGN, "vi")

    return read


@pytest.mark.parametrize("case", LINES)
def test_a_line_is_read_alike_wherever_it_stands(
    read: Callable[..., list[JudgedLine]], case: str
) -> None:
    typed, complaints, values = LINES[case]
    line, parent = read({**GOOD, **typed}, PARENT)
    assert ([one.code for one in line.complaints], parent.complaints) == (complaints, ())
    assert {name: str(getattr(line.unit, name)) for name in values} == values


def test_a_code_twice_in_one_validity_is_told_on_both_lines(
    read: Callable[..., list[JudgedLine]],
) -> None:
    lines = read(GOOD, {**GOOD, "name": "Khác"}, {**GOOD, "valid_from": "1/7/2025"})
    assert [[one.code for one in line.complaints] for line in lines] == [["twice"], ["twice"], []]


def test_a_workbook_of_two_units_is_told_on_both_lines(
    read: Callable[..., list[JudgedLine]],
) -> None:
    other = {**PARENT, "spreadsheet": "1AbC-x_9"}
    lines = read({**GOOD, "spreadsheet": LINK}, other, {**GOOD, "code": "P09"})
    told = [[one.code for one in line.complaints] for line in lines]
    assert told == [["link-twice"], ["link-twice"], []]


def test_a_workbook_filled_down_a_long_register_is_told_in_few_words(
    read: Callable[..., list[JudgedLine]],
) -> None:
    lines = read(*({**GOOD, "code": f"P{n}", "spreadsheet": LINK} for n in range(300)))
    first = str(lines[0].number)
    told = [line.complaints[0].params["lines"] for line in lines]
    assert all(said.startswith(first) and said.endswith(str(lines[-1].number)) for said in told)
    assert {len(said) for said in told} == {len(told[0])} and len(told[0]) < 40


def links_in_force(lines: list[JudgedLine], *last: OrgUnit) -> list[str]:
    return [unit.spreadsheet for unit in in_force(lines, last).values()]


def test_a_workbook_that_is_new_on_two_lines_is_that_of_the_first(
    read: Callable[..., list[JudgedLine]],
) -> None:
    lines = read({**GOOD, "spreadsheet": LINK}, {**PARENT, "spreadsheet": LINK})
    assert links_in_force(lines) == [lines[0].unit.spreadsheet, ""]


def test_a_workbook_stays_with_the_unit_that_had_it_below_a_new_line_with_the_same(
    read: Callable[..., list[JudgedLine]],
) -> None:
    lines = read({**GOOD, "spreadsheet": LINK}, {**PARENT, "spreadsheet": LINK})
    assert links_in_force(lines, lines[1].unit) == ["", lines[1].unit.spreadsheet]


def test_the_form_of_a_sample_district_holds_wards(tmp_path: Path) -> None:
    wards = [{"id": "P01", "name": "An", "tdps": ["TDP 1", "TDP 2"]}]
    (tmp_path / "config.json").write_text(json.dumps({"wards": wards}), encoding="utf-8")
    [line] = judge(read_file(tmp_path / "config.json", "vi").typed, CAMPAIGN, "vi")
    assert (line.unit.kind, line.complaints) == ("ward", ())
    assert line.unit.residential_groups == ("TDP 1", "TDP 2")


DAY = 46367  # 2026-12-11 as a serial number of a spreadsheet.


@pytest.mark.parametrize(
    ("locale", "serial", "shown", "told"),
    [
        ("vi_VN", DAY, "11/12/2026", []),
        ("en_US", DAY, "12/11/2026", ["day-unsure"]),
        ("en_US", DAY, "2026-12-11", []),
        ("en_US", DAY + 4, "12/15/2026", []),
        ("en_US", "11/12/2026", "11/12/2026", []),
    ],
)
def test_a_day_that_a_sheet_may_have_turned_round_is_asked_and_not_believed(
    locale: str, serial: int | str, shown: str, told: list[str]
) -> None:
    heads = [
        Cell(title, title) for title in (*VIETNAMESE[:3], VIETNAMESE[FIELDS.index("extension")])
    ]
    cells = [*(Cell(value, value) for value in GOOD.values()), Cell(serial, shown)]
    sheet = Sheet(0, "Đơn vị", 0, [heads, cells])
    typed = read_tab(SpreadsheetSnapshot("x", "Quận", locale, "", (sheet,)), "vi")
    assert typed is not None
    [line] = judge(typed, CAMPAIGN, "vi")
    assert [one.code for one in line.complaints] == told
    assert (line.unit.extension is None) == bool(told)


def test_a_formula_that_fails_is_no_code_of_a_unit() -> None:
    heads = [Cell(title, title) for title in VIETNAMESE[:3]]
    cells = [Cell("#REF!", "#REF!", "=Nguồn!A2"), Cell("An", "An"), Cell("phường", "phường")]
    sheet = Sheet(0, "Đơn vị", 0, [heads, cells])
    typed = read_tab(SpreadsheetSnapshot("x", "Quận", "vi_VN", "", (sheet,)), "vi")
    assert typed is not None
    [line] = judge(typed, CAMPAIGN, "vi")
    assert [one.code for one in line.complaints] == ["no-code"]


def test_where_one_kind_is_declared_it_need_not_be_written(tmp_path: Path) -> None:
    agencies = replace(CAMPAIGN, workbooks={"agency": CAMPAIGN.workbooks["agency"]})
    unsaid = {**GOOD, "kind": ""}
    for save in FORMS.values():
        [empty, wrong] = judge(
            save([unsaid, {**PARENT, "kind": "phường"}], tmp_path), agencies, "vi"
        )
        assert (empty.unit.kind, empty.complaints) == ("agency", ())
        assert [one.code for one in wrong.complaints] == ["kind-unknown"]
