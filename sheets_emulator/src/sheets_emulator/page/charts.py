"""The charts of a tab with the values that they draw: columns, bars, lines and pies."""

from collections.abc import Iterator
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.overlays import bounds
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.formulas.values import FormulaError, Scalar, to_text

Json = dict[str, Any]
DEFAULT_SIZE = (600, 371)


def charts_of(document: Document, sheet: Sheet, evaluator: Evaluator) -> list[Json]:
    """Each chart over the cells: title, kind, labels, series (name, values), place in pixels.

    `row` and `column` are the anchor cell, `x` and `y` the distance from its corner. A kind that
    is not drawn has no series.
    """
    found = []
    for chart in sheet.parts.get("charts", []):
        place = chart.get("position", {}).get("overlayPosition")
        if place is not None:
            source = _Source(document, evaluator)
            found.append(_placed(place) | source.drawing(chart.get("spec", {})))
    return found


def _placed(place: Json) -> Json:
    anchor = place.get("anchorCell", {})
    return {
        "row": anchor.get("rowIndex", 0),
        "column": anchor.get("columnIndex", 0),
        "x": place.get("offsetXPixels", 0),
        "y": place.get("offsetYPixels", 0),
        "width": place.get("widthPixels", DEFAULT_SIZE[0]),
        "height": place.get("heightPixels", DEFAULT_SIZE[1]),
    }


class _Source:
    """Reads the ranges of a chart."""

    def __init__(self, document: Document, evaluator: Evaluator) -> None:
        self._document, self._evaluator = document, evaluator

    def drawing(self, spec: Json) -> Json:
        """Title, kind, labels and series of a ChartSpec."""
        drawing: Json = {"title": spec.get("title", ""), "kind": "", "labels": [], "series": []}
        if "basicChart" in spec:
            return drawing | self._basic(spec["basicChart"])
        if "pieChart" in spec:
            return drawing | self._pie(spec["pieChart"])
        return drawing

    def _basic(self, chart: Json) -> Json:
        headers = chart.get("headerCount", 0)
        domains = [entry.get("domain", {}) for entry in chart.get("domains", [])]
        series = [self._values(entry.get("series", {})) for entry in chart.get("series", [])]
        return {
            "kind": chart.get("chartType", ""),
            "labels": [self._shown(value) for one in domains[:1] for value in self._values(one)][
                headers:
            ],
            "series": [
                {
                    "name": " ".join(self._shown(value) for value in values[:headers]),
                    "values": [_number(value) for value in values[headers:]],
                }
                for values in series
            ],
        }

    def _pie(self, chart: Json) -> Json:
        values = [_number(value) for value in self._values(chart.get("series", {}))]
        labels = [self._shown(value) for value in self._values(chart.get("domain", {}))]
        return {"kind": "PIE", "labels": labels, "series": [{"name": "", "values": values}]}

    def _values(self, data: Json) -> list[Scalar]:
        sources = data.get("sourceRange", {}).get("sources", [])
        return [value for area in sources for value in self._cells(area)]

    def _cells(self, area: Json) -> Iterator[Scalar]:
        sheet = self._document.sheet(area.get("sheetId", 0))
        if sheet is None:
            return
        top, left, bottom, right = bounds(area, sheet)
        for row in range(top, min(bottom, self._evaluator.extent(sheet.id)[0])):
            for column in range(left, right):
                yield self._evaluator.value(sheet.id, row, column)

    def _shown(self, value: Scalar) -> str:
        if isinstance(value, FormulaError):
            return value.text
        return to_text(value, self._document.locale)


def _number(value: Scalar) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
