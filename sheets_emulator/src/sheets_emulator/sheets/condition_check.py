"""Conditions, colour scales and validation rules of a batchUpdate, refused as Google refuses them.

Looked at before anything is applied, so that a journal of older rules can still be played.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sheets_emulator.book.document import Document
from sheets_emulator.book.typed_entry import parse_typed
from sheets_emulator.formulas.parser import Name, parse, parses
from sheets_emulator.formulas.references import Reference
from sheets_emulator.google.discovery import discovery
from sheets_emulator.wire.http import InvalidArgument

VALIDATION = "data validation"
FORMATTING = "conditional formatting"
COUNTS = {"no": 0, "a single": 1, "exactly two": 2}
_REQUIRES = re.compile(r"Requires (no|a single|exactly two) ConditionValues?")
_SUPPORTED = re.compile(r"Supported by ([\w ,]+)\.")
NEED_VALUES = ("NUMBER", "PERCENT", "PERCENTILE")


def check_conditions(requests: list[Any], document: Document) -> None:
    """Raise the 400 that names the request and what is wrong with its condition."""
    for index, asked in enumerate(requests):
        for kind, body in asked.items():
            try:
                _check_request(kind, body, document)
            except InvalidArgument as error:
                raise InvalidArgument(
                    f"Invalid requests[{index}].{kind}: {error.message}"
                ) from None


def _check_request(kind: str, body: Any, document: Document) -> None:
    locale = document.locale
    if kind in ("addConditionalFormatRule", "updateConditionalFormatRule"):
        rule = body.get("rule", {})
        if "condition" in rule.get("booleanRule", {}):
            condition = rule["booleanRule"]["condition"]
            _check(condition, FORMATTING, locale)
            _check_nearness(condition, _title(rule, document), locale)
        if "gradientRule" in rule:
            _check_scale(rule["gradientRule"], locale)
    for rule in _validation_rules(kind, body):
        _check(rule.get("condition", {}), VALIDATION, locale)


def _validation_rules(kind: str, body: Any) -> Iterator[Any]:
    if kind == "setDataValidation" and "rule" in body:
        yield body["rule"]
    fields = body.get("fields", "")
    if "*" not in fields and "alidation" not in fields:
        return  # what is not written is not looked at, cell by cell
    cells = [body.get("cell", {})] if kind == "repeatCell" else []
    if kind in ("updateCells", "appendCells"):
        cells = [cell for row in body.get("rows", ()) for cell in row.get("values", ())]
    for cell in cells:
        if "dataValidation" in cell:
            yield cell["dataValidation"]


@cache
def _described(kind: str) -> tuple[str, int | None]:
    """(what supports a condition's type, how many values it needs) as the discovery says."""
    spec = discovery("sheets.v4")["schemas"]["BooleanCondition"]["properties"]["type"]
    text = spec["enumDescriptions"][spec["enum"].index(kind)]
    supported, requires = _SUPPORTED.search(text), _REQUIRES.search(text)
    return supported[1] if supported else "", COUNTS[requires[1]] if requires else None


def _check(condition: Any, use: str, locale: str) -> None:
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    supported, wanted = _described(kind)
    if use not in supported:
        raise InvalidArgument(f"ConditionType {kind} is not supported by {use}.")
    values = condition.get("values", [])
    if (wanted is not None and len(values) != wanted) or (kind == "ONE_OF_LIST" and not values):
        raise InvalidArgument(f"Wrong number of ConditionValues for ConditionType: {kind}")
    for value in values:
        text = value.get("userEnteredValue")
        if text is not None and not _fits(kind, text, locale):
            raise _unusable(text, kind)


def _fits(kind: str, text: str, locale: str) -> bool:
    if kind == "CUSTOM_FORMULA":
        return text.startswith("=") and parses(text, locale)
    if kind == "ONE_OF_RANGE":
        return text.startswith("=")
    if kind.startswith("NUMBER_") and not text.startswith("="):
        return _is_number(text, locale)
    return True


def _is_number(text: str, locale: str) -> bool:
    return "numberValue" in (parse_typed(text, locale).value or {})


def _title(rule: Any, document: Document) -> str | None:
    """The title of the rule's tab; None for one that the same batch adds."""
    ranges = rule.get("ranges") or [{}]
    sheet = document.sheet(ranges[0].get("sheetId", 0))
    return sheet.title if sheet is not None else None


def _check_nearness(condition: Any, own: str | None, locale: str) -> None:
    """A conditional format sees its own tab alone, and no named range (INDIRECT gets round it)."""
    text = condition["values"][0].get("userEnteredValue") if condition.get("values") else None
    if condition.get("type") != "CUSTOM_FORMULA" or text is None:
        return
    for part in _parts(parse(text, locale)):
        if isinstance(part, Name) or (own is not None and _elsewhere(part, own)):
            raise _unusable(text, "CUSTOM_FORMULA")


def _elsewhere(part: Any, own: str) -> bool:
    title = part.sheet if isinstance(part, Reference) else None
    return title is not None and title.casefold() != own.casefold()


def _unusable(text: str, kind: str) -> InvalidArgument:
    return InvalidArgument(
        f"Invalid ConditionValue.userEnteredValue: {text} for ConditionType: {kind}"
    )


def _parts(node: Any) -> Iterator[Any]:
    """A formula's tree, node by node."""
    if isinstance(node, tuple):
        for part in node:
            yield from _parts(part)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from _parts(getattr(node, field.name))


def _check_scale(scale: Any, locale: str) -> None:
    for name in ("minpoint", "midpoint", "maxpoint"):
        point = scale.get(name)
        if point is None and name == "midpoint":
            continue
        kind = (point or {}).get("type", "INTERPOLATION_POINT_TYPE_UNSPECIFIED")
        if kind == "INTERPOLATION_POINT_TYPE_UNSPECIFIED":
            raise InvalidArgument("No interpolationPointType specified.")
        value = point.get("value", "")
        if kind not in NEED_VALUES:
            point.pop("value", None)  # Google drops what MIN and MAX have no use for
        elif not value:
            raise InvalidArgument("InterpolationPoint.value is required.")
        elif not value.startswith("=") and not _is_number(value, locale):
            raise InvalidArgument(f"Invalid InterpolationPoint.value: {value}")
