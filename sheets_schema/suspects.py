"""Which cells of a column no fast test shows to be right: only these are read one by one."""

from collections.abc import Container, Sequence
from functools import lru_cache
from typing import cast

from sheets_schema.cell_structure import structure_of
from sheets_schema.cells.compiled import WHOLE_NUMBERS, CellReader
from sheets_schema.columns import Cells, not_matching, where
from sheets_schema.workbook import Value


def suspects(cells: Cells, reader: CellReader) -> tuple[Sequence[int], CellReader]:
    """Indices of the suspects, and the reader for them.

    Where values repeat, each is tested once: a set of them is made at the speed of C. The reader
    may depend on how many of them fail.
    """
    if not reader.few:
        within = _all_within(cells, reader.numbers)
        return [] if within else _failing(cells.values, reader), reader
    reader = _remembering(reader)
    doubtful = _doubtful(cells, reader)
    if reader.refine and (refined := reader.refine(cells.values, doubtful)):
        reader = _remembering(refined)
        doubtful = _doubtful(cells, reader)
    # True equals 1 and False equals 0, but they are no numbers.
    if 1 in cells.distinct or 0 in cells.distinct:
        return _failing(cells.values, reader), reader
    wrong = {value for value in doubtful if not _is_right(value, reader)}
    return where(cells.values, wrong), reader


def _remembering(reader: CellReader) -> CellReader:
    """The reader of values that repeat, which reads each once (1985 and 1985.0 are two)."""
    return reader._replace(read=lru_cache(maxsize=None, typed=True)(reader.read))


def _doubtful(cells: Cells, reader: CellReader) -> list[Value]:
    """The different values that pass no fast test."""
    if reader.expression is None:
        values = list(cells.distinct)
    else:
        values = cells.odd(reader.expression)
        reader = reader._replace(expression=None)
    return [values[index] for index in _failing(values, reader)]


def _failing(values: Sequence[Value], reader: CellReader) -> Sequence[int]:
    """Indices of the values that pass no fast test."""
    failing: Sequence[int] = range(len(values))
    if reader.expression:
        failing = not_matching(values, reader.expression)
    if passes := reader.passes:
        failing = [i for i in failing if type(v := values[i]) is not str or not passes(v)]
    if numbers := reader.numbers:
        failing = [i for i in failing if type(v := values[i]) is not int or v not in numbers]
    return failing


def _all_within(cells: Cells, numbers: Container[int]) -> bool:
    """Whether a column is of whole numbers only and its extremes say that all are right."""
    if numbers is WHOLE_NUMBERS:
        return cells.types == {int}
    if not (isinstance(numbers, range) and numbers.step == 1 and cells.types == {int}):
        return False
    whole = cast("list[int]", cells.values)
    return min(whole) in numbers and max(whole) in numbers


def _is_right(value: Value, reader: CellReader) -> bool:
    """Whether a value of a column whose values repeat is right and means just itself."""
    if isinstance(value, str):
        if reader.is_too_long(value) or not value or value.isspace() or reader.number:
            return False
        if structure_of(value, reader.ditto):
            return False
    elif value is None:
        return False
    elif type(value) is int and value in reader.numbers:
        return True
    result = reader.read(value, None)
    return result.code is None and result.clean == value
