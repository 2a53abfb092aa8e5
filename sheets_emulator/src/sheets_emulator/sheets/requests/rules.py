"""Requests for conditional formats, protected ranges and named ranges."""

import re
from typing import Any

from sheets_emulator.book.areas import area_of, sheet_by_id
from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.google.masks import request_mask, updated
from sheets_emulator.sheets.editing.registry import Context, request
from sheets_emulator.sheets.editing.writing import PROTECTED
from sheets_emulator.sheets.printing import printed
from sheets_emulator.wire.http import InvalidArgument

_NAME = re.compile(r"[^\W\d][\w.]{0,249}")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false", re.IGNORECASE)


def with_sheet_id(grid_range: dict[str, Any]) -> dict[str, Any]:
    """A GridRange with its sheetId, which is 0 when it was not sent."""
    return {"sheetId": 0} | grid_range


def _rule_of(document: Document, rule: Any) -> tuple[Sheet, Any]:
    """The tab of a rule and the rule as stored."""
    ranges = [with_sheet_id(grid_range) for grid_range in rule.get("ranges", ())]
    if not ranges:
        raise InvalidArgument("ConditionalFormatRule.ranges must not be empty.")
    if "booleanRule" not in rule and "gradientRule" not in rule:
        raise InvalidArgument("One of booleanRule or gradientRule must be set.")
    if "booleanRule" in rule and "type" not in rule["booleanRule"].get("condition", {}):
        raise InvalidArgument("BooleanRule.condition.type must be set.")
    if len({grid_range["sheetId"] for grid_range in ranges}) > 1:
        raise InvalidArgument("All ranges of a conditional format must be on the same sheet.")
    for grid_range in ranges:
        area_of(document, grid_range)
    return sheet_by_id(document, ranges[0]["sheetId"]), rule | {"ranges": ranges}


@request("addConditionalFormatRule")
def add_conditional_format_rule(document: Document, body: Any, _context: Context) -> None:
    """A rule at a place in its tab's list, first unless an index is given."""
    sheet, rule = _rule_of(document, body.get("rule", {}))
    rules = sheet.list_of("conditionalFormats")
    index = body.get("index", 0)
    if not 0 <= index <= len(rules):
        raise InvalidArgument(f"Index {index} is out of bounds: {len(rules)} conditional formats.")
    rules.insert(index, rule)


@request("updateConditionalFormatRule")
def update_conditional_format_rule(document: Document, body: Any, _context: Context) -> Any:
    """Replace a rule, or move it to a new index."""
    index = body.get("index", 0)
    if "rule" in body:
        sheet, new = _rule_of(document, body["rule"])
        old = _rule_at(sheet, index)
        sheet.list_of("conditionalFormats")[index] = new
        new_index = index
    else:
        sheet = sheet_by_id(document, body.get("sheetId", 0))
        old = new = _rule_at(sheet, index)
        new_index = body.get("newIndex", 0)
        sheet.list_of("conditionalFormats").pop(index)
        sheet.list_of("conditionalFormats").insert(new_index, new)
    reply = {
        "newRule": printed(new),
        "newIndex": new_index,
        "oldRule": printed(old),
        "oldIndex": index,
    }
    return {"updateConditionalFormatRule": {k: v for k, v in reply.items() if v != 0}}


@request("deleteConditionalFormatRule")
def delete_conditional_format_rule(document: Document, body: Any, _context: Context) -> Any:
    """A rule goes; the reply has it."""
    sheet = sheet_by_id(document, body.get("sheetId", 0))
    rule = _rule_at(sheet, body.get("index", 0))
    sheet.list_of("conditionalFormats").pop(body.get("index", 0))
    return {"deleteConditionalFormatRule": {"rule": printed(rule)}}


def _rule_at(sheet: Sheet, index: int) -> Any:
    rules = sheet.list_of("conditionalFormats")
    if not 0 <= index < len(rules):
        raise InvalidArgument(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules[index]


@request("addProtectedRange")
def add_protected_range(document: Document, body: Any, context: Context) -> Any:
    """Protect a range or tab; the caller may edit it. The reply shows no editors, as recorded."""
    asked = body.get("protectedRange", {})
    sheet, grid_range = _protected_place(document, asked)
    _check_warning(asked, asked)
    identity = asked.get("protectedRangeId", document.new_id())
    if any(entry["protectedRangeId"] == identity for entry in _all_protected(document)):
        raise InvalidArgument(f"Protected range with id {identity} already exists.")
    kept = ("namedRangeId", "description", "warningOnly", "unprotectedRanges")
    entry: dict[str, Any] = {"protectedRangeId": identity, "range": grid_range}
    entry |= {name: asked[name] for name in kept if asked.get(name)}
    entry["requestingUserCanEdit"] = True
    entry["editors"] = _editors(asked.get("editors", {}), context.user, entry)
    sheet.list_of("protectedRanges").append(entry)
    return {"addProtectedRange": {"protectedRange": printed(entry | {"editors": {}})}}


def _protected_place(document: Document, asked: Any) -> tuple[Sheet, Any]:
    if "range" not in asked and "namedRangeId" in asked:
        named = _named_by_id(document, asked["namedRangeId"])
        return sheet_by_id(document, named["range"].get("sheetId", 0)), named["range"]
    grid_range = with_sheet_id(asked.get("range", {}))
    return area_of(document, grid_range).sheet, grid_range


def _editors(asked: Any, user: str, entry: Any) -> Any:
    """The caller is always among the editors; a warning has none."""
    if entry.get("warningOnly"):
        return {}
    users = list(dict.fromkeys([*asked.get("users", ()), user]))
    editors = {"users": users, "groups": asked.get("groups", [])}
    editors["domainUsersCanEdit"] = asked.get("domainUsersCanEdit", False)
    return {name: value for name, value in editors.items() if value}


def _check_warning(entry: Any, asked: Any) -> None:
    """Google's words in burnash/gspread#1437, for who sends editors with a mere warning."""
    if entry.get("warningOnly") and any(asked.get("editors", {}).values()):
        raise InvalidArgument("ProtectedRange is warningOnly. Editors cannot be set on it.")


def _all_protected(document: Document) -> list[Any]:
    return [entry for sheet in document.sheets for entry in sheet.list_of("protectedRanges")]


def _find_protected(document: Document, identity: int) -> tuple[Sheet, Any]:
    for sheet in document.sheets:
        for entry in sheet.list_of("protectedRanges"):
            if entry["protectedRangeId"] == identity:
                return sheet, entry
    raise InvalidArgument(f"No protected range with id: {identity}")


@request("updateProtectedRange")
def update_protected_range(document: Document, body: Any, context: Context) -> None:
    """Change the masked fields of a protected range."""
    asked = body.get("protectedRange", {})
    mask = request_mask(body.get("fields"), "ProtectedRange")
    sheet, entry = _find_protected(document, asked.get("protectedRangeId", 0))
    _check_editor(document, entry, context)
    after = updated(entry, asked, mask)
    _check_warning(after, updated({}, asked, mask))
    after |= {"protectedRangeId": entry["protectedRangeId"], "requestingUserCanEdit": True}
    after["range"] = with_sheet_id(after.get("range", entry["range"]))
    after["editors"] = _editors(after.get("editors", {}), context.user, after)
    entries = sheet.list_of("protectedRanges")
    entries[entries.index(entry)] = after


@request("deleteProtectedRange")
def delete_protected_range(document: Document, body: Any, context: Context) -> None:
    """Protection goes."""
    sheet, entry = _find_protected(document, body.get("protectedRangeId", 0))
    _check_editor(document, entry, context)
    sheet.list_of("protectedRanges").remove(entry)


def _check_editor(document: Document, entry: Any, context: Context) -> None:
    if entry.get("warningOnly") or context.user == document.owner:
        return
    if context.user not in entry.get("editors", {}).get("users", ()):
        raise InvalidArgument(PROTECTED)


@request("addNamedRange")
def add_named_range(document: Document, body: Any, _context: Context) -> Any:
    """A name for a range; its id is digits in a string."""
    asked = body.get("namedRange", {})
    _check_name(document, asked.get("name", ""))
    area_of(document, asked.get("range", {}))
    entry = {
        "namedRangeId": asked.get("namedRangeId") or str(document.new_id()),
        "name": asked["name"],
        "range": with_sheet_id(asked.get("range", {})),
    }
    if any(other["namedRangeId"] == entry["namedRangeId"] for other in document.named_ranges):
        raise InvalidArgument(f"Named range with id {entry['namedRangeId']} already exists.")
    document.named_ranges.append(entry)
    return {"addNamedRange": {"namedRange": printed(entry)}}


def _check_name(document: Document, name: str, own: Any = None) -> None:
    if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
        raise InvalidArgument("The name given to this range is invalid.")
    for entry in document.named_ranges:
        if entry is not own and entry["name"].casefold() == name.casefold():
            raise InvalidArgument(
                f"Cannot add named range with name {name}, a named range with that name already "
                "exists."
            )


def _named_by_id(document: Document, identity: str) -> Any:
    for entry in document.named_ranges:
        if entry["namedRangeId"] == identity:
            return entry
    raise InvalidArgument(f"No named range with id: {identity}")


@request("updateNamedRange")
def update_named_range(document: Document, body: Any, _context: Context) -> None:
    """Another name or range, as the mask says."""
    asked = body.get("namedRange", {})
    mask = request_mask(body.get("fields"), "NamedRange")
    entry = _named_by_id(document, asked.get("namedRangeId", ""))
    after = updated(entry, asked, mask)
    _check_name(document, after.get("name", ""), entry)
    after |= {"namedRangeId": entry["namedRangeId"], "range": with_sheet_id(after["range"])}
    area_of(document, after["range"])
    document.named_ranges[document.named_ranges.index(entry)] = after


@request("deleteNamedRange")
def delete_named_range(document: Document, body: Any, _context: Context) -> None:
    """A name goes."""
    document.named_ranges.remove(_named_by_id(document, body.get("namedRangeId", "")))
