"""Places in A1 notation, as Sheets names them."""

import pytest

from jobs.tab.places import a1_cell


@pytest.mark.parametrize("column, letters", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_a_cell_is_named_as_sheets_names_it(column: int, letters: str) -> None:
    assert a1_cell(4, column) == f"{letters}5"
