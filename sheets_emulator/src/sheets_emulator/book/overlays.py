"""What lies over the cells' own formats: conditional formats and alternating colours."""

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_emulator.book.boolean_conditions import holds
from sheets_emulator.book.document import Sheet
from sheets_emulator.formulas.evaluate import Evaluator

Json = dict[str, Any]
Bounds = tuple[int, int, int, int]  # first row, first column, row after, column after


def bounds(grid_range: Mapping[str, int], sheet: Sheet) -> Bounds:
    """A GridRange with its open ends closed at the grid's edge."""
    rows, columns = sheet.grid.row_count, sheet.grid.column_count
    return (
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endRowIndex", rows), rows),
        min(grid_range.get("endColumnIndex", columns), columns),
    )


def conditional_formats(sheet: Sheet, evaluator: Evaluator) -> dict[tuple[int, int], Json]:
    """(row, column) -> the CellFormat that conditional formats give; earlier rules win."""
    found: dict[tuple[int, int], list[Json]] = {}
    for rule in sheet.parts.get("conditionalFormats", []):
        boolean = rule.get("booleanRule")
        if boolean is None:
            continue  # colour scales are not drawn
        for place in _meeting(rule, boolean["condition"], sheet, evaluator):
            found.setdefault(place, []).append(boolean.get("format", {}))
    joined: dict[tuple[int, ...], Json] = {}
    return {place: _joined(formats, joined) for place, formats in found.items()}


def _meeting(
    rule: Json, condition: Json, sheet: Sheet, evaluator: Evaluator
) -> Iterator[tuple[int, int]]:
    areas = [bounds(area, sheet) for area in rule.get("ranges", [])]
    anchor = areas[0][:2] if areas else None
    for top, left, bottom, right in areas:
        for row in range(top, bottom):
            for column in range(left, right):
                if holds(condition, evaluator, sheet.id, row, column, anchor):
                    yield row, column


def _joined(formats: list[Json], known: dict[tuple[int, ...], Json]) -> Json:
    """One format of several; the same rules give the same object."""
    key = tuple(id(part) for part in formats)
    if key not in known:
        out: Json = {}
        for part in reversed(formats):
            text = out.get("textFormat", {}) | part.get("textFormat", {})
            out = out | part | ({"textFormat": text} if text else {})
        known[key] = out
    return known[key]


class Banding:
    """The alternating colours of a tab: the CellFormat under a cell, or None."""

    def __init__(self, sheet: Sheet) -> None:
        self._bands = [
            (bounds(band["range"], sheet), _colours(band["rowProperties"]))
            for band in sheet.parts.get("bandedRanges", [])
            if "rowProperties" in band and "range" in band
        ]

    @property
    def right_end(self) -> int:
        """The column after the last one with a band."""
        return max((right for (_, _, _, right), _ in self._bands), default=0)

    def under(self, row: int, column: int) -> Json | None:
        """The band's format at a cell."""
        for (top, left, bottom, right), colours in self._bands:
            if top <= row < bottom and left <= column < right:
                return _band(colours, row - top, row == bottom - 1)
        return None


def _colours(properties: Json) -> dict[str, Json]:
    """The formats of a band's parts, made once so that they can be told apart by identity."""
    out: dict[str, Json] = {}
    for part in ("headerColor", "firstBandColor", "secondBandColor", "footerColor"):
        if part in properties:
            out[part] = {"backgroundColor": properties[part]}
        elif part + "Style" in properties:
            out[part] = {"backgroundColorStyle": properties[part + "Style"]}
    return out


def _band(colours: dict[str, Json], offset: int, last: bool) -> Json | None:
    if offset == 0 and "headerColor" in colours:
        return colours["headerColor"]
    if last and "footerColor" in colours:
        return colours["footerColor"]
    first = offset - ("headerColor" in colours)
    return colours.get("secondBandColor" if first % 2 else "firstBandColor")
