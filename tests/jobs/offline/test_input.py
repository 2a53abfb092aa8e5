"""Input of every sort for `wardsheets check`: a sentence, exit status 2, and the rest is done."""

import json
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from jobs.offline.errors import InputError
from jobs.offline.register_file import read_units
from service.commands.check import command as check_command
from service.commands.rules import command as rules_command
from sheets_schema.declaration import read_campaign
from tests.schema.annotated_sheet import CLEAN, UNIT, read_sheet, workbook_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
REGISTER = (
    "code,name,kind,residential_groups\n"
    "P01,Phường An Thịnh,phường,TDP 1;TDP 2\nP02,Phường Bến Đò,phường,\n"
)


def save_clean(path: Path) -> None:
    """A workbook of P01 without any fault, as an Excel file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: read_sheet(name, said) for name, said in CLEAN.items()}
    for tab in workbook_of(UNIT, sheets).tabs:
        sheet = book.create_sheet(tab.title)
        for row in tab.values:
            sheet.append(list(row))
    book.save(path)


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A folder with a register beside it and one clean workbook in it."""
    (tmp_path / "units.csv").write_text(REGISTER, encoding="utf-8")
    folder = tmp_path / "Đơn vị gửi"
    folder.mkdir()
    save_clean(folder / "P01.xlsx")
    return folder


def check(folder: Path, *options: str, units: Path | None = None) -> Result:
    register = units or folder.parent / "units.csv"
    args = [folder, "--units", register, "--as-of", "2024-10-28", "--format", "json", *options]
    return CliRunner().invoke(check_command, [*map(str, args)])


def half_a_workbook() -> bytes:
    return b"PK\x03\x04" + bytes(100)


BAD_FILES = {
    "old.xls": (OLE, "định dạng Excel cũ"),
    "named-so.xlsx": (OLE, "định dạng Excel cũ"),
    "secret.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "half.xlsx": (half_a_workbook(), "tải về chưa hết"),
    "nothing.xlsx": (b"", "tệp trống"),
    "page.xlsx": (b"<html></html>", "không đọc được"),
    "list.json": (b"[1, 2]", "không đọc được"),
    "deep.json": (b'{"tabs": ' + b"[" * 100_000, "không đọc được"),
    "odd.json": (b'{"tabs": [{"title": "a", "values": [[{}]]}]}', "không đọc được"),
    "calc.ods": (b"PK", "tải về chưa hết"),
    "mac.numbers": (b"PK", "không phải tệp Excel"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_says_why_and_the_rest_is_checked(
    district: Path, name: str
) -> None:
    content, why = BAD_FILES[name]
    (district / name).write_bytes(content)
    save_wrong(district / "P02.json")
    result = check(district)
    assert (result.exit_code, '"unit": "P02"' in result.stdout) == (2, True)
    assert name in result.stderr and why in result.stderr and result.stderr.count("\n") == 1


def save_wrong(path: Path) -> None:
    """A workbook of P02 that lacks its lists."""
    path.write_text(json.dumps({"ward_id": "P02", "tabs": []}), encoding="utf-8")


def test_a_truncated_workbook_is_called_damaged(district: Path) -> None:
    whole = (district / "P01.xlsx").read_bytes()
    (district / "P02.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "bị hỏng" in check(district).stderr


def test_a_workbook_with_a_broken_sheet_is_called_damaged(district: Path) -> None:
    with zipfile.ZipFile(district / "P01.xlsx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(district / "P02.xlsx", "w") as broken:
        for name, part in parts.items():
            broken.writestr(name, part[:200] if "sheet1" in name else part)
    assert "bị hỏng" in check(district).stderr


def test_files_that_excel_holds_open_are_no_workbooks(district: Path) -> None:
    (district / "~$P01.xlsx").write_bytes(b"lock")
    assert (check(district).exit_code, check(district).stderr) == (0, "")


def test_other_files_of_a_folder_are_left_out_with_a_word(district: Path) -> None:
    (district / "Công văn.docx").write_bytes(b"PK")
    result = check(district)
    assert result.exit_code == 0 and "Bỏ qua 1 tệp" in result.stderr
    assert "Công văn.docx" in result.stderr


@pytest.mark.parametrize("form", ["json", "table", "xlsx"])
def test_half_a_character_is_a_lost_letter(district: Path, form: str) -> None:
    officers = [["Họ và tên", "Chức vụ", "Số CCCD", "Số điện thoại"], ["Lê \ud800n"]]
    book = {"ward": "Phường Bến Đò", "tabs": [{"title": "3c", "values": officers}]}
    (district / "P02.json").write_text(json.dumps(book), encoding="utf-8")
    result = check(district, "--format", form, "--output", str(district.parent / "out"))
    assert isinstance(result.exception, SystemExit) and result.exit_code == 1
    assert "Lê ?n" in result.stdout or form == "xlsx"


def test_the_register_may_lie_among_the_workbooks(district: Path) -> None:
    units = shutil.copy(district.parent / "units.csv", district)
    assert check(district, units=Path(units)).stderr == ""


def test_a_split_file_name_of_macos_finds_its_unit(district: Path) -> None:
    name = unicodedata.normalize("NFD", "Báo cáo phường An Thịnh")
    (district / "P01.xlsx").rename(district / f"{name}.xlsx")
    assert (check(district).exit_code, check(district).stderr) == (0, "")


def test_two_files_of_one_unit_are_both_checked_and_named(district: Path) -> None:
    shutil.copy(district / "P01.xlsx", district / "P01 (1).xlsx")
    result = check(district)
    assert result.exit_code == 2 and "Phường An Thịnh có 2 tệp" in result.stderr


def test_a_name_of_several_units_is_not_guessed(district: Path) -> None:
    units = district.parent / "twins.csv"
    units.write_text(
        "code,name,kind\nX1,Phường An Thịnh,ward\nX2,Phường An Thịnh,ward\n", encoding="utf-8"
    )
    (district / "P01.xlsx").rename(district / "An Thịnh, phường An Thịnh.xlsx")
    result = check(district, units=units)
    assert result.exit_code == 2 and "nhiều đơn vị" in result.stderr


def test_a_register_without_kinds_is_read_by_the_names_of_its_units(district: Path) -> None:
    units = district.parent / "names.csv"
    units.write_text("code,name\nP01,Phường An Thịnh\n", encoding="utf-8")
    found = read_units(units, read_campaign("to-cnscd-2024"))
    assert [unit.kind for unit in found.units] == ["ward"]
    assert "loại được hiểu theo tên đơn vị" in found.notices[0]


def test_a_name_that_says_no_kind_is_told(district: Path) -> None:
    units = district.parent / "names.csv"
    units.write_text("code,name\nP01,Phường An Thịnh\nP02,Bưu điện\n", encoding="utf-8")
    with pytest.raises(InputError, match="dòng 3, cột Loại đơn vị: chưa ghi loại đơn vị"):
        read_units(units, read_campaign("to-cnscd-2024"))


def test_a_kind_without_a_workbook_is_not_called_right(district: Path) -> None:
    units = district.parent / "kinds.csv"
    units.write_text("code,name,kind\nP01,Phường An Thịnh,xã\n", encoding="utf-8")
    result = check(district, units=units)
    assert result.exit_code == 2 and "agency, company, ward" in result.stderr


BAD_REGISTERS = {
    "no code": (b"ten,name\nP01,An\n", "thiếu cột code"),
    "twice": (f"{REGISTER}P01,Phường Khác,ward,\n".encode(), "các dòng 2, 4"),
    "no name": (f"{REGISTER}P03,,\n".encode(), "dòng 4"),
    "cp1258": (b"code,name\nP01,Ph\xfd\xf5ng\n", "CSV UTF-8"),
    "excel": (b"PK\x03\x04", "CSV UTF-8"),
    "no unit": (b"code,name\n", "chưa có đơn vị nào"),
    "empty": (b"", "thiếu cột code, name"),
    "day": (b"code,name,extension\nP01,An,31/02/2024\n", "cột extension"),
    "long cell": (b"code,name\n1," + b"x" * 200_000, "không đọc được"),
    "json": (b'{"a": 1}', "wards"),
}


@pytest.mark.parametrize("fault", BAD_REGISTERS)
def test_a_wrong_register_says_what_to_correct(district: Path, fault: str) -> None:
    content, said = BAD_REGISTERS[fault]
    units = district.parent / "wrong.csv"
    units.write_bytes(content)
    result = check(district, units=units)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and "wrong.csv" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_register_as_excel_saves_it_is_read(district: Path, encoding: str, between: str) -> None:
    units = district.parent / "saved.csv"
    head, unit = ("Code", "Name", "Kind", "Tdp"), ("P01", "Phường An Thịnh", "Phường", "")
    lines = f"{between.join(head)}\n{between.join(unit)}"
    units.write_bytes((lines + '"TDP 1;TDP 2"\n').encode(encoding))
    assert (check(district, units=units).exit_code, check(district, units=units).stderr) == (0, "")


def test_of_units_that_share_a_code_the_one_in_force_counts(district: Path) -> None:
    units = district.parent / "reused.csv"
    lines = (
        "P01,Phường Cũ,ward,,1",
        "P01,Phường An Thịnh,ward,2024-07-01,TDP 1;TDP 2",
        "P01,Mới,ward,1/7/2025,",
    )
    units.write_text("\n".join(("code,name,kind,valid_from,residential_groups", *lines)), "utf-8")
    assert check(district, units=units).exit_code == 0


@pytest.mark.parametrize(
    "head", ["Mã;Tên;Tổ dân phố;Loại", "Mã phường;Phường;TDP;Kind", "id;name;tdps;loại"]
)
def test_a_register_may_head_its_columns_in_other_words(district: Path, head: str) -> None:
    units = district.parent / "own.csv"
    units.write_text(f'{head}\nP01;Phường An Thịnh;"TDP 1;TDP 2";phường\n', encoding="utf-8")
    assert (check(district, units=units).exit_code, check(district, units=units).stderr) == (0, "")


def test_a_file_that_names_another_unit_is_not_the_only_ones_of_the_register(
    district: Path,
) -> None:
    other = {"ward_id": "P09", "ward": "Phường Vạn Xuân", "tabs": []}
    (district / "sent.json").write_text(json.dumps(other), encoding="utf-8")
    units = district.parent / "one.csv"
    units.write_text(
        "code,name,kind,residential_groups\nP01,Phường An Thịnh,ward,TDP 1;TDP 2\n", "utf-8"
    )
    result = check(district, units=units)
    assert result.exit_code == 2 and "sent.json: không rõ" in result.stderr


def test_the_tab_of_units_saved_as_csv_is_a_register(district: Path) -> None:
    units = district.parent / "tab.csv"
    lines = (
        "DANH SÁCH ĐƠN VỊ",
        "Mã đơn vị\tTên đơn vị\tLoại đơn vị\tTổ dân phố",
        "P01\tPhường An Thịnh\tPhường\tTDP 1;TDP 2",
    )
    units.write_text("\n".join(lines), encoding="utf-8")
    assert (check(district, units=units).exit_code, check(district, units=units).stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the full disk of Linux")
def test_a_full_disk_is_told_in_a_sentence(district: Path) -> None:
    units = str(district.parent / "units.csv")
    command = [sys.executable, "-c", "from service.cli import main; main()", "check"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*command, str(district), "--units", units], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
    assert (run.returncode, run.stderr.count("\n")) == (2, 1) and "ổ đĩa" in run.stderr


WRONG_USAGE = {
    "--as-of=31/02/2024": "không phải ngày",
    "--campaign=no-such": "to-cnscd-2024",
    "--format=pdf": "table, json, xlsx",
    "--processes=0": "từ 1 trở lên",
    "--unit=x": "Không có tùy chọn --unit",
    "--output": "--output cần một giá trị",
    "--units=no-such.csv": "no-such.csv",
}


@pytest.mark.parametrize("option", WRONG_USAGE)
def test_wrong_usage_is_told_in_vietnamese(district: Path, option: str) -> None:
    result = check(district, option)
    assert (result.exit_code, result.stdout) == (2, "")
    assert WRONG_USAGE[option] in result.stderr


def test_errors_speak_english_when_asked(district: Path) -> None:
    for options in (["--format=pdf"], ["--as-of", "today"]):
        assert "lease" in check(district, "--lang", "en", *options).stderr


def test_a_wrong_declaration_is_told_with_its_file(district: Path) -> None:
    (district.parent / "campaign.toml").write_text("name = ", encoding="utf-8")
    result = check(district, "--campaign", str(district.parent))
    assert result.exit_code == 2 and "campaign.toml" in result.stderr


def test_a_long_number_in_a_wrong_option_is_masked(district: Path) -> None:
    assert "031185001234" not in check(district, "--as-of", "031185001234").stderr


def test_rules_are_tried_on_what_can_be_read(district: Path) -> None:
    (district / "P02.xlsx").write_bytes(half_a_workbook())
    args = ["try", "--campaign", "to-cnscd-2024", "--units", district.parent / "units.csv"]
    result = CliRunner().invoke(rules_command, [*map(str, args), str(district)])
    assert (result.exit_code, result.stderr.count("P02.xlsx")) == (2, 1)
    assert "không đổi" in result.stdout
