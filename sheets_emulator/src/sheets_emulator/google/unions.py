"""Fields of which a message may carry one: Google's `oneof`s, not in its discovery documents."""

from collections.abc import Iterator, Mapping
from typing import Any

CHART_KINDS = (
    "basicChart",
    "pieChart",
    "bubbleChart",
    "candlestickChart",
    "orgChart",
    "histogramChart",
    "waterfallChart",
    "treemapChart",
    "scorecardChart",
)
# schema -> the union's name in Google's messages of error, and its fields
_UNIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "AutoFillRequest": ("area", ("range", "sourceAndDestination")),
    "AutoResizeDimensionsRequest": (
        "resizeDimensions",
        ("dimensions", "dataSourceSheetDimensions"),
    ),
    "ChartData": ("type", ("sourceRange", "columnReference")),
    "ChartSpec": ("chart", CHART_KINDS),
    "ColorStyle": ("kind", ("rgbColor", "themeColor")),
    "ConditionValue": ("value", ("relativeDate", "userEnteredValue")),
    "ConditionalFormatRule": ("rule", ("booleanRule", "gradientRule")),
    "DataFilter": ("filter", ("developerMetadataLookup", "a1Range", "gridRange")),
    "DeveloperMetadataLocation": ("location", ("spreadsheet", "sheetId", "dimensionRange")),
    "EmbeddedObjectPosition": ("location", ("sheetId", "overlayPosition", "newSheet")),
    "ExtendedValue": (
        "value",
        ("numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"),
    ),
    "FindReplaceRequest": ("scope", ("range", "sheetId", "allSheets")),
    "PasteDataRequest": ("kind", ("delimiter", "html")),
    "TextRotation": ("type", ("angle", "vertical")),
    "UpdateCellsRequest": ("area", ("start", "range")),
    "UpdateConditionalFormatRuleRequest": ("instruction", ("rule", "newIndex")),
}


def union_of(schema: str, properties: Mapping[str, Any]) -> tuple[str, frozenset[str]] | None:
    """The union of a message and its fields; a request of batchUpdate is one as a whole."""
    if schema == "Request":
        return "kind", frozenset(properties)
    name, fields = _UNIONS.get(schema, ("", ()))
    return (name, frozenset(fields)) if name else None


def set_twice(
    union: tuple[str, frozenset[str]], value: Mapping[str, Any], camel: Any
) -> Iterator[tuple[str, str]]:
    """(the union, the field as the caller spelled it) for each field beyond the first."""
    name, fields = union
    sent = [key for key, part in value.items() if part is not None and camel(key) in fields]
    for key in sent[1:]:
        yield name, key
