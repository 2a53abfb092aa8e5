"""Requests for what floats over or colours a grid: charts, slicers, banding."""

from typing import Any

from sheets_emulator.book.areas import area_of, area_on, sheet_by_id
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.google.unions import CHART_KINDS
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.printing import printed
from sheets_emulator.sheets.requests.rules import with_sheet_id
from sheets_emulator.sheets.requests.sheets import free_title, new_sheet
from sheets_emulator.wire.http import ApiError, InvalidArgument

# Size of an object that is placed without one, in pixels, as Google fills it in.
DEFAULT_SIZE = {"widthPixels": 600, "heightPixels": 371}
NO_KIND = (
    "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart must "
    "be set on chartSpec."
)
NO_POSITION = (
    "One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set"
)
BANDED_TWICE = (
    "You cannot add alternating background colors to a range that already has alternating "
    "background colors."
)


@request("addChart")
def add_chart(document: Document, body: Any, _context: Context) -> Any:
    """A chart over a grid or on a tab of its own."""
    asked = body.get("chart", {})
    spec = _checked_spec(asked.get("spec", {}))
    chart_id = asked.get("chartId", document.new_id())
    sheet, position = _placed(document, asked.get("position", {}))
    chart = {"chartId": chart_id, "spec": spec, "position": position}
    sheet.list_of("charts").append(chart)
    return {"addChart": {"chart": printed(chart)}}


def _checked_spec(spec: Any) -> Any:
    """A chart's spec with the font that Google fills in."""
    if not any(kind in spec for kind in CHART_KINDS):
        raise InvalidArgument(NO_KIND)
    basic = spec.get("basicChart")
    if basic is not None and not (basic.get("domains") or basic.get("series")):
        # Google itself fails here, see the reference on addChart.
        raise ApiError(500, "INTERNAL", "Internal error encountered.")
    return {"fontName": "Roboto"} | spec


def _placed(document: Document, position: Any) -> tuple[Sheet, Any]:
    """The tab that holds an object, and its position completed."""
    if position.get("newSheet"):
        title = free_title(document, "Chart", 1)
        sheet = new_sheet(document, {"title": title, "sheetType": "OBJECT"})
        document.sheets.append(sheet)
        return sheet, {"sheetId": sheet.id}
    if "overlayPosition" in position:
        overlay = position["overlayPosition"]
        anchor = with_sheet_id(overlay.get("anchorCell", {}))
        completed = {"anchorCell": anchor} | {
            name: overlay[name] for name in ("offsetXPixels", "offsetYPixels") if overlay.get(name)
        }
        completed |= {name: overlay.get(name, size) for name, size in DEFAULT_SIZE.items()}
        return sheet_by_id(document, anchor["sheetId"]), {"overlayPosition": completed}
    if "sheetId" in position:
        found = document.sheet(position["sheetId"])
        if found is None or found.is_grid:
            raise InvalidArgument(f"No object sheet with id: {position['sheetId']}")
        return found, position
    raise InvalidArgument(NO_POSITION)


def _find_object(document: Document, identity: int) -> tuple[Sheet, str, Any]:
    for sheet in document.sheets:
        for name, id_name in (("charts", "chartId"), ("slicers", "slicerId")):
            for entry in sheet.list_of(name):
                if entry[id_name] == identity:
                    return sheet, name, entry
    raise InvalidArgument(f"No embedded object with id: {identity}")


@request("updateChartSpec")
def update_chart_spec(document: Document, body: Any, _context: Context) -> None:
    """Another spec in place of a chart's."""
    spec = _checked_spec(body.get("spec", {}))
    _, _, chart = _find_object(document, body.get("chartId", 0))
    chart["spec"] = spec


@request("updateEmbeddedObjectPosition")
def update_embedded_object_position(document: Document, body: Any, _context: Context) -> Any:
    """Move or resize an object; the mask is that of its overlay position."""
    mask = request_mask(body.get("fields"), "OverlayPosition")
    sheet, name, entry = _find_object(document, body.get("objectId", 0))
    asked = body.get("newPosition", {})
    if "overlayPosition" in asked:
        old = entry.get("position", {}).get("overlayPosition", {})
        asked = {"overlayPosition": updated(old, asked["overlayPosition"], mask)}
    target, position = _placed(document, asked)
    sheet.list_of(name).remove(entry)
    entry["position"] = position
    target.list_of(name).append(entry)
    return {"updateEmbeddedObjectPosition": {"position": printed(position)}}


@request("deleteEmbeddedObject")
def delete_embedded_object(document: Document, body: Any, _context: Context) -> None:
    """An object goes, with the tab that held nothing else."""
    sheet, name, entry = _find_object(document, body.get("objectId", 0))
    sheet.list_of(name).remove(entry)
    if not sheet.is_grid:
        document.sheets.remove(sheet)


@request("addSlicer")
def add_slicer(document: Document, body: Any, _context: Context) -> Any:
    """A slicer over a grid."""
    asked = body.get("slicer", {})
    sheet, position = _placed(document, asked.get("position", {}))
    slicer = {
        "slicerId": asked.get("slicerId", document.new_id()),
        "spec": asked.get("spec", {}),
        "position": position,
    }
    sheet.list_of("slicers").append(slicer)
    return {"addSlicer": {"slicer": printed(slicer)}}


@request("updateSlicerSpec")
def update_slicer_spec(document: Document, body: Any, _context: Context) -> None:
    """Change the masked fields of a slicer's spec."""
    mask = request_mask(body.get("fields"), "SlicerSpec")
    _, _, slicer = _find_object(document, body.get("slicerId", 0))
    slicer["spec"] = updated(slicer["spec"], body.get("spec", {}), mask)


@request("addBanding")
def add_banding(document: Document, body: Any, _context: Context) -> Any:
    """Alternating colours for a range that has none yet."""
    asked = body.get("bandedRange", {})
    area = area_of(document, asked.get("range", {}))
    for other in area.sheet.list_of("bandedRanges"):
        if area_on(area.sheet, other["range"]).touches(area):
            raise InvalidArgument(BANDED_TWICE)
    banded = {
        "bandedRangeId": asked.get("bandedRangeId", document.new_id()),
        "range": with_sheet_id(asked.get("range", {})),
    }
    kept = ("rowProperties", "columnProperties")
    banded |= {name: asked[name] for name in kept if name in asked}
    area.sheet.list_of("bandedRanges").append(banded)
    return {"addBanding": {"bandedRange": printed(banded)}}


def _find_banding(document: Document, identity: int) -> tuple[Sheet, Any]:
    for sheet in document.sheets:
        for banded in sheet.list_of("bandedRanges"):
            if banded["bandedRangeId"] == identity:
                return sheet, banded
    raise InvalidArgument(f"No banding with id: {identity}")


@request("updateBanding")
def update_banding(document: Document, body: Any, _context: Context) -> None:
    """Change the masked fields of a banded range."""
    asked = body.get("bandedRange", {})
    mask = request_mask(body.get("fields"), "BandedRange")
    sheet, banded = _find_banding(document, asked.get("bandedRangeId", 0))
    after = updated(banded, asked, mask) | {"bandedRangeId": banded["bandedRangeId"]}
    after["range"] = with_sheet_id(after.get("range", banded["range"]))
    entries = sheet.list_of("bandedRanges")
    entries[entries.index(banded)] = after


@request("deleteBanding")
def delete_banding(document: Document, body: Any, _context: Context) -> None:
    """Alternating colours go."""
    sheet, banded = _find_banding(document, body.get("bandedRangeId", 0))
    sheet.list_of("bandedRanges").remove(banded)
