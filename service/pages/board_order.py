"""How the board is narrowed and put in order: by state, by a part of a name, by a column."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from flask import request

from jobs.unit.standing import STANDINGS
from service.pages.board import UnitLine
from service.scope import Scope
from sheets_schema.vietnam.text import fold

Key = Callable[[UnitLine], Any]
_DIGITS = re.compile(r"(\d+)")


def name_key(name: str) -> list[tuple[int, int, str]]:
    """Orders names as people read them: without regard to marks, `Phường 2` before `Phường 10`."""
    parts = _DIGITS.split(fold(name))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _count(severity: str) -> Key:
    return lambda line: line.counts.get(severity, 0)


def _moment(name: str) -> Key:
    def key(line: UnitLine) -> float:
        moment = getattr(line, name)
        return moment.timestamp() if moment else 0.0

    return key


@dataclass(frozen=True, slots=True)
class Order:
    """A column by which the board can be put in order; `title` is its words in the catalogue.

    `down`: what one looks for first, the largest number, stands on top at the first click.
    """

    title: str
    key: Key
    down: bool = False
    wide: bool = False


ORDERS: Mapping[str, Order] = MappingProxyType(
    {
        "unit": Order("column-unit", lambda line: name_key(line.name)),
        "state": Order("column-state", lambda line: STANDINGS.index(line.state)),
        "must-fix": Order("severity-must-fix", _count("must-fix"), down=True),
        "please-check": Order("severity-please-check", _count("please-check"), down=True),
        "repair": Order("severity-repair", _count("repair"), down=True),
        "rows": Order("column-rows", lambda line: line.rows, down=True),
        "edited": Order("column-edited", _moment("edited_at")),
        "checked": Order("column-checked", _moment("checked_at")),
        "due": Order("column-due", _moment("due")),
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the board somebody wants to see. `sort` is a name of `ORDERS`, with `-` from the
    largest down; anything else is the usual order. `kept` is the rest of the address."""

    state: str = ""
    part: str = ""
    sort: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    def lines(self, lines: Sequence[UnitLine]) -> list[UnitLine]:
        """Those lines, in order; lines that are equal stay as they were."""
        part = fold(self.part)
        found = [line for line in lines if self.state in ("", line.state)]
        found = [line for line in found if part in fold(f"{line.name} {line.code}")]
        order = ORDERS.get(self.sort.removeprefix("-"))
        if order:
            found.sort(key=order.key, reverse=self.sort.startswith("-"))
        return found

    def direction(self, name: str) -> str:
        """What `aria-sort` says of a column."""
        if self.sort.removeprefix("-") != name:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    def next_sort(self, name: str) -> str:
        """What a click on a column's title asks for: the other direction, or its first one."""
        first = f"-{name}" if ORDERS[name].down else name
        other = name if ORDERS[name].down else f"-{name}"
        return other if self.sort == first else first

    def address(self, **changed: str) -> dict[str, str]:
        """The query of the board's address, with what is changed."""
        query = {**self.kept, "state": self.state, "q": self.part, "sort": self.sort, **changed}
        return {name: text for name, text in query.items() if text}


def wanted_now(scope: Scope) -> Wanted:
    """What the address of this request asks for."""
    asked = request.args.get
    return Wanted(asked("state", ""), asked("q", "").strip()[:100], asked("sort", ""), scope.asked)
