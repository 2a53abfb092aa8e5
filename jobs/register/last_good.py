"""Which unit each line stands for: its own where it is good, else the last good one it had."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import JudgedLine, Weight


def in_force(lines: Sequence[JudgedLine], last: Sequence[OrgUnit]) -> dict[int, OrgUnit]:
    """Line number -> unit, in the order of the lines; a line that stands for none is missing.

    `last` is the register until now. No workbook is that of two units.
    """
    good = {line.number: line.unit for line in lines if line.weight is Weight.NOTHING}
    taken = {unit.validity for unit in good.values()}
    free = [unit for unit in last if unit.validity not in taken]
    found: dict[int, OrgUnit] = {}
    links = {unit.spreadsheet for unit in good.values()}
    for line in lines:
        unit = good.get(line.number)
        if unit is None:
            unit = _with_own_link(_kept(line, free) or _without_doubts(line), links)
        if unit is not None:
            found[line.number] = unit
    return found


def _kept(line: JudgedLine, free: list[OrgUnit]) -> OrgUnit | None:
    """The last good unit of this line, taken out of `free`."""
    said = line.unit
    same = [unit for unit in free if unit.validity == said.validity]
    if not same and said.code:
        same = _only(unit for unit in free if unit.code == said.code)
    elif not same:
        linked = [one for one in free if said.spreadsheet and one.spreadsheet == said.spreadsheet]
        same = _only(linked or (unit for unit in free if said.name and unit.name == said.name))
    if not same:
        return None
    free.remove(same[0])
    return same[0]


def _only(units: Iterable[OrgUnit]) -> list[OrgUnit]:
    """The one of these units; none where it would be a guess."""
    found = list(units)
    return found if len(found) == 1 else []


def _without_doubts(line: JudgedLine) -> OrgUnit | None:
    """A new unit without the values that are complained of, None where the line itself is."""
    if line.weight is not Weight.VALUE:
        return None
    linked = any(one.code == "link-twice" for one in line.complaints)
    return replace(line.unit, spreadsheet="") if linked else line.unit


def _with_own_link(unit: OrgUnit | None, links: set[str]) -> OrgUnit | None:
    if unit is None or not unit.spreadsheet:
        return unit
    if unit.spreadsheet in links:
        return replace(unit, spreadsheet="")
    links.add(unit.spreadsheet)
    return unit
