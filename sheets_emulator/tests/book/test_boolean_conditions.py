"""Conditions of conditional formats and data validation."""

from typing import Any

import pytest

from emulator_tests.paper_book import PaperBook
from sheets_emulator.book.boolean_conditions import accepts, choices, holds
from sheets_emulator.formulas.evaluate import Evaluator

BOOK = PaperBook(
    A=[
        ["Thiếu số", 12, None, True, "28/10/2024", "=1/0", "'0912"],
        ["⛔ Sai", 5, "x", False, "1/1/2030", "a@b.vn", "https://x.vn"],
    ],
    Mục=[["Nam"], ["Nữ"], [None]],
)


def condition(kind: str, *values: str) -> dict[str, Any]:
    return {"type": kind, "values": [{"userEnteredValue": value} for value in values]}


YES = [  # (row, column), type, values
    ((0, 0), "TEXT_CONTAINS", "thiếu"),
    ((0, 0), "TEXT_STARTS_WITH", "Thiếu"),
    ((0, 0), "TEXT_ENDS_WITH", "số"),
    ((0, 0), "TEXT_NOT_CONTAINS", "sai"),
    ((0, 0), "TEXT_EQ", "thiếu số"),
    ((0, 6), "TEXT_EQ", "0912"),
    ((1, 5), "TEXT_IS_EMAIL"),
    ((1, 6), "TEXT_IS_URL"),
    ((0, 1), "NUMBER_GREATER", "10"),
    ((0, 1), "NUMBER_BETWEEN", "10", "12"),
    ((0, 1), "NUMBER_NOT_BETWEEN", "13", "20"),
    ((0, 1), "NUMBER_EQ", "=B2+7"),
    ((0, 1), "NUMBER_NOT_EQ", "11"),
    ((0, 2), "BLANK"),
    ((0, 0), "NOT_BLANK"),
    ((0, 3), "BOOLEAN"),
    ((0, 4), "DATE_IS_VALID"),
    ((0, 4), "DATE_EQ", "28/10/2024"),
    ((1, 4), "DATE_AFTER", "=TODAY()"),
    ((0, 4), "DATE_ON_OR_BEFORE", "=TODAY()"),
    ((0, 0), "ONE_OF_LIST", "Thiếu số", "Đủ"),
    ((0, 0), "CUSTOM_FORMULA", '=LEFT($A1;1)="T"'),
    ((0, 0), "CUSTOM_FORMULA", "=B1"),
]
NO = [
    ((0, 0), "TEXT_CONTAINS", "đủ"),
    ((0, 5), "TEXT_CONTAINS", "DIV"),
    ((0, 0), "NUMBER_GREATER", "10"),
    ((1, 1), "NUMBER_BETWEEN", "10", "12"),
    ((0, 0), "BLANK"),
    ((0, 1), "DATE_IS_VALID"),
    ((0, 0), "BOOLEAN"),
    ((0, 0), "ONE_OF_LIST", "Đủ"),
    ((0, 0), "CUSTOM_FORMULA", "=1/0"),
    ((0, 0), "CUSTOM_FORMULA", "=A1"),
    ((0, 0), "CUSTOM_FORMULA", "=IF("),
    ((0, 0), "NO_SUCH_TYPE", "1"),
]


@pytest.mark.parametrize("case", YES, ids=str)
def test_a_condition_is_met(case: tuple[Any, ...]) -> None:
    (row, column), kind, *values = case
    assert holds(condition(kind, *values), Evaluator(BOOK), 0, row, column)


@pytest.mark.parametrize("case", NO, ids=str)
def test_a_condition_is_not_met(case: tuple[Any, ...]) -> None:
    (row, column), kind, *values = case
    assert not holds(condition(kind, *values), Evaluator(BOOK), 0, row, column)


def test_a_formula_is_written_for_the_corner_of_its_range() -> None:
    rule = condition("CUSTOM_FORMULA", '=LEFT($A1;1)="⛔"')
    met = [holds(rule, Evaluator(BOOK), 0, row, 3, anchor=(0, 1)) for row in (0, 1)]
    assert met == [False, True]


def test_a_relative_column_moves_with_each_cell_of_the_range() -> None:
    rule = condition("CUSTOM_FORMULA", "=B1>10")
    evaluator = Evaluator(BOOK)
    met = [holds(rule, evaluator, 0, 0, column, anchor=(0, 1)) for column in (1, 2)]
    assert met == [True, False]


def test_validation_lets_empty_cells_be() -> None:
    rule = {"condition": condition("NUMBER_GREATER", "10")}
    assert accepts(rule, Evaluator(BOOK), 0, 0, 2)
    assert not accepts(rule, Evaluator(BOOK), 0, 1, 1)


def test_a_list_rule_offers_the_values_of_its_range() -> None:
    rule = {"condition": condition("ONE_OF_RANGE", "=Mục!$A$1:$A")}
    assert choices(rule, Evaluator(BOOK), 0) == ["Nam", "Nữ"]
    assert not accepts(rule, Evaluator(BOOK), 0, 0, 0)
