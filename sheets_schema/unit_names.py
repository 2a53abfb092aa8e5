"""Cells that name units of the register: several in one, with or without their word (phường)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sheets_schema.campaign import Campaign
from sheets_schema.messages import LANGUAGES
from sheets_schema.org_unit import OrgUnit
from sheets_schema.vietnam.text import fold

# By the kind of unit the names in the register.
NamesByKind = Mapping[str, tuple[str, ...]]
_BETWEEN = re.compile(r"[,;/\n+&]|\s(?:v[àa]|-)\s", re.IGNORECASE)
_ALL = ("tat ca", "toan quan", "toan xa", "toan thanh pho", "toan huyen", "toan dia ban", "cac ")
_MARKS = re.compile(r"^[\s\-•*.:]+|[\s.:]+$")
_SHORT = re.compile(r"^(?:p|x|tt)\.\s*")


class Named(NamedTuple):
    """The units that a cell names, in its order, and what in it names none."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]


class UnitNames:
    """The names of the units of one kind; `words` are what people call such a unit."""

    def __init__(self, names: Iterable[str], words: Collection[str] = ()) -> None:
        self.names = tuple(names)
        self._words = tuple(f"{fold(word)} " for word in words)
        self._by_key = {self._key(name): name for name in reversed(self.names)}

    def named(self, said: str) -> Named:
        """What a cell names; a cell of `all` names every one."""
        known: list[str] = []
        unknown: list[str] = []
        for part in self._parts(said):
            if part in self._by_key.values():
                known.append(part)
            elif self._says_all(part):
                known.extend(self.names)
            elif (name := self._by_key.get(self._key(part))) is not None:
                known.append(name)
            else:
                unknown.append(part)
        return Named(tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown)))

    def _parts(self, said: str) -> Iterator[str]:
        """A unit's own name may hold what stands between others: it is looked for first."""
        if _MARKS.sub("", said) in self.names:
            yield _MARKS.sub("", said)
            return
        yield from filter(None, (_MARKS.sub("", part) for part in _BETWEEN.split(said)))

    def _says_all(self, part: str) -> bool:
        folded = fold(part)
        return folded.startswith(_ALL) and self._key(part) not in self._by_key

    def _key(self, name: str) -> str:
        """Folded, without the word for its kind."""
        folded = _SHORT.sub("", " ".join(fold(name).split()))
        for word in self._words:
            folded = folded.removeprefix(word)
        return folded


def names_by_kind(units: Iterable[OrgUnit]) -> NamesByKind:
    """The names of these units by their kind, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in units:
        found[unit.kind] = (*found.get(unit.kind, ()), unit.name)
    return found


def unit_names(campaign: Campaign, kind: str, names: Iterable[str]) -> UnitNames:
    """The units of that kind, called as the campaign calls them."""
    words = {campaign.word_of(kind, language) for language in LANGUAGES}
    return UnitNames(names, {part.strip() for one in words for part in one.split(",")})
