"""The answers that Google really gave, replayed: none may differ."""

import subprocess
import sys
from pathlib import Path

import pytest

from sheets_emulator.pytest_plugin import SheetsEmulator

SHARED = Path(__file__).parents[4] / "shared"
TOOL = SHARED / "tools" / "google_fidelity.py"


@pytest.mark.skipif(
    not TOOL.exists(),
    reason="needs the recordings; turn on by placing them at ../shared beside the checkout",
)
def test_no_recorded_answer_of_google_differs(sheets_emulator: SheetsEmulator) -> None:
    private = sheets_emulator.spreadsheet("Riêng", {"title": "T", "values": []}, share={})
    command = [sys.executable, str(TOOL), sheets_emulator.url, "--private-id", private]
    replay = subprocess.run(
        [*command, "--token", "clerk@ward.example"], capture_output=True, text=True
    )
    assert replay.returncode == 0, replay.stdout + replay.stderr
    assert "29 same, 0 differ, 1 skipped" in replay.stdout
