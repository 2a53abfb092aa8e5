"""What every test may use: the switch for PostgreSQL tests, and a district on the emulator."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sheets_emulator.pytest_plugin import SheetsEmulator
    from tests.actions.ward_actions import GoogleActions

# Installed projects get the fixture `sheets_emulator` by its entry point of the same name.
pytest_plugins = ["sheets_emulator.pytest_plugin", "emulator_tests.switches"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "WARDSHEETS_TEST_POSTGRESQL" in os.environ:
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(
                pytest.mark.skip(
                    reason="needs a PostgreSQL; turn on with "
                    "WARDSHEETS_TEST_POSTGRESQL=postgresql+psycopg://… (.ci/run starts one)"
                )
            )


@pytest.fixture
def google(
    sheets_emulator: "SheetsEmulator", tmp_path_factory: pytest.TempPathFactory
) -> Iterator["GoogleActions"]:
    """A district without wards on a fresh emulator; see tests/actions/ward_actions.py."""
    from tests.actions.ward_actions import google_actions

    actions = google_actions(sheets_emulator, tmp_path_factory.mktemp("district"))
    yield actions
    actions.close()
