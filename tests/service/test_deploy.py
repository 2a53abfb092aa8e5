"""What lies in deploy/ names what there is: commands, settings, numbers, files."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.cli import main
from service.settings.declared import declared
from service.settings.source import variable
from tests.service.conftest import Service
from tests.stack.image import stages

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
SETTINGS = {variable(item) for item in declared()}


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return read


def settings_named(text: str) -> set[str]:
    return set(re.findall(r"\bWARDSHEETS_[A-Z_]+", text)) - {"WARDSHEETS_VERSION"}


def is_command(words: list[str]) -> bool:
    """Whether the command line reads those words of `wardsheets`."""
    command = main.get_command(None, words[0])  # type: ignore[arg-type]
    return command is not None and bool(command.make_context(words[0], words[1:]))


def test_alerts_watch_numbers_that_the_service_tells(service: Service) -> None:
    told = service.browser.get("/metrics", headers=service.program("viewer")).text
    families = set(re.findall(r"^# TYPE (\w+)", told, re.MULTILINE))
    groups = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    for rule in rules:
        names = set(re.findall(r"wardsheets_\w+", rule["expr"]))
        names = {name.removesuffix("_bucket") for name in names}
        assert names <= families, rule["alert"]
        assert names or "up{" in rule["expr"]
    assert len(rules) >= 8


def test_alerts_choose_by_labels_that_there_are(service: Service) -> None:
    told = service.browser.get("/metrics", headers=service.program("viewer")).text
    for name, label, value in re.findall(
        r'(wardsheets_\w+)\{(\w+)="(\w+)"\}', ALERTS.read_text("utf-8")
    ):
        assert f'{name}{{{label}="{value}"}}' in told


def test_each_alert_says_what_to_do() -> None:
    for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            assert rule["annotations"]["summary"] and rule["annotations"]["action"]
            assert rule["labels"]["severity"] in ("page", "ticket") and rule["for"]


def test_compose_names_settings_and_commands_that_there_are() -> None:
    for name in ("compose.yaml", "wardsheets.env.sample"):
        assert settings_named((DEPLOY / name).read_text("utf-8")) <= SETTINGS
    services = compose()["services"]
    for name in ("web", "worker-one", "worker-two"):
        program, *words = services[name]["command"]
        assert program == "wardsheets" and is_command(words)


def test_compose_runs_the_stack_with_nothing_open_but_the_proxy() -> None:
    services = compose()["services"]
    assert {"database", "web", "worker-one", "worker-two", "proxy", "emulator"} == set(services)
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]
    assert services["emulator"]["profiles"] == ["emulator"]
    ours = [services[name] for name in ("web", "worker-one", "worker-two")]
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in ours)
    ids = [one["environment"].get("WARDSHEETS_WORKER_ID") for one in ours]
    assert ids == [None, "one", "two"]


def test_compose_builds_stages_and_mounts_files_that_there_are() -> None:
    for one in compose()["services"].values():
        if "build" in one:
            assert one["build"]["target"] in stages()
        for volume in one.get("volumes", ()):
            if volume.startswith("./"):
                assert (DEPLOY / volume.partition(":")[0]).exists()


def test_compose_fills_in_the_whole_sample_of_the_proxy() -> None:
    wanted = set(
        re.findall(r"\$\{(\w+)\}", (DEPLOY / "nginx/wardsheets.conf.template").read_text())
    )
    assert wanted == set(compose()["services"]["proxy"]["environment"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_name_settings_and_commands_that_there_are(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert settings_named(text) <= SETTINGS
    for line in re.findall(r"bin/wardsheets ([^\n']+)", text):
        assert is_command(line.replace("%%", "%").replace("$(date +%F)", "x").split())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_read_by_systemd(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("needs systemd-analyze; turn on with: apt-get install systemd")
    for one in UNITS:
        text = one.read_text("utf-8")
        # The programs are not installed here.
        (tmp_path / one.name).write_text(
            text.replace("/opt/wardsheets/bin/wardsheets", "/bin/true")
        )
    name = unit.name.replace("@.", "@one.")
    said = subprocess.run(
        [analyze, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True
    )
    ours = [line for line in said.stderr.splitlines() if "wardsheets" in line]
    assert ours == []


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_units_may_touch_their_own_folder_only(unit: Path) -> None:
    text = unit.read_text("utf-8")
    for word in ("ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077", "User=wardsheets"):
        assert f"\n{word}\n" in text
    assert "\nCapabilityBoundingSet=\n" in text
