"""The rooms inside jobs, service and the emulator: each knows only rooms below it."""

from collections import Counter
from graphlib import TopologicalSorter

import pytest

from tests.house.import_graph import ROOT, import_graph

GROUND = {"jobs.store", "jobs.unit", "jobs.tab"}
JOBS = {
    "jobs.store": set(),
    "jobs.unit": {"jobs.store"},
    "jobs.tab": {"jobs.store", "jobs.unit"},
    "jobs.ward": GROUND,
    "jobs.register": GROUND,
    "jobs.workbooks": GROUND | {"jobs.register"},
    "jobs.queue": GROUND,
    "jobs.district": GROUND | {"jobs.register"},
    "jobs.notices": GROUND | {"jobs.workbooks"},
    "jobs.offline": GROUND | {"jobs.register"},
    "jobs.report": GROUND | {"jobs.district"},
    "jobs.periods": GROUND | {"jobs.district", "jobs.report"},
}
JOBS["jobs.persons"] = GROUND
JOBS["jobs.duties"] = set(JOBS)
# What doors, pages and processes share; the application that is made of them; how it is started.
SHARED = (
    "access breaches_said errors guards identity mail office opening persons_said "
    "rates rooms scope signing"
)
SERVICE = {
    "service.settings": {"jobs.duties"},
    "service.shared": {"service.settings", *JOBS},
}
SERVICE["service.edge"] = set(SERVICE)
SERVICE["service.pages"] = {*SERVICE, *JOBS}
SERVICE["service.doors"] = {*SERVICE, *JOBS}
SERVICE["service.app"] = set(SERVICE)
SERVICE["service.switch"] = set(SERVICE)
SERVICE["service.process"] = {*SERVICE, *JOBS} - {"service.doors"}
SERVICE["service.commands"] = {*SERVICE, *JOBS} - {"service.doors"}
SERVICE["service.start"] = set(SERVICE)
CELLS = {"wire", "google", "text", "formulas", "book"}
LOCAL_GOOGLE = {
    "wire": set(),
    "google": {"wire"},
    "text": set(),
    "formulas": {"text"},
    "book": CELLS - {"book"},
    "sheets": CELLS,
    "drive": CELLS | {"sheets"},
    "account": {"wire", "google"},
    "weather": CELLS | {"drive"},
    "page": CELLS | {"sheets", "drive"},
}
LOCAL_GOOGLE["server"] = set(LOCAL_GOOGLE)
ROOMS = JOBS | SERVICE | LOCAL_GOOGLE


def room_of(module: str) -> str:
    """The room that a module lies in, "" outside of the three houses."""
    house, _, inside = module.partition(".")
    room = inside.partition(".")[0]
    if house == "sheets_emulator":
        return room if room in LOCAL_GOOGLE else "server"
    if house == "service" and f"service.{room}" not in SERVICE:
        return "service.shared" if room in SHARED.split() else "service.start"
    return f"{house}.{room}" if f"{house}.{room}" in ROOMS else ""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    graph = import_graph()
    mine = [module for module in graph if room_of(module) == room]
    wrong = [
        f"{module} imports {other}"
        for module in mine
        for other in sorted(graph[module])
        if room_of(other) not in {room, "", *ROOMS[room]}
    ]
    assert mine and not wrong


def test_no_two_rooms_are_tied_both_ways() -> None:
    assert set(TopologicalSorter(ROOMS).static_order()) == set(ROOMS)


def test_a_ward_and_the_district_do_not_know_each_other() -> None:
    assert "jobs.ward" not in JOBS["jobs.district"] | JOBS["jobs.report"]
    assert "jobs.district" not in JOBS["jobs.ward"]


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = import_graph()
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph) > 400


def test_jobs_holds_rooms_and_the_table_of_duties() -> None:
    assert {file.name for file in (ROOT / "jobs").glob("*.py")} == {"__init__.py", "duties.py"}


# A command is a file, and so is a check: their folders grow by one with each.
WIDE = {"service/commands", "jobs/store/migrations/versions"}


@pytest.mark.parametrize("house", ["jobs", "service", "sheets_emulator/src"])
def test_no_folder_is_a_hall(house: str) -> None:
    count = Counter(file.parent for file in (ROOT / house).rglob("*.py"))
    halls = {folder.relative_to(ROOT).as_posix(): n for folder, n in count.items() if n > 17}
    assert not {name: n for name, n in halls.items() if name not in WIDE}
