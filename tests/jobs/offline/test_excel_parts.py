"""An Excel file is read from its parts, and says just what openpyxl says of it."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jobs.offline.running.bounds import BOUNDS
from jobs.offline.xlsx.parts import Unusual, read_parts
from jobs.offline.xlsx.workbook import read_by_openpyxl, read_xlsx
from sheets_schema.workbook import Tab

LISTS = sorted((Path(__file__).parents[2] / "data" / "lists").glob("*.xlsx"))
FORMATS = (
    "General", "0", "0000000000", "00", "@", "dd/mm/yyyy", "[$-42A]dd mmmm yyyy", "h:mm", "[h]:mm",
    "mm:ss.0", "#,##0.00", '"ngày" 0', "yyyy;@", "0_d", r"0\d", "[Red]0", '0.0E+00', "[mm]:ss",
)  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from([0, 1, 0.5, 0.999999999, 59, 60, 61, 45593, 2958465, 2958466, -1, 31085001234]),
)
CELLS = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans())


def said(tabs: Sequence[Tab]) -> list[object]:
    """Everything of the tabs, a number told from one of another type."""
    return [
        (t.title, t.hidden, [[(type(v), v) for v in row] for row in t.values], t.shown, t.formulas)
        for t in tabs
    ]


def same(path: Path) -> None:
    assert said(read_parts(path, BOUNDS)) == said(read_by_openpyxl(path))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_of_a_real_shape_both_say_the_same(path: Path) -> None:
    same(path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(CELLS, st.sampled_from(FORMATS)), max_size=6), max_size=6),
       st.booleans())  # fmt: skip
def test_of_any_cells_in_any_format_both_say_the_same(
    rows: list[list[tuple[object, str]]], since_1904: bool
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        options = {"date_1904": since_1904, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as book:
            formats = {one: book.add_format({"num_format": one}) for one in FORMATS}
            sheet = book.add_worksheet("3b. Thành viên")
            book.add_worksheet("Ẩn").hide()
            for row, cells in enumerate(rows):
                for column, (value, form) in enumerate(cells):
                    sheet.write(2 * row, column, value, formats[form])
        same(path)


def typed(path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    days = [date(2024, 10, 28), datetime(1980, 2, 3, 4, 5), time(7, 30), timedelta(hours=30)]
    sheet.append(["a", 1, 1.5, True, *days, "=A1&B1", "_x005F_x0041_", ""])
    sheet.append([])
    sheet["D4"] = "=SUM(B1:B2)"
    book.create_sheet("Ẩn").sheet_state = "veryHidden"
    book.save(path)


def computed(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(0, 0, "Nguyễn ", bold, "Thị", " Lan")
        sheet.write_formula(0, 1, "=1+1", None, 2)
        sheet.write_formula(0, 2, "=NA()", None, "#N/A")
        sheet.write_formula(0, 3, "=1=1", None, True)
        sheet.write_array_formula(1, 0, 1, 0, "{=SUM(A1:A1)}", None, 7)
        sheet.merge_range(3, 0, 3, 2, "Danh sách")


@pytest.mark.parametrize("write", [typed, computed])
def test_of_days_formulas_and_hidden_tabs_both_say_the_same(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    write(tmp_path / "a.xlsx")
    same(tmp_path / "a.xlsx")


def with_sheet(path: Path, body: str) -> None:
    """A workbook whose first tab is just this XML."""
    computed(path.with_name("whole.xlsx"))
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    with zipfile.ZipFile(path.with_name("whole.xlsx")) as whole, zipfile.ZipFile(path, "w") as made:
        for name in whole.namelist():
            first = name == "xl/worksheets/sheet1.xml"
            part = f"{head}<sheetData>{body}</sheetData></worksheet>" if first else whole.read(name)
            made.writestr(name, part)


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
)
UNUSUAL = {
    "a shared formula": SHARED,
    "rows in another order": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/>',
    "cells in another order": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a day as a text": '<row r="1"><c r="A1" t="d"><v>2024-10-28</v></c></row>',
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_what_is_unusual_is_left_to_openpyxl_and_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.xlsx"
    with_sheet(path, UNUSUAL[kind])
    with pytest.raises(Unusual):
        read_parts(path, BOUNDS)
    assert said(read_xlsx(path).workbook.tabs) == said(read_by_openpyxl(path))


def test_cells_without_names_stand_one_behind_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with_sheet(
        path, "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"
    )
    same(path)


def test_an_ordinary_file_is_read_without_openpyxl() -> None:
    program = (
        "import sys; from pathlib import Path; from jobs.offline.reading import read_workbook;"
        "read_workbook(Path(sys.argv[1])); print('openpyxl' in sys.modules)"
    )
    path = next(one for one in LISTS if one.stem == "00-right")
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True)
    assert run.stdout.strip() == "False", run.stderr
