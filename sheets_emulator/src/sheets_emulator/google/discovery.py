"""Google's own description of its APIs: requests are read by it, tests hold answers to it."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

from sheets_emulator.google.colours import complete_colours
from sheets_emulator.google.unions import set_twice, union_of
from sheets_emulator.wire.http import InvalidArgument

# The path to a value as nested pairs, so that nothing is spelled unless an error needs it.
Path = tuple[Any, Any] | None
Violations = list[tuple[str, str]]
Reader = Callable[[Any, Path, Violations], Any]

PROTO = "type.googleapis.com/google.apps.sheets.v4."
NESTED = {"Request": "BatchUpdateSpreadsheetRequest.Request"}
UNREADABLE = object()
# Whole numbers that a double holds exactly are kept as such, so that they print without `.0`.
EXACT = 2**53
# Messages whose fields have no presence at Google: what is sent at its default is as not sent.
# Elsewhere a zero is kept (an index, a text format's `bold: false`), as recorded.
PLAIN = frozenset({"BooleanCondition", "DataValidationRule", "GridCoordinate", "OverlayPosition"})


@cache
def discovery(name: str) -> Any:
    """A discovery document: `sheets.v4` or `drive.v3`; `renew.py` takes over newer ones."""
    document = File(__file__).parent / "documents" / f"{name}.json"
    return json.loads(document.read_text("utf-8"))


def read_message(schema: str, body: Any, root: str = "", api: str = "sheets.v4") -> Any:
    """The body as Google understands it: camelCase names, no nulls, numbers of the right kind.

    `root` is the field that the body is bound to in Google's method. Raises the 400 that lists
    every unknown field and wrong type.
    """
    violations: Violations = []
    read = _message_reader(api, schema)(body, (None, root) if root else None, violations)
    if violations:
        raise bad_request(violations)
    return read


def violations_of(schema: str, body: Any, api: str) -> Violations:
    """What in an answer is not as the discovery document says: field and description pairs."""
    violations: Violations = []
    _message_reader(api, schema)(body, None, violations)
    return violations


def bad_request(violations: Violations) -> InvalidArgument:
    """The 400 with one line and one field violation for each."""
    described = [
        {"field": field, "description": text} if field else {"description": text}
        for field, text in violations
    ]
    details = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": described}
    return InvalidArgument("\n".join(text for _, text in violations), [details])


def spelled(path: Path) -> str:
    """A path as Google spells it: `requests[0].update_cells.range`."""
    names: list[str] = []
    while path is not None:
        path, name = path
        names.append(f"[{name}]" if isinstance(name, int) else "." + snake_case(name))
    return "".join(reversed(names)).lstrip(".")


def snake_case(name: str) -> str:
    """`updateCells` as `update_cells`."""
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def camel_case(name: str) -> str:
    """`update_cells` as `updateCells`."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


@cache
def _message_reader(api: str, schema: str) -> Reader:
    return _object_reader(api, schema, discovery(api)["schemas"][schema].get("properties", {}))


def _object_reader(api: str, schema: str, properties: Mapping[str, Any]) -> Reader:
    readers: dict[str, Reader] = {}
    colours = any(name + "Style" in properties for name in properties)
    union = union_of(schema, properties)
    plain = schema in PLAIN or "Chart" in schema

    def read(value: Any, path: Path, violations: Violations) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, path, PROTO + NESTED.get(schema, schema), violations)
        message = {}
        for name, part in value.items():
            if part is None:
                continue
            reader = readers.get(name) or _field(api, properties, readers, name)
            if reader is None:
                _unknown(name, path, violations)
                continue
            field = reader(part, (path, name), violations)
            # Protocol buffers know no difference between an empty list and none.
            if field or not (field == [] or (plain and _is_default(field))):
                message[name if name in properties else camel_case(name)] = field
        if union is not None and len(value) > 1:
            _check_union(union, value, path, violations)
        if colours:
            complete_colours(message)
        return message

    return read


def _field(
    api: str, properties: Mapping[str, Any], readers: dict[str, Reader], name: str
) -> Reader | None:
    declared = name if name in properties else camel_case(name)
    if declared not in properties:
        return None
    readers[name] = _reader(api, properties[declared], declared)
    return readers[name]


def _is_default(field: Any) -> bool:
    return field is False or field == "" or (type(field) is int and field == 0)


def _check_union(
    union: tuple[str, frozenset[str]], value: Any, path: Path, violations: Violations
) -> None:
    at = spelled(path)
    where = f" at '{at}'" if at else ""
    for name, key in set_twice(union, value, camel_case):
        reason = f"oneof field '{name}' is already set. Cannot set '{key}'"
        violations.append((at, f"Invalid value{where} (oneof), {reason}"))


def _unknown(name: str, path: Path, violations: Violations) -> None:
    at = spelled(path)
    where = f" at '{at}'" if at else ""
    text = f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    violations.append((at, text))


def _wrong(value: Any, path: Path, kind: str, violations: Violations) -> Any:
    field = spelled(path)
    shown = json.dumps(value, ensure_ascii=False)
    violations.append((field, f"Invalid value at '{field}' ({kind}), {shown}"))
    return UNREADABLE


def _reader(api: str, spec: Mapping[str, Any], name: str) -> Reader:
    if "$ref" in spec:
        return _by_reference(api, spec["$ref"])
    kind = spec["type"]
    if kind == "array":
        return _list_reader(api, spec["items"], name)
    if "properties" in spec:  # Drive describes some messages in place
        return _object_reader(api, name, spec["properties"])
    if kind == "object":
        return _map_reader(_reader(api, spec["additionalProperties"], name))
    if kind == "any":
        return lambda value, _path, _violations: value
    if "enum" in spec:
        return _enum_reader(frozenset(spec["enum"]), PROTO + name[:1].upper() + name[1:])
    return _SCALARS[spec.get("format", kind) if kind != "boolean" else kind]


def _by_reference(api: str, schema: str) -> Reader:
    # Looked up when used: messages contain each other.
    return lambda value, path, violations: _message_reader(api, schema)(value, path, violations)


def _list_reader(api: str, items: Mapping[str, Any], name: str) -> Reader:
    if items.get("type") == "array":
        item_reader: Reader = _list_value
    else:
        item_reader = _reader(api, items, name)

    def read(value: Any, path: Path, violations: Violations) -> Any:
        if not isinstance(value, list):
            return [item_reader(value, path, violations)]
        if item_reader is not _list_value:
            value = _flat(value)
        if name == "requests":
            # google-spreadsheet (npm) leaves holes among its requests, and Google passes over them.
            value = [item for item in value if item is not None]
        return [item_reader(item, (path, i), violations) for i, item in enumerate(value)]

    return read


def _flat(value: list[Any]) -> list[Any]:
    # Google's parser takes a list inside a list as more of the same: pygsheets sends its widths so.
    if not any(isinstance(item, list) for item in value):
        return value
    return [one for item in value for one in (_flat(item) if isinstance(item, list) else [item])]


def _list_value(value: Any, path: Path, violations: Violations) -> Any:
    if isinstance(value, list):
        return value
    return _wrong(value, path, "type.googleapis.com/google.protobuf.ListValue", violations)


def _map_reader(item_reader: Reader) -> Reader:
    def read(value: Any, path: Path, violations: Violations) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, path, "TYPE_MESSAGE", violations)
        return {name: item_reader(part, (path, name), violations) for name, part in value.items()}

    return read


def _enum_reader(names: frozenset[str], kind: str) -> Reader:
    def read(value: Any, path: Path, violations: Violations) -> Any:
        return value if value in names else _wrong(value, path, kind, violations)

    return read


def _text(value: Any, path: Path, violations: Violations) -> Any:
    return value if isinstance(value, str) else _wrong(value, path, "TYPE_STRING", violations)


def _mask(value: Any, path: Path, violations: Violations) -> Any:
    kind = "type.googleapis.com/google.protobuf.FieldMask"
    return value if isinstance(value, str) else _wrong(value, path, kind, violations)


def _boolean(value: Any, path: Path, violations: Violations) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    return _wrong(value, path, "TYPE_BOOL", violations)


def _whole(kind: str, size: int, as_text: bool = False) -> Reader:
    def read(value: Any, path: Path, violations: Violations) -> Any:
        try:
            number = int(value) if isinstance(value, (str, int)) else int(float(value))
            right = not isinstance(value, bool) and -size <= number < size
            right = right and (isinstance(value, str) or number == value)
        except (TypeError, ValueError, OverflowError):
            right = False
        if not right:
            return _wrong(value, path, kind, violations)
        return str(number) if as_text else number

    return read


def _real(kind: str) -> Reader:
    def read(value: Any, path: Path, violations: Violations) -> Any:
        if type(value) is int and abs(value) <= EXACT:
            return value
        try:
            number = float(value)
        except (TypeError, ValueError):
            return _wrong(value, path, kind, violations)
        if isinstance(value, bool):
            return _wrong(value, path, kind, violations)
        return int(number) if number.is_integer() and abs(number) <= EXACT else number

    return read


_SCALARS: dict[str, Reader] = {
    "string": _text,
    "byte": _text,
    "date-time": _text,
    "google-datetime": _text,
    "google-fieldmask": _mask,
    "boolean": _boolean,
    "int32": _whole("TYPE_INT32", 2**31),
    "int64": _whole("TYPE_INT64", 2**63, as_text=True),
    "double": _real("TYPE_DOUBLE"),
    "float": _real("TYPE_FLOAT"),
}
