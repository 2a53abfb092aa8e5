"""A unit against all units: a number far from what is usual, a total of all outside its limits."""

from pathlib import Path

import pytest

from sheets_schema.among_units import figures_among, figures_read, figures_said, with_among
from sheets_schema.checked import Checked
from sheets_schema.declaration import DeclarationError, read_campaign
from sheets_schema.finding import Severity
from sheets_schema.messages import LANGUAGES
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.school_campaign import (
    AS_OF,
    HEADER,
    MAIN,
    SCHOOL,
    SCHOOL_BOOK,
    said,
    school_folder,
    told,
)

OWN = """
[messages.far-off]
severity = "please-check"
vi = ["Sĩ số lạ", "{name} có {v} học sinh, các trường thường {limits}.", "Đề nghị đếm lại."]
en = ["Odd class", "{name} has {v} pupils; schools usually {limits}.", "Please count again."]
example = "40"
"""
ASKED = """
[[tables.checks]]
check = "usual-range"
code = "far-off"
column = "enrolled"

[[tables.checks]]
check = "units-total"
code = "units-total-limits"
column = "dose"
most = 100
"""
# As twenty schools have them: the middle half is 35 to 45.
CLASSES = [30, 32, 34, 35, 35, 36, 37, 38, 39, 40, 40, 41, 42, 43, 44, 45, 45, 46, 48, 50]


def held(
    folder: Path,
    rows: list[list[Value]],
    others: list[list[Value]],
    asked: str = ASKED,
    main: str = MAIN,
) -> Checked:
    """A school with these rows, held against those of all: class, enrolled, dose."""
    campaign = read_campaign(school_folder(folder, SCHOOL_BOOK + asked, main + OWN))
    grid = [HEADER, *([one[0], one[1], 1, 90, one[2], 1, None, None, None] for one in rows)]
    checked = validate(Workbook("", [Tab("Lớp", grid)]), SCHOOL, campaign, AS_OF, strict=True)
    all_rows = [(one[0], one[1], 1, 90, one[2]) for one in others]
    among = figures_among(campaign, [("classes", row) for row in all_rows])
    assert figures_read(figures_said(among)) == among
    return with_among(checked, among)


def schools(dose: float = 1) -> list[list[Value]]:
    """The classes of all schools."""
    return [[f"{number}A", enrolled, dose] for number, enrolled in enumerate(CLASSES)]


def test_a_number_far_from_all_others_is_asked_about_in_the_campaigns_words(tmp_path: Path) -> None:
    checked = held(tmp_path, [["3A", 95, 1], ["3B", 60, 1]], schools())
    assert told(checked) == [(2, "enrolled", "school-week.far-off")]
    assert said(checked) == [
        "3A có 95 học sinh, các trường thường 10 – 70. Đề nghị đếm lại. Ví dụ đúng: 40."
    ]
    assert said(checked, "en")[0].startswith("3A has 95 pupils; schools usually 10 – 70.")
    assert [row.severity for row in checked.tables[0].rows] == [Severity.PLEASE_CHECK, None]


@pytest.mark.parametrize(
    ("others", "asked"),
    [
        (schools()[1:], ASKED),  # Nineteen are too few to say what is usual.
        ([["A", 40, 1]] * 30, ASKED),  # Where all are the same nothing has a width.
        (schools(), ASKED.replace('column = "enrolled"', 'column = "enrolled"\nspread = 9')),
    ],
)
def test_nothing_is_asked_where_nobody_can_say_what_is_usual(
    tmp_path: Path, others: list[list[Value]], asked: str
) -> None:
    assert told(held(tmp_path, [["3A", 95, 1]], others, asked)) == []


def test_a_total_of_all_units_outside_its_limits_is_asked_of_each(tmp_path: Path) -> None:
    checked = held(tmp_path, [["3A", 40, 1], ["3B", 41, 1]], schools(dose=5.25))
    assert told(checked) == [(None, "dose", "units-total-limits")]
    [sentence] = said(checked)
    assert "Tổng cột “Liều (ml)” của tất cả các đơn vị là 105, ngoài giới hạn ≤ 100" in sentence
    assert told(held(tmp_path, [["3A", 40, 1]], schools(dose=5))) == []
    assert told(held(tmp_path, [], schools(dose=6))) == [(None, None, "list-empty")]


def test_figures_of_others_hold_nobody_up(tmp_path: Path) -> None:
    main = MAIN + '\n[severity]\nunits-total-limits = "must-fix"\n'
    checked = held(tmp_path, [["3A", 40, 1]], schools(dose=9), main=main)
    assert [one.severity for one in checked.findings] == [Severity.PLEASE_CHECK]


def test_a_mistake_in_the_cell_is_told_rather(tmp_path: Path) -> None:
    checked = held(tmp_path, [["3A", 900, 1]], schools())
    assert told(checked) == [(2, "enrolled", "count-implausible")]


@pytest.mark.parametrize("check", ["usual-range", "units-total", "column-total"])
@pytest.mark.parametrize("column", ["class", "from", "enroled", "nobody"])
def test_a_column_that_is_none_of_numbers_stops_by_name(
    tmp_path: Path, check: str, column: str
) -> None:
    use = f'\n[[tables.checks]]\ncheck = "{check}"\ncode = "total-limits"\ncolumn = "{column}"\n'
    with pytest.raises(DeclarationError) as error:
        read_campaign(school_folder(tmp_path, SCHOOL_BOOK + use))
    for language in LANGUAGES:
        [line] = error.value.in_words(language).splitlines()[1:]
        assert line.startswith(f"school.toml, classes, checks.{check}.column: ")
        assert column in line and "enrolled" in line and "{" not in line
