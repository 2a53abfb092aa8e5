"""`wardsheets fill-form`: somebody else's XLSX, filled by a mapping and never overwritten."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from jobs.store.rows import save_rows
from service.cli import main
from tests.service.conftest import make_service
from tests.service.pages.test_report import CCCD, fill, model

MAPPING = """
[[cells]]
sheet = "Biểu 1"
cell = "C5"
figure = "model_people"
beside = { cell = "B5", says = "Số người tham gia" }
[[lists]]
sheet = "Biểu 2"
table = "officers"
head_row = 2
heads = { B = "Đơn vị", C = "Họ tên" }
first = 3
columns = { A = "#", B = "unit", C = "name", D = "cccd" }
"""


def make_form(path: Path, **changed: str | int) -> None:
    """A form of two sheets; `changed` says what else stands in the first."""
    book = Workbook()
    first, second = book.active, book.create_sheet("Biểu 2")
    assert first is not None
    first.title, first["B5"], first["C6"] = "Biểu 1", "Số người  tham gia", "=C5*2"
    second["B2"], second["C2"] = "ĐƠN VỊ", "Họ tên"
    for at, said in changed.items():
        first[at] = said
    book.save(path)


def run(tmp_path: Path, *more: str, mapping: str | bytes = MAPPING, **changed: Any) -> Result:
    """The command over the two wards of the report's tests."""
    service = fill(make_service(tmp_path / "data"))
    with service.here.engine.begin() as connection:
        rows = [model(1, "TDP 1", "2", '=HYPERLINK("x")', 1200)]
        save_rows(connection, service.here.store.vault, "P02", ["models"], rows, 0.0)
    service.here.close()
    make_form(tmp_path / "form.xlsx", **changed)
    text = mapping.encode() if isinstance(mapping, str) else mapping
    (tmp_path / "mapping.toml").write_bytes(text)
    names = [str(tmp_path / name) for name in ("form.xlsx", "mapping.toml", "out.xlsx")]
    environ = {"WARDSHEETS_DATA_DIR": str(tmp_path / "data")}
    return CliRunner(env=environ).invoke(main, ["fill-form", *names, *more])


def test_figures_and_rows_stand_in_the_form_as_numbers_and_masked_texts(tmp_path: Path) -> None:
    done = run(tmp_path, "--unfinished")
    assert done.exit_code == 0, done.output
    book = load_workbook(tmp_path / "out.xlsx")
    assert book["Biểu 1"]["C5"].value == 1250 and book["Biểu 1"]["C6"].value == "=C5*2"
    row = [cell.value for cell in book["Biểu 2"][3]]
    assert row == [1, "Phường P01", "Lê Văn An", "•••••••••234"]


def test_a_mapping_is_read_as_windows_saves_it_or_told(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    assert run(whole, "--unfinished", mapping=MAPPING.encode("utf-8-sig")).exit_code == 0
    done = run(broken, "--unfinished", mapping="# đơn".encode("cp1258"))
    assert done.exit_code == 1 and "UTF-8" in done.output


def test_numbers_in_full_are_given_on_a_word(tmp_path: Path) -> None:
    assert run(tmp_path, "--unfinished", "--unmasked").exit_code == 0
    assert load_workbook(tmp_path / "out.xlsx")["Biểu 2"]["D3"].value == CCCD


def test_what_a_unit_typed_becomes_no_formula(tmp_path: Path) -> None:
    mapping = MAPPING.replace('"officers"', '"models"').replace('"name", D = "cccd"', '"status"')
    assert run(tmp_path, "--unfinished", mapping=mapping).exit_code == 0
    cells = load_workbook(tmp_path / "out.xlsx")["Biểu 2"]["C"]
    assert [(one.value, one.data_type) for one in cells][-1] == ('=HYPERLINK("x")', "s")


def test_no_form_is_filled_while_reports_are_missing(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 1 and "2 đơn vị chưa được ghi nhận" in done.output
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("changed", "mapping", "said"),
    [
        ({"B5": "Số hộ"}, MAPPING, "ô B5 phải là “Số người tham gia”, nay là “Số hộ”"),
        ({"C5": 7}, MAPPING, "ô C5 đã có “7”"),
        ({}, MAPPING.replace("Biểu 2", "Biểu 3"), "không có trang “Biểu 3”"),
        ({}, MAPPING.replace('"cccd"', '"cmnd"'), "nêu officers.cmnd"),
        ({}, MAPPING.replace('"model_people"', '"peoples"'), "nêu peoples"),
        ({}, MAPPING.replace("head_row = 2", ""), "sai khóa: 'head_row'"),
        ({}, MAPPING.replace('cell = "C5"', 'cell = "5C"'), "thiếu hoặc sai khóa"),
        ({}, "cells = [", "không đúng dạng TOML"),
    ],
)
def test_another_form_or_a_wrong_mapping_stops_by_name(
    tmp_path: Path, changed: dict[str, str | int], mapping: str, said: str
) -> None:
    done = run(tmp_path, "--unfinished", mapping=mapping, **changed)
    assert done.exit_code == 1 and said in done.output
    assert not (tmp_path / "out.xlsx").exists()
