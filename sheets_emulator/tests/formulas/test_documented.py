"""The page on the emulator names exactly the functions that it computes."""

import re
from pathlib import Path

import sheets_emulator.formulas.evaluate  # noqa: F401  (registers all functions)
from sheets_emulator.formulas.registry import FUNCTIONS

PAGE = Path(__file__).parents[3] / "docs" / "emulator.md"


def test_every_function_stands_in_the_documentation_and_no_other() -> None:
    table = PAGE.read_text(encoding="utf-8").split("| functions | |")[1].split("\n\n")[0]
    assert set(re.findall(r"`([A-Z0-9._]+)`", table)) == set(FUNCTIONS)
