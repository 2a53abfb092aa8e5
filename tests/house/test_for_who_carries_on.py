"""The pages for whoever carries on say what is there: pictures, files to copy, commands, hooks."""

import re
import tomllib
from pathlib import Path

import pytest

from bench.house import PACKAGES, STATIONS, arrows, beneath, drawn, needed
from service.cli import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_pictures_are_those_of_the_code() -> None:
    assert drawn(DESIGN) == DESIGN, "make design"


def test_the_picture_leaves_out_only_arrows_that_a_way_says() -> None:
    whole = arrows()
    assert {room: beneath(room, needed(whole)) for room in whole} == {
        room: beneath(room, whole) for room in whole
    }


def test_an_edit_passes_doors_queue_check_google_and_publication() -> None:
    rooms = [".".join(station.partition(":")[0].split(".")[:2]) for station in STATIONS]
    assert rooms[0] == "service.doors" and rooms[-1] == "jobs.district"
    assert {"jobs.queue", "jobs.ward", "sheets_client.client"} <= set(rooms)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+/[\w./-]*)`", GUIDE + DESIGN))))
def test_every_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_command_that_is_named_is_there() -> None:
    pages = GUIDE + DESIGN
    assert set(re.findall(r"`make ([a-z]+)`", pages)) <= set(re.findall(r"^(\w+):", MAKEFILE, re.M))
    commands = set(re.findall(r"`wardsheets ([a-z-]+)", pages))
    assert commands <= set(main.list_commands(None))  # type: ignore[arg-type]


def test_whatever_can_be_added_has_something_to_copy() -> None:
    added = re.findall(r"^\| an? ([^|]+?) \| .*`", GUIDE, re.MULTILINE)
    wanted = ("check", "list", "job", "page", "way to send notices", "request of the emulator")
    assert all(any(one.startswith(word) for one in added) for word in wanted)


def test_a_commit_is_checked_by_what_make_check_runs() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    [check] = re.findall(r"^check: .*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    for line in check.splitlines():
        program, *words = line.strip().removeprefix("$(BIN)/").split()
        assert " ".join([program, *words]).removesuffix(" .") in hooks
    assert "repo: local" in hooks and "://" not in hooks


def test_the_licence_is_one_in_both_distributions() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence == (ROOT / "sheets_emulator" / "LICENSE").read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: Apache-2.0" in licence
    assert "https://www.apache.org/licenses/LICENSE-2.0" in licence
    for folder in (ROOT, ROOT / "sheets_emulator"):
        said = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        assert (said["license"], said["license-files"]) == ("Apache-2.0", ["LICENSE"])


def test_every_package_is_drawn() -> None:
    assert {room.split(".")[0] for room in arrows()} == set(PACKAGES)
