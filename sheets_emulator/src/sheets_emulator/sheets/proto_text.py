"""A JSON value as protocol buffers print it, which Google quotes when a cell is sent a list."""

import json
from typing import Any


def proto_text(value: Any, depth: int = 0) -> str:
    """A google.protobuf.Value: `list_value {` and so on, a line for each part."""
    indent = "  " * depth
    if isinstance(value, list):
        return _block(
            "list_value",
            "".join(_block("values", proto_text(one, depth + 2), depth + 1) for one in value),
            depth,
        )
    if isinstance(value, dict):
        return _block(
            "struct_value",
            "".join(_field(name, part, depth + 1) for name, part in value.items()),
            depth,
        )
    if isinstance(value, bool):
        return f"{indent}bool_value: {str(value).lower()}\n"
    if value is None:
        return f"{indent}null_value: NULL_VALUE\n"
    if isinstance(value, str):
        return f"{indent}string_value: {json.dumps(value, ensure_ascii=False)}\n"
    return f"{indent}number_value: {float(value)}\n"


def _block(name: str, inside: str, depth: int) -> str:
    indent = "  " * depth
    return f"{indent}{name} {{\n{inside}{indent}}}\n"


def _field(name: str, part: Any, depth: int) -> str:
    key = f"{'  ' * (depth + 1)}key: {json.dumps(name, ensure_ascii=False)}\n"
    return _block("fields", key + _block("value", proto_text(part, depth + 2), depth + 1), depth)
