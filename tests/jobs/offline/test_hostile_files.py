"""A mailed file cannot hurt: it is named in a sentence, and the others are checked."""

import json
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jobs.offline.check_files import check_files
from jobs.offline.errors import InputError
from jobs.offline.register_file import read_units
from jobs.offline.running.bounds import BOUNDS, Bounds, OutOfBounds, bounded
from jobs.offline.workbook_files import Told
from service.commands.check import command as check_command
from sheets_schema.declaration import read_campaign
from tests.jobs.offline.test_input import REGISTER, save_clean

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
Write = Callable[[Path], None]


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A register, and beside it a folder with one clean workbook and room for a bad one."""
    (tmp_path / "units.csv").write_text(REGISTER, encoding="utf-8")
    folder = tmp_path / "Đơn vị gửi"
    folder.mkdir()
    save_clean(folder / "P01.xlsx")
    return folder


def check(folder: Path, *options: str) -> Result:
    register = folder.parent / "units.csv"
    args = [folder, "--units", register, "--as-of", "2024-10-28", *options]
    return CliRunner(env={"COLUMNS": "300"}).invoke(check_command, [*map(str, args)])


def with_sheet(target: Path, body: str | bytes) -> None:
    """The clean workbook with another first sheet."""
    with zipfile.ZipFile(target.with_name("P01.xlsx")) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, body if name == SHEET else part)


def cell(ref: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>a</t></is></c>'


def far_row(target: Path) -> None:
    with_sheet(target, f'{HEAD}<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>{END}')


def far_column(target: Path) -> None:
    rows = (f'<row r="{n}">{cell(f"XFD{n}")}</row>' for n in range(1, 4001))
    with_sheet(target, HEAD + "".join(rows) + END)


def bomb(target: Path) -> None:
    with_sheet(target, HEAD.encode() + b" " * 150_000_000 + END.encode())


def entities(target: Path) -> None:
    many = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    with_sheet(target, f'<!DOCTYPE w [<!ENTITY e0 "lol">{many}]>{HEAD}{row}{END}')


def wide_json(target: Path) -> None:
    values = [["x"] * 60_000] * 100
    book = {"ward_id": "P02", "tabs": [{"title": "3c", "values": values}]}
    target.with_suffix(".json").write_text(json.dumps(book), encoding="utf-8")


ATTACKS: dict[str, tuple[Write, str]] = {
    "a row number of a billion": (far_row, "ở quá xa danh sách"),
    "4,000 rows that end in the last column": (far_column, "ở quá xa danh sách"),
    "150 MB of blanks in little": (bomb, "giải nén ra 150 MB"),
    "entities of entities": (entities, "bị hỏng"),
    "six million cells in JSON": (wide_json, "ở quá xa danh sách"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_file_is_named_and_the_others_are_checked(district: Path, attack: str) -> None:
    write, why = ATTACKS[attack]
    write(district / "P02.xlsx")
    began = time.process_time()
    result = check(district)
    assert isinstance(result.exception, SystemExit) and result.exit_code == 2
    assert "P02." in result.stderr and why in result.stderr and result.stderr.count("\n") == 1
    assert "1 bảng" in result.stdout and time.process_time() - began < 20


def test_one_stray_cell_at_the_end_of_the_sheet_is_no_reason_to_refuse(district: Path) -> None:
    with_sheet(district / "P02.xlsx", f'{HEAD}<row r="1048576">{cell("A1048576")}</row>{END}')
    assert "2 bảng" in check(district).stdout


def told(folder: Path, bounds: Bounds) -> Told:
    """What is told of a folder whose files may cost that much."""
    campaign = read_campaign("to-cnscd-2024")
    units = read_units(folder.parent / "units.csv", campaign).units
    heard = Told()
    with suppress(InputError):
        check_files([folder], units, campaign, date(2024, 10, 28), told=heard, bounds=bounds)
    return heard


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        (BOUNDS._replace(file_bytes=1_000), "lớn hơn 0 MB"),
        (BOUNDS._replace(unpacked_bytes=1_000), "giải nén"),
    ],
)
def test_a_file_that_costs_more_than_it_may_is_told(
    district: Path, bounds: Bounds, why: str
) -> None:
    assert [why in one for one in told(district, bounds).unusable] == [True]


def test_a_check_that_takes_too_long_is_told(district: Path) -> None:
    values = [["x"] * 10] * 300_000
    book = {"ward_id": "P02", "tabs": [{"title": "3c", "values": values}]}
    (district / "P02.json").write_text(json.dumps(book), encoding="utf-8")
    [why] = told(district, BOUNDS._replace(seconds=0.5)).unusable
    assert "P02.json" in why and "giây xử lý" in why


def test_a_sheet_of_far_cells_takes_little_memory(district: Path) -> None:
    far_column(district / "P02.xlsx")
    [why] = told(district, BOUNDS._replace(memory_bytes=150_000_000)).unusable
    assert "ở quá xa" in why


def work_for_ever() -> None:
    while True:
        try:
            sum(range(10_000))
        except Exception:
            continue


def test_work_that_takes_too_long_is_stopped_also_where_errors_are_swallowed() -> None:
    with pytest.raises(OutOfBounds, match="check-too-long"), bounded(Bounds(seconds=0.1)):
        work_for_ever()


def test_work_that_takes_too_much_memory_is_stopped_and_the_room_is_there_again() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(OutOfBounds, match="memory"), bounded(Bounds(memory_bytes=50_000_000)):
        bytearray(400_000_000)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytearray(400_000_000)) == 400_000_000


@pytest.mark.parametrize("said", ["[/red]", "[bold]x", ":smile:", "[link=http://a]b[/link]"])
def test_text_of_a_ward_is_shown_as_it_stands(district: Path, said: str) -> None:
    officers = [["STT", "Họ và tên", "Giới tính", "Số CCCD"], [1, f"Lê {said}", "Nam", said]]
    book = {"ward_id": "P02", "tabs": [{"title": "3c. Cán bộ phụ trách", "values": officers}]}
    (district / "P02.json").write_text(json.dumps(book), encoding="utf-8")
    result = check(district)
    assert isinstance(result.exception, SystemExit) and result.exit_code == 1
    assert said in result.stdout


def test_a_cell_does_not_move_the_cursor(district: Path) -> None:
    officers = [["STT", "Họ và tên", "Số CCCD"], [1, "Lê \x1b[2J\x9b2JAn", "\x1b]0;x\x07"]]
    book = {"ward_id": "P02", "tabs": [{"title": "3c. Cán bộ phụ trách", "values": officers}]}
    (district / "P02.json").write_text(json.dumps(book), encoding="utf-8")
    for form in ("table", "json"):
        shown = check(district, "--format", form).output
        assert not any(sign in shown for sign in "\x1b\x9b\x07")


def test_a_fault_of_ours_in_one_file_is_named_too(district: Path) -> None:
    no_bounds = BOUNDS._replace(seconds="soon")  # type: ignore[arg-type]
    assert ["TypeError" in one for one in told(district, no_bounds).unusable] == [True]
