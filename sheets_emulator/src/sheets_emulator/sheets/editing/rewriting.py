"""Changing every formula of a document: in cells, in rules of validation and of formats."""

from collections.abc import Callable
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Formula

# (formula, title of the tab where it stands) -> its new text
Rewrite = Callable[[str, str], str]


def rewrite_formulas(document: Document, rewrite: Rewrite) -> None:
    """Give each formula of the document its new text."""
    for sheet in document.sheets:
        _rewrite_cells(sheet, rewrite)
        rules = sheet.parts.get("conditionalFormats")
        if rules:
            sheet.parts["conditionalFormats"] = [_rule(rule, sheet, rewrite) for rule in rules]


def _rewrite_cells(sheet: Sheet, rewrite: Rewrite) -> None:
    rules: dict[int, Any] = {}
    for _, _, cell in sheet.grid.used():
        if isinstance(cell.value, Formula):
            cell.value = Formula(rewrite(cell.value, sheet.title))
        if cell.validation is not None and cell.validation.get("condition", {}).get("values"):
            # One rule is often shared by a whole column: rewrite it once.
            old = cell.validation
            if id(old) not in rules:
                rules[id(old)] = (old, _with_condition(old, sheet, rewrite))
            cell.validation = rules[id(old)][1]


def _rule(rule: Any, sheet: Sheet, rewrite: Rewrite) -> Any:
    if "booleanRule" not in rule:
        return rule
    return rule | {"booleanRule": _with_condition(rule["booleanRule"], sheet, rewrite)}


def _with_condition(holder: Any, sheet: Sheet, rewrite: Rewrite) -> Any:
    condition = holder.get("condition", {})
    values = [_value(value, sheet, rewrite) for value in condition.get("values", [])]
    if values == condition.get("values", []):
        return holder
    return holder | {"condition": condition | {"values": values}}


def _value(value: Any, sheet: Sheet, rewrite: Rewrite) -> Any:
    text = value.get("userEnteredValue", "")
    if not text.startswith("="):
        return value
    return value | {"userEnteredValue": rewrite(text, sheet.title)}
