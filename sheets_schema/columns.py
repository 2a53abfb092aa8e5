"""The cells below a header, column by column and without an object for each row."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cached_property, lru_cache
from itertools import chain, compress

from sheets_schema.workbook import Value

_FEW = 2


class Cells:
    """One column of cells: its `values` from top to bottom. What is asked of them must be asked
    before they are changed."""

    def __init__(self, values: list[Value]) -> None:
        self.values = values
        self._odd: dict[re.Pattern[str], list[Value]] = {}

    @cached_property
    def distinct(self) -> frozenset[Value]:
        """The different values."""
        return frozenset(self.values)

    @cached_property
    def types(self) -> frozenset[type]:
        """The types of the values."""
        return frozenset(map(type, self.values))

    def odd(self, right: re.Pattern[str]) -> list[Value]:
        """The different values that an expression does not match wholly (see `not_matching`)."""
        if right not in self._odd:
            values = list(self.distinct)
            self._odd[right] = [values[index] for index in not_matching(values, right)]
        return self._odd[right]


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
        self._cells: dict[int, Cells] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self, col: int) -> Cells:
        """The cells of a sheet column, None where a row ends before it."""
        if col not in self._cells:
            self._cells[col] = Cells(self._taken(col))
        return self._cells[col]

    def _taken(self, col: int) -> list[Value]:
        if col >= self._width:
            return [None] * len(self.rows)
        if self._flat:
            return self._flat[col :: self._width]
        if col < self._shortest:
            return [row[col] for row in self.rows]
        return [row[col] if col < len(row) else None for row in self.rows]


def where(values: Sequence[Value], odd: Set[Value]) -> list[int]:
    """Indices of the values that are among the odd ones; no Python code runs for the others."""
    if len(odd) > _FEW:
        return list(compress(range(len(values)), map(odd.__contains__, values)))
    return sorted(chain.from_iterable(_places(values, one) for one in odd))


def _places(values: Sequence[Value], one: Value) -> Iterator[int]:
    """Where one value stands: looking on from the last place is faster than asking for each."""
    at = -1
    try:
        while True:
            at = values.index(one, at + 1)
            yield at
    except ValueError:
        return


def not_matching(values: Sequence[Value], right: re.Pattern[str]) -> list[int]:
    """Indices of the values that are no text, or a text that the expression does not match wholly.

    The values are laid under each other and the expression runs over line after line until one
    stops it: no Python code runs for the lines that match. It must not match an empty text.
    """
    lines = [value if type(value) is str else "" for value in values]
    text = "\n".join(lines) + "\n"
    count = text.count
    if count("\n") != len(lines):
        return [index for index, line in enumerate(lines) if not right.fullmatch(line)]
    matching = _lines(right)
    found: list[int] = []
    index = at = 0
    while (end := matching(text, at)) < len(text):
        index += count("\n", at, end)
        found.append(index)
        index += 1
        at = text.index("\n", end) + 1
    return found


@lru_cache(maxsize=64)
def _lines(right: re.Pattern[str]) -> Callable[[str, int], int]:
    """Where the lines that match end, from a place in a text."""
    lines = re.compile(rf"(?:(?:{right.pattern})\n)*+", right.flags)
    return lambda text, at: lines.match(text, at).end()  # type: ignore[union-attr]
