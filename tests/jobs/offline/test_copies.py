"""`wardsheets check --format xlsx`: a copy for units that mail Excel files, and their answer."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from jobs.offline.wording import file_message
from service.commands.check import command as check_command
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import entries, text

OFFICERS = "3c. Cán bộ phụ trách"
HEAD = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Số CCCD", "Số điện thoại"]
RIGHT = [1, "Trần Thị Lan", "Nữ", 1985, "Công chức", "031185001234", "0398765432"]
PHONE = "G2"


def save_officers(path: Path, phone: object, note: str = "") -> Path:
    """A workbook with one officer, whose telephone may bear a note of somebody's."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = OFFICERS
    sheet.append(HEAD)
    sheet.append([*RIGHT[:6], phone])
    if note:
        sheet[PHONE].comment = Comment(note, "Chị Lan")
    book.save(path)
    return path


def copy_of(path: Path, output: Path, *options: str) -> Result:
    units = path.with_name("units.csv")
    units.write_text("code,name,kind\nP01,Phường An Thịnh,ward\n", encoding="utf-8")
    args = [path, "--units", units, "--format", "xlsx", "--output", output, *options]
    return CliRunner().invoke(check_command, [*map(str, args)])


def copied(path: Path, output: Path, *options: str) -> Worksheet:
    """The list of officers in the annotated copy."""
    copy_of(path, output, *options)
    return load_workbook(output / f"{path.stem}.xlsx")[OFFICERS]


def test_what_a_person_noted_stays_above_our_words(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432, note="Đã gọi thử")
    note = copied(path, tmp_path / "out")[PHONE].comment
    assert note and note.text.startswith("Đã gọi thử\n") and "mất số 0" in note.text


def test_a_copy_that_comes_back_corrected_loses_its_marks(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432, "Đã gọi")
    copied(path, tmp_path / "out")
    book = load_workbook(tmp_path / "out" / "P01.xlsx")
    book[OFFICERS][PHONE].value = RIGHT[6]
    book.save(path)
    cell = copied(path, tmp_path / "again")[PHONE]
    assert cell.comment and cell.comment.text == "Đã gọi"
    assert cell.fill.fill_type is None


def test_a_copy_that_is_checked_again_says_everything_once(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432)
    copied(path, tmp_path / "out")
    shutil.copy(tmp_path / "out" / "P01.xlsx", path)
    note = copied(path, tmp_path / "again")[PHONE].comment
    assert note and note.text.count("mất số 0") == 1


def test_the_original_is_never_written_over(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432)
    before = path.read_bytes()
    result = copy_of(path, tmp_path)
    assert (result.exit_code, path.read_bytes()) == (2, before) and "--output" in result.stderr


def test_files_of_one_name_get_a_copy_each(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        save_officers(tmp_path / "in" / folder / "P01.xlsx", 398765432)
    copy_of(tmp_path / "in", tmp_path / "out")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["P01 (2).xlsx", "P01.xlsx"]


def test_a_copy_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432)
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    result = copy_of(path, tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "") and "không ghi được" in result.stderr


def test_the_results_link_to_the_cell_and_alone_are_open(tmp_path: Path) -> None:
    copied(save_officers(tmp_path / "P01.xlsx", 398765432), tmp_path / "out")
    book = load_workbook(tmp_path / "out" / "P01.xlsx")
    results = book["Kết quả kiểm tra"]
    targets = [cell.hyperlink.location for cell in results["A"] if cell.hyperlink]
    assert f"'{OFFICERS}'!{PHONE}" in targets
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == [results.title]


def test_numbers_in_notes_are_full_only_when_asked(tmp_path: Path) -> None:
    path = save_officers(tmp_path / "P01.xlsx", 398765432)
    for options, full in (([], False), (["--unmasked"], True)):
        note = copied(path, tmp_path / "out", *options)[PHONE].comment
        assert note and ("0398765432" in note.text) is full


def test_characters_that_excel_refuses_do_not_stop_a_copy(tmp_path: Path) -> None:
    tabs = [{"title": OFFICERS, "values": [HEAD, [1, "Lan\x02", "=1+1", 1985, "\x0b", "x"]]}]
    path = tmp_path / "P01.json"
    path.write_text(json.dumps({"ward_id": "P01", "tabs": tabs}), encoding="utf-8")
    row = next(copied(path, tmp_path / "out").iter_rows(min_row=2, max_col=3))
    assert [(cell.value, cell.data_type) for cell in row[1:]] == [("Lan", "s"), ("=1+1", "s")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nobody_is_asked_to_tick_a_repair_in_a_file(lang: str) -> None:
    ticks = [text("sheet-tick", lang), text("sheet-tick-both", lang), "Đồng ý sửa", "Apply"]
    asked = {
        code
        for code in entries()
        for todo in [file_message(finding(code), lang).todo]
        if any(tick in todo for tick in ticks)
    }
    assert asked == set()


def finding(code: str) -> Finding:
    return Finding("P01", "officers", "3c", 2, "phone", 6, code, Severity.REPAIR, "a", "b")
