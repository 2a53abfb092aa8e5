"""The table of duties: each job is a row, and nothing else knows its name, schedule or priority."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.duties import DUTIES, FIRST, MADE_UP_FOR, SCHEDULE, Duty
from service.office import quiet_times
from service.process.jobs_page import jobs_page
from service.settings.declared import Settings
from sheets_schema.messages import text

ROOT = Path(__file__).parents[2]
SOURCES = [
    file
    for room in ("jobs", "service", "bench", "demo")
    for file in (ROOT / room).rglob("*.py")
    if file.name not in ("names.py", "duties.py")
]
EACH = pytest.mark.parametrize("duty", DUTIES.values(), ids=list(DUTIES))


def literals(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("name", ["check-unit", "publish", "remind-unit"])
def test_the_name_of_a_job_is_written_once(name: str) -> None:
    keys = {"publish": {"publish_seconds"}}
    found = [file.name for file in SOURCES if name in set(literals(file)) - keys.get(name, set())]
    assert found == []


@EACH
def test_a_job_has_its_words_in_both_languages(duty: Duty) -> None:
    assert text(f"job-{duty.name}", "vi") != text(f"job-{duty.name}", "en")


@EACH
def test_what_follows_a_job_is_a_job(duty: Duty) -> None:
    assert set(duty.then) <= set(DUTIES)


@EACH
def test_a_job_says_what_it_does(duty: Duty) -> None:
    assert re.match(r"[A-Z][^\n]+", duty.do.__doc__ or "")


def test_quiet_times_are_those_of_the_rows_and_of_their_settings() -> None:
    quiet = quiet_times(Settings(settle_seconds=7.0))
    assert (quiet["check-unit"], quiet["changes"], quiet["sharing"]) == (7.0, 1.0, 0.0)


def test_what_repeats_has_a_schedule_and_what_is_missed_at_night_is_made_up_for() -> None:
    assert set(FIRST) <= set(SCHEDULE) and {"full-check", "clean-up"} == MADE_UP_FOR
    assert "check-unit" not in SCHEDULE


def test_the_page_of_jobs_is_up_to_date() -> None:
    page = ROOT / "docs" / "jobs.md"
    assert page.read_text(encoding="utf-8") == jobs_page(), (
        "run: wardsheets jobs --markdown > docs/jobs.md"
    )
