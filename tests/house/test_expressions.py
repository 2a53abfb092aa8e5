"""No expression may hold what Python before 3.11.5 matches wrongly."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("sheets_schema", "sheets_client", "jobs", "service", "sheets_emulator", "demo", "bench")
# Possessive repeats and atomic groups; in a set the signs stand for themselves.
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_WRONG = re.compile(r"(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def wrong(expression: str) -> bool:
    return _WRONG.search(_SET.sub("x", expression.replace("\\\\", "x"))) is not None


def texts(source: str) -> Iterator[str]:
    """Every text in the code, also those that an expression is put together from."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_expressions_are_possessive_nowhere() -> None:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in paths
        for text in texts(path.read_text("utf-8"))
        if wrong(text)
    ]
    assert found == []


@pytest.mark.parametrize("expression", ["a++", "(?:ab)*+", "b?+", "c{2}+", "c{0,3}+", "(?>ab)"])
def test_a_possessive_one_is_found_out(expression: str) -> None:
    assert wrong(expression)
    assert not wrong(r"[*+]\*\+a+" + "[)*+-]+")
