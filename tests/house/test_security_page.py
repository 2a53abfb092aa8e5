"""What docs/security.md promises is held by tests that exist, and by one way for each thing."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ASVS = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
TEST = re.compile(r"`((?:sheets_emulator/)?tests/[\w/]+\.py(?:::\w+)?)`")
NAMED = sorted(set(TEST.findall(PAGE + ASVS)))
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


def test_every_requirement_of_the_standard_is_met_not_applicable_or_open_with_a_reason() -> None:
    lines = [line.split("|") for line in ASVS.splitlines() if re.match(r"\| [0-9]", line)]
    assert len(lines) > 60
    wrong = [line[1] for line in lines if line[2].strip() not in {"met", "n/a", "open"}]
    assert wrong == [] and all(len(line[3].strip()) > 3 for line in lines)


def test_each_chapter_of_the_standard_stands_on_one_of_the_pages() -> None:
    here = {int(number) for number in re.findall(r"^## V(\d+) ", ASVS, re.MULTILINE)}
    assert here == {1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 17}


def test_words_reach_the_terminal_through_one_console() -> None:
    """Rich reads tags in what it prints; ours is told not to."""
    made = re.compile(r"(?<!Plain)\bConsole\(|\bProgress\((?!.*console=)|rich import .*\bprint\b")
    assert [path.name for path in CODE if made.search(path.read_text("utf-8"))] == []
