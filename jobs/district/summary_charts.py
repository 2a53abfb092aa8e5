"""What the eye meets first in `Tổng hợp`: charts beside its first table, colours of states."""

from collections.abc import Mapping
from typing import Any

from jobs.unit.standing import signed_standing
from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import GridRange

# Behind a state in black letters: red where the unit has something to do, green where it has not.
# https://www.w3.org/TR/WCAG22/#contrast-minimum holds for each by far.
STATE_LOOKS = {
    "unreadable": (0.85, 0.86, 0.88),
    "must-fix": (0.96, 0.78, 0.78),
    "questions": (1.0, 0.91, 0.67),
    "unconfirmed": (0.78, 0.92, 0.96),
    "not-started": (0.91, 0.92, 0.93),
    "right": (0.82, 0.94, 0.85),
    "done": (0.66, 0.87, 0.73),
}
# In pixels.
SIZE, GAP = (520, 250), (12, 8)


def column_charts(
    sheet_id: int, rows: tuple[int, int], width: int, titles: Mapping[int, str]
) -> list[Request]:
    """A chart of a table's first column against each column that has a title, right of the table:
    its `rows` are half-open and begin with the headings, its columns are the first `width`."""
    return [
        _chart(sheet_id, rows, column, title, _place(sheet_id, rows[0], width, number))
        for number, (column, title) in enumerate(titles.items())
    ]


def _chart(
    sheet_id: int, rows: tuple[int, int], column: int, title: str, place: Mapping[str, Any]
) -> Request:
    def source(at: int) -> dict[str, Any]:
        area = GridRange(sheet_id, *rows, at, at + 1)
        return {"sourceRange": {"sources": [area.json()]}}

    spec = {
        "title": title,
        "basicChart": {
            "chartType": "COLUMN",
            "legendPosition": "NO_LEGEND",
            "headerCount": 1,
            "domains": [{"domain": source(0)}],
            "series": [{"series": source(column), "targetAxis": "LEFT_AXIS"}],
        },
    }
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": place}}}}


def _place(sheet_id: int, row: int, column: int, number: int) -> dict[str, Any]:
    width, height = SIZE
    return {
        "anchorCell": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
        "offsetXPixels": GAP[0],
        "offsetYPixels": number * (height + GAP[1]),
        "widthPixels": width,
        "heightPixels": height,
    }


def state_looks(sheet_id: int, row: int, language: str) -> list[Request]:
    """A colour behind each state in the second column from `row` (from 0) on: by its words, so
    that it goes where they go."""
    states = GridRange(sheet_id, row, None, 1, 2)
    return [
        google.add_formula_rule(
            [states],
            f'=$B{row + 1}="{signed_standing(one, language)}"',
            {"backgroundColor": dict(zip(("red", "green", "blue"), look, strict=True))},
        )
        for one, look in STATE_LOOKS.items()
    ]


def whole_numbers(counts: GridRange) -> Request:
    """Counts as such: Google takes the format of a chart's axis from the cells that it shows
    (unverified against a real chart), and there is no half of a finding."""
    look = {"numberFormat": {"type": "NUMBER", "pattern": "#,##0"}}
    return google.repeat_format(counts, look, "numberFormat")
