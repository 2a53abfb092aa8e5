"""The pytest fixture `sheets_emulator`: a local Google in this process, one for each test."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sheets_emulator.request_log import LoggedRequest
    from sheets_emulator.server import RunningServer


class SheetsEmulator:
    """A running emulator for one test: its address, key files, request log and weather."""

    def __init__(self, server: "RunningServer", folder: Path) -> None:
        self._server = server
        self._folder = folder
        self.emulator = server.emulator
        self.url = server.url

    def key(self, email: str = "robot@emulator.iam.gserviceaccount.com") -> dict[str, str]:
        """The service-account JSON of an account; its token_uri is the emulator's."""
        return self.emulator.accounts.key_file(email, f"{self.url}/token")

    def key_file(self, email: str = "robot@emulator.iam.gserviceaccount.com") -> Path:
        """A service-account JSON file."""
        path = self._folder / f"key-{len(list(self._folder.glob('key-*')))}.json"
        path.write_text(json.dumps(self.key(email)), encoding="utf-8")
        return path

    def requests(self) -> "list[LoggedRequest]":
        """The API calls since the start or the last `forget_requests()`, oldest first."""
        return self.emulator.log.calls()

    def forget_requests(self) -> None:
        """Empty the request log."""
        self.emulator.log.clear()

    def plan(self, **weather: Any) -> None:
        """Plan trouble; the words are those of the control route `/_emulator/weather`."""
        raise NotImplementedError


@pytest.fixture
def sheets_emulator(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SheetsEmulator]":
    """A local Google on a free port, its state in a folder of its own."""
    from sheets_emulator.server import Emulator, RunningServer

    folder = tmp_path_factory.mktemp("emulator")
    server = RunningServer(Emulator(folder / "data", durable=False)).start()
    yield SheetsEmulator(server, folder)
    server.stop()
