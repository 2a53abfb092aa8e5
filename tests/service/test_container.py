"""The Dockerfile starts what there is, with settings that there are."""

import json
import re
from pathlib import Path

from service.cli import main
from service.settings.source import read_settings

DOCKERFILE = (Path(__file__).parents[2] / "Dockerfile").read_text(encoding="utf-8")
GIVEN = dict(re.findall(r"(WARDSHEETS_\w+)=(\S+)", DOCKERFILE))


def test_the_image_starts_a_command_as_it_is_written() -> None:
    started = re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    assert started
    program, name, *words = json.loads(started[1])
    assert program == "wardsheets"
    main.get_command(None, name).make_context(name, words)  # type: ignore[arg-type, union-attr]


def test_the_image_listens_on_the_port_that_it_shows() -> None:
    assert f"EXPOSE {read_settings(GIVEN).port}" in DOCKERFILE


def test_the_address_that_an_image_prints_can_be_opened() -> None:
    assert read_settings(GIVEN).address == "http://localhost:8080"


def test_the_image_installs_what_a_server_runs_and_nothing_else() -> None:
    installed = re.findall(r"wardsheets/bin/pip install .*?-r (\S+)", DOCKERFILE)
    assert installed == ["requirements.lock"]
    assert "-dev" not in DOCKERFILE and "-demo" not in DOCKERFILE
