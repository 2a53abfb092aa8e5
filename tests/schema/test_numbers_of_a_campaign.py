"""Numbers as first-class data: as typed in Viet Nam, against each other, with own sentences."""

from pathlib import Path

import pytest

from sheets_schema.declaration import DeclarationError, read_campaign
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.school_campaign import (
    AS_OF,
    HEADER,
    MAIN,
    SCHOOL,
    SCHOOL_BOOK,
    check_school,
    said,
    school_folder,
    told,
)


def test_numbers_in_their_limits_are_right_in_every_form(tmp_path: Path) -> None:
    checked = check_school(
        tmp_path,
        ["3A", 40, 38, 95.5, 0.5, 1250000, "10/03/2025", "14/03/2025"],
        ["3B", "41", "40", "97,6 %", "0,5", "1.250.000 đ", "10/03/2025", "10/03/2025"],
        ["3C", 39, None, "-", "12.5", 0],
    )
    assert told(checked) == []
    [table] = checked.tables
    assert [row.values[1:6] for row in table.rows] == [
        (40, 38, 95.5, 0.5, 1250000),
        (41, 40, 97.6, 0.5, 1250000),
        (39, None, "-", 12.5, 0),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (["3A", 55.5], "enrolled", "count-fraction"),
        (["3A", 2.5], "enrolled", "count-fraction"),
        (["3A", -3], "enrolled", "count-negative"),
        (["3A", "-3"], "enrolled", "count-negative"),
        (["3A", 40, 38, 120], "share", "number-limits"),
        (["3A", 40, 38, "gần hết"], "share", "number-text"),
        (["3A", 40, 38, 95, "1.234", 0], "dose", "number-ambiguous"),
        (["3A", 40, 38, 95, -1, 0], "dose", "number-limits"),
        (["3A", 40, 38, 95, 1, "12,5"], "cost", "count-fraction"),
        (["3A", 40, 38, 95, 1, 2.5], "cost", "count-fraction"),
    ],
)
def test_a_wrong_number_says_what_stands_there_and_no_ellipsis(
    tmp_path: Path, row: list[Value], column: str, code: str
) -> None:
    checked = check_school(tmp_path, row)
    assert [(one, number) for _, one, number in told(checked)] == [(column, code)]
    for language in ("vi", "en"):
        [sentence] = said(checked, language)
        assert "…" not in sentence and "Hệ thống hiểu" not in sentence and "{" not in sentence


def test_a_fraction_is_never_read_as_thousands(tmp_path: Path) -> None:
    [finding] = check_school(tmp_path, ["3A", 2.5]).findings
    assert finding.proposed is None


def test_a_thousand_that_the_sheet_took_for_a_fraction_is_proposed(tmp_path: Path) -> None:
    [finding] = check_school(tmp_path, ["3A", 40, 1.25, 90]).findings
    assert (finding.code, finding.proposed) == ("count-decimal", "1250")


def test_a_number_that_could_be_two_numbers_is_asked_about_with_both(tmp_path: Path) -> None:
    [sentence] = said(check_school(tmp_path, ["3A", 40, 38, 95, "1.234", 0]))
    assert "1.234" in sentence and "1,234" in sentence and "1234 hoặc 1,2340" in sentence


def test_money_has_no_tenths_so_its_points_stand_between_thousands(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40, 38, 95, "500.000", "500.000"])
    assert told(checked) == [(2, "dose", "number-ambiguous")]
    assert "500000 hoặc 500,0" in said(checked)[0]
    assert checked.tables[0].rows[0].values[5] == 500000


def test_a_reading_outside_the_limits_is_none(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40, 38, "1.234", 1, 0])
    assert told(checked) == []
    assert checked.tables[0].rows[0].values[3] == 1.234


def test_a_column_of_shares_of_one_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["3A", 40, 38, 0.95], ["3B", 41, 40, "0,9"], ["3C", 40, 40, 1]]
    checked = check_school(tmp_path, *rows, ["3D", 40, 0, 0], ["3E", 40, 38, "0,95 %"])
    assert told(checked) == [(row, "share", "percent-of-one") for row in (2, 3, 4)]
    assert "95 % hoặc 0,95 %" in said(checked)[0] and "{" not in said(checked, "en")[0]


def test_a_small_percentage_among_others_is_itself(tmp_path: Path) -> None:
    assert told(check_school(tmp_path, ["3A", 40, 38, 95], ["3B", 40, 38, 0.5])) == []
    assert told(check_school(tmp_path, ["3A", 40, 1, 1], ["3B", 40, 0, 0])) == []


def test_a_percentage_goes_by_its_number_format(tmp_path: Path) -> None:
    campaign = read_campaign(school_folder(tmp_path))
    grid: list[list[Value]] = [HEADER, ["3A", 40, 38, 0.95], ["3B", 40, 38, 0.9]]
    seen = [[str(cell) for cell in row] for row in grid]
    seen[1][3], seen[2][3] = "95%", "90,00 %"
    tab = Tab("Lớp", grid, seen)
    checked = validate(Workbook("", [tab]), SCHOOL, campaign, AS_OF, strict=True)
    assert told(checked) == []
    assert [row.values[3] for row in checked.tables[0].rows] == [95, 90]


def test_an_own_rule_is_told_in_the_words_of_the_campaign(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40, 55])
    assert told(checked) == [(2, "vaccinated", "school-week.more-than-enrolled")]
    assert said(checked) == [
        "Lớp có 40 học sinh mà đã tiêm 55. Đề nghị đối chiếu với sổ tiêm. Ví dụ đúng: 38."
    ]


def test_days_are_compared_as_days(tmp_path: Path) -> None:
    row: list[Value] = ["3A", 40, 38, 95, 0.5, 1000, "02/12/2025", "01/12/2025"]
    checked = check_school(tmp_path, row, ["3B", 40, 38, 95, 1, 1, "30/09/2025", "01/10/2025"])
    assert told(checked) == [(2, "from", "columns-disagree")]
    assert (
        "“Từ ngày ≤ Đến ngày”: bên trái là 02/12/2025, bên phải là 01/12/2025" in said(checked)[0]
    )


def test_a_rule_says_nothing_of_a_row_with_an_empty_side(tmp_path: Path) -> None:
    assert told(check_school(tmp_path, ["3A", 40, None], ["3B", 40, "vài"])) == [
        (3, "vaccinated", "count-text")
    ]


def test_a_row_of_sums_equals_the_rows_above(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["3A", 40, 38], ["3B", 41, 40], ["3C", 39, 30]]
    assert told(check_school(tmp_path, *rows, ["Tổng cộng", 120, 108])) == []
    checked = check_school(tmp_path, *rows, ["Tổng cộng", 120, 180])
    assert told(checked) == [(5, "vaccinated", "sum-row-wrong")]
    assert "Dòng tổng ghi 180 ở cột “Đã tiêm”, cộng các dòng trên được 108" in said(checked)[0]
    assert len(checked.tables[0].rows) == 3


def test_a_sum_of_many_columns_is_no_row_of_data(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["3A", 40, 38, 95, 1, 1000], ["3B", 41, 40, 95, 2, 3000]]
    checked = check_school(tmp_path, *rows, ["Tổng cộng", 81, 79, None, 3, 5000])
    assert told(checked) == [(4, "vaccinated", "sum-row-wrong"), (4, "cost", "sum-row-wrong")]
    assert len(checked.tables[0].rows) == 2


def test_equal_numbers_below_each_other_are_rows_and_no_sums(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40], ["3B", 40], ["3C", 80], ["3D", 41])
    assert [row.values[1] for row in checked.tables[0].rows] == [40, 40, 80, 41]


def test_a_sum_at_the_end_needs_no_word_for_it(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40], ["3B", 41], ["3C", 42], ["Toàn trường", 123])
    assert len(checked.tables[0].rows) == 3


def test_an_average_is_added_up_by_nobody(tmp_path: Path) -> None:
    averages = "example = 0.5\n"
    book = SCHOOL_BOOK.replace("params = { least = 0 }\n" + averages,
                               "params = { least = 0, summed = false }\n" + averages)  # fmt: skip
    book = book.replace('column = "dose"\nmost = 100', 'column = "cost"\nmost = 100')
    campaign = read_campaign(school_folder(tmp_path, book))
    rows: list[list[Value]] = [["3A", 40, 38, 95, 0.5, 10], ["3B", 41, 40, 95, 0.7, 10]]
    grid: list[list[Value]] = [HEADER, *rows, ["Tổng cộng", 81, 78, 95, 0.6, 20]]
    checked = validate(Workbook("", [Tab("Lớp", grid)]), SCHOOL, campaign, AS_OF, strict=True)
    assert told(checked) == [] and len(checked.tables[0].rows) == 2


def test_a_section_and_the_whole_list_have_sums_of_their_own(tmp_path: Path) -> None:
    checked = check_school(
        tmp_path,
        ["3A", 40, 38], ["3B", 41, 40], ["Tổng", 81, 78], ["4A", 30, 30], ["Tổng", 30, 30],
        ["Tổng cộng", 111, 108],
    )  # fmt: skip
    assert told(checked) == []


def test_a_total_has_its_limits(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40, 1, 1, 60, 1], ["3B", 40, 1, 1, "40,5", 1])
    assert told(checked) == [(None, "dose", "total-limits")]
    assert "Tổng cột “Liều (ml)” là 100,5, ngoài giới hạn ≤ 100" in said(checked)[0]
    # Of a sum there is no right example: that of another column says nothing.
    assert "Ví dụ" not in said(checked)[0]


def test_a_cell_is_needed_where_another_is_filled(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["3A", 40, 38, 95, 0.5], ["3B", 40, 38, 95])
    assert told(checked) == [(2, "cost", "cell-missing-when")]
    assert "Cột “Liều (ml)” đã ghi “0.5” nhưng chưa ghi “Kinh phí”." in said(checked)[0]


def test_keys_are_one_without_their_signs_where_it_is_declared(tmp_path: Path) -> None:
    checked = check_school(tmp_path, ["da 01", 40], ["DA-01", 41], ["da 02", 41])
    assert [row for row, _, _ in told(checked)] == [2, 3]


@pytest.mark.parametrize(
    ("wrong", "said_of_it"),
    [
        (("vaccinated <= enrolled", "vaccinated =< enrolled"), 'write rule = "column <= other"'),
        (("vaccinated <= enrolled", "vaccinated <= enroled"), "nearest is enrolled"),
        (("vaccinated <= enrolled", "vaccinated <= class"), "class is no column of numbers"),
        (("vaccinated <= enrolled", "vaccinated <= from"), "days and numbers cannot be compared"),
        (('code = "more-than-enrolled"', 'code = "more-than"'), "write more-than-enrolled"),
        (("most = 100 }", 'most = "100" }'), "write a whole number without quotation marks"),
        (("least = 0 }", 'least = "0" }'), "write a number without quotation marks"),
        (('type = "percent"\nexample = 95.5', 'type = "percent"\nexample = 950'), "example: 950"),
    ],
)
def test_a_wrong_rule_stops_by_name(
    tmp_path: Path, wrong: tuple[str, str], said_of_it: str
) -> None:
    assert wrong[0] in SCHOOL_BOOK
    with pytest.raises(DeclarationError, match=r"school\.toml, classes") as error:
        read_campaign(school_folder(tmp_path, SCHOOL_BOOK.replace(*wrong)))
    assert said_of_it in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "said_of_it"),
    [
        (
            ("[messages.more-than-enrolled]", "[messages.cell-missing]"),
            "is a code of the catalogue",
        ),
        (("{left} vaccinated", "{lef} vaccinated"), "nearest is left"),
        (('"Đề nghị đối chiếu với sổ tiêm."]', "]"), "write vi = ["),
        (('severity = "must-fix"', 'severity = "must"'), "write one of info, must-fix"),
    ],
)
def test_a_wrong_sentence_stops_by_name(
    tmp_path: Path, wrong: tuple[str, str], said_of_it: str
) -> None:
    assert wrong[0] in MAIN
    with pytest.raises(DeclarationError, match=r"campaign\.toml, messages") as error:
        read_campaign(school_folder(tmp_path, main=MAIN.replace(*wrong)))
    assert said_of_it in str(error.value)


def ruled(rule: str) -> str:
    """One more rule between columns of the list of classes."""
    check = 'check = "columns-agree"\ncode = "columns-disagree"'
    return f'\n[[tables.checks]]\n{check}\nrule = "{rule}"\n'


@pytest.mark.parametrize(
    ("rules", "circle"),
    [
        (
            ["enrolled = vaccinated + dose", "vaccinated = enrolled + cost"],
            "vaccinated → enrolled → vaccinated",
        ),
        (["enrolled = enrolled + dose"], "enrolled → enrolled"),
        (
            ["enrolled = vaccinated + 1", "dose + 1 = vaccinated", "dose = cost + enrolled"],
            "dose → enrolled → vaccinated → dose",
        ),
    ],
)
def test_sums_that_go_round_in_a_circle_are_told_with_file_list_and_key(
    tmp_path: Path, rules: list[str], circle: str
) -> None:
    book = SCHOOL_BOOK + "".join(map(ruled, rules))
    with pytest.raises(DeclarationError) as error:
        read_campaign(school_folder(tmp_path, book))
    [line] = error.value.in_words("vi").splitlines()[1:]
    assert line.startswith("school.toml, classes, checks.columns-agree.rule: ")
    assert circle in line and "tính vòng quanh" in line


@pytest.mark.parametrize(
    "rules",
    [
        ["enrolled = vaccinated + dose", "cost = enrolled + dose"],
        ["enrolled >= vaccinated"],
        ["enrolled = vaccinated + dose", "vaccinated = enrolled - dose"],
    ],
)
def test_sums_over_each_other_without_a_circle_are_taken(tmp_path: Path, rules: list[str]) -> None:
    assert read_campaign(school_folder(tmp_path, SCHOOL_BOOK + "".join(map(ruled, rules))))


@pytest.mark.parametrize("named", ["room", "rooms.room"])
def test_a_rule_over_columns_of_two_lists_is_told_with_the_list(tmp_path: Path, named: str) -> None:
    other = """
[[tables]]
name = "rooms"
title = "Phòng"
[[tables.columns]]
name = "room"
title = "Số phòng"
type = "count"
"""
    book = SCHOOL_BOOK + ruled(f"{named} <= enrolled") + other
    with pytest.raises(DeclarationError) as error:
        read_campaign(school_folder(tmp_path, book))
    [line] = error.value.in_words("vi").splitlines()[1:]
    assert line.startswith("school.toml, classes, checks.columns-agree.rule: ")
    assert f"{named} là cột của danh sách rooms" in line
