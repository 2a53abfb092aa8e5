"""What docs/security.md promises is held by tests that exist, and by one way for each thing."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:sheets_emulator/)?tests/[\w/]+\.py(?:::\w+)?)`", PAGE)))
CODE = [path for room in ("jobs", "service", "demo") for path in (ROOT / room).rglob("*.py")]


@pytest.mark.parametrize("named", NAMED)
def test_every_test_that_the_page_names_is_there(named: str) -> None:
    file, _, name = named.partition("::")
    functions = ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    names = {one.name for one in functions if isinstance(one, ast.FunctionDef)}
    assert not name or name in names


def test_every_line_of_the_page_names_a_test_or_says_that_it_is_open() -> None:
    tables = [part for part in PAGE.split("\n\n") if "| held by |" in part]
    lines = [line for table in tables for line in table.splitlines()[2:]]
    unheld = [line for line in lines if not re.search(r"`[\w/]*tests/|the same|open", line)]
    assert lines and unheld == []


def test_words_reach_the_terminal_through_one_console() -> None:
    """Rich reads tags in what it prints; ours is told not to."""
    made = re.compile(r"(?<!Plain)\bConsole\(|\bProgress\((?!.*console=)|rich import .*\bprint\b")
    assert [path.name for path in CODE if made.search(path.read_text("utf-8"))] == []
