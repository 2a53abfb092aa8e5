"""What the lists of a unit hold, whatever shape they are put into: rows by declared column."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.districts.clean_wards import clean_ward
from tests.districts.people import People
from tests.districts.places import PLACES

SAMPLE = Path(__file__).parents[1] / "data" / "district"
AS_OF = date(2024, 10, 28)
_DECLARED = {
    "stt": "number",
    "tdp": "residential_group",
    "skill": "skills",
    "desc": "description",
    "count": "participants",
    "ddate": "decision_date",
    "year": "birth_year",
    "pos": "position",
}
_OF_GROUPS = {"count": "size", "phone": "leader_phone"}
_NEIGHBOURS = ("row-shifted", "name-tcvn3", "name-vni", "name-unreadable", "person-year-invalid")

Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Content:
    """A unit and its lists: rows of cells by declared name."""

    unit: OrgUnit
    lists: dict[str, list[Row]]


def sample_contents(campaign: Campaign) -> list[Content]:
    """The wards of the sample district, as their own workbooks hold them, defects and all."""
    config = json.loads((SAMPLE / "config.json").read_text("utf-8"))
    found = []
    for ward in config["wards"]:
        unit = OrgUnit(ward["id"], ward["name"], "ward", residential_groups=tuple(ward["tdps"]))
        book = json.loads((SAMPLE / "wards" / f"{ward['id']}.json").read_text("utf-8"))
        tabs = [Tab(tab["title"], tab["values"], tab["formatted"]) for tab in book["tabs"]]
        read = validate(Workbook(book["spreadsheet_title"], tabs), unit, campaign, AS_OF)
        found.append(Content(unit, {one.table.name: _typed(read, one.table.name)
                                    for one in read.tables}))  # fmt: skip
    return found


def _typed(read: Checked, name: str) -> list[Row]:
    """The rows of a list as they were typed; the group of each where only its first row has it.

    Cells that slipped sideways and texts of an old font are known by their neighbours alone.
    """
    table = next(one for one in read.tables if one.table.name == name)
    columns = table.table.columns
    left_out = {one.row for one in read.findings if one.table == name and one.code in _NEIGHBOURS}
    return [
        {
            column.name: value if column.params.get("fill_down") and not typed else typed
            for column, typed, value in zip(columns, row.raw, row.values, strict=True)
        }
        for row in table.rows
        if row.row + 1 not in left_out
    ]


def clean_content(seed: int) -> Content:
    """A made-up ward in which nothing is wrong."""
    rng = Random(seed)
    place = PLACES[seed % len(PLACES)]
    ward = clean_ward(rng, People(rng), place, "W01", f"Số {seed % 20 + 1}")
    unit = OrgUnit("W01", ward.name, "ward", residential_groups=tuple(ward.tdps))
    lists = {
        name: [{_declared(name, key): cell for key, cell in row.cells.items()} for row in one.rows]
        for name, one in ward.lists.items()
    }
    return Content(unit, lists)


def _declared(table: str, name: str) -> str:
    if table == "groups" and name in _OF_GROUPS:
        return _OF_GROUPS[name]
    return _DECLARED.get(name, name)
