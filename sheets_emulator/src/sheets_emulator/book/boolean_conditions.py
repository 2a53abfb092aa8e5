"""Whether a cell meets a BooleanCondition: conditional formats and data validation."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.formulas.parser import parse
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.tokens import FormulaSyntaxError
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    compare,
    from_extended,
    to_number,
    to_text,
)
from sheets_emulator.text.number_format import format_value, has_date_letters
from sheets_emulator.text.typed_numbers import serial_of

Place = tuple[int, int, int]  # sheetId, row, column
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(?:(?:https?|ftp)://|www\.)\S+|mailto:\S+", re.IGNORECASE)


def holds(
    condition: Mapping[str, Any],
    evaluator: Evaluator,
    sheet: int,
    row: int,
    column: int,
    anchor: tuple[int, int] | None = None,
) -> bool:
    """Whether the cell meets the condition; an error in it or in the cell is no.

    `anchor` is the top-left cell of the rule's range, for which relative references are written.
    """
    place = sheet, row, column
    try:
        if condition.get("type") == "CUSTOM_FORMULA":
            return _custom(condition, evaluator, place, anchor)
        return _Test(condition, evaluator, place, anchor or (row, column)).result()
    except FormulaError:
        return False


def _custom(
    condition: Mapping[str, Any],
    evaluator: Evaluator,
    place: Place,
    anchor: tuple[int, int] | None,
) -> bool:
    text = next((str(one.get("userEnteredValue", "")) for one in condition.get("values", [])), "")
    value = evaluator.evaluate(text if text.startswith("=") else "=" + text, *place, anchor)
    # Sheets takes a number other than 0 as true, a text or an error never.
    return bool(value) and not isinstance(value, str | FormulaError)


def accepts(
    rule: Mapping[str, Any],
    evaluator: Evaluator,
    sheet: int,
    row: int,
    column: int,
    anchor: tuple[int, int] | None = None,
) -> bool:
    """Whether a DataValidationRule accepts what the cell holds; an empty cell is always right."""
    if evaluator.value(sheet, row, column) is None:
        return True
    return holds(rule.get("condition", {}), evaluator, sheet, row, column, anchor)


def choices(rule: Mapping[str, Any], evaluator: Evaluator, sheet: int) -> list[str]:
    """The values that a list rule offers (ONE_OF_LIST, ONE_OF_RANGE), as shown."""
    condition = rule.get("condition", {})
    entered = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    if condition.get("type") == "ONE_OF_LIST":
        return entered
    if condition.get("type") != "ONE_OF_RANGE" or not entered:
        return []
    cells = _range_of(entered[0], evaluator, sheet).flat()
    shown = [_shown(cell, evaluator) for cell in cells if cell not in (None, "")]
    return list(dict.fromkeys(shown))


def _range_of(text: str, evaluator: Evaluator, sheet: int) -> Grid:
    try:
        node = parse(text, evaluator.book.locale)
    except FormulaSyntaxError:
        raise FormulaError("REF") from None
    if not isinstance(node, Reference):
        raise FormulaError("REF")
    return evaluator.grid(evaluator.area(sheet, node))


def _shown(value: Scalar, evaluator: Evaluator) -> str:
    return "" if isinstance(value, FormulaError) else to_text(value, evaluator.book.locale)


class _Test:
    """One condition looked at from one cell."""

    def __init__(
        self,
        condition: Mapping[str, Any],
        evaluator: Evaluator,
        place: Place,
        anchor: tuple[int, int],
    ) -> None:
        self.kind = condition.get("type", "")
        self.values = condition.get("values", [])
        self.evaluator, self.place, self.anchor = evaluator, place, anchor
        self.locale = evaluator.book.locale
        self.cell = evaluator.value(*place)

    def result(self) -> bool:
        """The answer; FormulaError when something in it is an error."""
        if self.kind in _KINDS:
            return _KINDS[self.kind](self)
        family, _, comparison = self.kind.partition("_")
        if family == "TEXT":
            return self._text(comparison)
        if family == "NUMBER":
            return self._number(comparison)
        if family == "DATE":
            return self._date(comparison)
        return False

    def wanted(self, index: int) -> Scalar:
        """A value of the condition: a formula's result, or what typing it gives."""
        if index >= len(self.values):
            raise FormulaError("N_A")
        value = self.values[index]
        if "relativeDate" in value:
            return _relative_day(value["relativeDate"], self.evaluator.book.now.date())
        text = str(value.get("userEnteredValue", ""))
        if text.startswith("="):
            return self._formula(text)
        entry = parse_typed(text, self.locale).value
        return from_extended(entry) if entry else None

    def wanted_text(self) -> str:
        """The condition's first value as text, digits as they were typed."""
        text = str(self.values[0].get("userEnteredValue", "")) if self.values else ""
        return to_text(self._formula(text), self.locale) if text.startswith("=") else text

    def shown(self) -> str:
        """What the cell shows: text conditions look at that."""
        formatting = self.evaluator.number_format(*self.place)
        return format_value(self.evaluator.effective(*self.place), formatting, self.locale)

    def _formula(self, text: str) -> Scalar:
        value = self.evaluator.evaluate(text, *self.place, self.anchor)
        if isinstance(value, FormulaError):
            raise value
        return value

    def _text(self, comparison: str) -> bool:
        test = _TEXT_TESTS.get(comparison)
        if test is None or isinstance(self.cell, FormulaError):
            return False
        return test(self.shown().casefold(), self.wanted_text().casefold())

    def _number(self, comparison: str) -> bool:
        if not isinstance(self.cell, int | float) or isinstance(self.cell, bool):
            return False
        return self._ordered(comparison, self.cell)

    def _date(self, comparison: str) -> bool:
        day = self._day()
        if comparison == "IS_VALID":
            return day is not None
        if day is None:
            return False
        names = {"AFTER": "GREATER", "BEFORE": "LESS", "ON_OR_AFTER": "GREATER_THAN_EQ"}
        names["ON_OR_BEFORE"] = "LESS_THAN_EQ"
        return self._ordered(names.get(comparison, comparison), day)

    def _day(self) -> float | None:
        """The cell as a date: a number that shows as one, whole days only."""
        if not isinstance(self.cell, int | float) or isinstance(self.cell, bool):
            return None
        formatting = self.evaluator.number_format(*self.place) or {}
        dated = formatting.get("type") in ("DATE", "DATE_TIME")
        return self.cell // 1 if dated or has_date_letters(formatting.get("pattern", "")) else None

    def _ordered(self, comparison: str, number: float) -> bool:
        first = to_number(self.wanted(0), self.locale)
        if comparison in ("BETWEEN", "NOT_BETWEEN"):
            ends = sorted((first, to_number(self.wanted(1), self.locale)))
            return (ends[0] <= number <= ends[1]) == (comparison == "BETWEEN")
        test = _ORDERS.get(comparison)
        return test is not None and test(number, first)


_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "GREATER": lambda a, b: a > b,
    "GREATER_THAN_EQ": lambda a, b: a >= b,
    "LESS": lambda a, b: a < b,
    "LESS_THAN_EQ": lambda a, b: a <= b,
    "EQ": lambda a, b: a == b,
    "NOT_EQ": lambda a, b: a != b,
}
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "CONTAINS": lambda shown, part: part in shown,
    "NOT_CONTAINS": lambda shown, part: part not in shown,
    "STARTS_WITH": lambda shown, part: shown.startswith(part),
    "ENDS_WITH": lambda shown, part: shown.endswith(part),
    "EQ": lambda shown, part: shown == part,
    "NOT_EQ": lambda shown, part: shown != part,
    "IS_EMAIL": lambda shown, _part: _EMAIL.fullmatch(shown) is not None,
    "IS_URL": lambda shown, _part: _URL.fullmatch(shown) is not None,
}


def _relative_day(name: str, today: date) -> int:
    """PAST_WEEK, PAST_MONTH and PAST_YEAR are that many days before today."""
    back = {"PAST_YEAR": 365, "PAST_MONTH": 30, "PAST_WEEK": 7, "YESTERDAY": 1, "TOMORROW": -1}
    return serial_of(today - timedelta(days=back.get(name, 0)))


def _in_list(test: _Test) -> bool:
    offered = [str(value.get("userEnteredValue", "")) for value in test.values]
    return test.shown() in offered or _shown(test.cell, test.evaluator) in offered


def _in_range(test: _Test) -> bool:
    text = str(test.values[0].get("userEnteredValue", "")) if test.values else ""
    cells = _range_of(text, test.evaluator, test.place[0]).flat()
    offered = [cell for cell in cells if cell is not None and not isinstance(cell, FormulaError)]
    return any(compare(cell, test.cell) == 0 for cell in offered)


def _is_checkbox_value(test: _Test) -> bool:
    if not test.values:
        return isinstance(test.cell, bool)
    return any(compare(test.wanted(at), test.cell) == 0 for at in range(len(test.values)))


_KINDS: dict[str, Callable[[_Test], bool]] = {
    "BLANK": lambda test: test.cell in (None, ""),
    "NOT_BLANK": lambda test: test.cell not in (None, ""),
    "ONE_OF_LIST": _in_list,
    "ONE_OF_RANGE": _in_range,
    "BOOLEAN": _is_checkbox_value,
}
