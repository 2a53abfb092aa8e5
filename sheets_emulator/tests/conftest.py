"""Callers of the emulator for its own tests."""

import pytest

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook
from sheets_emulator.pytest_plugin import SheetsEmulator

pytest_plugins = ["sheets_emulator.pytest_plugin", "emulator_tests.switches"]


@pytest.fixture
def owner(sheets_emulator: SheetsEmulator) -> Caller:
    """The default owner of new files."""
    return Caller(sheets_emulator.url, control_token=sheets_emulator.control_token)


@pytest.fixture
def clerk(sheets_emulator: SheetsEmulator) -> Caller:
    """Somebody with whom nothing is shared yet."""
    return Caller(sheets_emulator.url, "clerk@ward.example")


@pytest.fixture
def book(owner: Caller) -> Workbook:
    """A new spreadsheet of the default owner."""
    return Workbook(owner)
