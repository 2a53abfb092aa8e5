"""docs/campaigns.md names every word of a declaration, and its example is one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.declaration import read_campaign
from sheets_schema.declaration.for_editors import editor_schemas
from sheets_schema.messages import entries
from sheets_schema.report import GIVEN_FIGURES

PAGE = (Path(__file__).parents[2] / "docs" / "campaigns.md").read_text(encoding="utf-8")
LINES = {match[1]: match[0] for match in re.finditer(r"^\| `([\w-]+)`.*$", PAGE, re.MULTILINE)}
QUOTED = set(re.findall(r"`(?:#:schema \./)?([\w.-]+)`", PAGE))


def keys(part: Any) -> Iterator[str]:
    """Every key that a schema knows."""
    if isinstance(part, dict):
        yield from part.get("properties", {})
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from keys(one)


SCHEMAS = editor_schemas("en")
OF_SCHEMAS = set(keys(list(SCHEMAS.values()))) - entries().keys() - {"$schema", "vi", "en"}


@pytest.mark.parametrize(
    "word", sorted({"campaign.toml", "report.toml", *SCHEMAS, *GIVEN_FIGURES} | OF_SCHEMAS)
)
def test_every_key_is_described(word: str) -> None:
    assert word in QUOTED


@pytest.mark.parametrize("name", sorted(CELL_TYPES))
def test_every_type_is_described_with_what_it_says_and_takes(name: str) -> None:
    kind = CELL_TYPES[name]
    assert all(f"`{word}`" in LINES[name] for word in (*kind.roles, *kind.params))


@pytest.mark.parametrize("name", sorted(TABLE_CHECKS))
def test_every_check_is_described_with_its_keys(name: str) -> None:
    check = TABLE_CHECKS[name]
    words = (*check.columns, *check.codes, *check.params)
    assert all(f"`{word}`" in LINES[name] for word in words)


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
