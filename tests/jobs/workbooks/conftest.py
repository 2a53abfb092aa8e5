"""A district whose account may make files, with units that have no workbook yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.register.take import save_register
from sheets_client.client import GoogleClient
from sheets_client.credentials import MAKING_SCOPES, service_account_credentials
from sheets_client.transport import Patience
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import READER, GoogleActions, google_actions
from tests.jobs.workbooks.making import CLERK


@pytest.fixture
def maker(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[GoogleActions]:
    """Two wards and a company without workbooks."""
    client = GoogleClient(
        service_account_credentials(sheets_emulator.key_file(), MAKING_SCOPES),
        base_url=sheets_emulator.url,
        patience=Patience(tries=2, timeout=(5, 20), sleep=lambda seconds: None),
    )
    actions = google_actions(sheets_emulator, tmp_path, client)
    units = [
        OrgUnit("W1", "Phường 1", "ward", emails=(CLERK, READER)),
        OrgUnit("W2", "Phường 2", "ward"),
        OrgUnit("C1", "Công ty An", "company"),
    ]
    save_register(actions.context, units)
    actions.units += units
    yield actions
    actions.close()
