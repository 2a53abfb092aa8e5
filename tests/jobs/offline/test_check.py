"""`wardsheets check` and `wardsheets rules`: files in, findings out, no Google, no database."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.check import command as check_command
from service.commands.rules import command as rules_command
from tests.schema.annotated_sheet import CLEAN, UNIT, read_sheet, workbook_of

DISTRICT = Path(__file__).parents[2] / "data" / "district"
UNITS = str(DISTRICT / "config.json")


UNITS_OF_P05 = """{"wards": [
    {"id": "P05", "name": "Phường Tân Tiến", "tdps": ["TDP"]},
    {"id": "P07", "name": "Phường Bình Minh", "tdps": []}
]}"""


def check(*args: str | Path) -> Result:
    return CliRunner().invoke(check_command, [*map(str, args)])


def ward(code: str) -> Path:
    return DISTRICT / "wards" / f"{code}.json"


def test_json_is_one_masked_finding_a_line() -> None:
    result = check(DISTRICT / "wards", "--units", UNITS, "--format", "json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1 and len(lines) > 150
    assert {
        "unit",
        "tab",
        "row",
        "column",
        "code",
        "severity",
        "value",
        "proposed",
        "message",
    } <= set(lines[0])
    assert not re.search(r"\d{9}", result.stdout)


def test_json_says_of_each_unit_that_it_was_read() -> None:
    result = check(ward("P08"), ward("P04"), "--units", UNITS, "--format", "json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    read = [line for line in lines if line["code"] is None]
    assert [line["unit"] for line in read] == ["P04", "P08"]
    assert lines[-2:] == read
    assert all(line["rows"] > 0 for line in read)
    assert any(said.startswith("3b. Thành viên: đã đọc ") for said in read[1]["read"])


def test_numbers_are_shown_in_full_only_when_asked() -> None:
    result = check(ward("P08"), "--units", UNITS, "--format", "json", "--unmasked")
    assert re.search(r'"proposed": "0\d{9}"', result.stdout)


def test_cross_unit_findings_need_both_files() -> None:
    alone = check(ward("P04"), "--units", UNITS, "--format", "json").stdout
    both = check(ward("P04"), ward("P09"), "--units", UNITS, "--format", "json").stdout
    assert ("cccd-dup-cross-ward" in alone, both.count("cccd-dup-cross-ward")) == (False, 2)


def test_the_table_speaks_the_chosen_language() -> None:
    assert "Please check" in check(ward("P08"), "--units", UNITS, "--lang", "en").stdout
    assert "Xin kiểm tra" in check(ward("P08"), "--units", UNITS).stdout


def test_an_excel_copy_says_the_same_when_it_is_checked_again(tmp_path: Path) -> None:
    copied = check(ward("P08"), "--units", UNITS, "--format", "xlsx", "--output", tmp_path)
    again = check(tmp_path / "P08.xlsx", "--units", UNITS, "--format", "json")
    first = check(ward("P08"), "--units", UNITS, "--format", "json")
    assert (copied.exit_code, again.stdout) == (1, first.stdout)


def test_an_excel_copy_has_notes_and_colours(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    check(ward("P08"), "--units", UNITS, "--format", "xlsx", "--output", tmp_path)
    book = load_workbook(tmp_path / "P08.xlsx")
    cell = book["3c. Cán bộ phụ trách"]["F2"]
    assert cell.comment and "mất số 0" in cell.comment.text
    assert cell.fill.fgColor.rgb != "00000000" and "Kết quả kiểm tra" in book.sheetnames


def test_a_register_may_be_a_csv(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text(
        "code,name,kind,residential_groups\nP08,Phường Đằng Giang,ward,Tổ dân phố 1;Tổ dân phố 2\n"
    )
    result = check(ward("P08"), "--units", units, "--as-of", "2024-10-28", "--format", "json")
    assert result.exit_code == 1 and '"unit": "P08"' in result.stdout


@pytest.mark.parametrize("wrong", ["no-such-folder", "broken.xlsx", "broken.json", "notes.txt"])
def test_input_that_cannot_be_used_ends_with_2_and_a_sentence(tmp_path: Path, wrong: str) -> None:
    for name in ("broken.xlsx", "broken.json", "notes.txt"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    result = check(tmp_path / wrong, "--units", UNITS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert wrong in result.stderr and "Traceback" not in result.stderr


def test_one_broken_file_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    shutil.copy(ward("P01"), tmp_path)
    (tmp_path / "P02.xlsx").write_text("no Excel", encoding="utf-8")
    result = check(tmp_path, "--units", UNITS, "--format", "json")
    assert (result.exit_code, '"unit": "P01"' in result.stdout) == (2, True)
    assert "P02.xlsx: không đọc được" in result.stderr


def test_a_workbook_of_no_unit_is_named(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("code,name,kind\nX1,Phường Một,ward\nX2,Phường Hai,ward\n", encoding="utf-8")
    result = check(ward("P08"), "--units", units)
    assert result.exit_code == 2 and "P08.json" in result.stderr


def test_a_workbook_without_must_fix_findings_ends_with_0(tmp_path: Path) -> None:
    sheets = {name: read_sheet(name, text) for name, text in CLEAN.items()}
    tabs = [{"title": tab.title, "values": tab.values} for tab in workbook_of(UNIT, sheets).tabs]
    clean = {"ward_id": UNIT.code, "tabs": tabs}
    (tmp_path / "a.json").write_text(json.dumps(clean), encoding="utf-8")
    units = tmp_path / "units.csv"
    units.write_text(
        "code,name,kind,residential_groups\nP01,Phường An Thịnh,ward,TDP 1;TDP 2\n", "utf-8"
    )
    result = check(tmp_path / "a.json", "--units", units, "--as-of", "28/10/2024")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_column_that_lost_its_zeros_is_one_line_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    said = check(ward("P07"), "--units", UNITS).stdout
    assert said.count("mất số 0 ở đầu") == 1
    assert "cột Số điện thoại: 31 ô, dòng 3-17, 19-34" in said


def test_a_header_sorted_among_its_rows_loses_none_of_them_without_a_word(tmp_path: Path) -> None:
    book = json.loads(ward("P08").read_text(encoding="utf-8"))
    officers = book["tabs"][-1]
    for grid in (officers["values"], officers["formatted"]):
        grid.insert(3, grid.pop(0))
    (tmp_path / "P08.json").write_text(json.dumps(book), encoding="utf-8")
    result = check(tmp_path, "--units", UNITS, "--format", "json")
    told = [json.loads(line) for line in result.stdout.splitlines() if '"tab": "3c. ' in line]
    assert [(one["code"], one["row"]) for one in told] == [("header-below-rows", 4)]
    assert "chưa được kiểm tra" in told[0]["message"] and "lần trước" not in told[0]["message"]


def test_the_truth_prints_recall_by_kind() -> None:
    result = check(DISTRICT / "wards", "--units", UNITS, "--truth", DISTRICT / "truth.csv")
    assert re.search(r"^cccd-lost-zero-1 +1 +1 +1 +1$", result.stdout, re.M)
    assert "recall 100" in result.stdout


def test_a_tried_rule_shows_what_is_new_gone_and_unchanged(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "sheets_schema" / "campaigns" / "to-cnscd-2024"
    folder = tmp_path / "tried"
    shutil.copytree(shipped, folder)
    book = (folder / "ward.toml").read_text(encoding="utf-8")
    (folder / "ward.toml").write_text(book.replace("shortest = 15", "shortest = 500"), "utf-8")
    args = ["try", "--campaign", str(folder), "--units", UNITS, str(ward("P13"))]
    said = CliRunner().invoke(rules_command, args).stdout
    assert re.search(r"mới: [1-9]", said) and "không còn: 0" in said and "model-desc-short" in said


def test_every_finding_is_counted_in_a_trial_and_six_of_a_kind_are_shown(tmp_path: Path) -> None:
    units = tmp_path / "units.json"
    more = UNITS_OF_P05.replace('"TDP"', '"TDP 77", "TDP 78", "TDP 79"')
    units.write_text(more, encoding="utf-8")
    paths = (ward("P05"), ward("P07"))
    lines = check(*paths, "--units", units, "--format", "json").stdout.splitlines()
    found = [line for line in lines if json.loads(line)["code"]]
    args = ["try", "--campaign", "to-cnscd-2024", "--units", str(units), *map(str, paths)]
    said = CliRunner().invoke(rules_command, args).stdout
    assert f"không đổi: {len(found)}\n" in said
    shown = said.partition("(phone-lost-zero)")[2].splitlines()[1:7]
    assert all(line.startswith("    P07") for line in shown) and "0375113233" not in said


LOADED = """
import sys
before = set(sys.modules)
from service.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
new = {name.partition(".")[0] for name in set(sys.modules) - before}
heavy = new & {"asyncio", "concurrent", "multiprocessing", "zipfile"}
print(*sorted(heavy | {name for name in new - sys.stdlib_module_names if name[0] != "_"}))
"""
# The declaration is held against its schema: 16 ms of processor.
OURS = {"jobs", "service", "sheets_schema", "jsonschema_rs"}


def loaded_by(*args: str | Path) -> set[str]:
    """Packages that a command loads: ours, other people's, and what is heavy of Python's own."""
    command = [sys.executable, "-c", LOADED, *map(str, args)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_only_the_command_line_and_the_schema_are_loaded_on_the_way_of_a_check() -> None:
    check_json = ("check", ward("P08"), "--units", UNITS, "--format", "json")
    assert loaded_by(*check_json) == {"click", *OURS}


def test_the_reader_of_excel_is_loaded_for_excel_files_only(tmp_path: Path) -> None:
    check(ward("P08"), "--units", UNITS, "--format", "xlsx", "--output", tmp_path)
    loaded = loaded_by("check", tmp_path, "--units", UNITS, "--format", "json")
    # openpyxl is for files that are unusual or large.
    assert loaded == {"click", "zipfile", *OURS}
