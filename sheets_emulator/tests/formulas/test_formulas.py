"""What formulas give: operators, functions, ranges, errors, in the two locales."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator_tests.paper_book import PaperBook, column_of, result, seen
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.formulas.parser import parses

PEOPLE = PaperBook(
    A=[
        ["STT", "Họ tên", "Điện thoại", "Tuổi"],
        [1, "Nguyễn An", "'0912345678", 30],
        [2, "Trần Bình", "'0912345678", 45],
        [3, "nguyễn an", "'0987654321", None],
    ],
    Khác=[[7, "x"]],
)
VALUES = {
    "=1+2*3": 7,
    "=-2^2": 4,
    "=2^3^2": 64,
    "=7-2-1": 4,
    "=50%*2": 1,
    '="a"&1&TRUE': "a1TRUE",
    "=A2+A3": 3,
    "=1,5+1": 2.5,
    '="1,5"+1': 2.5,
    "=Khác!A1": 7,
    "='Khác'!B1&B2": "xNguyễn An",
    '=B2="NGUYỄN AN"': True,
    '=EXACT(B2;"NGUYỄN AN")': False,
    "=Z9=0": True,
    '=Z9=""': True,
    "=ISBLANK(Z9)": True,
    '=IF(D4="";"thiếu";"đủ")': "thiếu",
    '=IFS(A2>1;"x";TRUE;"y")': "y",
    '=SWITCH(A3;1;"một";2;"hai";"khác")': "hai",
    '=IFERROR(1/0;"lỗi")': "lỗi",
    '=AND(A2=1;B2<>"")': True,
    "=OR(FALSE;A2=2)": False,
    "=NOT(A2=2)": True,
    "=LEN(C2)": 10,
    '=LEFT("⛔ Thiếu";1)': "⛔",
    "=RIGHT(C2;3)": "678",
    "=MID(C2;2;3)": "912",
    '=TRIM("  a   b ")': "a b",
    "=UPPER(B2)": "NGUYỄN AN",
    "=LOWER(B2)": "nguyễn an",
    '=SUBSTITUTE("1.2.3";".";"")': "123",
    '=SUBSTITUTE("1.2.3";".";"-";2)': "1.2-3",
    '=SEARCH("BÌNH";B3)': 6,
    '=FIND("Bình";B3)': 6,
    '=TEXT(DATE(2024;10;28);"dd/mm/yyyy")': "28/10/2024",
    '=TEXT(912345678;"0000000000")': "0912345678",
    '=TEXT(1234,5;"#,##0.00")': "1.234,50",
    "=TO_TEXT(A2)": "1",
    '=VALUE("1.500")': 1500,
    '=REGEXMATCH(TO_TEXT(C2);"^0[0-9]{9}$")': True,
    '=REGEXREPLACE("0912 345";"[^0-9]";"")': "0912345",
    '=REGEXEXTRACT("TDP 12";"[0-9]+")': "12",
    "=ISNUMBER(A2)": True,
    "=ISTEXT(C2)": True,
    "=ISERROR(1/0)": True,
    "=COUNT(A1:D4)": 5,
    "=COUNTA(B2:B)": 3,
    "=COUNTBLANK(D2:D4)": 1,
    '=COUNTIF(B2:B;"nguyễn an")': 2,
    '=COUNTIF(B2:B;"*bình")': 1,
    '=COUNTIF(D2:D;">=40")': 1,
    '=COUNTIF(D2:D4;"")': 1,
    "=COUNTIF(C:C;C2)": 2,
    '=COUNTIF(B2:B4;"<>Trần Bình")': 2,
    '=COUNTIFS(B2:B;"nguyễn*";D2:D;">20")': 1,
    "=SUM(D2:D4;5)": 80,
    '=SUMIF(B2:B;"nguyễn an";D2:D)': 30,
    '=SUMIFS(A2:A;C2:C;"0912345678")': 3,
    "=AVERAGE(D2:D)": 37.5,
    "=MIN(D2:D)": 30,
    "=MAX(D2:D;99)": 99,
    "=SUMPRODUCT((A2:A4>1)*A2:A4)": 5,
    '=VLOOKUP("trần bình";B2:D4;3;FALSE)': 45,
    "=VLOOKUP(2,5;A2:B4;2)": "Trần Bình",
    "=MATCH(3;A2:A4;0)": 3,
    "=INDEX(A1:D4;2;2)": "Nguyễn An",
    "=INDEX(B2:B4;MATCH(2;A2:A4;0))": "Trần Bình",
    '=JOIN("|";UNIQUE(C2:C4))': "0912345678|0987654321",
    '=JOIN("|";FILTER(B2:B4;A2:A4>1))': "Trần Bình|nguyễn an",
    '=JOIN("|";SORT(A2:A4;1;FALSE))': "3|2|1",
    "=YEAR(TODAY())": 2024,
    "=DATE(2024;13;1)-DATE(2025;1;1)": 0,
    '=HYPERLINK("#gid=0&range=B4";"B4")': "B4",
    '=INDIRECT("D"&3)': 45,
    "=ARRAYFORMULA(SUM(LEN(C2:C4)))": 30,
    "=SUM({1\\2;3\\4})": 10,
}
ERRORS = {
    "=1/0": "#DIV/0!",
    "=NOSUCH(1)": "#NAME?",
    "=nosuch": "#NAME?",
    '="a"+1': "#VALUE!",
    "=Missing!A1": "#REF!",
    "=A2000": "#REF!",
    "=#REF!+1": "#REF!",
    "=MATCH(9;A1:A4;0)": "#N/A",
    "=SUM()": "#N/A",
    "=SQRT(-1)": "#NUM!",
    "=10^400": "#NUM!",
    "=IF(": "#ERROR!",
    "=A1 A2": "#ERROR!",
    "=IF(TRUE,1,2)": "#ERROR!",
    '=REGEXMATCH("a";"(?=a)")': "#REF!",
    '=REGEXMATCH(A2;"1")': "#VALUE!",
    '=FIND("z";"abc")': "#VALUE!",
    "=FILTER(A2:A4;A2:A4>9)": "#N/A",
}


@pytest.mark.parametrize("formula", VALUES)
def test_a_formula_gives_what_sheets_gives(formula: str) -> None:
    found = result(formula, PEOPLE)
    assert found == VALUES[formula]
    assert isinstance(found, bool) == isinstance(VALUES[formula], bool)


@pytest.mark.parametrize("formula", ERRORS)
def test_a_wrong_formula_shows_the_error_that_sheets_shows(formula: str) -> None:
    assert result(formula, PEOPLE) == ERRORS[formula]


def test_with_a_decimal_point_commas_and_semicolons_separate_arguments() -> None:
    book = PaperBook("en_US", A=[["1", "2"]])
    assert result('=IF(A1=1,SUM(A1;B1.5),"")', book) == "#NAME?"
    assert result("=SUM(A1,B1;0.5)", book) == 3.5


def test_a_named_range_is_read_where_it_lies() -> None:
    book = PaperBook(A=[[1], [2], [3]])
    book.name("số", "A1:A2")
    assert result("=SUM(số)", book) == 3


def test_unique_fills_the_cells_below_it() -> None:
    book = PaperBook(A=[["=UNIQUE(B1:B)", "b"], [None, "b"], [None, "a"]])
    assert column_of(book, 0) == ["b", "a", None, None]


def test_an_array_never_covers_a_cell_that_holds_something() -> None:
    book = PaperBook(A=[["=SORT(B1:B3)", 3], ["mine", 2], [None, 1]])
    assert column_of(book, 0, 3) == ["#REF!", "mine", None]


def test_other_formulas_see_what_an_array_filled() -> None:
    book = PaperBook(
        A=[["=COUNTA(B1:B9)", "=FILTER(C1:C3;C1:C3>1)", 1], [None, None, 2], [0, None, 3]]
    )
    assert column_of(book, 0, 1) == [2]


def test_a_formula_that_reads_an_empty_cell_shows_nothing() -> None:
    book = PaperBook(A=[["=B1", None, "=A1=0", "=IFERROR(1/0)"]])
    assert [column_of(book, column, 1)[0] for column in (0, 2, 3)] == [None, True, None]


def test_a_circle_is_an_error_and_not_a_hang() -> None:
    book = PaperBook(A=[["=B1", "=C1+1", "=A1"], ["=A2", "=SUM(A2:B2)"]])
    assert column_of(book, 0, 2) == ["#REF!", "#REF!"]


def test_a_chain_of_a_thousand_cells_is_computed() -> None:
    book = PaperBook(A=[[1.0], *([f"=A{row}+1"] for row in range(1, 999))])
    assert Evaluator(book).value(0, 998, 0) == 999


def test_each_formula_is_computed_once_however_many_read_it() -> None:
    class Counting(PaperBook):
        reads = 0

        def entered(self, sheet: int, row: int, column: int) -> Mapping[str, Any] | None:
            self.reads += 1
            return super().entered(sheet, row, column)

    book = Counting(A=[[row % 7, f"=COUNTIF(A$1:A$300;A{row + 1})"] for row in range(300)])
    evaluator = Evaluator(book)
    assert {seen(evaluator.value(0, row, 1)) for row in range(300)} == {42, 43}
    assert book.reads < 4 * 300


def test_a_formula_of_a_date_passes_on_a_date_format() -> None:
    book = PaperBook(A=[["=TODAY()", "28/10/2024", "=B1+1", "=B1-A1", "=1+1"]])
    evaluator = Evaluator(book)
    kinds = [evaluator.number_format(0, 0, column) for column in (0, 2, 3, 4)]
    assert [kind and kind["type"] for kind in kinds] == ["DATE", "DATE", None, None]


def test_a_hyperlink_formula_tells_its_address() -> None:
    book = PaperBook(A=[['=HYPERLINK("https://x.vn/"&B1;"mở")', "a"]])
    assert Evaluator(book).hyperlink(0, 0, 0) == "https://x.vn/a"


@given(st.text(max_size=40))
def test_no_text_breaks_the_evaluator(text: str) -> None:
    value = result("=" + text, PEOPLE)
    assert parses("=" + text, "vi_VN") or value == "#ERROR!"


@given(st.text(alphabet="A1:$!()+-*/&<>=\"';,%^{}\\ SUMIF.2", max_size=30))
def test_no_formula_like_text_breaks_the_evaluator(text: str) -> None:
    value = result("=" + text, PEOPLE)
    assert parses("=" + text, "vi_VN") or value == "#ERROR!"
