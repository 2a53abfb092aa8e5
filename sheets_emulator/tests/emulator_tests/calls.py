"""Calls to the emulator as one user, in a line each."""

from typing import Any

import requests

SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
OWNER = "owner@emulator.test"


class Caller:
    """Speaks to the emulator over HTTP; `user` is an address, which serves as the token.

    The control doors want `control_token`."""

    def __init__(self, url: str, user: str = OWNER, control_token: str = "") -> None:
        self.url, self.user = url, user
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {user}"
        self._session.headers["X-Emulator-Token"] = control_token

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        """The answer, whatever it is."""
        return self._session.request(method, self.url + path, json=body, timeout=10, **options)

    def send_raw(self, method: str, path: str, body: str) -> requests.Response:
        """The answer to a body that is sent as it stands."""
        headers = {"Content-Type": "application/json"}
        return self._session.request(
            method, self.url + path, data=body.encode(), headers=headers, timeout=10
        )

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The JSON of a success (None for none)."""
        answer = self.send(method, path, body, params=query)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def drive(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The JSON of a success of Drive v3; `path` without its beginning."""
        return self.ask(method, f"/drive/v3/{path}", body, **query)

    def refusal(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Status and reason (Drive) or message (Sheets, control) of a refusal."""
        answer = self.send(method, path, body, params=query)
        error = answer.json()["error"]
        return answer.status_code, error["errors"][0]["reason"] if "errors" in error else error

    def sheet(self, name: str = "Sheet", **metadata: Any) -> str:
        """A new spreadsheet's id."""
        body = {"name": name, "mimeType": SHEET, **metadata}
        return str(self.drive("POST", "files", body)["id"])

    def rename(self, file_id: str, title: str) -> None:
        """A write through the Sheets API."""
        change = {"properties": {"title": title}, "fields": "title"}
        requests = [{"updateSpreadsheetProperties": change}]
        self.ask("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", {"requests": requests})

    def names(self, **query: Any) -> list[str]:
        """The names that files.list finds."""
        return [file["name"] for file in self.drive("GET", "files", **query)["files"]]
