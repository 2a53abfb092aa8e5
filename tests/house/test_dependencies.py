"""Every dependency has its one line in docs/dependencies.md, and none lingers there."""

import ast
import itertools
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def declared() -> set[str]:
    """Names in pyproject.toml, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *itertools.chain.from_iterable(extras)]
    return {re.split(r"[\[<>=~!]", line)[0].strip() for line in lines}


ROOMS = ("service", "jobs", "sheets_client", "sheets_schema", "sheets_emulator", "demo")
# Distributions whose import name is another.
IMPORTED_AS = {
    "bootstrap-flask": "flask_bootstrap",
    "google-auth": "google",
    "google-api-python-client": "googleapiclient",
    "python-docx": "docx",
}


def imported() -> set[str]:
    """Foreign packages that our rooms import."""
    found: set[str] = set()
    for file in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - set(ROOMS)


def test_whatever_is_imported_is_declared() -> None:
    names = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in declared()}
    assert imported() <= names


def test_every_dependency_says_why_it_is_here() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)` \| \S", page, re.MULTILINE)) == declared()


def locked(name: str) -> dict[str, str]:
    """By normalised name what a lock says of a distribution: version, where, hashes."""
    lock = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    return {re.split(r"[\[=]", line)[0]: line for line in lock.splitlines()}


def extra(*names: str) -> set[str]:
    """The distributions that these extras of pyproject.toml name."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = itertools.chain.from_iterable(extras["optional-dependencies"][n] for n in names)
    return {re.split(r"[\[<>=~!]", line)[0].strip() for line in lines}


LOCKS = ("requirements.lock", "requirements-demo.lock", "requirements-build.lock")
DEV = "requirements-dev.lock"


@pytest.mark.parametrize("name", [*LOCKS, DEV])
def test_a_lock_has_hashes_and_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text
    assert all("--hash=" in line for line in locked(name).values())


def test_the_lock_for_development_holds_every_dependency() -> None:
    assert declared() <= locked(DEV).keys()


@pytest.mark.parametrize("name", LOCKS)
def test_all_locks_are_of_one_resolution(name: str) -> None:
    whole = locked(DEV)
    assert {one: pin.split("==")[1].split()[0] for one, pin in locked(name).items()} == {
        one: whole[one].split("==")[1].split()[0] for one in locked(name)
    }


def test_a_server_gets_its_own_packages_and_no_tool() -> None:
    names = locked("requirements.lock").keys()
    assert declared() - extra("dev", "emulator", "build") <= names
    assert not names & (extra("dev", "build", "emulator") - {"waitress"})


def test_the_demo_gets_the_emulator_and_no_tool() -> None:
    names = locked("requirements-demo.lock").keys()
    assert declared() - extra("dev", "postgresql") <= names
    assert not names & extra("dev")
