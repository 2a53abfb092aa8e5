"""Every dependency has its one line in docs/dependencies.md, and none lingers there."""

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


EMULATOR = ROOT / "sheets_emulator"
OURS = {"wardsheets", "wardsheets-emulator"}


def project(folder: Path) -> dict[str, Any]:
    """What the pyproject.toml of a distribution says of it."""
    said: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    return said


def names_in(lines: Iterable[str]) -> set[str]:
    return {re.split(r"[\[<>=~!]", line)[0].strip() for line in lines}


def declared(folder: Path = ROOT) -> set[str]:
    """Names in the pyproject.toml of a distribution, extras included."""
    said = project(folder)
    extras = said["optional-dependencies"].values()
    return names_in([*said["dependencies"], *itertools.chain.from_iterable(extras)])


PRODUCT = [ROOT / room for room in ("service", "jobs", "sheets_client", "sheets_schema", "demo")]
# Distributions whose import name is another.
IMPORTED_AS = {
    "bootstrap-flask": "flask_bootstrap",
    "google-auth": "google",
    "google-api-python-client": "googleapiclient",
    "python-docx": "docx",
}


def imported(folders: Iterable[Path]) -> set[str]:
    """Foreign packages that the modules in these folders import."""
    found: set[str] = set()
    for file in (file for folder in folders for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {one.name for one in PRODUCT} - {EMULATOR.name}


def by_import_name(names: Iterable[str]) -> set[str]:
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}


def test_whatever_is_imported_is_declared() -> None:
    assert imported(PRODUCT) <= by_import_name(declared())


def test_the_emulator_declares_just_what_it_imports() -> None:
    used = imported([EMULATOR / "src"])
    assert used == by_import_name(declared(EMULATOR))


def test_every_dependency_says_why_it_is_here() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    said = set(re.findall(r"^\| `([^`]+)` \| \S", page, re.MULTILINE))
    assert said == declared() | declared(EMULATOR)


def locked(name: str) -> dict[str, str]:
    """By normalised name what a lock says of a distribution: version, where, hashes."""
    lock = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    return {re.split(r"[\[=]", line)[0]: line for line in lock.splitlines()}


def extra(*names: str) -> set[str]:
    """The distributions that these extras of pyproject.toml name."""
    extras = project(ROOT)["optional-dependencies"]
    return names_in(itertools.chain.from_iterable(extras[name] for name in names))


def run_by_the_emulator() -> set[str]:
    """The distributions that the local Google needs where no test runs."""
    return names_in(project(EMULATOR)["dependencies"])


LOCKS = ("requirements.lock", "requirements-demo.lock", "requirements-build.lock")
DEV = "requirements-dev.lock"


@pytest.mark.parametrize("name", [*LOCKS, DEV])
def test_a_lock_has_hashes_and_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text
    assert all("--hash=" in line for line in locked(name).values())


def test_the_lock_for_development_holds_every_dependency() -> None:
    assert declared() | declared(EMULATOR) <= locked(DEV).keys()


@pytest.mark.parametrize("folder", [ROOT, EMULATOR])
def test_nothing_asks_an_index_for_a_name_of_ours(folder: Path) -> None:
    assert not declared(folder) & OURS


@pytest.mark.parametrize("name", LOCKS)
def test_all_locks_are_of_one_resolution(name: str) -> None:
    whole = locked(DEV)
    assert {one: pin.split("==")[1].split()[0] for one, pin in locked(name).items()} == {
        one: whole[one].split("==")[1].split()[0] for one in locked(name)
    }


def test_a_server_gets_its_own_packages_and_no_tool() -> None:
    names = locked("requirements.lock").keys()
    served = declared() - extra("dev", "build")
    tools = extra("dev", "build") | run_by_the_emulator() - served
    assert served <= names
    assert not names & tools


def test_the_demo_gets_the_emulator_and_no_tool() -> None:
    names = locked("requirements-demo.lock").keys()
    needed = declared() - extra("dev", "postgresql") | run_by_the_emulator()
    assert needed <= names
    assert not names & extra("dev")
