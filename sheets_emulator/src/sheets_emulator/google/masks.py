"""Field masks: `a.b,c(d,e)` read into a tree, applied to answers and to updates."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sheets_emulator.google.discovery import camel_case, discovery
from sheets_emulator.wire.http import InvalidArgument

# A tree of names; None below a name means all of it.
Mask = dict[str, Any]


def parse_mask(text: str) -> Mask | None:
    """The tree of a mask; None for `*` and for a mask that names everything."""
    mask, at = _parse_list(text.replace(" ", ""), 0)
    if at != len(text.replace(" ", "")):
        raise _wrong_path(text)
    return mask


def _parse_list(text: str, at: int) -> tuple[Mask | None, int]:
    tree: Mask | None = {}
    while True:
        path, at = _read_path(text, at)
        below: Mask | None = None
        if at < len(text) and text[at] == "(":
            below, at = _parse_list(text, at + 1)
            if at >= len(text) or text[at] != ")":
                raise _wrong_path(text)
            at += 1
        tree = _joined(tree, path, below)
        if at >= len(text) or text[at] != ",":
            return tree, at
        at += 1


def _read_path(text: str, at: int) -> tuple[list[str], int]:
    start = at
    while at < len(text) and text[at] not in ",()":
        at += 1
    names = text[start:at].replace("/", ".").split(".")
    if not all(names):
        raise _wrong_path(text)
    return [camel_case(name) for name in names], at


def _joined(tree: Mask | None, path: list[str], below: Mask | None) -> Mask | None:
    """The tree with one more path in it."""
    if tree is None or (path == ["*"] and below is None):
        return None
    name, rest = path[0], path[1:]
    if not rest:
        had = tree.get(name, {})
        tree[name] = None if below is None or had is None else _merged(had, below)
    else:
        tree[name] = _joined(tree.get(name, {}), rest, below)
    return tree


def _merged(one: Mask, two: Mask) -> Mask:
    for name, below in two.items():
        had = one.get(name, {})
        one[name] = None if below is None or had is None else _merged(had, below)
    return one


def _wrong_path(path: str) -> InvalidArgument:
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    violation = {"field": path, "description": text}
    details = {"@type": "type.googleapis.com/google.rpc.BadRequest"}
    return InvalidArgument(
        "Request contains an invalid argument.", [details | {"fieldViolations": [violation]}]
    )


def expanded(mask: Mask | None, schema: str, api: str = "sheets.v4") -> Mask | None:
    """The mask with a `*` on the way, as in `sheets/*/title`, put for every field it fits."""
    if mask is None:
        return None
    fields = discovery(api)["schemas"].get(schema, {}).get("properties", {})
    out: Mask = {name: below for name, below in mask.items() if name != "*"}
    for name in fields if "*" in mask else ():
        inner = _message_of(fields[name])
        if inner and set(mask["*"]) <= set(discovery(api)["schemas"][inner]["properties"]) | {"*"}:
            had = out.get(name, {})
            out[name] = None if had is None else _merged(deepcopy(had), deepcopy(mask["*"]))
    return {
        name: expanded(below, _message_of(fields.get(name, {})), api) if below else below
        for name, below in out.items()
    }


def _message_of(spec: Mapping[str, Any]) -> str:
    reference: str = spec.get("$ref") or spec.get("items", {}).get("$ref") or ""
    return reference


def check_mask(mask: Mask | None, schema: str, prefix: str = "") -> None:
    """Raise Google's 400 when a name of the mask is no field of the message."""
    fields = discovery("sheets.v4")["schemas"][schema]["properties"]
    for name, below in (mask or {}).items():
        if name not in fields:
            raise _wrong_path(prefix + name)
        spec = fields[name]
        if not below:
            continue
        if reference := _message_of(spec):
            check_mask(below, reference, f"{prefix}{name}.")
        elif spec["type"] not in ("object", "any") and "items" not in spec:
            raise _wrong_path(f"{prefix}{name}.{next(iter(below))}")


def masked(value: Any, mask: Mask | None) -> Any:
    """Only what the mask names; list elements that keep nothing stay as `{}`."""
    if mask is None:
        return value
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: masked(value[name], below) for name, below in _ordered(value, mask) if name in value
    }


def _ordered(value: Mapping[str, Any], mask: Mask) -> list[tuple[str, Any]]:
    return [(name, mask[name]) for name in value if name in mask]


def request_mask(text: str | None, schema: str) -> Mask | None:
    """The mask of an update, rooted at the object it changes; None for `*`.

    A colour and its `…Style` twin are one field to Sheets, so naming either names both.
    """
    if not text:
        raise InvalidArgument(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        mask = parse_mask(text)
    except InvalidArgument:
        raise InvalidArgument(f"Invalid field: {text}") from None
    check_update_mask(mask, schema)
    return None if mask is None else _with_twins(mask)


def check_update_mask(mask: Mask | None, schema: str, prefix: str = "") -> None:
    """Raise the 400 for a name in an update's mask that is no field."""
    fields = discovery("sheets.v4")["schemas"][schema].get("properties", {})
    for name, below in (mask or {}).items():
        if name not in fields:
            raise InvalidArgument(f"Invalid field: {prefix}{name}")
        # A mask that goes into a list of messages means the whole list.
        reference = _message_of(fields[name])
        if reference and below:
            check_update_mask(below, reference, f"{prefix}{name}.")
        elif below and fields[name]["type"] != "object":
            # It may never go into a plain value, or a list of such.
            raise InvalidArgument(f"Invalid field: {prefix}{name}.{next(iter(below))}")


def _with_twins(mask: Mask) -> Mask:
    out: Mask = {}
    for name, below in mask.items():
        out[name] = _with_twins(below) if below else None
        if name.endswith(("Color", "color")):
            out[name] = out[name + "Style"] = None
        elif name.endswith("ColorStyle"):
            out[name] = out[name.removesuffix("Style")] = None
    return out


def updated(old: Any, new: Any, mask: Mask | None) -> Any:
    """`old` with the masked fields taken from `new`; a field that `new` lacks is cleared.

    The order of keys is Google's: those kept, then as in `new`.
    """
    if mask is None or isinstance(old, list) or isinstance(new, list):
        return new
    out = dict(old or {})
    for name, below in mask.items():
        part = (new or {}).get(name)
        if below is not None:
            part = updated(out.get(name), part, below) or None
        if part is None:
            out.pop(name, None)
        else:
            out[name] = part
    return out
