"""The Dockerfile starts what there is, with settings that there are."""

import json
import re

import pytest

from service.cli import main
from service.settings.source import read_settings
from tests.stack.image import DOCKERFILE, environment, said, stages

GIVEN = {name: text for name, text in environment().items() if name.startswith("WARDSHEETS_")}


def test_the_image_starts_a_command_as_it_is_written() -> None:
    program, name, *words = json.loads(said("service", "CMD")[0])
    assert program == "wardsheets"
    main.get_command(None, name).make_context(name, words)  # type: ignore[arg-type, union-attr]


def test_the_image_listens_on_the_port_that_it_is_given_or_shows() -> None:
    port = environment()["PORT"]
    assert said("service", "EXPOSE") == [port]
    assert "WARDSHEETS_PORT=${WARDSHEETS_PORT:-$PORT}" in said("service", "ENTRYPOINT")[0]
    assert read_settings({**GIVEN, "WARDSHEETS_PORT": port}).address == "http://localhost:8080"


def test_the_image_installs_what_a_server_runs_and_nothing_else() -> None:
    built = " ".join(said("build", "RUN"))
    installed = re.findall(r"--python /opt/wardsheets install .*?-r (\S+\.lock)", built)
    assert installed == ["requirements.lock"]
    assert "-dev" not in DOCKERFILE.read_text("utf-8")


def test_the_image_is_not_root_and_keeps_what_it_writes_in_its_volume() -> None:
    assert said("service", "USER") == ["wardsheets"]
    assert said("service", "VOLUME") == [environment()["WARDSHEETS_DATA_DIR"]]


def test_the_image_is_built_in_stages_on_a_pinned_base_with_the_programs_of_a_backup() -> None:
    base = re.search(r"^ARG BASE=(\S+)$", DOCKERFILE.read_text("utf-8"), re.MULTILINE)
    assert base and re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base[1])
    assert [*stages()][-1] == "" and stages()[""] == []
    assert "postgresql-client" in " ".join(said("service", "RUN"))


@pytest.mark.parametrize("stage", ["service", "emulator"])
def test_what_is_compiled_and_built_stays_behind(stage: str) -> None:
    copied = [line for line in said(stage, "COPY") if not line.startswith("--from=build")]
    assert copied == []
