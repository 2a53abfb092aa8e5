"""Workbooks that stand in the registers of several campaigns: a workbook belongs to one."""

from collections import defaultdict
from collections.abc import Mapping

from jobs.store.units import load_units
from service.office import Office
from service.scope import own_scope


def shared_workbooks(offices: Mapping[str, Office]) -> list[tuple[str, str]]:
    """The unit of each such workbook that the person sees, and the titles of its campaigns;
    `offices` are those of the service by title."""
    holders: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for title, here in offices.items():
        scope = own_scope(here)
        with here.engine.connect() as connection:
            units = [unit for unit in load_units(connection) if unit.spreadsheet]
        for unit in units:
            if scope.sees(unit.key):
                holders[unit.spreadsheet].setdefault(title, unit.name)
    several = (titles for titles in holders.values() if len(titles) > 1)
    return sorted((next(iter(titles.values())), "; ".join(titles)) for titles in several)
