"""The native charts beside the first table of `Tổng hợp`, one below the other."""

from collections.abc import Mapping
from typing import Any

from sheets_client.requests import Request
from sheets_client.snapshot import GridRange

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
