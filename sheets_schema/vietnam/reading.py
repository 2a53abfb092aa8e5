"""What reading one cell says: the code of what is wrong, the clean value, the proposal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sheets_schema.workbook import Value

__all__ = ["NO_PARAMS", "CellReading", "Value"]

NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class CellReading(NamedTuple):
    """The verdict on one cell.

    `code` is None for a right cell, else the catalogue's word with hyphens. `clean` is the value
    to count and compare with (None when the cell holds no usable value). `proposed` is what the
    ward should type instead, given only where a rule proves it; it always reads as clean itself.
    `params` feed the sentence of the message (`v3`, `year_cccd`, …), never another person's data.
    """

    code: str | None
    clean: str | None = None
    proposed: str | None = None
    params: Mapping[str, str] = NO_PARAMS
