"""Which unit each line stands for: its own where it is good, else the last good one it had."""

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    doubted = [line for line in lines if line.number not in good]
    known = {line.number: unit for line in doubted if (unit := until_now.take(line.unit))}
    # Nobody knows better whose a workbook is: it stays with the unit that had it, and one that
    # none had is that of the first line.
    new = {
        line.number: line.unit
        for line in doubted
        if line.number not in known and line.weight is Weight.VALUE
    }
    links = {unit.spreadsheet for unit in good.values()}
    own = {number: _with_own_link(unit, links) for number, unit in (known | new).items()}
    found = good | own
    return {line.number: found[line.number] for line in lines if line.number in found}


def with_lost_columns(
    lines: Sequence[JudgedLine], last: Sequence[OrgUnit], lost: Collection[str]
) -> list[JudgedLine]:
    """The lines of a tab of which somebody deleted columns: these say nothing, so that what they
    said of a unit until then still holds."""
    by_code: defaultdict[str, list[OrgUnit]] = defaultdict(list)
    for unit in last:
        by_code[unit.code].append(unit)

    def kept(unit: OrgUnit) -> OrgUnit:
        same = by_code[unit.code]
        if "valid_from" not in lost:
            same = [one for one in same if one.validity == unit.validity]
        if len(same) != 1:
            return unit
        return replace(unit, **{field: getattr(same[0], field) for field in lost})

    return [replace(line, unit=kept(line.unit)) for line in lines] if lost else list(lines)


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


def _with_own_link(unit: OrgUnit, links: set[str]) -> OrgUnit:
    if not unit.spreadsheet:
        return unit
    if unit.spreadsheet in links:
        return replace(unit, spreadsheet="")
    links.add(unit.spreadsheet)
    return unit
