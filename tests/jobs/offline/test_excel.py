"""Excel files as they come: typed cells, what is shown, formulas, and odd sizes."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from jobs.offline.xlsx.workbook import read_xlsx
from sheets_schema.workbook import Tab


def read_only_tab(path: Path) -> Tab:
    (tab,) = read_xlsx(path).workbook.tabs
    return tab


def test_a_number_stays_a_number_and_a_text_a_text(tmp_path: Path) -> None:
    book = Workbook()
    cells = ["0912", 912, 1.5, True, date(2024, 10, 28), None, " x "]
    book.worksheets[0].append(cells)
    book.save(tmp_path / "a.xlsx")
    tab = read_only_tab(tmp_path / "a.xlsx")
    assert tab.values == [["0912", 912, 1.5, True, 45593, None, " x "]]
    assert tab.shown and (tab.shown[0][4], tab.shown[0][5]) == ("28/10/2024", "")


def test_a_number_is_shown_with_the_zeros_of_its_format(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = 31085001234
    book.worksheets[0]["A1"].number_format = "000000000000"
    book.save(tmp_path / "a.xlsx")
    tab = read_only_tab(tmp_path / "a.xlsx")
    assert (tab.values, tab.shown) == ([[31085001234]], [["031085001234"]])


@pytest.mark.parametrize(("result", "value"), [(2, 2), ("#N/A", "#N/A"), ("", "=A9+1")])
def test_a_formula_is_read_with_its_result(
    tmp_path: Path, result: int | str, value: int | str
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula(2, 1, "=A9+1", None, result)
        sheet.write_string(3, 0, "after")
    tab = read_only_tab(tmp_path / "a.xlsx")
    assert tab.values == [[], [], [None, value], ["after"]]
    assert tab.formulas == {(2, 1): "=A9+1"}


def test_a_coloured_cell_at_the_end_of_the_sheet_is_no_million_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "STT"
    sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert read_only_tab(tmp_path / "a.xlsx").values == [["STT"]]


def test_a_file_that_is_wrong_about_its_size_is_read_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append(["c", "d"])
    book.save(tmp_path / "right.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "right.xlsx") as right,
        zipfile.ZipFile(tmp_path / "wrong.xlsx", "w") as wrong,
    ):
        for name in right.namelist():
            wrong.writestr(name, right.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read_only_tab(tmp_path / "wrong.xlsx").values == [["a", "b"], ["c", "d"]]


def test_a_hidden_tab_is_known_as_hidden(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [tab.hidden for tab in read_xlsx(tmp_path / "a.xlsx").workbook.tabs] == [False, True]
