"""The import arrows of the house point one way, and the top level stays as it was drawn."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where the modules of a room lie that is a distribution of its own.
FOLDERS = {"sheets_emulator": ROOT / "sheets_emulator" / "src"}
ALLOWED = {
    "service": {"jobs", "sheets_client", "sheets_schema"},
    "jobs": {"sheets_client", "sheets_schema"},
    "sheets_client": set(),
    "sheets_schema": set(),
    "sheets_emulator": set(),
    # What it makes up it reads out of a declaration.
    "demo": {"sheets_schema"},
}
# The one door from the house to the demonstration: its command.
EXCEPTIONS = {("service/commands/demo.py", "demo")}
HOUSE = {*ALLOWED, "bench", "tests"}
NAMELESS = {"utils", "common", "helpers", "core", "misc"}


def files_of(room: str) -> list[Path]:
    """The modules of a room, in order."""
    return sorted(FOLDERS.get(room, ROOT / room).rglob("*.py"))


def imported_rooms(file: Path) -> set[str]:
    """Names of our packages that a module imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found & HOUSE


@pytest.mark.parametrize("room", ALLOWED)
def test_arrows_point_one_way(room: str) -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {other}"
        for file in files_of(room)
        for other in sorted(imported_rooms(file) - {room} - ALLOWED[room])
        if (file.relative_to(ROOT).as_posix(), other) not in EXCEPTIONS
    ]
    assert not wrong


def test_no_module_is_named_after_nothing() -> None:
    files = [file for room in ALLOWED for file in files_of(room)]
    assert len(files) > 20
    assert not [str(f.relative_to(ROOT)) for f in files if NAMELESS & {f.stem, f.parent.name}]


def test_every_module_says_its_role_in_its_first_line() -> None:
    silent = []
    for room in (*ALLOWED, "bench", "tests", "sheets_emulator/tests"):
        for file in files_of(room):
            text = file.read_text(encoding="utf-8").removeprefix("#!/usr/bin/env python3\n")
            if text.strip() and not text.startswith('"""'):
                silent.append(str(file.relative_to(ROOT)))
    assert not silent
