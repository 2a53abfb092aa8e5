"""Values inside formulas: errors, arrays, and how one kind turns into another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_emulator.formulas.collation import collated
from sheets_emulator.text.locales import locale_facts
from sheets_emulator.text.number_format import ERROR_TEXTS, general
from sheets_emulator.text.typed_numbers import parse_date_time, parse_number, whole

_TYPES = {text: kind for kind, text in ERROR_TEXTS.items()}


class FormulaError(Exception):
    """An error value of a cell, such as #N/A, on its way to whoever reads it."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(kind, message)
        self.kind, self.message = kind, message

    @property
    def text(self) -> str:
        """As a cell shows it."""
        return ERROR_TEXTS[self.kind]


def overflow() -> FormulaError:
    """#NUM! in the place of a number that no cell can hold."""
    return FormulaError(
        "NUM", "Numeric value is greater than 1.79769E+308 and cannot be displayed properly."
    )


Scalar = float | int | str | bool | FormulaError | None


@dataclass(frozen=True, slots=True)
class Grid:
    """An array: rows of equal length, at least one cell."""

    rows: tuple[tuple[Scalar, ...], ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def flat(self) -> Iterator[Scalar]:
        """All values, row by row."""
        for row in self.rows:
            yield from row


Value = Scalar | Grid


def error_of(text: str) -> FormulaError:
    """The error that a cell shows as `text`."""
    return FormulaError(_TYPES.get(text, "ERROR"))


def from_extended(value: Mapping[str, Any]) -> Scalar:
    """An ExtendedValue (not a formula) as a scalar."""
    kind, content = next(iter(value.items()))
    if kind == "errorValue":
        return FormulaError(content.get("type", "ERROR"), content.get("message", ""))
    return content  # type: ignore[no-any-return]


def to_extended(value: Scalar) -> dict[str, Any] | None:
    """A scalar as an ExtendedValue, None for an empty cell."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, FormulaError):
        error = {"type": value.kind}
        return {"errorValue": error | ({"message": value.message} if value.message else {})}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": whole(value)}


def to_number(value: Scalar, locale: str) -> float:
    """As a number: empty is 0, TRUE 1, text is read as typed; #VALUE! when it cannot be."""
    if isinstance(value, str):
        number = number_in(value, locale)
        if number is None:
            message = f"'{value}' is a text and cannot be coerced to a number."
            raise FormulaError("VALUE", message)
        return number
    if isinstance(value, FormulaError):
        raise value
    return value or 0


def number_in(text: str, locale: str) -> float | None:
    """The number that typing this text would give (numbers, dates, times), else None."""
    facts = locale_facts(locale)
    if (found := parse_number(text.strip(), facts)) is not None:
        return found[0]
    moment = parse_date_time(text.strip(), facts, date.today())
    return moment[0] if moment else None


def to_text(value: Scalar, locale: str) -> str:
    """As text, in the automatic format of the locale."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, FormulaError):
        raise value
    return general(value, locale_facts(locale))


def to_bool(value: Scalar) -> bool:
    """As a truth value; a text other than TRUE or FALSE is #VALUE!."""
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        message = f"'{value}' is a text and cannot be coerced to a boolean."
        raise FormulaError("VALUE", message)
    if isinstance(value, FormulaError):
        raise value
    return bool(value)


def sort_key(value: Scalar) -> tuple[int, Any]:
    """Sheets' order: numbers, texts by the alphabet, FALSE, TRUE, errors, empty last."""
    if value is None:
        return 4, 0
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, (collated(value), value)
    if isinstance(value, FormulaError):
        return 3, 0
    return 0, value


def lookup_key(value: Scalar) -> tuple[str, Any]:
    """Values that `=` calls equal have the same key; an error has a key that nothing asks for."""
    if value is None:
        return "empty", None
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, str):
        return "text", value.casefold()
    if isinstance(value, FormulaError):
        return "error", value.kind
    return "number", float(value)


def compare(left: Scalar, right: Scalar) -> int:
    """-1, 0 or 1, as `<`, `=`, `>` see it: text ignores case, empty equals 0, "" and FALSE."""
    for side in (left, right):
        if isinstance(side, FormulaError):
            raise side
    left, right = _fill(left, right), _fill(right, left)
    if isinstance(left, str) and isinstance(right, str) and left.casefold() == right.casefold():
        return 0
    one, two = _rank(left), _rank(right)
    return (one > two) - (one < two)


def _fill(value: Scalar, other: Scalar) -> Scalar:
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0


def _rank(value: Scalar) -> tuple[int, Any]:
    kind, content = sort_key(value)
    return kind, content[0] if kind == 1 else content


def mapped(function: Callable[..., Scalar], *values: Value) -> Value:
    """The function applied cell by cell: single rows, columns and cells are repeated."""
    grids = [value for value in values if isinstance(value, Grid)]
    if not grids:
        return _caught(function, values)
    height, width = max(g.height for g in grids), max(g.width for g in grids)
    return Grid(
        tuple(
            tuple(
                _caught(function, [_cell(v, row, column) for v in values])
                for column in range(width)
            )
            for row in range(height)
        )
    )


def _caught(function: Callable[..., Scalar], values: Any) -> Scalar:
    try:
        return function(*values)
    except FormulaError as error:
        return error


def _cell(value: Value, row: int, column: int) -> Scalar:
    if not isinstance(value, Grid):
        return value
    row = 0 if value.height == 1 else row
    column = 0 if value.width == 1 else column
    if row >= value.height or column >= value.width:
        return FormulaError("N_A")
    return value.rows[row][column]
