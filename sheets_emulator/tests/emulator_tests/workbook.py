"""One spreadsheet of the emulator as tests speak of it: fill, ask, request, look."""

from typing import Any

from emulator_tests.calls import Caller


class Workbook:
    """A new spreadsheet and the calls on it, in a line each; the first tab is meant throughout."""

    def __init__(self, caller: Caller, title: str = "Sổ") -> None:
        self.caller = caller
        made = caller.ask("POST", "/v4/spreadsheets", {"properties": {"title": title}})
        self.id = str(made["spreadsheetId"])
        self.path = f"/v4/spreadsheets/{self.id}"

    def fill(self, corner: str, *rows: Any, option: str = "RAW") -> Any:
        """Write rows from a corner."""
        path = f"{self.path}/values/{corner}"
        return self.caller.ask("PUT", path, {"values": list(rows)}, valueInputOption=option)

    def type(self, corner: str, *rows: Any) -> Any:
        """Write rows as a person types them."""
        return self.fill(corner, *rows, option="USER_ENTERED")

    def values(self, area: str, option: str = "UNFORMATTED_VALUE") -> Any:
        """The values of a range."""
        path = f"{self.path}/values/{area}"
        return self.caller.ask("GET", path, valueRenderOption=option).get("values", [])

    def formula(self, cell: str) -> Any:
        """What was entered into a cell."""
        return self.values(cell, "FORMULA")[0][0]

    def request(self, kind: str, **body: Any) -> Any:
        """Do one request of batchUpdate; the content of its reply."""
        return self.requests({kind: body})[0].get(kind, {})

    def requests(self, *requests: Any, **options: Any) -> Any:
        """Do several requests in one batchUpdate; the replies."""
        body = {"requests": list(requests), **options}
        return self.caller.ask("POST", f"{self.path}:batchUpdate", body)["replies"]

    def refusal(self, kind: str, **body: Any) -> Any:
        """(status, message) of a request that is refused."""
        answer = self.caller.send("POST", f"{self.path}:batchUpdate", {"requests": [{kind: body}]})
        return answer.status_code, answer.json()["error"]["message"]

    def sheet(self, fields: str) -> Any:
        """Some fields of the first tab."""
        return self.caller.ask("GET", self.path, fields=f"sheets({fields})")["sheets"][0]

    def cells(self, area: str, fields: str) -> Any:
        """Some fields of the cells of a range, row by row."""
        mask = f"sheets.data.rowData.values({fields})"
        data = self.caller.ask("GET", self.path, ranges=area, fields=mask)["sheets"][0]["data"][0]
        return [row.get("values", []) for row in data.get("rowData", [])]

    def cell(self, place: str, fields: str) -> Any:
        """Some fields of one cell."""
        found = self.cells(place, fields)
        return found[0][0] if found and found[0] else {}


def span(dimension: str, start: int, end: int) -> Any:
    """A DimensionRange on the first tab."""
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def box(top: int, bottom: int, left: int, right: int) -> Any:
    """A GridRange on the first tab."""
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def printed_box(top: int, bottom: int, left: int, right: int) -> Any:
    """The same as Google prints it: the id 0 is left out."""
    whole = box(top, bottom, left, right)
    del whole["sheetId"]
    return whole
