"""What stands in the tab `Kết quả kiểm tra`: which row is which line, and what the unit did there.

Beside a line's hidden key stands a seal of its words. Whoever sorts the columns that can be seen
moves words, ticks and reasons, and leaves the hidden keys where they are: then a row says one
thing and its key another. Such a row is the line that it says, and a tick in it is not certain.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jobs.ward.results.lines import KEY, REASON, TICK, Line
from sheets_client.snapshot import Scalar, Sheet


@dataclass(frozen=True, slots=True)
class TabTicks:
    """What the unit ticked and explained, by the line's key.

    `below`: the lines that stand under each heading. `unclear`: ticked in rows whose words are not
    those that we wrote for their key.
    """

    ticked: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """The key of each row of the tab, empty for a row of somebody else's; `torn` that words and
    keys were moved apart, `clear` the rows (from 0) whose words are those of their key."""

    keys: Sequence[str]
    torn: bool
    clear: frozenset[int]


def sealed(line: Line) -> str:
    """What stands in a line's hidden cell: its key and the seal of its words, or of its formula."""
    return f"{line.key}/{_seal([line.formula] if line.formula else line.cells[:TICK])}"


def read_layout(sheet: Sheet) -> Layout:
    """Which row is which line: by its words where they are those of another key."""
    hidden = [
        str(sheet.cell(row, KEY).value or "").partition("/") for row in range(len(sheet.cells))
    ]
    words = [
        _seal([sheet.cell(row, at).value for at in range(TICK)]) if hidden[row][0] else ""
        for row in range(len(hidden))
    ]
    by_words = {seal: key for key, _, seal in hidden if seal}
    clear = {row for row, (_, _, seal) in enumerate(hidden) if seal in ("", words[row])}
    moved = {row for row in range(len(hidden)) if row not in clear and words[row] in by_words}
    keys = [by_words[words[row]] if row in moved else hidden[row][0] for row in range(len(hidden))]
    return Layout(keys, bool(moved), frozenset(clear))


def _seal(words: Iterable[Scalar | None]) -> str:
    said = "\x1f".join(str("" if word is None else word) for word in words)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def read_ticks(sheet: Sheet | None) -> TabTicks:
    """The unit's ticks and reasons; a line copied by somebody counts once."""
    if sheet is None:
        return TabTicks()
    layout = read_layout(sheet)
    ticked: set[str] = set()
    unclear: set[str] = set()
    reasons: dict[str, str] = {}
    below: dict[str, set[str]] = {}
    heading: set[str] = set()
    for row, key in enumerate(layout.keys):
        if not key:
            continue
        if sheet.cell(row, TICK).value is True:
            (ticked if row in layout.clear else unclear).add(key)
        reason = str(sheet.cell(row, REASON).value or "")
        reasons[key] = reasons.get(key) or reason
        if key.startswith("#"):
            heading = below.setdefault(key, set())
        elif row in layout.clear:
            heading.add(key)
    under = {key: frozenset(lines) for key, lines in below.items()}
    return TabTicks(frozenset(ticked), reasons, under, frozenset(unclear))
