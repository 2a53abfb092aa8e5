"""Colours and notes on the cells of an Excel file: set, and taken off again at the next check."""

import math
from typing import TYPE_CHECKING

from jobs.offline.xlsx.results import COLOURS

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_AUTHOR = "Wardsheets"
# What people wrote stands above this line, what a check wrote below it.
_OURS = "— Wardsheets —"
_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 360, 18, 54


def set_mark(cell: "Cell | MergedCell", note: str, colour: str) -> None:
    """Colour a cell and put a line at the top of our part of its note."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return  # Inside a merged block only the first cell can carry a note.
    theirs, _, ours = (cell.comment.text if cell.comment else "").partition(_OURS)
    whole = f"{theirs.rstrip()}\n{_OURS}\n{note}\n{ours.strip()}".strip()
    lines = sum(math.ceil(len(line) / _LETTERS_A_LINE) or 1 for line in whole.splitlines())
    cell.comment = Comment(whole, _AUTHOR, (lines + 1) * _LINE_HEIGHT, _WIDTH)
    cell.fill = PatternFill("solid", fgColor=colour)


def clear_marks(sheet: "Worksheet") -> None:
    """Take off what an earlier check left; a person's note stays with its cell."""
    from openpyxl.cell.cell import Cell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    colours = {f"00{colour}" for colour in COLOURS.values()}
    # The public ways over a sheet would make every empty cell up to the last one.
    for cell in sheet._cells.values():
        if isinstance(cell, Cell) and cell.comment and _OURS in cell.comment.text:
            theirs = cell.comment.text.partition(_OURS)[0].strip()
            cell.comment = Comment(theirs, cell.comment.author) if theirs else None
            if cell.fill.fgColor.rgb in colours:
                cell.fill = PatternFill()
