"""Every dependency has its one line in docs/dependencies.md, and none lingers there."""

import ast
import itertools
import re
import sys
import tomllib
from pathlib import Path

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


def test_the_lock_holds_every_dependency_with_hashes_and_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+?)(?:\[[\w,]+\])?==", lock, re.MULTILINE))
    assert declared() <= locked
    assert "://" not in lock and "--index" not in lock
    assert lock.count("==") <= lock.count("--hash=")
