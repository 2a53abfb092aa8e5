"""One tab as the page draws it: shown cells, looks, sizes, merges; as small as it can be."""

from collections.abc import Iterator
from typing import Any

from sheets_emulator.book.boolean_conditions import accepts, choices
from sheets_emulator.book.cell_data import CellPrinter
from sheets_emulator.book.computed import evaluator as evaluator_of
from sheets_emulator.book.computed import number_format_of
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.grid import Cell, Formula
from sheets_emulator.book.overlays import Banding, bounds, conditional_formats
from sheets_emulator.formulas.evaluate import Evaluator
from sheets_emulator.page.charts import charts_of
from sheets_emulator.page.edit_text import edit_text
from sheets_emulator.page.styles import Looks, hex_colour

Json = dict[str, Any]
_NUMBER = {"horizontalAlignment": "RIGHT"}
_TRUTH = {"horizontalAlignment": "CENTER"}


def view(document: Document, gid: int | None, now: float) -> Json:
    """The spreadsheet's tabs, and the tab `gid` (the first visible one when there is none)."""
    sheet = _chosen(document, gid)
    key = f"page {sheet.id} {int(now // 60)}"
    if key not in document.memo:
        document.memo[key] = _Drawing(document, sheet, now).drawn()
    return {
        "id": document.id,
        "title": document.title,
        "locale": document.locale,
        "version": document.version,
        "tabs": [_tab(one) for one in document.sheets if one.is_grid],
        "sheet": document.memo[key],
    }


def _chosen(document: Document, gid: int | None) -> Sheet:
    grids = [sheet for sheet in document.sheets if sheet.is_grid]
    asked = [sheet for sheet in grids if sheet.id == gid]
    return next(iter(asked or [sheet for sheet in grids if not sheet.hidden] or grids))


def _tab(sheet: Sheet) -> Json:
    colour = sheet.properties.get("tabColor")
    tab: Json = {"gid": sheet.id, "title": sheet.title, "hidden": sheet.hidden}
    return tab | ({"colour": hex_colour(colour)} if colour is not None else {})


class _Drawing:
    """One tab on its way to the page."""

    def __init__(self, document: Document, sheet: Sheet, now: float) -> None:
        self.document, self.sheet = document, sheet
        self.evaluator: Evaluator = evaluator_of(document, now)
        self.printer = CellPrinter(document, sheet, None, now)
        self.looks = Looks()
        self.looks.number()  # look 0 is the plain one
        self.banding = Banding(sheet)
        self.colours = conditional_formats(sheet, self.evaluator)
        self.rules: list[Json] = []
        self._rule_numbers: dict[int, int] = {}
        self.filled = self.evaluator.extent(sheet.id)
        columns = (column + 1 for _, column in self.colours)
        self.last_overlay = max([0, self.banding.right_end, *columns])

    def drawn(self) -> Json:
        """The tab as JSON; `cells` has a list for each row: [column, shown, look, more?]."""
        grid, frozen = self.sheet.grid, self.sheet.properties.get("gridProperties", {})
        cells = {str(row): line for row in range(grid.row_count) if (line := list(self._row(row)))}
        heights = [(at, row.properties) for at, row in enumerate(grid.rows) if row.properties]
        return {
            "gid": self.sheet.id,
            "rows": grid.row_count,
            "columns": grid.column_count,
            "frozenRows": frozen.get("frozenRowCount", 0),
            "frozenColumns": frozen.get("frozenColumnCount", 0),
            "gridlines": not frozen.get("hideGridlines", False),
            "widths": {
                str(at): column["pixelSize"]
                for at, column in enumerate(grid.columns)
                if column.get("pixelSize")
            },
            "heights": {str(at): row["pixelSize"] for at, row in heights if row.get("pixelSize")},
            "hiddenRows": [at for at, row in heights if _is_hidden(row)],
            "hiddenColumns": [at for at, column in enumerate(grid.columns) if _is_hidden(column)],
            "merges": [bounds(merge, self.sheet) for merge in self.sheet.parts.get("merges", [])],
            "filter": self._filter(),
            "charts": charts_of(self.document, self.sheet, self.evaluator),
            "cells": cells,
            "looks": self.looks.known,
            "rules": self.rules,
        }

    def _filter(self) -> list[int] | None:
        basic = self.sheet.parts.get("basicFilter")
        return list(bounds(basic["range"], self.sheet)) if basic and "range" in basic else None

    def _row(self, row: int) -> Iterator[list[Any]]:
        held = self.sheet.grid.row(row)
        for column in self._columns(row, len(held.cells) if held else 0):
            cell = held.cell(column) if held else None
            drawn = self._cell(row, column, cell or Cell())
            if drawn != ["", 0]:
                yield [column, *drawn]

    def _columns(self, row: int, held: int) -> Iterator[int]:
        """Columns of the row that can have anything: held cells, spilled values, overlays."""
        filled = max(held, self.filled[1] if row < self.filled[0] else 0)
        yield from range(min(filled, self.sheet.grid.column_count))
        for column in range(filled, self.last_overlay):
            if (row, column) in self.colours or self.banding.under(row, column):
                yield column

    def _cell(self, row: int, column: int, cell: Cell) -> list[Any]:
        shown = self.printer.shown(row, column, cell)
        overlay = self.colours.get((row, column))
        number = self.looks.number(
            self._alignment(row, column, cell),
            self.banding.under(row, column),
            cell.format,
            overlay,
        )
        more = self._more(row, column, cell, shown)
        return [shown, number, more] if more else [shown, number]

    def _alignment(self, row: int, column: int, cell: Cell) -> Json | None:
        if type(cell.value) is str:
            return None
        effective = self.printer.effective(row, column, cell) or {"stringValue": ""}
        if "numberValue" in effective:
            return _NUMBER
        return None if "stringValue" in effective else _TRUTH

    def _more(self, row: int, column: int, cell: Cell, shown: str) -> Json:
        """edit (text in the editor when it is not the shown one), note, link, linked (how many
        signs of the text it is on, where not on all), rule, on, bad."""
        more: Json = {}
        if cell.value is not None:
            text = edit_text(
                cell.value,
                isinstance(cell.value, Formula),
                number_format_of(cell),
                self.document.locale,
            )
            more |= {"edit": text} if text != shown else {}
        if cell.note:
            more["note"] = cell.note
        if link := self._link(row, column, cell):
            more["link"] = link
            if linked := _linked(cell):
                more["linked"] = linked
        if cell.validation:
            more |= self._validation(row, column, cell.validation)
        return more

    def _link(self, row: int, column: int, cell: Cell) -> str | None:
        own = (cell.extra or {}).get("hyperlink")
        if cell.format and not own:
            own = cell.format.get("textFormat", {}).get("link", {}).get("uri")
        for run in cell.runs or []:
            own = own or run.get("format", {}).get("link", {}).get("uri")
        if not own and isinstance(cell.value, Formula):
            own = self.evaluator.hyperlink(self.sheet.id, row, column)
        return own or None

    def _validation(self, row: int, column: int, rule: Json) -> Json:
        more: Json = {"rule": self._rule_number(rule)}
        if rule.get("condition", {}).get("type") == "BOOLEAN":
            more["on"] = self.evaluator.value(self.sheet.id, row, column) is True
        elif not accepts(rule, self.evaluator, self.sheet.id, row, column):
            more["bad"] = True
        return more

    def _rule_number(self, rule: Json) -> int:
        if id(rule) not in self._rule_numbers:
            offered = choices(rule, self.evaluator, self.sheet.id)
            kind = rule.get("condition", {}).get("type")
            described = {"type": kind, "choices": offered, "message": rule.get("inputMessage", "")}
            self._rule_numbers[id(rule)] = len(self.rules)
            self.rules.append(described)
        return self._rule_numbers[id(rule)]


def _linked(cell: Cell) -> int:
    """How many signs the link at the beginning of a text is on; 0: the whole cell."""
    runs = cell.runs or []
    if len(runs) < 2 or "link" not in runs[0].get("format", {}):
        return 0
    return int(runs[1].get("startIndex", 0))


def _is_hidden(properties: Json) -> bool:
    return bool(properties.get("hiddenByUser") or properties.get("hiddenByFilter"))
