"""docs/campaigns.md names every word of a declaration, and its example is one."""

import re
from pathlib import Path

import pytest

from sheets_schema import declaration, report_declaration
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.declaration import read_campaign
from sheets_schema.report import GIVEN_FIGURES

PAGE = (Path(__file__).parents[2] / "docs" / "campaigns.md").read_text(encoding="utf-8")
LINES = {match[1]: match[0] for match in re.finditer(r"^\| `([\w-]+)`.*$", PAGE, re.MULTILINE)}
QUOTED = set(re.findall(r"`([\w.-]+)`", PAGE))


@pytest.mark.parametrize(
    "word",
    sorted(
        {"campaign.toml", "report.toml", *GIVEN_FIGURES}
        | declaration._COLUMN_KEYS
        | declaration._TABLE_KEYS
        | report_declaration._KEYS
        | report_declaration._FIGURE_KEYS
    ),
)
def test_every_key_is_described(word: str) -> None:
    assert word in QUOTED


@pytest.mark.parametrize("name", sorted(CELL_TYPES))
def test_every_type_is_described_with_what_it_says_and_takes(name: str) -> None:
    kind = CELL_TYPES[name]
    assert all(f"`{word}`" in LINES[name] for word in kind.roles | kind.params)


@pytest.mark.parametrize("name", sorted(TABLE_CHECKS))
def test_every_check_is_described_with_its_keys(name: str) -> None:
    check = TABLE_CHECKS[name]
    assert all(f"`{word}`" in LINES[name] for word in check.columns | check.codes | check.params)


def test_every_check_of_a_workbook_is_described() -> None:
    assert LINES.keys() >= WORKBOOK_CHECKS.keys()


def test_the_example_of_the_page_is_a_campaign(tmp_path: Path) -> None:
    for name, content in re.findall(r"^`(\w+\.toml)`:\n\n```toml\n(.*?)```", PAGE, re.M | re.S):
        (tmp_path / name).write_text(content, encoding="utf-8")
    campaign = read_campaign(tmp_path)
    assert [column.example for column in campaign.workbooks["village"][0].columns] == [
        "Chợ Đông Phú",
        "20",
        "Xong",
    ]
