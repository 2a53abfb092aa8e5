"""The terminal says a fault of many cells once; returned copies say what was read of each list."""

from pathlib import Path

from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from service.commands.check import command as check_command
from sheets_schema.messages import text
from sheets_schema.workbook import Value

HEAD = ["STT", "Tên mô hình", "Tổ dân phố triển khai", "Kỹ năng số", "Mô tả", "Số người tham gia"]
Row = list[Value]


def model(number: int, people: int, skills: Value = "1,3") -> Row:
    return [
        number,
        f"Mô hình số {number} của khu",
        "TDP 1",
        skills,
        "Hướng dẫn người dân nộp hồ sơ tại nhà",
        people,
    ]


def run(folder: Path, rows: list[Row], *options: str) -> str:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "1. Mô hình"
    for row in [list[Value](HEAD), *rows]:
        sheet.append(row)
    book.save(folder / "P01.xlsx")
    units = folder / "units.csv"
    units.write_text("code,name,kind\nP01,Phường An Thịnh,ward\n", encoding="utf-8")
    args = [folder / "P01.xlsx", "--units", units, "--as-of", "2024-10-28", *options]
    return CliRunner().invoke(check_command, [*map(str, args)], env={"COLUMNS": "220"}).stdout


def lines_of(said: str, title: str) -> list[str]:
    return [line for line in said.splitlines() if title in line]


def test_a_fault_of_many_cells_is_one_line_with_a_count(tmp_path: Path) -> None:
    rows = [model(number, 50, 9) for number in range(1, 32)]
    told = lines_of(run(tmp_path, rows), "Nội dung kỹ năng số ngoài danh mục")
    assert len(told) == 1 and "31" in told[0]


def test_every_cell_is_told_when_all_are_asked_for(tmp_path: Path) -> None:
    rows = [model(number, 50, 9) for number in range(1, 32)]
    assert len(lines_of(run(tmp_path, rows, "--all"), "ngoài danh mục 1-5")) == 31


def test_the_gravest_is_told_first(tmp_path: Path) -> None:
    said = run(tmp_path, [model(1, 50, "vui chơi"), model(2, 50, 9)])
    assert said.index("ngoài danh mục 1-5") < said.index("Không nhận ra nội dung")


def results(folder: Path) -> list[str]:
    book = load_workbook(folder / "out" / "P01.xlsx")
    return [str(row[0].value) for row in book[text("tab-results")].iter_rows() if row[0].value]


def test_a_copy_says_what_was_read_and_why_a_row_was_left_out(tmp_path: Path) -> None:
    sums: Row = [None, None, None, None, None, 80]
    signed: Row = [None, "Người lập biểu"]
    rows: list[Row] = [model(1, 50), model(2, 30), sums, signed]
    run(tmp_path, rows, "--format", "xlsx", "--output", str(tmp_path / "out"))
    [read] = [line for line in results(tmp_path) if "đã đọc" in line]
    wanted = "đã đọc 2 dòng; bỏ qua dòng 4: bằng tổng các dòng trên; bỏ qua dòng 5: ghi chú"
    assert wanted in read and "không có cột" in read
