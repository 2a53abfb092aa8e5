"""docs/emulator.md names every control door, Drive door, fault, deed and condition there is."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sheets_emulator import control
from sheets_emulator.drive.conditions import Conditions, PushTrouble
from sheets_emulator.drive.watching.feed import Pace
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_emulator.weather import deeds
from sheets_emulator.weather.weather import FAULTS, WORDS

DOCS = (Path(__file__).parents[2] / "docs" / "emulator.md").read_text("utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", DOCS))
WORDS_IN_CODE = {word for code in CODE for word in re.findall(r"[\w.-]+", code)}


@pytest.mark.parametrize(("method", "path"), [(door[0], door[1]) for door in control.DOORS])
def test_every_control_door_is_described(method: str, path: str) -> None:
    lines = [line for line in DOCS.splitlines() if f"/_emulator{path}`" in line]
    assert any(re.search(rf"`{method}\b", line) for line in lines)


@pytest.mark.parametrize("deed", sorted([*deeds.ENTRIES, *deeds.REQUESTS]))
def test_every_deed_of_a_person_is_described(deed: str) -> None:
    assert f"`{deed}`" in DOCS


@pytest.mark.parametrize("word", sorted(FAULTS | WORDS))
def test_every_word_of_a_rule_is_described(word: str) -> None:
    assert word in WORDS_IN_CODE


@pytest.mark.parametrize(
    "name", [field.name for kind in (Conditions, PushTrouble, Pace) for field in fields(kind)]
)
def test_every_condition_is_described(name: str) -> None:
    assert name in WORDS_IN_CODE


def test_every_member_of_the_fixture_is_described() -> None:
    members = {name for name in vars(SheetsEmulator) if not name.startswith("_")}
    assert members - WORDS_IN_CODE <= {"stop"}
