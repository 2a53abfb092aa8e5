"""The cells below a header, column by column and without an object for each row."""

from collections.abc import Callable, Container, Sequence
from itertools import chain, compress

from sheets_schema.workbook import Value


class Columns:
    """The rows of a grid, read by columns.

    Rows of one width are laid end to end once; each column is then a slice with that stride.
    (`zip(*rows)` is 20 times slower at a million rows.) Google leaves out the empty cells at the
    end of a row: ragged rows are read cell by cell.
    """

    def __init__(self, rows: Sequence[Sequence[Value]]) -> None:
        self.rows = rows
        widths = set(map(len, rows))
        self._shortest, self._width = min(widths, default=0), max(widths, default=0)
        self._flat: list[Value] = []
        if len(widths) == 1:
            self._flat = list(chain.from_iterable(rows))

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, col: int) -> list[Value]:
        """The cells of a sheet column, None where a row ends before it."""
        if col >= self._width:
            return [None] * len(self.rows)
        if self._flat:
            return self._flat[col :: self._width]
        if col < self._shortest:
            return [row[col] for row in self.rows]
        return [row[col] if col < len(row) else None for row in self.rows]


def where(values: Sequence[Value], odd: Container[Value]) -> list[int]:
    """Indices of the values that are among the odd ones; no Python code runs for the others."""
    return list(compress(range(len(values)), map(odd.__contains__, values))) if odd else []


def failing(values: Sequence[Value], passes: Callable[[str], object]) -> list[int]:
    """Indices of the values that are no text, or a text that does not pass."""
    return [
        index for index, value in enumerate(values) if type(value) is not str or not passes(value)
    ]
