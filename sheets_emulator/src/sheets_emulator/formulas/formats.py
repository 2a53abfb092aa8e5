"""The number format that a formula passes on to its cell: `=TODAY()` and `=A1` look like dates."""

from typing import Any

from sheets_emulator.formulas.cells import Computed
from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Binary, Call, Node, Unary
from sheets_emulator.formulas.references import Reference
from sheets_emulator.formulas.values import FormulaError
from sheets_emulator.text.locales import locale_facts

_DATES = {"TODAY", "DATE", "EDATE", "EOMONTH", "DATEVALUE"}
_KEEPING = {"MAX", "MIN", "SUM", "AVERAGE", "SUMIF", "UNIQUE", "SORT", "FILTER", "IFERROR"}
_DEEPEST = 20  # a chain of =A1 longer than this shows plain numbers


def passed_on_format(evaluator: Computed, sheet: int, row: int, column: int, depth: int = 0) -> Any:
    """The format that the formula of a cell gives to its result, None for the automatic one."""
    own = evaluator.book.number_format(sheet, row, column)
    tree = evaluator.tree(sheet, row, column)
    if own or tree is None or depth > _DEEPEST:
        return own
    return _format(Frame(evaluator, sheet, row, column), tree, depth)


def _format(frame: Frame, node: Node, depth: int) -> Any:
    locale = locale_facts(frame.locale)
    match node:
        case Call(function=name) if name in _DATES:
            return {"type": "DATE", "pattern": locale.date_pattern}
        case Call(function="NOW"):
            pattern = f"{locale.date_pattern} {locale.time_pattern}"
            return {"type": "DATE_TIME", "pattern": pattern}
        case Call(function=name, arguments=(first, *_)) if name in _KEEPING:
            return _format(frame, first, depth)
        case Binary(operator="+" | "-" as sign):
            return _of_sum(
                sign, _format(frame, node.left, depth), _format(frame, node.right, depth)
            )
        case Unary():
            return _format(frame, node.operand, depth)
        case Reference():
            try:
                area = frame.area(node)
            except FormulaError:
                return None
            return passed_on_format(frame.evaluator, area.sheet, area.top, area.left, depth + 1)
    return None


def _of_sum(sign: str, left: Any, right: Any) -> Any:
    """A date and days is a date; the difference of two dates is a number of days."""
    if sign == "-" and left and right and {left["type"], right["type"]} == {"DATE"}:
        return None
    return left or right
