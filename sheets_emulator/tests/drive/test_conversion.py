"""Tables go out as CSV, TSV and XLSX and come in as spreadsheets."""

import io
import json
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from emulator_tests.calls import SHEET, Caller
from sheets_emulator.pytest_plugin import SheetsEmulator

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "000000000000"}}}


def exported(caller: Caller, file_id: str, kind: str) -> bytes:
    path = f"/drive/v3/files/{file_id}/export"
    return caller.send("GET", path, params={"mimeType": kind}).content


def values(caller: Caller, file_id: str, tab: str, **query: Any) -> Any:
    return caller.ask("GET", f"/v4/spreadsheets/{file_id}/values/{tab}", **query).get("values")


def workbook() -> bytes:
    """An .xlsx with a title row that is merged, a formula, a date and a padded number."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "3a. Tổ"
    sheet["A1"], sheet["A2"], sheet["B2"] = "DANH SÁCH", 1, "=A2+1"
    sheet["C2"] = 79204001234
    sheet["C2"].number_format = "000000000000"
    sheet.merge_cells("A1:C1")
    sheet.freeze_panes = "A2"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(out)
    return out.getvalue()


def upload(caller: Caller, content: bytes, kind: str, metadata: dict[str, str]) -> Any:
    """A multipart upload, as Google's own client sends it."""
    head = json.dumps(metadata)
    lines = (
        f"--b\r\nContent-Type: application/json\r\n\r\n{head}\r\n--b\r\nContent-Type: {kind}\r\n"
        "MIME-Version: 1.0\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    )
    answer = caller.send(
        "POST",
        "/upload/drive/v3/files?uploadType=multipart",
        data=lines.encode() + content + b"\r\n--b--",
        headers={"Content-Type": "multipart/related; boundary=b"},
    )
    assert answer.ok, answer.text
    return answer.json()


def test_csv_has_no_line_end_after_the_last_row(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    rows = [["a1", "B2"], ["x, y", 'say "ơi"'], [None, 1]]
    file_id = sheets_emulator.spreadsheet("S", {"title": "T", "values": rows})
    assert exported(owner, file_id, CSV).decode() == 'a1,B2\r\n"x, y","say ""ơi"""\r\n,1'
    assert exported(owner, file_id, "text/tab-separated-values").startswith(b"a1\tB2\r\n")


def test_csv_shows_what_people_see(owner: Caller, sheets_emulator: SheetsEmulator) -> None:
    cell = {"userEnteredValue": {"numberValue": 79204001234}, **NUMBER}
    file_id = sheets_emulator.spreadsheet("S", {"title": "T", "values": [[cell]]})
    assert exported(owner, file_id, CSV) == b"079204001234"


def test_xlsx_keeps_tabs_values_formulas_and_notes(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    formula = {"userEnteredValue": {"formulaValue": "=A1*2"}, "note": "gấp đôi"}
    tabs: list[dict[str, Any]] = [
        {"title": "T", "values": [[21, formula, "=văn bản"]]},
        {"title": "Ẩn", "hidden": True},
    ]
    file_id = sheets_emulator.spreadsheet("S", *tabs)
    book = load_workbook(io.BytesIO(exported(owner, file_id, XLSX)))
    assert book.sheetnames == ["T", "Ẩn"] and book["Ẩn"].sheet_state == "hidden"
    assert [book["T"][place].value for place in ("A1", "B1", "C1")] == [21, "=A1*2", "=văn bản"]
    comment = book["T"]["B1"].comment
    assert comment is not None and comment.text == "gấp đôi"


@pytest.mark.parametrize(
    ("query", "reason"),
    [({}, "required"), ({"mimeType": "application/zip"}, "badRequest")],
)
def test_an_export_that_is_not_possible_is_refused(
    owner: Caller, query: dict[str, str], reason: str
) -> None:
    path = f"/drive/v3/files/{owner.sheet()}/export"
    assert owner.refusal("GET", path, **query) == (400, reason)


def test_csv_uploaded_over_a_sheet_is_read_as_typed(owner: Caller) -> None:
    file_id = owner.sheet("Danh sách")
    path = f"/upload/drive/v2/files/{file_id}?uploadType=media&convert=True"
    answer = owner.send("PUT", path, data=b"007,a\r\nTRUE", headers={"Content-Type": CSV})
    told = answer.json()
    assert (told["title"], told["ownerNames"], told["copyable"]) == ("Danh sách", ["owner"], True)
    assert told["exportLinks"][CSV].endswith("exportFormat=csv")
    shown = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert values(owner, file_id, "Danh sách", **shown) == [[7, "a"], [True]]


def test_an_xlsx_upload_becomes_a_sheet_when_asked(owner: Caller) -> None:
    made = upload(owner, workbook(), XLSX, {"name": "Nhập", "mimeType": SHEET})
    assert made["mimeType"] == SHEET
    assert values(owner, made["id"], "3a. Tổ") == [["DANH SÁCH"], ["1", "2", "079204001234"]]
    sheets = owner.ask("GET", f"/v4/spreadsheets/{made['id']}")["sheets"]
    assert sheets[0]["merges"][0]["endColumnIndex"] == 3
    assert sheets[0]["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert sheets[1]["properties"]["hidden"] is True


def test_an_xlsx_upload_otherwise_stays_a_file(owner: Caller) -> None:
    content = workbook()
    made = upload(owner, content, XLSX, {"name": "báo cáo.xlsx"})
    assert made["mimeType"] == XLSX
    assert owner.send("GET", f"/drive/v3/files/{made['id']}?alt=media").content == content


def test_an_xlsx_is_no_spreadsheet_for_sheets(owner: Caller) -> None:
    made = upload(owner, workbook(), XLSX, {"name": "báo cáo.xlsx"})
    status, error = owner.refusal("GET", f"/v4/spreadsheets/{made['id']}")
    assert (status, error["status"]) == (400, "FAILED_PRECONDITION")
    assert error["message"] == "This operation is not supported for this document"


def test_an_xlsx_copied_as_a_sheet_is_converted(owner: Caller) -> None:
    made = upload(owner, workbook(), XLSX, {"name": "báo cáo.xlsx"})
    copy = owner.drive("POST", f"files/{made['id']}/copy", {"name": "báo cáo", "mimeType": SHEET})
    assert values(owner, copy["id"], "3a. Tổ!A1") == [["DANH SÁCH"]]


def test_a_sheet_cannot_be_downloaded_as_it_is(owner: Caller) -> None:
    path = f"/drive/v3/files/{owner.sheet()}"
    assert owner.refusal("GET", path, alt="media") == (403, "fileNotDownloadable")


def test_damaged_bytes_are_refused(owner: Caller) -> None:
    path = f"/upload/drive/v3/files/{owner.sheet()}?uploadType=media"
    answer = owner.send("PATCH", path, data=b"no archive", headers={"Content-Type": XLSX})
    assert answer.status_code == 400


def test_an_upload_in_pieces_is_refused_by_name(owner: Caller) -> None:
    answer = owner.send("POST", "/upload/drive/v3/files?uploadType=resumable", {"name": "x"})
    assert answer.status_code == 501 and "resumable" in answer.json()["error"]["message"]


def test_a_sheet_turned_into_xlsx_keeps_its_id(
    owner: Caller, sheets_emulator: SheetsEmulator
) -> None:
    file_id = sheets_emulator.spreadsheet("S", {"title": "T", "values": [["a"]]})
    sheets_emulator.become_xlsx(file_id)
    assert owner.drive("GET", f"files/{file_id}")["mimeType"] == XLSX
    assert owner.send("GET", f"/v4/spreadsheets/{file_id}/values/T").status_code == 400
