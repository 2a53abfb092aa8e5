"""Units under units: who stands above whom, by what the register says of each line's parent.

Thôn under xã, xã under tỉnh; before July 2025 phường under quận under thành phố as well. What
names no unit of the register, the receiving authority for instance, stands above all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sheets_schema.org_unit import OrgUnit


@dataclass(frozen=True)
class Tree:
    """The units by key, and above each the key of its parent; those without stand directly under
    the receiving authority. Lines that stand above each other in a circle have no parent."""

    units: Mapping[str, OrgUnit]
    parents: Mapping[str, str]
    circles: Sequence[frozenset[str]] = ()
    _ways: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def above(self, key: str) -> tuple[str, ...]:
        """The units above one, the nearest first."""
        if key not in self._ways:
            parent = self.parents.get(key)
            self._ways[key] = () if parent is None else (parent, *self.above(parent))
        return self._ways[key]

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key in self.units:
            for above in self.above(key):
                found.setdefault(above, set()).add(key)
        return {key: frozenset(keys) for key, keys in found.items()}

    def below(self, key: str) -> frozenset[str]:
        """Every unit under one, at whatever distance; the one itself is not among them."""
        return self._below.get(key, frozenset())

    @cached_property
    def parts(self) -> list[OrgUnit]:
        """The units that have others below them, in the register's order."""
        return [unit for key, unit in self.units.items() if key in self._below]

    def key_of(self, code: str) -> str | None:
        """The key of the unit with that key or code, None where there is none."""
        if code in self.units:
            return code
        said = code.casefold()
        found = [key for key, unit in self.units.items() if unit.code.casefold() == said]
        return found[-1] if found else None

    def depth(self, key: str) -> int:
        """1 for a unit directly under the receiving authority, 2 for those under it, and so on."""
        return len(self.above(key)) + 1


def tree_of(register: Iterable[OrgUnit]) -> Tree:
    """The tree of a register's units."""
    units = {unit.key: unit for unit in register}
    named = names_of(units.values())
    said = {key: named.get(unit.parent.casefold()) for key, unit in units.items() if unit.parent}
    parents = {key: parent.key for key, parent in said.items() if parent is not None}
    circles = _circles(parents)
    inside = frozenset().union(*circles)
    held = {key: parent for key, parent in parents.items() if key not in inside}
    return Tree(units, held, circles)


def names_of(units: Iterable[OrgUnit]) -> dict[str, OrgUnit | None]:
    """Units by what a line may name its parent by: the code, else the name; None where several
    bear that name."""
    units = list(units)
    found: dict[str, OrgUnit | None] = {}
    for unit in units:
        said = unit.name.casefold()
        found[said] = None if said in found else unit
    by_code: dict[str, OrgUnit] = {}
    for unit in units:
        # Of units that bore one code after each other the last is meant.
        by_code[unit.code.casefold()] = unit
    return {**found, **by_code}


def _circles(parents: Mapping[str, str]) -> list[frozenset[str]]:
    """Each set of units that stand above themselves."""
    found: list[frozenset[str]] = []
    done: set[str] = set()
    for start in parents:
        way: list[str] = []
        key: str | None = start
        while key is not None and key not in done and key not in way:
            way.append(key)
            key = parents.get(key)
        if key is not None and key in way:
            found.append(frozenset(way[way.index(key) :]))
        done.update(way)
    return found
