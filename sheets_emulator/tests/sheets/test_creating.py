"""A spreadsheet made whole: what lies over its tabs has ids and can be changed."""

from typing import Any

from emulator_tests.calls import Caller
from emulator_tests.workbook import box

CORNER = {"overlayPosition": {"anchorCell": {"sheetId": 0}}}
SERIES = [{"series": {"sourceRange": {"sources": [box(0, 4, 0, 1)]}}}]
PARTS: dict[str, Any] = {
    "merges": [box(0, 1, 0, 2)],
    "filterViews": [{"title": "v", "range": box(0, 5, 0, 2)}],
    "protectedRanges": [{"range": box(0, 1, 0, 2)}],
    "charts": [
        {"spec": {"basicChart": {"chartType": "LINE", "series": SERIES}}, "position": CORNER}
    ],
    "bandedRanges": [{"range": box(6, 9, 0, 2), "rowProperties": {"firstBandColor": {"red": 1}}}],
    "developerMetadata": [
        {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 0}}
    ],
    "rowGroups": [{"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}],
    "tables": [{"name": "T", "range": box(20, 25, 0, 2)}],
}
IDS = {
    "filterViews": "filterViewId",
    "protectedRanges": "protectedRangeId",
    "charts": "chartId",
    "bandedRanges": "bandedRangeId",
    "developerMetadata": "metadataId",
    "tables": "tableId",
}


def rule(kind: str) -> Any:
    look = {"condition": {"type": kind}, "format": {"textFormat": {"bold": True}}}
    return {"ranges": [box(0, 5, 0, 1)], "booleanRule": look}


def make(caller: Caller, **body: Any) -> Any:
    return caller.ask("POST", "/v4/spreadsheets", body)


def test_what_lies_over_a_new_tab_gets_its_ids(owner: Caller) -> None:
    (sheet,) = make(owner, sheets=[{"properties": {"title": "T"}, **PARTS}])["sheets"]
    assert set(PARTS) <= set(sheet)
    assert all(sheet[name][0].get(id_name) for name, id_name in IDS.items())
    assert sheet["charts"][0]["position"]["overlayPosition"]["widthPixels"] == 600


def test_what_was_made_so_can_be_taken_away(owner: Caller) -> None:
    made = make(owner, sheets=[PARTS], namedRanges=[{"name": "ten", "range": box(0, 1, 0, 1)}])
    (sheet,) = made["sheets"]
    gone: list[Any] = [
        {"deleteBanding": {"bandedRangeId": sheet["bandedRanges"][0]["bandedRangeId"]}},
        {"deleteEmbeddedObject": {"objectId": sheet["charts"][0]["chartId"]}},
        {"deleteNamedRange": {"namedRangeId": made["namedRanges"][0]["namedRangeId"]}},
    ]
    path = f"/v4/spreadsheets/{made['spreadsheetId']}"
    owner.ask("POST", f"{path}:batchUpdate", {"requests": gone})
    after = owner.ask("GET", path)
    assert "namedRanges" not in after and not {"charts", "bandedRanges"} & set(after["sheets"][0])


def test_rules_keep_their_order(owner: Caller) -> None:
    rules = [rule("BLANK"), rule("NOT_BLANK")]
    (sheet,) = make(owner, sheets=[{"conditionalFormats": rules}])["sheets"]
    kinds = [one["booleanRule"]["condition"]["type"] for one in sheet["conditionalFormats"]]
    assert kinds == ["BLANK", "NOT_BLANK"]


def test_a_wrong_part_leaves_no_file(owner: Caller) -> None:
    wrong = {"sheets": [{"conditionalFormats": [rule("ONE_OF_LIST")]}]}
    assert owner.refusal("POST", "/v4/spreadsheets", wrong)[0] == 400
    assert owner.names() == []
