"""Everything that is wrong in a declaration is told at once: file, table, key, what to write."""

# ruff: noqa: E501  (a wrong line and what is said of it stand on one line)

import subprocess
import sys
from pathlib import Path

import pytest

from sheets_schema.declaration import DeclarationError, read_campaign
from tests.schema.test_declarations import BOOK, MAIN, folder
from tests.schema.test_report_declarations import REPORT

SECOND = BOOK.replace('"village"', '"town"').replace('"places"', '"halls"').replace("Điểm", "Nhà")


def told(where: Path, language: str = "en") -> list[str]:
    """What is said of the campaign in that folder, a line each, without the heading."""
    with pytest.raises(DeclarationError) as error:
        read_campaign(where)
    return error.value.in_words(language).splitlines()[1:]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("lock = 2025-03-25T17:00:00", "campaign.toml, lock: is not known here; write locked"),
        ("severities = {}", "campaign.toml, severities: is not known here; write severity"),
        ('authority = { departement = "A" }', "campaign.toml, authority.departement: is not known here; write department"),
        ('unit_words = { vilage = { vi = "thôn" } }', "campaign.toml, unit_words.vilage: write a kind of unit, one of village; nearest is village"),
        ('severity = { cell-missing = "must" }', "campaign.toml, severity.cell-missing: write one of info, must-fix,"),
        ('severity = { cell-mising = "info" }', "campaign.toml, severity.cell-mising: cell-mising has no message in the catalogue; write cell-missing"),
        ('legal_basis = [{ number = "1", subject = "A", issued = "2024-10-17" }]', "campaign.toml, legal_basis.issued: write a date"),
        ('links = "A"', "campaign.toml, links: write [[links]] above each entry"),
        ('links = [{ title = "A", url = "B" }, { title = "C" }]', 'campaign.toml, links.url: is needed; write url = "…" (number 2)'),
        ('[[share]]\nkind = "phone"', "campaign.toml, share: is not known here; write shares"),
        ('[[shares]]\nkind = "phone"\ncode = "phone-dup-cross-ward"\ncolumns = ["places.phone"]', "campaign.toml, shares.columns: places.phone is not declared: write table.column, one of places.done"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_campaign_is_told(tmp_path: Path, wrong: str, said: str) -> None:
    [line] = told(folder(tmp_path, BOOK, f"{MAIN}{wrong}\n"))
    assert line.startswith(said)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("required = true", 'required = "false"'), "village.toml, places.place, required: write required = true or required = false, without quotation marks"),
        (("most = 500", 'most = "500"'), "village.toml, places.people, params.most: write a whole number without quotation marks, such as most = 5"),
        (("most = 500", "most = 5.5"), "village.toml, places.people, params.most: write a whole number"),
        (("most = 500", "least = 9, most = 5"), "village.toml, places.people, params.least: 9 is more than most = 5"),
        (("most = 500 }", 'most = 500 }\nexample = "900"'), "village.toml, places.people, example: 900 would be told as count-implausible in this very column"),
        (('["Xong", "Chưa xong"]', '["Xong", "Chưa xong"]\nexample = "Rồi"'), "village.toml, places.done, example: Rồi would be told as choice-invalid"),
        (('["Xong", "Chưa xong"]', '"Xong"'), "village.toml, places.done, choices: write the allowed values"),
        (('name = "people"', 'name = "place"'), "village.toml, places, columns.name: place is written twice"),
        (('name = "people"', 'name = "các người"'), "village.toml, places.các người, name: write name"),
        (('title = "Số người"', "title = 2025-03-20"), 'village.toml, places.people, title: write title = "…"'),
        (("most = 500 }", 'most = 500, summed = false }\n\n[[tables.checks]]\ncheck = "column-total"\ncode = "total-limits"\ncolumn = "people"'), "village.toml, places, checks.column-total.column: people is not added up (summed = false)"),
        (("[[tables.checks]]", "[[check]]"), "village.toml, check: is not known here; write checks"),
        (('mark = "place"', "mark = 3"), 'village.toml, places, checks.duplicates.mark: write mark = "…"'),
        (('"Điểm vệ sinh"', '"Điểm vệ sinh"\nnothing_to_report = { vi = "Không" }'), 'village.toml, places, nothing_to_report.en: is needed; write en = "…"'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_list_is_told(tmp_path: Path, wrong: tuple[str, str], said: str) -> None:
    lines = told(folder(tmp_path, BOOK.replace(*wrong)))
    assert lines[0].startswith(said)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("A" * 32, "has 32 characters; write a title of at most 31"),
        ("Tháng 3/2025: chợ", "the title of a tab cannot hold : /; leave it out"),
        ("[Chợ]", "the title of a tab cannot hold [ ]; leave it out"),
        ("'Chợ'", "leave out blanks and apostrophes at the ends of the title"),
        ("History", "the tab History is kept for the program; write another title"),
        ("kết quả kiểm tra", "the tab kết quả kiểm tra is kept for the program"),
        ("Summary", "the tab Summary is kept for the program"),
        ("NHÀ VỆ SINH", "village.toml, places, title: NHÀ VỆ SINH is also the title of halls"),
    ],
)
def test_a_title_that_no_workbook_can_have_is_told(tmp_path: Path, title: str, said: str) -> None:
    (tmp_path / "town.toml").write_text(SECOND, encoding="utf-8")
    where = folder(tmp_path, BOOK.replace("Điểm vệ sinh", title))
    assert said in "\n".join(told(where))


def test_headings_that_differ_only_in_case_are_told(tmp_path: Path) -> None:
    [line] = told(folder(tmp_path, BOOK.replace('"Số người"', '"ĐỊA ĐIỂM"')))
    assert line.startswith("village.toml, places.people, title: ĐỊA ĐIỂM is also the title of")


def test_two_files_of_one_kind_and_one_list_in_two_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text(BOOK.replace("Điểm", "Nhà"), encoding="utf-8")
    lines = told(folder(tmp_path))
    assert lines == [
        "village.toml, kind: village is already the kind of more.toml; write one file for each kind",
        "village.toml, places, name: places is also a list of more.toml; give each list its own name",
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (('where = { done = ["Xong"] }', 'where = { done = ["Rồi"] }'), "report.toml, done, where.done: Rồi is no answer of this column; write one of"),
        (('where = { done = ["Xong"] }', 'total = "place"'), "report.toml, done, total: place holds no numbers that could be summed"),
        (("[[sections]]", "[[section]]"), "report.toml, section: is not known here; write sections"),
        (("{places} điểm", "{place} điểm"), "report.toml, opening: {place} is no figure; write one of"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_report_is_told(
    tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    (tmp_path / "report.toml").write_text(REPORT.replace(*wrong, 1), encoding="utf-8")
    assert told(folder(tmp_path))[0].startswith(said)


def test_everything_is_told_in_one_pass(tmp_path: Path) -> None:
    main = MAIN.replace("Asia/Ho_Chi_Minh", "Asia/Hanoi").replace(', en = "Green Sunday"', "")
    book = BOOK.replace("= true", '= "true"').replace("most = 500", 'least = "1"')
    (tmp_path / "report.toml").write_text("kind = 1", encoding="utf-8")
    (tmp_path / "town.toml").write_bytes(b'kind = "\xff"')
    files = [line.split(",")[0].split(":")[0] for line in told(folder(tmp_path, book, main))]
    counts = {name: files.count(name) for name in files}
    assert counts == {"campaign.toml": 2, "town.toml": 1, "village.toml": 2, "report.toml": 8}


def test_what_is_no_toml_is_told_alone_and_blames_no_other_file(tmp_path: Path) -> None:
    where = folder(
        tmp_path, f"{BOOK}\n= 3\n", f'{MAIN}unit_words = {{ village = {{ vi = "a" }} }}\n'
    )
    [line] = told(where)
    assert line.startswith("village.toml: not TOML")


def test_a_slip_of_the_keyboard_is_one_complaint(tmp_path: Path) -> None:
    [line] = told(folder(tmp_path, BOOK.replace('title = "Địa điểm"', 'titel = "Địa điểm"')))
    assert line == "village.toml, places.place, titel: is not known here; write title"


def test_a_whole_number_may_be_written_with_a_point(tmp_path: Path) -> None:
    read = read_campaign(folder(tmp_path, BOOK.replace("most = 500", "most = 500.0")))
    assert repr(read.workbooks["village"][0].column("people").params["most"]) == "500"


def test_what_is_wrong_is_told_in_vietnamese_too(tmp_path: Path) -> None:
    [line] = told(folder(tmp_path, BOOK.replace("required =", "requird =")), "vi")
    assert line == "village.toml, places.place, requird: không có khóa này ở đây; ghi required"


def test_reading_rows_needs_nothing_but_python() -> None:
    """A package that is only needed to read a declaration is not waited for by anybody else."""
    code = "import sheets_schema.declaration, sheets_schema.validate"
    without_packages = [sys.executable, "-S", "-c", code]
    assert subprocess.run(without_packages, cwd=Path(__file__).parents[2]).returncode == 0
