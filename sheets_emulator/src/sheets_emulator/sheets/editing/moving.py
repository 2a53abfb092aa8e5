"""What hangs on ranges follows when rows or columns are inserted, deleted or moved."""

from collections.abc import Callable
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.formulas.rewrite import Change, Deleted, shifted
from sheets_emulator.sheets.editing.rewriting import rewrite_formulas

# The lists of a tab whose entries have a `range`, and the key under which it stands.
RANGED = {
    "filterViews": "range",
    "protectedRanges": "range",
    "bandedRanges": "range",
    "tables": "range",
}
ENDS = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}
# (a GridRange) -> where it is now, None when it is gone
Follow = Callable[[dict[str, Any]], dict[str, Any] | None]


def follow_change(document: Document, sheet: Sheet, dimension: str, change: Change) -> None:
    """Let all ranges and formulas of the document follow a change of lines of one tab."""

    def follow(grid_range: dict[str, Any]) -> dict[str, Any] | None:
        return moved_range(grid_range, dimension, change)

    follow_ranges(document, sheet, follow)
    _follow_groups(sheet, dimension, change)
    _follow_frozen(sheet, dimension, change)
    _follow_anchors(sheet, dimension, change)
    locale, title = document.locale, sheet.title
    rewrite_formulas(
        document, lambda text, home: shifted(text, locale, home, title, dimension, change)
    )


def moved_range(
    grid_range: dict[str, Any], dimension: str, change: Change
) -> dict[str, Any] | None:
    """A GridRange after the change; None when all of it was deleted. Open ends stay open."""
    start_name, end_name = ENDS[dimension]
    start, end = grid_range.get(start_name), grid_range.get(end_name)
    if start is None and end is None:
        return grid_range
    span = change.span(start or 0, 10**9 if end is None else end - 1)
    if span is None:
        return None
    moved = dict(grid_range)
    if start is not None:
        moved[start_name] = span[0]
    if end is not None:
        moved[end_name] = span[1] + 1
    return moved


def moved_by(grid_range: dict[str, Any], rows: int, columns: int) -> dict[str, Any]:
    """A GridRange that many rows and columns further on."""
    moved = dict(grid_range)
    for names, distance in ((ENDS["ROWS"], rows), (ENDS["COLUMNS"], columns)):
        moved |= {name: moved[name] + distance for name in names if name in moved}
    return moved


def follow_ranges(document: Document, sheet: Sheet, follow: Follow) -> None:
    """Move every range that lies on the tab; entries whose range is gone go too."""
    _follow_named(document, sheet, follow)
    parts = sheet.parts
    merges = [moved for merge in parts.get("merges", ()) if (moved := follow(merge))]
    parts["merges"] = [merge for merge in merges if not _is_one_cell(merge)]
    for name, key in RANGED.items():
        if name in parts:
            parts[name] = _followed(parts[name], key, follow)
    if "conditionalFormats" in parts:
        rules = [_ranges(rule, "ranges", follow) for rule in parts["conditionalFormats"]]
        parts["conditionalFormats"] = [rule for rule in rules if rule["ranges"]]
    for entry in parts.get("protectedRanges", ()):
        if "unprotectedRanges" in entry:
            entry.update(_ranges(entry, "unprotectedRanges", follow))
    if "basicFilter" in parts:
        _follow_filter(parts, follow)
    _follow_charts(document, sheet, follow)


def _is_one_cell(merge: dict[str, Any]) -> bool:
    height = merge["endRowIndex"] - merge["startRowIndex"]
    return bool(height * (merge["endColumnIndex"] - merge["startColumnIndex"]) <= 1)


def _followed(entries: list[Any], key: str, follow: Follow) -> list[Any]:
    out = []
    for entry in entries:
        if key not in entry:
            out.append(entry)
        elif (moved := follow(entry[key])) is not None:
            out.append(entry | {key: moved})
    return out


def _ranges(entry: Any, key: str, follow: Follow) -> Any:
    moved = [follow(grid_range) for grid_range in entry.get(key, ())]
    return entry | {key: [grid_range for grid_range in moved if grid_range is not None]}


def _follow_filter(parts: dict[str, Any], follow: Follow) -> None:
    basic = parts["basicFilter"]
    moved = follow(basic.get("range", {}))
    if moved is None:
        del parts["basicFilter"]
        return
    parts["basicFilter"] = basic | {"range": moved}
    if specs := [_spec_followed(spec, follow) for spec in basic.get("filterSpecs", ())]:
        parts["basicFilter"]["filterSpecs"] = [spec for spec in specs if spec is not None]


def _spec_followed(spec: Any, follow: Follow) -> Any:
    column = spec.get("columnIndex", 0)
    moved = follow({"startColumnIndex": column, "endColumnIndex": column + 1})
    return None if moved is None else spec | {"columnIndex": moved["startColumnIndex"]}


def _follow_named(document: Document, sheet: Sheet, follow: Follow) -> None:
    kept = []
    for entry in document.named_ranges:
        if entry["range"].get("sheetId", 0) != sheet.id:
            kept.append(entry)
        elif (moved := follow(entry["range"])) is not None:
            kept.append(entry | {"range": moved})
    document.named_ranges = kept


def _follow_charts(document: Document, sheet: Sheet, follow: Follow) -> None:
    for other in document.sheets:
        for chart in other.parts.get("charts", ()):
            chart["spec"] = _sources(chart["spec"], sheet.id, follow)


def _sources(part: Any, sheet_id: int, follow: Follow) -> Any:
    """A chart's spec with the ranges on the tab moved; a range that is gone is left out."""
    if isinstance(part, list):
        return [_sources(item, sheet_id, follow) for item in part]
    if not isinstance(part, dict):
        return part
    if "sources" in part:
        moved = [
            follow(source) if source.get("sheetId", 0) == sheet_id else source
            for source in part["sources"]
        ]
        return part | {"sources": [source for source in moved if source is not None]}
    return {name: _sources(value, sheet_id, follow) for name, value in part.items()}


def _follow_groups(sheet: Sheet, dimension: str, change: Change) -> None:
    name = "rowGroups" if dimension == "ROWS" else "columnGroups"
    groups = []
    for group in sheet.parts.get(name, ()):
        extent = group["range"]
        span = change.span(extent.get("startIndex", 0), extent["endIndex"] - 1)
        if span is not None:
            moved = extent | {"startIndex": span[0], "endIndex": span[1] + 1}
            groups.append(group | {"range": moved})
    if name in sheet.parts:
        sheet.parts[name] = groups


def _follow_frozen(sheet: Sheet, dimension: str, change: Change) -> None:
    """Deleted frozen lines are no longer frozen."""
    name = "frozenRowCount" if dimension == "ROWS" else "frozenColumnCount"
    own = sheet.properties.get("gridProperties", {})
    frozen = own.get(name, 0)
    if isinstance(change, Deleted) and change.start < frozen:
        left = frozen - (min(change.end, frozen) - change.start)
        sheet.properties["gridProperties"] = own | {name: left}


def _follow_anchors(sheet: Sheet, dimension: str, change: Change) -> None:
    """Objects that float over the grid stay with their anchor cell."""
    name = "rowIndex" if dimension == "ROWS" else "columnIndex"
    for entry in (*sheet.parts.get("charts", ()), *sheet.parts.get("slicers", ())):
        anchor = entry.get("position", {}).get("overlayPosition", {}).get("anchorCell")
        if anchor is not None:
            at = anchor.get(name, 0)
            span = change.span(at, at)
            anchor[name] = change.start if span is None else span[0]
