"""`wardsheets demo --campaign`: the same show for another campaign, its units made up."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from demo.made_up import make_up
from sheets_schema.declaration import read_campaign
from tests.schema.school_campaign import school_folder

SHIPPED = "binh-dan-hoc-vu-so"


def demo(tmp_path: Path, campaign: str) -> subprocess.CompletedProcess[str]:
    """The command, once, in a process of its own as a newcomer starts it."""
    words = ["demo", "--once", "--campaign", campaign, "--data", str(tmp_path / "d")]
    program = [sys.executable, "-c", "from service.cli import main; main()", *words]
    return subprocess.run(
        [*program, "--json", str(tmp_path / "said.json")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )


def said(tmp_path: Path) -> dict[str, dict[str, Any]]:
    """What the last run found, by unit."""
    found = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    return {one["unit"]: one for one in found["units"]}


def writes(tmp_path: Path) -> float:
    """Writes to Google so far."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'd' / 'service' / 'wardsheets.db'}")
    with engine.connect() as connection:
        query = sa.text("SELECT value FROM measures WHERE label = 'write 200'")
        return float(connection.execute(query).scalar_one())


def test_the_monthly_return_is_shown_with_a_few_mistakes(tmp_path: Path) -> None:
    done = demo(tmp_path, SHIPPED)
    assert done.returncode == 0, done.stdout
    assert "Xã Đông Phú" in done.stdout and "Phường An Thịnh" in done.stdout
    states = [one["state"] for one in said(tmp_path).values()]
    assert {"must-fix", "questions", "right", "not-started"} <= set(states)


def test_a_second_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    demo(tmp_path, SHIPPED)
    first, written = said(tmp_path), writes(tmp_path)
    demo(tmp_path, SHIPPED)
    assert (said(tmp_path), writes(tmp_path)) == (first, written)


def test_a_campaign_of_ones_own_is_shown_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "week").mkdir()
    done = demo(tmp_path, str(school_folder(tmp_path / "week")))
    assert done.returncode == 0, done.stdout
    assert "Trường Đông Phú" in done.stdout
    assert said(tmp_path)["A02"]["findings"] == {}


def test_an_unknown_campaign_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    done = demo(tmp_path, "binh-dan")
    assert done.returncode == 1
    assert "Không có đợt báo cáo “binh-dan”" in done.stdout and SHIPPED in done.stdout
    assert not (tmp_path / "d").exists()


def test_what_is_made_up_is_the_same_each_time() -> None:
    campaign = read_campaign(SHIPPED)
    assert make_up(campaign) == make_up(campaign)
