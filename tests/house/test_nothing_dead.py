"""No function, class, method or property of the product that only tests, or nothing, uses."""

import re
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("service", "jobs", "sheets_client", "sheets_schema", "demo", "sheets_emulator/src")
# Revisions are read by alembic, by the names that it knows.
LEFT_OUT = ["*/migrations/*"]
# What puts a function into a table, from where it is called.
REGISTERS = [
    *("@*.route", "@*.get", "@*.post", "@*.command", "@*.group", "@*.listens_for"),
    *("@*.before_request", "@*.after_request", "@*.errorhandler", "@*.context_processor"),
    *("@lazy", "@on_*", "@request", "@operation", "@pytest.fixture", "@event*"),
]
# Read where vulture does not look: what calls each.
CALLED_FROM_OUTSIDE = {
    "serialize": "dbos, as its Serializer",
    "deserialize": "dbos, as its Serializer",
    "get_command": "click, as a lazy Group",
    "get_signing_serializer": "flask, as its session interface",
    "make_app": "gunicorn, by docs/service.md",
    "NearMemory": "limits, by the address of its storage",
    "_is_regional_access_boundary_lookup_required": "google-auth, before a call",
    "to_emulator": "other projects, by docs/emulator.md",
    "restart": "other projects' tests, by docs/emulator.md",
    "parts_of": "the property that holds the account complete",
    "load_repairs": "tests of what the journal keeps; the desk at which it is asked by hand",
}
KINDS = {"function", "class", "method", "property"}


def test_what_stands_in_the_product_is_used_there() -> None:
    assert sorted(unused()) == []


def test_the_exceptions_are_still_needed() -> None:
    assert CALLED_FROM_OUTSIDE.keys() <= set(unused(kept=()))


def unused(kept: tuple[str, ...] = tuple(CALLED_FROM_OUTSIDE)) -> Iterator[str]:
    """Names that nothing of the product's code, pages and declarations says a second time."""
    reader = Vulture(ignore_decorators=REGISTERS)
    reader.scavenge([ROOT / room for room in (*ROOMS, "bench")], exclude=LEFT_OUT)
    said = words_beside_the_code()
    for item in reader.get_unused_code():
        # A printer of the emulator's is found by its field: `_chipRuns` for `chipRuns`.
        names = {item.name, item.name.lstrip("_")}
        if item.typ in KINDS and ROOT / "bench" not in item.filename.parents:
            yield from {item.name} if not names & (said | set(kept)) else ()


def words_beside_the_code() -> set[str]:
    """The words of templates, of what a room's first page offers, and of Google's own schemas."""
    files = [ROOT / "sheets_emulator/src/sheets_emulator/google/documents/sheets.v4.json"]
    for room in ROOMS:
        files += [*(ROOT / room).rglob("*.html"), *(ROOT / room).rglob("__init__.py")]
    return {word for one in files for word in re.findall(r"\w+", one.read_text(encoding="utf-8"))}
