"""The data as files: what officers get, what stays masked, and who gets nothing."""

import csv
import io
import time

import openpyxl
import pytest

from jobs.store.rows import DataRow, save_rows
from tests.service.conftest import Service

CCCD = "031085001234"
HEADINGS = ["Đơn vị", "Tình trạng", "STT", "Họ và tên"]


@pytest.fixture
def filled(service: Service) -> Service:
    """The first ward has one official, whose note looks like a formula."""
    values = (1, "Lê Văn An", "Nam", 1985, "Công chức", CCCD, "0912345678", "=1+1")
    row = DataRow("officers", "r1", 4, "f", 0.0, "ok", values, (), 42, "3c. Cán bộ phụ trách")
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P01", ["officers"], [row], time.time())
    return service


def lines_of_csv(service: Service) -> list[list[str]]:
    answer = service.browser.get("/data/officers.csv", headers=service.program("officer"))
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_every_list_is_a_tab_of_the_workbook(filled: Service) -> None:
    answer = filled.browser.get("/data.xlsx", headers=filled.program("officer"))
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames[0] == "Thông tin" and "3b. Thành viên" in book.sheetnames
    sheet = book["3c. Cán bộ phụ trách"]
    assert [cell.value for cell in sheet[1]][:4] == HEADINGS
    assert [cell.value for cell in sheet[2]][:4] == ["Phường P01", "đạt", 1, "Lê Văn An"]


def test_numbers_of_persons_are_masked_in_every_file(filled: Service) -> None:
    lines = lines_of_csv(filled)
    assert lines[1][7:9] == ["•••••••••234", "•••••••678"]
    answer = filled.browser.get("/data.xlsx", headers=filled.program("officer"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["3c. Cán bộ phụ trách"]
    assert [sheet["H2"].value, sheet["I2"].value] == lines[1][7:9]


def test_what_somebody_typed_is_no_formula_in_a_file(filled: Service) -> None:
    assert lines_of_csv(filled)[1][9] == "'=1+1"
    answer = filled.browser.get("/data.xlsx", headers=filled.program("officer"))
    cell = openpyxl.load_workbook(io.BytesIO(answer.data))["3c. Cán bộ phụ trách"]["J2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_list_that_nobody_has_is_not_found(filled: Service) -> None:
    answer = filled.browser.get("/data/children.csv", headers=filled.program("officer"))
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/data.xlsx", "/data/officers.csv"])
def test_the_data_are_not_for_viewers(filled: Service, path: str) -> None:
    assert filled.browser.get(path, headers=filled.program("viewer")).status_code == 403


def test_rows_that_are_older_than_a_column_are_still_given_out(service: Service) -> None:
    row = DataRow("officers", "r1", 4, "f", 0.0, "ok", (1, "Lê Văn An"), (), 42, "3c")
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P01", ["officers"], [row], time.time())
    assert lines_of_csv(service)[1][:6] == ["Phường P01", "đạt", "1", "Lê Văn An", "", ""]
