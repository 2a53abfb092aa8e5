"""How cells are dressed: the kind of their number format, and the choices of their drop-down."""

from collections.abc import Mapping
from typing import Any, NamedTuple

MASK = (
    "sheets(properties(sheetId),data(startRow,startColumn,rowData(values("
    "userEnteredFormat(numberFormat(type)),dataValidation(condition)))))"
)


class Dress(NamedTuple):
    """Google's type of number format (`TEXT`, `DATE` …), empty for the automatic one; of a
    validation its type, and what may be chosen."""

    number: str = ""
    validation: str = ""
    choices: tuple[str, ...] = ()


Dresses = Mapping[tuple[int, int, int], Dress]


def read_dresses(raw: Mapping[str, Any]) -> Dresses:
    """By (sheet id, row, column), both from 0; cells that bear nothing are left out."""
    found = {}
    for sheet in raw.get("sheets", ()):
        number = sheet["properties"].get("sheetId", 0)
        for part in sheet.get("data", ()):
            top, left = part.get("startRow", 0), part.get("startColumn", 0)
            for row, cells in enumerate(part.get("rowData", ()), top):
                for column, cell in enumerate(cells.get("values", ()), left):
                    if cell:
                        found[number, row, column] = _dress(cell)
    return found


def _dress(cell: Mapping[str, Any]) -> Dress:
    condition = cell.get("dataValidation", {}).get("condition", {})
    return Dress(
        cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", ""),
        condition.get("type", ""),
        tuple(str(one.get("userEnteredValue", "")) for one in condition.get("values", ())),
    )
