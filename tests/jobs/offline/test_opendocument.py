"""A list that was saved as an OpenDocument spreadsheet is read as any other."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from jobs.offline.check_files import check_files
from jobs.offline.errors import InputError
from jobs.offline.reading import read_workbook
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)
HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Số CCCD", "Số điện thoại")
LAN = (1, "Trần Thị Lan", "Nữ", 1985, "Công chức", "031185001234", "0398765432")


def cell(value: object, times: int = 1) -> str:
    many = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if value is None:
        return f"<table:table-cell{many}/>"
    if isinstance(value, int):
        typed = f'office:value-type="float" office:value="{value}"'
    else:
        typed = 'office:value-type="string"'
    return f"<table:table-cell{many} {typed}><text:p>{value}</text:p></table:table-cell>"


def row(*cells: str, times: int = 1) -> str:
    many = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{many}>{''.join(cells)}</table:table-row>"


def save(path: Path, rows: str, title: str = "3c. Cán bộ phụ trách", before: str = "") -> Path:
    table = f'<table:table table:name="{title}" table:style-name="t">{rows}</table:table>'
    styles = (
        '<office:automatic-styles><style:style style:name="t">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with ZipFile(path, "w") as archive:
        content = f"<office:document-content {SPACES}>{styles}{body}</office:document-content>"
        archive.writestr("content.xml", f'<?xml version="1.0"?>{before}{content}')
    return path


def listed(*values: object) -> str:
    return row(*map(cell, values))


def test_a_list_of_libreoffice_is_read_with_its_types(tmp_path: Path) -> None:
    end = row(cell(None, 1000), times=1_048_000)
    save(tmp_path / "P01.ods", listed(*HEAD) + listed(*LAN) + end)
    campaign, units = read_campaign("to-cnscd-2024"), [OrgUnit("P01", "Phường An Thịnh", "ward")]
    [found] = check_files([tmp_path], units, campaign, date(2024, 10, 28), processes=1)
    assert (found.rows, [one for one in found.findings if one.table == "officers"]) == (1, [])


def test_cells_and_rows_that_are_written_once_stand_where_they_are(tmp_path: Path) -> None:
    rows = row(cell(None, 3), times=4) + row(cell(None, 2), cell("x", 2), times=2)
    [tab] = read_workbook(save(tmp_path / "a.ods", rows)).workbook.tabs
    assert list(tab.values) == [[], [], [], [], [None, None, "x", "x"], [None, None, "x", "x"]]


def test_days_texts_of_several_lines_and_formulas_are_what_they_are(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2024-03-01"/>'
    words = '<text:p>A<text:s text:c="2"/>B</text:p><text:p>C</text:p>'
    text = f"<table:table-cell>{words}</table:table-cell>"
    formula = (
        '<table:table-cell table:formula="of:=ROW()-1" office:value-type="float" office:value="7"/>'
    )
    [tab] = read_workbook(save(tmp_path / "a.ods", row(day, text, formula))).workbook.tabs
    assert (tab.values[0], tab.hidden) == ([45352, "A  B\nC", 7], True)
    assert (tab.shown or [[]])[0][0] == "01/03/2024" and tab.formulas == {(0, 2): "=ROW()-1"}


@pytest.mark.parametrize("times", [2_000_000, 10_000_000_000])
def test_a_cell_that_says_it_stands_there_without_end_costs_nothing(
    tmp_path: Path, times: int
) -> None:
    with pytest.raises(InputError, match=r"a\.ods"):
        read_workbook(save(tmp_path / "a.ods", row(cell("x", 3), times=times)))


def test_entities_are_not_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    with pytest.raises(InputError):
        read_workbook(save(tmp_path / "a.ods", listed("&b;"), before=bomb))
