"""Which unit each line stands for: its own where it is good, else the last good one it had."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import JudgedLine, Weight


def in_force(lines: Sequence[JudgedLine], last: Sequence[OrgUnit]) -> dict[int, OrgUnit]:
    """Line number -> unit, in the order of the lines; a line that stands for none is missing.

    `last` is the register until now. No workbook is that of two units.
    """
    good = {line.number: line.unit for line in lines if line.weight is Weight.NOTHING}
    taken = {unit.validity for unit in good.values()}
    until_now = _LastGood([unit for unit in last if unit.validity not in taken])
    found: dict[int, OrgUnit] = {}
    links = {unit.spreadsheet for unit in good.values()}
    for line in lines:
        unit = good.get(line.number)
        if unit is None:
            unit = _with_own_link(until_now.take(line.unit) or _without_doubts(line), links)
        if unit is not None:
            found[line.number] = unit
    return found


class _LastGood:
    """Units of the last register that no good line names; each is taken once."""

    def __init__(self, units: Sequence[OrgUnit]) -> None:
        self._free = {unit.validity: unit for unit in units}
        self._called: defaultdict[tuple[str, str], list[OrgUnit]] = defaultdict(list)
        for unit in units:
            for word in ("code", "spreadsheet", "name"):
                self._called[word, getattr(unit, word)].append(unit)

    def take(self, said: OrgUnit) -> OrgUnit | None:
        """The unit that a line which is not good stood for, None where that would be a guess."""
        unit = self._free.get(said.validity)
        if unit is None:
            words = ("code",) if said.code else ("spreadsheet", "name")
            unit = next((one for word in words if (one := self._only(word, said))), None)
        return self._free.pop(unit.validity) if unit else None

    def _only(self, word: str, said: OrgUnit) -> OrgUnit | None:
        value = getattr(said, word)
        called = self._called.get((word, value), []) if value else []
        free = [unit for unit in called if unit.validity in self._free]
        return free[0] if len(free) == 1 else None


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
