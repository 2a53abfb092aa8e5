"""The empty workbook that units' spreadsheets are copied from: what it holds is recognised."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from jobs.offline.errors import InputError
from jobs.offline.template import write_template
from jobs.offline.xlsx.workbook import read_xlsx
from service.cli import main
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from tests.schema.test_declarations import folder

CAMPAIGN = read_campaign("to-cnscd-2024")
TODAY = date(2024, 10, 28)
KINDS = sorted(CAMPAIGN.workbooks)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.xlsx"
    write_template(path, CAMPAIGN, "ward", "vi")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_of_a_template_is_recognised_with_all_its_columns(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, CAMPAIGN, kind, "vi")
    unit = OrgUnit("U1", "Đơn vị Một", kind=kind)
    checked = validate(read_xlsx(path).workbook, unit, CAMPAIGN, TODAY, strict=True)
    assert all(table.recognised for table in checked.tables)
    assert {one.code for one in checked.findings} <= {"ward-not-started"}


def test_a_zero_typed_first_is_kept_in_id_and_telephone_columns(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["3c. Cán bộ phụ trách"]
    groups = sheet.column_dimensions.values()
    plain = {
        at
        for one in groups
        if one.number_format == "@"
        for at in range(one.min or 0, (one.max or 0) + 1)
    }
    titles = [cell.value for cell in sheet[1]]
    assert {titles[at - 1] for at in plain} == {"Số CCCD", "Số điện thoại"}


def test_choices_are_offered_where_they_are_typed(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["1. Mô hình"]
    [offer] = sheet.data_validations.dataValidation
    assert "Đang triển khai" in offer.formula1
    assert str(offer.sqref).startswith("H2")


def test_a_heading_says_what_to_write_and_whether_it_must_be(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["1. Mô hình"]
    notes = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment}
    assert notes["Tên mô hình"] == "Bắt buộc.\nTên ngắn gọn của mô hình."


def test_a_kind_that_the_campaign_has_not_is_refused_with_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="agency, company, ward"):
        write_template(tmp_path / "t.xlsx", CAMPAIGN, "school", "vi")


def test_where_one_kind_is_declared_it_need_not_be_named(tmp_path: Path) -> None:
    args = ["template", str(tmp_path / "t.xlsx"), "--campaign", str(folder(tmp_path))]
    done = CliRunner().invoke(main, args)
    assert (done.exit_code, "Điểm vệ sinh" in done.output) == (0, True), done.output
