"""Places in spreadsheets as people write them: A1 names, and links that open them."""

from collections.abc import Sequence


def a1_column(column: int) -> str:
    """A sheet column from 0 in letters: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1_cell(row: int, column: int) -> str:
    """A cell, both from 0, as `B7`."""
    return f"{a1_column(column)}{row + 1}"


def file_link(spreadsheet_id: str) -> str:
    """The address that opens a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"


def cell_link(spreadsheet_id: str, sheet_id: int, target: str) -> str:
    """The address that opens a spreadsheet at a tab and an A1 range."""
    return f"{file_link(spreadsheet_id)}#gid={sheet_id}&range={target}"


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open spans of ascending numbers that follow one another."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return spans
