"""Names in the order of a Vietnamese list, not of code points."""

import pytest

from emulator_tests.workbook import Workbook, box
from sheets_emulator.formulas.collation import collated


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ân", "Bình", "Cúc", "Dũng", "Đặng", "Én", "Lê", "Ổn", "Vân", "Xuân", "Yến"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "măng", "mận"],
        ["Lê Bình", "Lệ Bình", "Lê Cúc"],
        ["Tổ 1", "Tổ 2", "Tổ A"],
        ["Uyên", "Ước"],
    ],
)
def test_texts_stand_in_the_order_of_the_alphabet(ordered: list[str]) -> None:
    assert sorted(ordered, key=collated) == ordered


def test_case_makes_no_difference_and_a_tone_does() -> None:
    assert collated("ĐẶNG") == collated("đặng") != collated("đăng")


def test_rows_are_sorted_by_it(book: Workbook) -> None:
    book.fill("A1", ["Đặng"], ["Lê"], ["Dương"])
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    book.request("sortRange", range=box(0, 3, 0, 1), sortSpecs=specs)
    assert book.values("A1:A3") == [["Dương"], ["Đặng"], ["Lê"]]


def test_formulas_compare_by_it(book: Workbook) -> None:
    book.type("A1", ['="Đặng"<"Lê"', '="MAI"="mai"', '="mai"="mài"'])
    assert book.values("A1:C1") == [[True, True, False]]
