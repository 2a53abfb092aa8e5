"""What stands in the tab `Kết quả kiểm tra`: which row is which line, and what the unit did there.

Beside a line's hidden key stands a seal of its words. Whoever sorts the columns that can be seen
moves words, ticks and reasons, and leaves the hidden keys where they are: then a row says one
thing and its key another. Such a row is the line that it says, and a tick in it is not certain.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jobs.ward.results.lines import KEY, REASON, RESTORE, SAID, TICK, Line
from sheets_client.snapshot import EMPTY, Scalar, Sheet

BOX = "box"
_HIDDEN = re.compile(r"(#\S+|[0-9a-f]{16})(/[0-9a-f]{8}(/box)?)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where (from 0) the parts of a line stand: its words, which are ours, and what is theirs."""

    words: range
    tick: int
    reason: int
    key: int


NARROW = Columns(range(SAID, SAID + 1), TICK, REASON, KEY)
# How the tab was before it fitted a phone: severity, place, what, what to do, proposal.
WIDE = Columns(range(5), tick=5, reason=6, key=7)
_WIDE_TODO, _WIDE_PROPOSAL = 3, 4


def columns_of(sheet: Sheet) -> Columns:
    """How the tab is laid out: known by where its hidden keys stand."""
    rows = range(len(sheet.cells))
    for columns in (NARROW, WIDE):
        said = (str(sheet.cell(row, columns.key).value or "") for row in rows)
        if any(_HIDDEN.fullmatch(one) for one in said):
            return columns
    return NARROW


def narrowed(sheet: Sheet) -> Sheet:
    """A wide tab as it is once its columns are ours of today: ticks, reasons and keys stay, the
    words are still to be written."""
    rows = range(len(sheet.cells))
    parts = (WIDE.tick, WIDE.reason, WIDE.key)
    taken = [[sheet.cell(row, column) for column in parts] for row in rows]
    cells = [(tick, EMPTY, reason, key) for tick, reason, key in taken]
    return replace(sheet, cells=cells)


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
    keys were moved apart, `clear` the rows (from 0) whose words are those of their key, `boxes`
    those with a box to tick."""

    keys: Sequence[str]
    torn: bool
    clear: frozenset[int]
    boxes: frozenset[int]
    columns: Columns


def sealed(line: Line) -> str:
    """What stands in a line's hidden cell: its key, the seal of its words or of its formula, and
    whether it has a box."""
    parts = [line.key, _seal([line.formula or line.said]), *([BOX] if line.tick else ())]
    return "/".join(parts)


def read_layout(sheet: Sheet) -> Layout:
    """Which row is which line: by its words where they are those of another key."""
    columns, rows = columns_of(sheet), range(len(sheet.cells))
    hidden = [_parts(str(sheet.cell(row, columns.key).value or "")) for row in rows]
    words = [
        _seal([sheet.cell(row, at).value for at in columns.words]) if hidden[row][0] else ""
        for row in rows
    ]
    by_words = {seal: key for key, seal, _ in hidden if seal}
    clear = {row for row, (_, seal, _) in enumerate(hidden) if seal in ("", words[row])}
    moved = {row for row in rows if row not in clear and words[row] in by_words}
    keys = [by_words[words[row]] if row in moved else hidden[row][0] for row in rows]
    boxes = {row for row, (_, _, box) in enumerate(hidden) if box}
    if columns is WIDE:
        boxes |= {row for row in rows if _had_box(sheet, row, hidden[row][0])}
    return Layout(keys, bool(moved), frozenset(clear), frozenset(boxes), columns)


def _parts(hidden: str) -> tuple[str, str, str]:
    key, seal, box, *_ = [*hidden.split("/"), "", ""]
    return key, seal, box


def _had_box(sheet: Sheet, row: int, key: str) -> bool:
    """In a wide tab a finding had one beside its proposal, a heading where it said what its tick
    does."""
    if not key:
        return False
    beside = _WIDE_TODO if key.startswith("#") else _WIDE_PROPOSAL
    return key.startswith(RESTORE) or bool(sheet.cell(row, beside).value)


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
        if sheet.cell(row, layout.columns.tick).value is True:
            (ticked if row in layout.clear else unclear).add(key)
        reason = str(sheet.cell(row, layout.columns.reason).value or "")
        reasons[key] = reasons.get(key) or reason
        if key.startswith("#"):
            heading = below.setdefault(key, set())
        elif row in layout.clear:
            heading.add(key)
    under = {key: frozenset(lines) for key, lines in below.items()}
    return TabTicks(frozenset(ticked), reasons, under, frozenset(unclear))
