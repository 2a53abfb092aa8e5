"""Draws the house into docs/design.md: its rooms as the imports tie them, and the way of one edit.

python -m bench.house            (make design)
"""

import ast
import importlib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "design.md"
PACKAGES = ("service", "jobs", "sheets_client", "sheets_schema")
# Rooms are folders of these; the others are one room each.
OF_ROOMS = ("jobs",)
# What an edit passes, from the hint to the district's spreadsheet.
STATIONS = (
    "service.doors.webhooks:edit",
    "service.doors.hints:read_hint",
    "jobs.queue.asking:Queue.request",
    "jobs.store.work.ledger:mark",
    "jobs.queue.engine:Worker.work",
    "jobs.store.work.ledger:begin",
    "jobs.duties:check",
    "jobs.ward.check:check_unit",
    "sheets_client.client:GoogleClient.get_workbook",
    "sheets_schema.validate:validate",
    "jobs.ward.plan:plan_workbook",
    "sheets_client.client:GoogleClient.batch_update",
    "jobs.ward.remember:remember",
    "jobs.store.work.ledger:finish",
    "jobs.duties:publish",
    "jobs.district.publish:publish",
    "jobs.district.content:gather",
)

Arrows = Mapping[str, set[str]]


def room_of(module: str) -> str:
    """The room of a module: `jobs.ward` of `jobs.ward.flags.texts`."""
    parts = module.split(".")
    if parts[0] not in OF_ROOMS or len(parts) < 2:
        return parts[0]
    return ".".join(parts[:2])


def imports(file: Path) -> Iterator[str]:
    """Modules of ours that a module imports, for types only and inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in PACKAGES)


def arrows() -> Arrows:
    """By room the rooms that it imports."""
    found: dict[str, set[str]] = {}
    for file in (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        room = room_of(module)
        found.setdefault(room, set()).update(set(map(room_of, imports(file))) - {room})
    return {room: others - {"jobs"} for room, others in sorted(found.items()) if room != "jobs"}


def beneath(room: str, of: Arrows) -> set[str]:
    """Every room that this one stands on, through others too."""
    found: set[str] = set()
    waiting = list(of[room])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += of.get(one, ())
    return found


def needed(of: Arrows) -> Arrows:
    """The arrows that no way through another room says already."""
    return {
        room: {
            one
            for one in others
            if not any(
                one in beneath(other, of) and room not in beneath(other, of)
                for other in others - {one}
            )
        }
        for room, others in of.items()
    }


def picture(of: Arrows) -> str:
    """The rooms as a Mermaid diagram, the lower drawn lower."""
    lines = ["```mermaid", "flowchart TD"]
    for room in of:
        lines.append(f'    {_id(room)}["{room}"]')
    for room, others in needed(of).items():
        lines += [f"    {_id(room)} --> {_id(one)}" for one in sorted(others)]
    return "\n".join([*lines, "```"])


def _id(room: str) -> str:
    return room.replace(".", "_")


def way(stations: Iterable[str]) -> str:
    """What an edit passes, in the words of the code itself."""
    lines = ["| | where | what |", "| --- | --- | --- |"]
    for number, station in enumerate(stations, 1):
        module, _, name = station.partition(":")
        found: object = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        said = (inspect.getdoc(found) or "").split("\n\n")[0].replace("\n", " ")
        lines.append(f"| {number} | `{module}` `{name}` | {said} |")
    return "\n".join(lines)


def drawn(page: str) -> str:
    """The page with both drawn anew between their marks."""
    for mark, text in (("rooms", picture(arrows())), ("way", way(STATIONS))):
        before, _, rest = page.partition(f"<!-- {mark} -->\n")
        after = rest.partition(f"<!-- /{mark} -->")[2]
        page = f"{before}<!-- {mark} -->\n{text}\n<!-- /{mark} -->{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
