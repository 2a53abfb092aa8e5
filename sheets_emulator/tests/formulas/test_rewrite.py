"""How stored formulas change when rows, columns and tabs do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator.formulas.references import column_index, column_letters, parse_reference
from sheets_emulator.formulas.rewrite import (
    Deleted,
    Inserted,
    Moved,
    copied,
    normalise,
    relocated,
    renamed,
    sheet_deleted,
    shifted,
)

TITLES = ["Sheet1", "3b. Thành viên", "2026"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=a1+b$2", "=A1+B$2"),
        ("=sum( b2:a1 )", "=sum( A1:B2 )"),
        ("='SHEET1'!a1", "=Sheet1!A1"),
        ("='3B. THÀNH VIÊN'!A:a", "='3b. Thành viên'!A:A"),
        ("='2026'!A1:A1", "='2026'!A1"),
        ('="a1"&a1', '="a1"&A1'),
        ("=if(", "=if("),
    ],
)
def test_a_formula_is_stored_as_sheets_spells_it(typed: str, stored: str) -> None:
    assert normalise(typed, "en_US", TITLES) == stored


@pytest.mark.parametrize(
    ("formula", "change", "after"),
    [
        ("=A5", Inserted(2, 3), "=A8"),
        ("=A2:A5", Inserted(2, 3), "=A2:A8"),
        ("=A1:A2", Inserted(2, 3), "=A1:A2"),
        ("=A$5+Other!A5", Inserted(0, 1), "=A$6+Other!A5"),
        ("=A2:A", Inserted(0, 1), "=A3:A"),
        ("=A:A", Inserted(0, 1), "=A:A"),
        ("=A5", Deleted(1, 3), "=A3"),
        ("=A2", Deleted(1, 3), "=#REF!"),
        ("=SUM(A1:A9)", Deleted(1, 3), "=SUM(A1:A7)"),
        ("=A2:A", Deleted(1, 2), "=A2:A"),
        ("=A2:A4", Deleted(2, 9), "=A2"),
        ("=A2", Moved(1, 2, 5), "=A5"),
        ("=A4", Moved(1, 2, 5), "=A3"),
        ("=A5", Moved(4, 5, 1), "=A2"),
    ],
)
def test_references_follow_rows(formula: str, change: Inserted, after: str) -> None:
    assert shifted(formula, "en_US", "Sheet1", "Sheet1", "ROWS", change) == after


def test_references_follow_columns_of_another_tab() -> None:
    after = shifted("=A1+'My tab'!B1:C1", "en_US", "Sheet1", "my TAB", "COLUMNS", Inserted(1, 1))
    assert after == "=A1+'My tab'!C1:D1"


def test_inserting_cells_moves_only_references_inside_their_columns() -> None:
    change = Inserted(0, 1)
    moved = shifted("=A1+B1", "en_US", "S", "S", "ROWS", change, across=(0, 0))
    assert moved == "=A2+B1"


def test_a_copied_formula_moves_what_has_no_dollar_sign() -> None:
    assert copied("=A1+$A1+A$1+$A$1", "en_US", 2, 1) == "=B3+$A3+B$1+$A$1"


def test_a_copy_that_leaves_the_grid_is_a_broken_reference() -> None:
    assert copied("=A1", "en_US", -1, 0) == "=#REF!"


def test_references_follow_cells_that_were_cut() -> None:
    source = parse_reference("S!A1:B2")
    assert relocated("=A1+C3", "en_US", "S", source, "Khác", 4, 1) == "='Khác'!B5+C3"


def test_a_renamed_tab_is_renamed_in_formulas() -> None:
    assert (
        renamed('=sheet1!A1&"Sheet1!"', "en_US", "Sheet1", "Danh sách")
        == "='Danh sách'!A1&\"Sheet1!\""
    )


def test_a_deleted_tab_leaves_broken_references() -> None:
    assert sheet_deleted("=Khác!A1+A1", "en_US", "khác") == "=#REF!+A1"


@given(st.integers(0, 18_277))
def test_column_letters_are_read_back(column: int) -> None:
    assert column_index(column_letters(column)) == column


@given(st.integers(0, 50), st.integers(1, 9), st.integers(0, 50), st.integers(0, 9))
def test_deleting_what_was_inserted_brings_the_formula_back(
    at: int, count: int, top: int, height: int
) -> None:
    formula = f"=SUM(A{top + 1}:B{top + height + 1})"
    there = shifted(formula, "en_US", "S", "S", "ROWS", Inserted(at, count))
    assert shifted(there, "en_US", "S", "S", "ROWS", Deleted(at, at + count)) == formula
