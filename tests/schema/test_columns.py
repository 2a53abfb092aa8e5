"""Columns of cells: the scan at one go tells what a test of each cell would tell."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.columns import Cells, Columns, not_matching, where
from sheets_schema.workbook import Value
from tests.schema.annotated_sheet import AS_OF, UNIT, campaign

RIGHT = re.compile("[ab]{1,3}")
VALUES = st.lists(st.one_of(st.sampled_from(["a", "bab", "", "c", "a\nb", "ab\n"]), st.none(),
                            st.integers(0, 3), st.booleans(), st.floats()))  # fmt: skip


@given(VALUES)
def test_the_scan_finds_what_a_test_of_each_cell_finds(values: list[Value]) -> None:
    by_cell = [i for i, v in enumerate(values) if not (isinstance(v, str) and RIGHT.fullmatch(v))]
    assert not_matching(values, RIGHT) == by_cell


@given(VALUES, st.sets(st.sampled_from(["a", "", None, 0, 2, "c"])))
def test_odd_values_are_found_wherever_they_stand(values: list[Value], odd: set[Value]) -> None:
    assert where(values, odd) == [i for i, value in enumerate(values) if value in odd]


@given(st.lists(st.lists(st.integers(0, 9), max_size=4)))
def test_a_column_of_ragged_rows_is_filled_up_with_nothing(rows: list[list[Value]]) -> None:
    taken = Columns(rows).cells(2).values
    assert taken == [row[2] if len(row) > 2 else None for row in rows]


def test_different_values_are_scanned_once() -> None:
    assert Cells(["a", "c", "c", "a"]).odd(RIGHT) == ["c"]


@given(VALUES)
def test_the_odd_ones_are_those_that_a_test_of_each_finds(values: list[Value]) -> None:
    cells = Cells([value for value in values if value == value])
    by_cell = {v for v in cells.values if not (isinstance(v, str) and RIGHT.fullmatch(v))}
    odd = cells.odd(RIGHT)
    assert set(odd) == by_cell and len(odd) == len(by_cell)


def test_fast_expressions_hold_no_group_for_the_scan_hands_out_its_own() -> None:
    columns = {
        column.type: column for table in campaign().tables_for(UNIT) for column in table.columns
    }
    readers = (CELL_TYPES[c.type].compile(c, Surroundings(UNIT, AS_OF)) for c in columns.values())
    held = [reader.expression.groups for reader in readers if reader.expression]
    assert len(held) > 3 and not any(held)


def test_a_wrong_line_far_below_is_found_where_it_is() -> None:
    words = [f"a{n}b" for n in range(10_000)]
    values: list[Value] = [*words, "x", *words, *words, "y"]
    right = re.compile("a[0-9]{1,9}b")
    assert not_matching(values, right) == [10_000, 30_001]


def test_different_texts_by_the_ten_thousand_are_told_apart() -> None:
    texts = [f"a{n}b" for n in range(25_000)]
    assert sorted(map(str, Cells(["x", *texts, "y"]).odd(re.compile("a[0-9]{1,9}b")))) == ["x", "y"]
