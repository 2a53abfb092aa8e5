"""The cells below a header, column by column and without an object for each row."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cached_property, lru_cache
from itertools import chain, compress, repeat, zip_longest

from sheets_schema.workbook import Value

_FEW = 2
_BLOCK = 100
_RUN = 10_000


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
            texts = [value for value in self.distinct if type(value) is str]
            odd: list[Value] = list(_odd_texts(texts, right))
            if len(texts) < len(self.distinct):
                odd.extend(value for value in self.distinct if type(value) is not str)
            self._odd[right] = odd
        return self._odd[right]


class Columns:
    """The rows of a grid, read by columns; Google leaves out the empty cells at the end of a row.

    Some rows at a time: `zip(*rows)` over all of them is 20 times slower at a million rows.
    """

    def __init__(self, rows: Sequence[Sequence[Value]]) -> None:
        self.rows = rows
        columns: list[list[Value]] = [[] for _ in range(max(map(len, rows), default=0))]
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            beyond = repeat([None] * len(block))
            for column, cells in zip(columns, chain(zip_longest(*block), beyond), strict=False):
                column.extend(cells)
        self._cells = list(map(Cells, columns))

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self, col: int) -> Cells:
        """The cells of a sheet column, None where a row ends before it."""
        return self._cells[col] if col < len(self._cells) else Cells([None] * len(self.rows))


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
    stops it: no Python code runs for the lines that match. It must not match an empty text, nor
    hold a group.
    """
    lines = [value if type(value) is str else "" for value in values]
    text = "\n".join(lines) + "\n"
    count = text.count
    if count("\n") != len(lines):
        return [index for index, line in enumerate(lines) if not right.fullmatch(line)]
    matching = lines_of(right).match
    found: list[int] = []
    index = at = 0
    while (end := matching(text, at).end()) < len(text):  # type: ignore[union-attr]
        lines_there = count("\n", at, end)
        index += lines_there
        at = end
        if lines_there < _RUN:
            found.append(index)
            index += 1
            at = text.index("\n", end) + 1
    return found


def _odd_texts(texts: Sequence[str], right: re.Pattern[str]) -> list[str]:
    """The texts that the expression does not match wholly, by the same way as `not_matching`."""
    # An empty line at the end stops the last run of right ones.
    text = "\n".join([*texts, "", ""])
    if text.count("\n") != len(texts) + 1:
        return [one for one in texts if not right.fullmatch(one)]
    stops = stops_of(right).findall(text)[:-2]
    if len(texts) < _RUN:
        return stops
    # Behind as many lines as one run takes, the next stops it though it is right.
    return [one for one in stops if not right.fullmatch(one)]


@lru_cache(maxsize=64)
def lines_of(right: re.Pattern[str]) -> re.Pattern[str]:
    """As many lines as match, from a place in a text; so many at a time that little is kept to
    go back to."""
    return re.compile(rf"(?:(?:{right.pattern})\n){{0,{_RUN}}}", right.flags)


@lru_cache(maxsize=64)
def stops_of(right: re.Pattern[str]) -> re.Pattern[str]:
    """The line behind as many lines as match."""
    return re.compile(rf"{lines_of(right).pattern}([^\n]*)(?:\n|\Z)", right.flags)
