"""The data as files: what officers get, what stays masked, and who gets nothing."""

import csv
import io
import json
import time
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from jobs.store.rows import DataRow, save_rows
from jobs.store.units import load_units, save_units
from sheets_schema.campaign import Table
from sheets_schema.org_unit import OrgUnit
from sheets_schema.workbook import Value
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


def test_in_full_the_workbook_is_an_officers_alone_and_says_what_it_is(filled: Service) -> None:
    viewer = filled.program("viewer")
    assert filled.browser.post("/data/unmasked.xlsx", headers=viewer).status_code == 403
    answer = filled.browser.post("/data/unmasked.xlsx", headers=filled.program("officer"))
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book["3c. Cán bộ phụ trách"]["H2"].value == CCCD
    assert "DỮ LIỆU CÁ NHÂN ĐẦY ĐỦ" in str(book["Thông tin"]["A3"].value)


def test_what_somebody_typed_is_no_formula_in_a_file(filled: Service) -> None:
    assert lines_of_csv(filled)[1][9] == "'=1+1"
    answer = filled.browser.get("/data.xlsx", headers=filled.program("officer"))
    cell = openpyxl.load_workbook(io.BytesIO(answer.data))["3c. Cán bộ phụ trách"]["J2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def book_of(service: Service) -> openpyxl.Workbook:
    answer = service.browser.get("/data.xlsx", headers=service.program("officer"))
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def test_on_paper_a_list_is_a4_across_one_page_wide_with_its_headings_on_each(
    filled: Service,
) -> None:
    sheet = book_of(filled)["3c. Cán bộ phụ trách"]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize) == ("landscape", 9)
    # One page wide is what is meant where a width is not said.
    assert (page.fitToWidth or 1, page.fitToHeight) == (1, 0)
    assert "fitToPage" in str(sheet.sheet_properties.pageSetUpPr)
    assert sheet.print_title_rows == "$1:$1"
    assert "Trang &P/&N" in str(sheet.HeaderFooter.oddFooter)


def test_on_the_screen_headings_stay_and_filter_and_long_texts_wrap(filled: Service) -> None:
    sheet = book_of(filled)["3c. Cán bộ phụ trách"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:L2"
    assert sheet["D2"].alignment.wrap_text and sheet.column_dimensions["A"].width > 20


def test_days_and_numbers_are_such_and_the_source_leads_to_the_row(service: Service) -> None:
    here = service.here
    table = next(t for t in here.campaign.workbooks["company"] if "starts" in names_of(t))
    told: dict[str, Value] = {"starts": "05/06/2024", "price_before": 40}
    values = tuple(told.get(name) for name in names_of(table))
    row = DataRow(table.name, "r1", 6, "f", 0.0, "ok", values, (), 7, table.title)
    company = OrgUnit("C1", "Công ty An", "company", spreadsheet="file-of-company")
    with here.engine.begin() as connection:
        save_units(connection, [*load_units(connection), company])
        save_rows(connection, here.store.vault, "C1", [table.name], [row], time.time())
    sheet = book_of(service)[table.title]
    day = sheet.cell(2, 3 + names_of(table).index("starts"))
    assert day.value == datetime(2024, 6, 5) and day.number_format == "dd/mm/yyyy"
    assert sheet.cell(2, 3 + names_of(table).index("price_before")).value == 40
    link = sheet.cell(2, len(table.columns) + 4).hyperlink
    assert link is not None and f"{link.target}#{link.location}".endswith("#gid=7&range=7:7")


def names_of(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def package_of(service: Service) -> zipfile.ZipFile:
    answer = service.browser.get("/data.zip", headers=service.program("officer"))
    assert answer.content_type == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_a_data_package_says_of_each_file_what_its_columns_are(filled: Service) -> None:
    package = package_of(filled)
    described = json.loads(package.read("datapackage.json"))
    assert {one["path"] for one in described["resources"]} == set(package.namelist()) - {
        "datapackage.json"
    }
    for one in described["resources"]:
        head, *rows = csv.reader(io.StringIO(package.read(one["path"]).decode("utf-8")))
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == head and len(set(head)) == len(head)
        for at, field in enumerate(fields):
            if field["type"] == "integer":
                assert all(row[at] == "" or int(row[at]) is not None for row in rows)


def test_a_column_of_a_package_has_a_type_only_where_every_value_is_of_it(
    filled: Service,
) -> None:
    values = (2, "Trần Thị Bình", "Nữ", "năm 85", "Công chức", CCCD, "0912345678", "")
    row = DataRow("officers", "r2", 5, "f", 0.0, "must-fix", values, (), 42, "3c")
    described = json.loads(package_of(filled).read("datapackage.json"))
    kinds = {f["name"]: f["type"] for f in of_officers(described)}
    assert [kinds[name] for name in ("number", "birth_year", "name")] == [
        "integer",
        "integer",
        "string",
    ]
    with filled.here.engine.begin() as connection:
        save_rows(connection, filled.here.store.vault, "P02", ["officers"], [row], time.time())
    described = json.loads(package_of(filled).read("datapackage.json"))
    assert {f["name"]: f["type"] for f in of_officers(described)}["birth_year"] == "string"


def of_officers(described: dict[str, Any]) -> list[dict[str, str]]:
    found = next(one for one in described["resources"] if one["name"] == "officers")
    fields: list[dict[str, str]] = found["schema"]["fields"]
    return fields


def test_no_number_of_a_person_is_in_a_package(filled: Service) -> None:
    package = package_of(filled)
    whole = "".join(package.read(name).decode("utf-8") for name in package.namelist())
    assert CCCD not in whole and "•••••••••234" in whole


def test_a_list_that_nobody_has_is_not_found(filled: Service) -> None:
    answer = filled.browser.get("/data/children.csv", headers=filled.program("officer"))
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/data.xlsx", "/data.zip", "/data/officers.csv"])
def test_the_data_are_not_for_viewers(filled: Service, path: str) -> None:
    assert filled.browser.get(path, headers=filled.program("viewer")).status_code == 403


def test_rows_that_are_older_than_a_column_are_still_given_out(service: Service) -> None:
    row = DataRow("officers", "r1", 4, "f", 0.0, "ok", (1, "Lê Văn An"), (), 42, "3c")
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P01", ["officers"], [row], time.time())
    assert lines_of_csv(service)[1][:6] == ["Phường P01", "đạt", "1", "Lê Văn An", "", ""]
