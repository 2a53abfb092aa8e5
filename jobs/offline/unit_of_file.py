"""Whose workbook a file is: by the code or name in it, else by its title or file name."""

from collections.abc import Iterable, Sequence
from datetime import date

from jobs.offline.errors import InputError
from jobs.offline.json_workbook import ReadWorkbook
from jobs.offline.workbook_files import shown_path
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.text import fold

_NAMED = 3


class UnitFinder:
    """The register, ready to be asked: names are folded once, not for each file."""

    def __init__(self, units: Iterable[OrgUnit], as_of: date) -> None:
        """Of units that share a code, the one in force on the day counts."""
        self.units: Sequence[OrgUnit] = tuple(_in_force(units, as_of).values())
        self._by_code = {unit.code: unit for unit in self.units}
        self._words = [(_padded(unit.name), _padded(unit.code), unit) for unit in self.units]

    def unit_of(self, read: ReadWorkbook, lang: str = "vi") -> OrgUnit:
        """The unit of a workbook. Raises InputError when none or several fit."""
        for code in (read.unit_code, read.path.stem):
            if code in self._by_code:
                return self._by_code[code]
        for said in (read.unit_name, read.workbook.title, read.path.stem):
            named = self._named(said)
            if len(named) == 1:
                return named[0]
            if named:
                raise self._error("check-several-units", read, lang, named)
        # A file that names a unit, and none of ours, is not the only one's of the register.
        if len(self.units) == 1 and not (read.unit_code or read.unit_name):
            return self.units[0]
        raise self._error("check-unknown-unit", read, lang, self.units)

    def _named(self, said: str) -> list[OrgUnit]:
        """Units named in a text; codes decide between units of one name, or where none is named."""
        words = _padded(said)
        named = [(len(name), unit) for name, _, unit in self._words if name in words]
        coded = [unit for _, code, unit in self._words if code in words]
        # "Phường Nam Hải 1" holds no other name; "Nam Hải" is inside it, so longest wins.
        longest = max((length for length, _ in named), default=0)
        best = [unit for length, unit in named if length == longest]
        return [unit for unit in best if unit in coded] or best or coded

    def _error(
        self, key: str, read: ReadWorkbook, lang: str, units: Sequence[OrgUnit]
    ) -> InputError:
        names = ", ".join(f"{unit.code} {unit.name}" for unit in units[:_NAMED])
        example = f"{units[0].code}.xlsx"
        return InputError(text(key, lang, file=shown_path(read.path), units=names, example=example))


def _in_force(units: Iterable[OrgUnit], as_of: date) -> dict[str, OrgUnit]:
    """By code the newest unit that exists on the day, else the first that will."""
    found: dict[str, OrgUnit] = {}
    for unit in sorted(units, key=lambda unit: unit.valid_from or date.min):
        if unit.code not in found or (unit.valid_from or date.min) <= as_of:
            found[unit.code] = unit
    return found


def _padded(value: str) -> str:
    """Words between blanks, so that a whole name is looked for and never a part of a word."""
    words = " ".join("".join(c if c.isalnum() else " " for c in fold(value)).split())
    return f" {words} " if words else "\0"
