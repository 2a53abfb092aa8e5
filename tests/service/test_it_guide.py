"""The guide for IT knows every state with its cure; commands and links of all pages are there."""

import re
from pathlib import Path

import click
import pytest

from jobs.unit.states import WORDS, describe
from service.cli import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "it-guide.md").read_text(encoding="utf-8")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
CURES = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_state_of_a_workbook_stands_there_with_what_to_do(language: str) -> None:
    said = {describe(word, language) for word in WORDS}
    assert said <= CURES.keys() and all(len(CURES[one]) > 5 for one in said)


def test_every_command_that_the_pages_name_is_one() -> None:
    """`wardsheets …` as code, in a line of its own or within a sentence."""
    named = {
        tuple(words.split())
        for page in PAGES
        for words in re.findall(
            r"(?<![\w/@-])wardsheets (?!wardsheets)([a-z][a-z-]+(?: [a-z][a-z-]+)?)", _code(page)
        )
    }
    assert len(named) > 30
    assert [words for words in sorted(named) if not _is_command(words)] == []


def _code(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`(wardsheets [^`]+)`", text)])


def _is_command(words: tuple[str, ...]) -> bool:
    context = click.Context(main)
    command = main.get_command(context, words[0])
    if isinstance(command, click.Group) and len(words) > 1:
        return command.get_command(context, words[1]) is not None
    return command is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_or_a_heading_leads_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text)
    broken = [link for link in links if not _leads(page, link)]
    assert broken == []


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not anchor or not target.is_file():
        return target.exists()
    heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in {_anchor(head) for head in heads}


def _anchor(head: str) -> str:
    return re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-")
