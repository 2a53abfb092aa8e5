"""A spreadsheet on paper for the formula tests: tabs of typed cells, no document, no server."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.formulas.references import Reference, parse_reference
from sheets_emulator.formulas.values import FormulaError, Scalar

Typed = str | float | bool | None


class PaperBook:
    """Implements `formulas.book.Book`; strings are typed, other values stand as they are."""

    def __init__(self, locale: str = "vi_VN", **tabs: Sequence[Sequence[Typed]]) -> None:
        self.locale = locale
        self.now = datetime(2024, 10, 28, 14, 5)
        self.titles = list(tabs)
        self.names: dict[str, tuple[int, Reference]] = {}
        self.cells: dict[tuple[int, int, int], dict[str, Any]] = {}
        self.formats: dict[tuple[int, int, int], Mapping[str, str]] = {}
        for sheet, rows in enumerate(tabs.values()):
            for row, cells in enumerate(rows):
                for column, typed in enumerate(cells):
                    self.put((sheet, row, column), typed)

    def put(self, place: tuple[int, int, int], typed: Typed) -> None:
        if isinstance(typed, bool):
            self.cells[place] = {"boolValue": typed}
        elif isinstance(typed, str):
            entry = parse_typed(typed, self.locale)
            if entry.value:
                self.cells[place] = entry.value
            if entry.number_format:
                self.formats[place] = entry.number_format
        elif typed is not None:
            self.cells[place] = {"numberValue": typed}

    def sheet_named(self, title: str) -> int | None:
        folded = [known.casefold() for known in self.titles]
        return folded.index(title.casefold()) if title.casefold() in folded else None

    def size(self, sheet: int) -> tuple[int, int]:
        return 1000, 26

    def extent(self, sheet: int) -> tuple[int, int]:
        places = [(row, column) for tab, row, column in self.cells if tab == sheet]
        rows = max((row + 1 for row, _ in places), default=0)
        return rows, max((column + 1 for _, column in places), default=0)

    def entered(self, sheet: int, row: int, column: int) -> Mapping[str, Any] | None:
        return self.cells.get((sheet, row, column))

    def number_format(self, sheet: int, row: int, column: int) -> Mapping[str, str] | None:
        return self.formats.get((sheet, row, column))

    def formulas(self, sheet: int) -> Iterator[tuple[int, int, str]]:
        for (tab, row, column), value in self.cells.items():
            if tab == sheet and "formulaValue" in value:
                yield row, column, value["formulaValue"]

    def named_range(self, name: str) -> tuple[int, Reference] | None:
        return self.names.get(name)

    def name(self, name: str, area: str) -> None:
        self.names[name] = (0, parse_reference(area))


def seen(value: Scalar) -> str | float | bool | None:
    """A value with errors as a cell shows them."""
    return value.text if isinstance(value, FormulaError) else value


def result(formula: str, book: PaperBook | None = None) -> str | float | bool | None:
    """What the formula gives far away from everything on the first tab."""
    return seen(Evaluator(book or PaperBook(A=[])).evaluate(formula, 0, 500, 20))


def column_of(book: PaperBook, column: int, rows: int = 4) -> list[str | float | bool | None]:
    """The computed values of a column of the first tab."""
    evaluator = Evaluator(book)
    return [seen(evaluator.value(0, row, column)) for row in range(rows)]
