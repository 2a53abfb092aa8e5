"""Computes the cells of one state of a spreadsheet, each formula once, precedents first."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import sheets_emulator.formulas.functions  # noqa: F401  (registers all functions)
from sheets_emulator.formulas.cells import Area, Book, Index
from sheets_emulator.formulas.formats import passed_on_format
from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.parser import Call, Node, parse
from sheets_emulator.formulas.precedents import ignores_column, may_spill, references_of
from sheets_emulator.formulas.references import Reference, column_letters
from sheets_emulator.formulas.tokens import FormulaSyntaxError
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    from_extended,
    lookup_key,
    overflow,
    to_extended,
    to_text,
)

Key = tuple[int, int, int]  # sheetId, row, column


class Evaluator:
    """The values of all cells of one book state. Make a new one when the book changes."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._values: dict[Key, Scalar] = {}
        self._running: set[Key] = set()
        self._conditions: dict[tuple[str, int, int, int, int, int], Scalar] = {}
        self._formulas: dict[int, dict[tuple[int, int], str]] = {}
        self._spills: dict[int, dict[tuple[int, int], Scalar]] = {}
        self._spilling: set[int] = set()
        self._grids: dict[Area, Grid] = {}
        self._seen_areas: set[Area] = set()
        self._indexes: dict[tuple[int, int], tuple[Grid, Index]] = {}

    def effective(self, sheet: int, row: int, column: int) -> dict[str, Any] | None:
        """The effectiveValue of a cell (an ExtendedValue), None when it is empty."""
        return to_extended(self.value(sheet, row, column))

    def spilled(self, sheet: int) -> Mapping[tuple[int, int], Scalar]:
        """The values that arrays put into empty cells of a tab, by row and column."""
        return self._spilled(sheet)

    def number_format(self, sheet: int, row: int, column: int) -> Any:
        """The cell's own number format, else the one its formula passes on, else None."""
        own = self.book.number_format(sheet, row, column)
        if own or (row, column) not in self._formulas_of(sheet):
            return own
        return passed_on_format(self, sheet, row, column)

    def hyperlink(self, sheet: int, row: int, column: int) -> str | None:
        """The address when the cell is a HYPERLINK formula."""
        node = self.tree(sheet, row, column)
        if not isinstance(node, Call) or node.function != "HYPERLINK" or not node.arguments:
            return None
        url = Frame(self, sheet, row, column).scalar(node.arguments[0])
        return None if isinstance(url, FormulaError) else to_text(url, self.book.locale)

    def tree(self, sheet: int, row: int, column: int) -> Node | None:
        """The parsed formula of a cell, None when it holds none that can be read."""
        text = self._formulas_of(sheet).get((row, column))
        if text is None:
            return None
        try:
            return parse(text, self.book.locale)
        except FormulaSyntaxError:
            return None

    def evaluate(
        self, formula: str, sheet: int, row: int, column: int, anchor: tuple[int, int] | None = None
    ) -> Scalar:
        """A condition's formula, written for `anchor`, seen from here."""
        top, left = anchor or (row, column)
        if ignores_column(formula, self.book.locale):
            column = left
        key = (formula, sheet, row, column, top, left)
        if key not in self._conditions:
            frame = Frame(self, sheet, row, column, row - top, column - left)
            try:
                self._conditions[key] = frame.scalar(parse(formula, self.book.locale))
            except FormulaSyntaxError:
                self._conditions[key] = FormulaError("ERROR", "Formula parse error.")
        return self._conditions[key]

    def value(self, sheet: int, row: int, column: int) -> Scalar:
        """The computed value of one cell; an error is a value."""
        if (row, column) in self._formulas_of(sheet):
            key = (sheet, row, column)
            if key not in self._values:
                self._settle(key)
            return self._values[key]
        entered = self.book.entered(sheet, row, column)
        if entered:
            return from_extended(entered)
        return self._spilled(sheet).get((row, column))

    def grid(self, area: Area) -> Grid:
        """The values of a rectangle, without the empty rows and columns after the last content."""
        if (known := self._grids.get(area)) is not None:
            return known
        rows, columns = self.extent(area.sheet)
        bottom = max(min(area.bottom, rows - 1), area.top)
        right = max(min(area.right, columns - 1), area.left)
        grid = Grid(
            tuple(
                tuple(self.value(area.sheet, row, column) for column in range(area.left, right + 1))
                for row in range(area.top, bottom + 1)
            )
        )
        if not self._spilling and not self._running_on(area):
            self._grids[area] = grid
        return grid

    def _running_on(self, area: Area) -> bool:
        return any(
            sheet == area.sheet
            and area.top <= row <= area.bottom
            and area.left <= column <= area.right
            for sheet, row, column in self._running
        )

    def index(self, grid: Grid, column: int = 0) -> Index:
        """How often each value stands in a column of the grid, and where first (row)."""
        key = (id(grid), column)
        if key not in self._indexes:
            found: Index = {}
            for position, row in enumerate(grid.rows):
                name = lookup_key(row[column])
                count, first = found.get(name, (0, position))
                found[name] = (count + 1, first)
            self._indexes[key] = (grid, found)  # the grid stays, so that its id is not used again
        return self._indexes[key][1]

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns up to the last content, spilled arrays too."""
        rows, columns = self.book.extent(sheet)
        spilled = self._spilled(sheet)
        rows = max([rows, *(row + 1 for row, _ in spilled)])
        return rows, max([columns, *(column + 1 for _, column in spilled)])

    def area(self, home: int, reference: Reference) -> Area:
        """The rectangle that a reference on the tab `home` means."""
        sheet = home
        if reference.sheet is not None:
            found = self.book.sheet_named(reference.sheet)
            if found is None:
                raise FormulaError("REF", f"Unresolved sheet name '{reference.sheet}'.")
            sheet = found
        rows, columns = self.book.size(sheet)
        if reference.broken or reference.top >= rows or reference.left >= columns:
            raise FormulaError("REF", "Reference does not exist.")
        bottom = rows - 1 if reference.bottom is None else min(reference.bottom, rows - 1)
        right = columns - 1 if reference.right is None else min(reference.right, columns - 1)
        return Area(sheet, reference.top, reference.left, bottom, right)

    def named(self, name: str) -> Area:
        """The rectangle of a named range."""
        found = self.book.named_range(name)
        if found is None:
            raise FormulaError("NAME", f"Unknown range name: '{name.upper()}'.")
        return self.area(*found)

    def _formulas_of(self, sheet: int) -> dict[tuple[int, int], str]:
        if sheet not in self._formulas:
            cells = self.book.formulas(sheet)
            self._formulas[sheet] = {(row, column): text for row, column, text in cells}
        return self._formulas[sheet]

    def _spilled(self, sheet: int) -> dict[tuple[int, int], Scalar]:
        """Values that arrays put into empty cells of a tab."""
        if sheet not in self._spills:
            self._spills[sheet] = {}
            self._spilling.add(sheet)
            for (row, column), text in self._formulas_of(sheet).items():
                if may_spill(text) and (sheet, row, column) not in self._running:
                    self.value(sheet, row, column)
            self._spilling.discard(sheet)
        return self._spills[sheet]

    def _settle(self, key: Key) -> None:
        """Computes a cell after all it reads, with a stack of its own: chains may be long."""
        if key in self._running:
            self._values[key] = _circular()
            return
        path: list[tuple[Key, Iterator[Key]]] = [(key, self._precedents(key))]
        on_path = {key}
        while path:
            cell, waiting = path[-1]
            following = next((other for other in waiting if other not in self._values), None)
            if following is None:
                path.pop()
                on_path.discard(cell)
                self._compute(cell)
            elif following in on_path:
                self._values[following] = _circular()
            else:
                on_path.add(following)
                path.append((following, self._precedents(following)))

    def _precedents(self, key: Key) -> Iterator[Key]:
        """The formula cells that a formula names, directly or in a range."""
        text = self._formulas_of(key[0])[key[1:]]
        for reference in references_of(text, self.book.locale):
            try:
                area = self.area(key[0], reference)
            except FormulaError:
                continue
            if area.single:
                if (area.top, area.left) in self._formulas_of(area.sheet):
                    yield (area.sheet, area.top, area.left)
            elif area not in self._seen_areas:
                self._seen_areas.add(area)
                yield from self._formulas_in(area)

    def _formulas_in(self, area: Area) -> Iterator[Key]:
        for row, column in self._formulas_of(area.sheet):
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                yield (area.sheet, row, column)

    def _compute(self, key: Key) -> None:
        if key in self._values:
            return
        self._running.add(key)
        try:
            value = self._result(key)
        finally:
            self._running.discard(key)
        if key not in self._values:
            self._values[key] = self._placed(key, value)

    def _result(self, key: Key) -> Value:
        tree = self.tree(*key)
        if tree is None:
            return FormulaError("ERROR", "Formula parse error.")
        frame = Frame(self, *key)
        try:
            return _finite(frame.value(tree))
        except FormulaError as error:
            return error
        except OverflowError:
            return overflow()
        except RecursionError:
            return FormulaError("ERROR", "The formula is nested too deep.")

    def _placed(self, key: Key, value: Value) -> Scalar:
        """The first value of a result; an array goes into the empty cells right and below."""
        if not isinstance(value, Grid):
            return value
        sheet, row, column = key
        cells = {
            (row + down, column + right): cell
            for down, line in enumerate(value.rows)
            for right, cell in enumerate(line)
            if down or right
        }
        taken = next((at for at in cells if self._is_taken(sheet, *at)), None)
        if taken is not None:
            place = f"{column_letters(taken[1])}{taken[0] + 1}"
            message = f"Array result was not expanded because it would overwrite data in {place}."
            return FormulaError("REF", message)
        self._spills.setdefault(sheet, {}).update(cells)
        return value.rows[0][0]

    def _is_taken(self, sheet: int, row: int, column: int) -> bool:
        return bool(self.book.entered(sheet, row, column))


def _finite(value: Value) -> Value:
    """The value, #NUM! in the place of a number that no cell can hold."""
    if not isinstance(value, Grid):
        return overflow() if _is_overflown(value) else value
    if not any(_is_overflown(cell) for row in value.rows for cell in row):
        return value
    rows = (
        tuple(overflow() if _is_overflown(cell) else cell for cell in row) for row in value.rows
    )
    return Grid(tuple(rows))


def _is_overflown(value: Scalar) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _circular() -> FormulaError:
    return FormulaError("REF", "Circular dependency detected.")
