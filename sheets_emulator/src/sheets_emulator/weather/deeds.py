"""What people do to a spreadsheet by hand, each as the API call that does the same.

A deed is a JSON object with `do` (its name), `tab` (title or id; the first tab if left out) and
the words that its function reads. Rows are numbered from 1 and columns by letters, as people see.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_emulator.book.areas import Area, parse_a1
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.book.storage import Store
from sheets_emulator.formulas.references import column_letters, quoted_title
from sheets_emulator.wire.http import HttpError
from sheets_emulator.wire.inside import Inside, quoted

Json = dict[str, Any]
Words = Mapping[str, Any]


class DeedError(ValueError):
    """The deed cannot be done; the text says why."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people work: they see the spreadsheets, and change them through the API."""

    store: Store
    api: Inside


def do_deed(desk: Desk, user: str, file_id: str, deed: Words) -> None:
    """Do one deed as this user. Raises DeedError or InnerCallError."""
    name = str(deed.get("do", ""))
    try:
        if name in ENTRIES:
            _enter(desk, user, file_id, deed, ENTRIES[name](deed))
        elif name in REQUESTS:
            with desk.store.read(file_id) as document:
                requests = REQUESTS[name](document, _tab(document, deed), deed)
            path = f"/v4/spreadsheets/{file_id}:batchUpdate"
            desk.api.call(user, "POST", path, body={"requests": requests})
        else:
            known = ", ".join(sorted([*ENTRIES, *REQUESTS]))
            raise DeedError(f"unknown deed {name!r}; known are {known}")
    except KeyError as missing:
        raise DeedError(f"{name} needs the word {missing}") from None
    except HttpError as refused:
        raise DeedError(refused.message) from None


def _enter(desk: Desk, user: str, file_id: str, deed: Words, rows: list[list[Any]]) -> None:
    """Type a block: texts are read as Sheets reads typing, booleans and numbers are themselves."""
    with desk.store.read(file_id) as document:
        tab = _tab(document, deed)
        area = parse_a1(document, f"{quoted_title(tab.title)}!{deed['cell']}")
    corner = f"{column_letters(area.left)}{area.top + 1}"
    place = quoted(f"{quoted_title(tab.title)}!{corner}")
    query = {"valueInputOption": "USER_ENTERED"}
    path = f"/v4/spreadsheets/{file_id}/values/{place}"
    desk.api.call(user, "PUT", path, query, {"values": rows})


def _tab(document: Document, deed: Words) -> Sheet:
    wanted = deed.get("tab")
    if wanted is None:
        return document.sheets[0]
    sheet = document.sheet(wanted) if isinstance(wanted, int) else document.sheet_titled(wanted)
    if sheet is None:
        raise DeedError(f"no such tab: {wanted}")
    return sheet


def _area(document: Document, tab: Sheet, deed: Words) -> Area:
    return parse_a1(document, f"{quoted_title(tab.title)}!{deed['range']}")


def _grid_range(area: Area) -> Json:
    return {
        "sheetId": area.sheet.id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }


def _rows(tab: Sheet, deed: Words) -> Json:
    start = int(deed["row"]) - 1
    end = start + int(deed.get("count", 1))
    return {"sheetId": tab.id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _columns(document: Document, tab: Sheet, deed: Words) -> Json:
    start = parse_a1(document, f"{quoted_title(tab.title)}!{deed['column']}1").left
    end = start + int(deed.get("count", 1))
    return {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def _insert(dimension: Json) -> list[Json]:
    inherit = dimension["startIndex"] > 0
    return [{"insertDimension": {"range": dimension, "inheritFromBefore": inherit}}]


def _insert_rows(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return _insert(_rows(tab, deed))


def _insert_columns(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return _insert(_columns(document, tab, deed))


def _delete_rows(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return [{"deleteDimension": {"range": _rows(tab, deed)}}]


def _delete_columns(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return [{"deleteDimension": {"range": _columns(document, tab, deed)}}]


def _hidden(dimension: Json, deed: Words) -> list[Json]:
    properties = {"hiddenByUser": bool(deed.get("hidden", True))}
    change = {"range": dimension, "properties": properties, "fields": "hiddenByUser"}
    return [{"updateDimensionProperties": change}]


def _hide_rows(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return _hidden(_rows(tab, deed), deed)


def _hide_columns(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return _hidden(_columns(document, tab, deed), deed)


def _sort(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    by = parse_a1(document, f"{quoted_title(tab.title)}!{deed['by']}1").left
    order = "DESCENDING" if deed.get("descending") else "ASCENDING"
    area = _grid_range(_area(document, tab, deed))
    spec = {"dimensionIndex": by, "sortOrder": order}
    return [{"sortRange": {"range": area, "sortSpecs": [spec]}}]


def _filter(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    if not deed.get("range"):
        return [{"clearBasicFilter": {"sheetId": tab.id}}]
    return [{"setBasicFilter": {"filter": {"range": _grid_range(_area(document, tab, deed))}}}]


def _clear(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    area = _grid_range(_area(document, tab, deed))
    return [{"updateCells": {"range": area, "fields": "userEnteredValue"}}]


def _copy_row(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    """Copy a whole row over `to`, which is inserted first when `insert` is true."""
    source, target = int(deed["row"]) - 1, int(deed["to"]) - 1
    requests = []
    if deed.get("insert"):
        requests = _insert_rows(document, tab, {"row": target + 1})
        source += source >= target
    width = {"startColumnIndex": 0, "endColumnIndex": tab.grid.column_count, "sheetId": tab.id}
    copy = {
        "source": {**width, "startRowIndex": source, "endRowIndex": source + 1},
        "destination": {**width, "startRowIndex": target, "endRowIndex": target + 1},
        "pasteType": "PASTE_NORMAL",
    }
    return [*requests, {"copyPaste": copy}]


def _rename_tab(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    properties = {"sheetId": tab.id, "title": str(deed["title"])}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


def _delete_tab(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return [{"deleteSheet": {"sheetId": tab.id}}]


def _add_tab(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    return [{"addSheet": {"properties": {"title": str(deed["title"])}}}]


def _merge(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    area = _grid_range(_area(document, tab, deed))
    return [{"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}]


def _batch_update(document: Document, tab: Sheet, deed: Words) -> list[Json]:
    requests: list[Json] = deed["requests"]
    return requests


ENTRIES: dict[str, Callable[[Words], list[list[Any]]]] = {
    "type": lambda deed: [[deed["text"]]],
    "remark": lambda deed: [[deed["text"]]],
    "tick": lambda deed: [[bool(deed.get("ticked", True))]],
    "paste": lambda deed: list(deed["rows"]),
}
REQUESTS: dict[str, Callable[[Document, Sheet, Words], list[Json]]] = {
    "insert-rows": _insert_rows,
    "delete-rows": _delete_rows,
    "hide-rows": _hide_rows,
    "insert-columns": _insert_columns,
    "delete-columns": _delete_columns,
    "hide-columns": _hide_columns,
    "sort": _sort,
    "filter": _filter,
    "clear": _clear,
    "copy-row": _copy_row,
    "merge": _merge,
    "rename-tab": _rename_tab,
    "add-tab": _add_tab,
    "delete-tab": _delete_tab,
    "batch-update": _batch_update,
}
