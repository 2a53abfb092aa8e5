"""Every expression of the product, with the methods that are called on it."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.columns import lines_of, stops_of
from sheets_schema.vietnam.person_name import RIGHT_NAME
from tests.schema.annotated_sheet import AS_OF, UNIT, campaign

ROOT = Path(__file__).parents[2]
PACKAGES = ("sheets_schema", "sheets_client", "jobs", "service")
METHODS = frozenset({"fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer"})


class Expression(NamedTuple):
    """What is asked of a text, and where that stands."""

    place: str
    pattern: str
    flags: int
    method: str


def expressions() -> list[Expression]:
    """All of them: those that a module holds, those written where they are used, those made for a
    column of the campaign."""
    found = [one for path in sources() for one in _of_module(path)]
    return sorted(dict.fromkeys([*found, *_of_columns()]))


def sources() -> Iterator[Path]:
    """The files of the product that may hold one."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts and path.name != "__main__.py":
                yield path


def _of_module(path: Path) -> Iterator[Expression]:
    text = path.read_text("utf-8")
    if "re." not in text and "lazy" not in text and not any(f".{m}(" in text for m in METHODS):
        return
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            held = _held(module, node.value)
            if held is not None:
                yield Expression(name, held.pattern, held.flags, node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _written(name, node, node.func)


def _held(module: ModuleType, node: ast.expr) -> re.Pattern[str] | None:
    """The expression that a name, or a name in an imported module, stands for."""
    if isinstance(node, ast.Name):
        value = getattr(module, node.id, None)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        value = getattr(getattr(module, node.value.id, None), node.attr, None)
    else:
        return None
    return value if isinstance(getattr(value, "pattern", None), str) else None


def _written(place: str, call: ast.Call, function: ast.Attribute) -> Iterator[Expression]:
    """`re.sub("…", …)`: the expression is the first argument."""
    of_re = isinstance(function.value, ast.Name) and function.value.id == "re"
    if of_re and function.attr in METHODS and isinstance(call.args[0], ast.Constant):
        yield Expression(place, str(call.args[0].value), 0, function.attr)


def _of_columns() -> Iterator[Expression]:
    around = Surroundings(UNIT, AS_OF)
    columns = [c for tables in campaign().workbooks.values() for t in tables for c in t.columns]
    for column in columns:
        reader = CELL_TYPES[column.type].compile(column, around)
        for one in (reader.expression, getattr(reader.passes, "__self__", None)):
            if one is not None and hasattr(one, "pattern"):
                yield Expression(f"column of {column.type}", one.pattern, one.flags, "fullmatch")
    yield Expression("lines of a column", lines_of(RIGHT_NAME).pattern, 0, "match")
    yield Expression("lines of a column", stops_of(RIGHT_NAME).pattern, 0, "findall")
