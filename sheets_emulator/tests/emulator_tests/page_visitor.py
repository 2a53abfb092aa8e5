"""A person at the page, without a browser: speaks to the page's doors and reads its view."""

from typing import Any

import requests

from sheets_emulator.pytest_plugin import SheetsEmulator

OWN = {"X-Wardsheets-Page": "1"}
Json = dict[str, Any]


class Visitor:
    """Looks at and edits the first tab of one spreadsheet."""

    def __init__(self, emulator: SheetsEmulator, *rows: list[Any], **words: Any) -> None:
        said = {"locale": "vi_VN", **words}
        self.file = emulator.spreadsheet("Danh sách", {"title": "T", "values": rows}, **said)
        self.url = emulator.url
        self.gid = self.look()["sheet"]["gid"]

    def get(self, path: str, **query: Any) -> requests.Response:
        return requests.get(self.url + path, params=query, timeout=10)

    def post(self, door: str, body: Json, headers: dict[str, str] = OWN) -> requests.Response:
        path = f"{self.url}/_page/{self.file}/{door}"
        return requests.post(path, json=body, headers=headers, timeout=10)

    def look(self, **query: Any) -> Any:
        """The view of a tab."""
        return self.get(f"/_page/{self.file}", **query).json()

    def type(self, row: int, column: int, text: str, **words: Any) -> requests.Response:
        """Type into a cell, rows and columns from 0."""
        entry = {"sheetId": self.gid, "row": row, "column": column, "text": text, **words}
        return self.post("type", {"entries": [entry]})

    def run(self, **request: Any) -> requests.Response:
        """One batchUpdate request of a button."""
        return self.post("do", {"requests": [request]})

    def range(self, *bounds: int) -> Json:
        """A GridRange of the tab: first row, first column, row after, column after."""
        names = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
        return {"sheetId": self.gid, **dict(zip(names, bounds, strict=False))}

    def rule(self, kind: str, *values: str, **words: Any) -> Json:
        """A data validation rule."""
        entered = [{"userEnteredValue": value} for value in values]
        return {"condition": {"type": kind, "values": entered}, **words}

    def cell(self, row: int, column: int) -> Json:
        """A cell as drawn: `shown`, its look's words, and edit, note, link, rule, on, bad."""
        sheet = self.look()["sheet"]
        for at, shown, look, *more in sheet["cells"].get(str(row), []):
            if at == column:
                return {"shown": shown, **sheet["looks"][look], **(more[0] if more else {})}
        return {"shown": ""}

    def shown(self, column: int = 0) -> list[str]:
        """What a column shows, row by row."""
        cells = self.look()["sheet"]["cells"]
        last = max((int(row) for row in cells), default=-1)
        lines = [{cell[0]: cell[1] for cell in cells.get(str(row), [])} for row in range(last + 1)]
        return [line.get(column, "") for line in lines]
