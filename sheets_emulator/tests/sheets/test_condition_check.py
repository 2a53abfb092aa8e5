"""Conditions that Google refuses, and what of a colour scale it keeps."""

from typing import Any

import pytest

from emulator_tests.workbook import Workbook, box

ADD = "addConditionalFormatRule"
VALIDATE = "setDataValidation"
INVALID = "Invalid ConditionValue.userEnteredValue: {} for ConditionType: {}"


def condition(kind: str, *values: str) -> Any:
    return {"type": kind, "values": [{"userEnteredValue": value} for value in values]}


def rule(kind: str, *values: str) -> Any:
    """A conditional format on one column."""
    boolean = {"condition": condition(kind, *values), "format": {"textFormat": {"bold": True}}}
    return {"ranges": [box(0, 5, 0, 1)], "booleanRule": boolean}


def scale(minpoint: Any, **points: Any) -> Any:
    """A colour scale on one column."""
    gradient = {"minpoint": minpoint, "maxpoint": {"type": "MAX"}} | points
    return {"ranges": [box(0, 5, 0, 1)], "gradientRule": gradient}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CUSTOM_FORMULA", "=Other!A1=1"),
        ("CUSTOM_FORMULA", "=Cac_ma>1"),
        ("CUSTOM_FORMULA", "A1=1"),
        ("CUSTOM_FORMULA", "=1+"),
        ("NUMBER_GREATER", "abc"),
    ],
)
def test_a_value_that_the_condition_cannot_use_is_refused(
    book: Workbook, kind: str, text: str
) -> None:
    answer = book.refusal(ADD, rule=rule(kind, text))
    assert answer == (400, f"Invalid requests[0].{ADD}: {INVALID.format(text, kind)}")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("CUSTOM_FORMULA", ("=AND(A1>1,$A$1<5)",)),
        ("CUSTOM_FORMULA", ('=INDIRECT("Other!A1")=1',)),
        ("CUSTOM_FORMULA", ("=Sheet1!A1=1",)),
        ("NUMBER_BETWEEN", ("1", "=A2")),
        ("NUMBER_EQ", ("10%",)),
        ("BLANK", ()),
    ],
)
def test_a_condition_that_google_takes_is_taken(
    book: Workbook, kind: str, values: tuple[str, ...]
) -> None:
    book.request(ADD, rule=rule(kind, *values))
    assert book.sheet("conditionalFormats.booleanRule.condition.type")["conditionalFormats"]


def test_arguments_are_separated_as_the_locale_says(book: Workbook) -> None:
    book.request("updateSpreadsheetProperties", properties={"locale": "vi_VN"}, fields="locale")
    book.request(ADD, rule=rule("CUSTOM_FORMULA", "=AND(A1>1;A1<5)"))
    assert book.refusal(ADD, rule=rule("CUSTOM_FORMULA", "=AND(A1>1,A1<5)"))[0] == 400


@pytest.mark.parametrize(
    ("kind", "values", "reason"),
    [
        ("NUMBER_BETWEEN", ("1",), "Wrong number of ConditionValues for ConditionType: {}"),
        ("TEXT_CONTAINS", (), "Wrong number of ConditionValues for ConditionType: {}"),
        ("ONE_OF_LIST", ("a",), "ConditionType {} is not supported by conditional formatting."),
    ],
)
def test_a_condition_out_of_place_is_refused(
    book: Workbook, kind: str, values: tuple[str, ...], reason: str
) -> None:
    answer = book.refusal(ADD, rule=rule(kind, *values))
    assert answer == (400, f"Invalid requests[0].{ADD}: {reason.format(kind)}")


def test_a_list_from_a_range_is_a_formula(book: Workbook) -> None:
    spec = {"range": box(0, 1, 0, 1)}
    book.request(VALIDATE, **spec, rule={"condition": condition("ONE_OF_RANGE", "=Sheet1!A2:A5")})
    bare = {"condition": condition("ONE_OF_RANGE", "Sheet1!A2:A5")}
    message = INVALID.format("Sheet1!A2:A5", "ONE_OF_RANGE")
    answer = book.refusal(VALIDATE, **spec, rule=bare)
    assert answer == (400, f"Invalid requests[0].{VALIDATE}: {message}")


def test_a_rule_inside_a_cell_is_looked_at_too(book: Workbook) -> None:
    wrong = {"dataValidation": {"condition": condition("ONE_OF_LIST")}}
    for kind in ("updateCells", "repeatCell"):
        cells = {"cell": wrong} if kind == "repeatCell" else {"rows": [{"values": [wrong]}]}
        answer = book.refusal(kind, range=box(0, 1, 0, 1), **cells, fields="dataValidation")
        assert answer[1].endswith("Wrong number of ConditionValues for ConditionType: ONE_OF_LIST")


@pytest.mark.parametrize(
    ("gradient", "reason"),
    [
        (scale({}), "No interpolationPointType specified."),
        (scale({"type": "MIN"}, maxpoint=None), "No interpolationPointType specified."),
        (scale({"type": "NUMBER"}), "InterpolationPoint.value is required."),
        (
            scale({"type": "MIN"}, midpoint={"type": "PERCENTILE"}),
            "InterpolationPoint.value is required.",
        ),
        (scale({"type": "NUMBER", "value": "1,5,"}), "Invalid InterpolationPoint.value: 1,5,"),
    ],
)
def test_a_half_made_colour_scale_is_refused(book: Workbook, gradient: Any, reason: str) -> None:
    assert book.refusal(ADD, rule=gradient) == (400, f"Invalid requests[0].{ADD}: {reason}")


def test_the_lowest_point_of_a_scale_keeps_no_value(book: Workbook) -> None:
    book.request(ADD, rule=scale({"type": "MIN", "value": "2"}))
    kept = book.sheet("conditionalFormats.gradientRule.minpoint")["conditionalFormats"][0]
    assert kept == {"gradientRule": {"minpoint": {"type": "MIN"}}}


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ({"columnType": "DROPDOWN"}, "Condition must be set for dropdown column type."),
        (
            {"dataValidationRule": {"condition": condition("ONE_OF_LIST", "a")}},
            "Cannot set condition for non-dropdown column type.",
        ),
    ],
)
def test_a_tables_column_has_a_list_when_it_is_a_dropdown(
    book: Workbook, column: Any, reason: str
) -> None:
    table = {"name": "T", "range": box(0, 3, 0, 1), "columnProperties": [column]}
    assert book.refusal("addTable", table=table) == (400, f"Invalid requests[0].addTable: {reason}")


def test_a_formula_that_is_a_relative_date_breaks_nothing(book: Workbook) -> None:
    odd = rule("CUSTOM_FORMULA", "=TRUE")
    odd["booleanRule"]["condition"]["values"] = [{"relativeDate": "TODAY"}]
    path = f"{book.path}:batchUpdate"
    answer = book.caller.send("POST", path, {"requests": [{ADD: {"rule": odd}}]})
    assert answer.status_code in (200, 400)


def test_a_rule_on_a_tab_of_the_same_batch_may_name_it(book: Workbook) -> None:
    there = rule("CUSTOM_FORMULA", "='Mới'!A1=1") | {"ranges": [{"sheetId": 9}]}
    book.requests(
        {"addSheet": {"properties": {"sheetId": 9, "title": "Mới"}}}, {ADD: {"rule": there}}
    )
