"""A local Google for the demo: the emulator in a process of its own, spoken to over HTTP only."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import requests

# The person who owns the files: on the emulator any unregistered token is its default owner.
OWNER = {"Authorization": "Bearer demo-owner"}
CONTROL = "X-Emulator-Token"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
PATIENCE = 60
# Seconds in which an emulator whose starter was killed has surely ended.
GRACE = 10.0


class LocalGoogleError(RuntimeError):
    """The emulator did not start or did not do what was asked; says what it said."""


class LocalGoogle:
    """What the demo asks of a running emulator, as a person who owns the files would."""

    def __init__(self, url: str, data: Path) -> None:
        self.url = url
        self._session = requests.Session()
        # Only whoever can read its folder may give out keys, move its clock and the like.
        self._session.headers[CONTROL] = (data / "control-token").read_text("utf-8").strip()

    def create(self, body: dict[str, Any], share_with: str) -> str:
        """Makes a spreadsheet from the body of `spreadsheets.create`, shared; its id."""
        made = self._call("POST", "/v4/spreadsheets", body, fields="spreadsheetId")
        spreadsheet = str(made["spreadsheetId"])
        self._call(
            "POST",
            f"/drive/v3/files/{spreadsheet}/permissions",
            {"type": "user", "role": "writer", "emailAddress": share_with},
            sendNotificationEmail="false",
        )
        return spreadsheet

    def key_of(self, email: str) -> dict[str, Any]:
        """The key file of a service account whose token_uri is this emulator's."""
        return self._call("POST", "/_emulator/accounts", {"email": email})

    def _call(self, method: str, path: str, body: dict[str, Any], **query: str) -> dict[str, Any]:
        answer = self._session.request(
            method, self.url + path, params=query, json=body, headers=OWNER, timeout=PATIENCE
        )
        if not answer.ok:
            raise LocalGoogleError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        read: dict[str, Any] = answer.json()
        return read


@contextmanager
def running_emulator(data: Path, port: int) -> Iterator[LocalGoogle]:
    """An emulator with its state in `data`; it is stopped at the end. Port 0 takes a free one."""
    process, url = _started(data, port)
    # Closes the pipes and waits as well.
    with process:
        try:
            yield LocalGoogle(url, data)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _started(data: Path, port: int) -> "tuple[subprocess.Popen[str], str]":
    """The process and its address. That of a demo just killed keeps the folder and the port for
    a moment, so that one refusal is none."""
    end = time.monotonic() + GRACE
    while True:
        process, url, complaint = _start(data, port)
        if url:
            return process, url
        if time.monotonic() > end:
            raise LocalGoogleError(complaint or f"the emulator did not start on port {port}")
        time.sleep(0.3)


def _start(data: Path, port: int) -> "tuple[subprocess.Popen[str], str, str]":
    """The process, its address where it serves, and what it said where it does not."""
    command = [sys.executable, "-m", "demo.tether", "sheets_emulator"]
    command += ["--data", str(data), "--port", str(port)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A group of its own: Ctrl-C in the terminal ends the service first, then this.
        start_new_session=True,
    )
    assert process.stdout is not None and process.stderr is not None
    said = process.stdout.readline().strip()
    if "http://" in said:
        threading.Thread(target=_pass_on, args=(process.stderr,), daemon=True).start()
        return process, said[said.index("http://") :], ""
    with process:
        return process, "", process.stderr.read().strip()


def _pass_on(complaints: IO[str]) -> None:
    with suppress(ValueError):
        for line in complaints:
            sys.stderr.write(line)


def write_key(google: LocalGoogle, email: str, path: Path) -> Path:
    """Writes the account's key file (readable by its owner only) for this run's address."""
    path.touch(mode=0o600)
    path.write_text(json.dumps(google.key_of(email)), encoding="utf-8")
    return path
