"""The tab `Hướng dẫn` of a unit's workbook: which one it is, and what the unit ticked there."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from jobs.unit.acceptance import Acceptance
from sheets_client.snapshot import Cell, Sheet, SpreadsheetSnapshot
from sheets_schema.headings import heading_key
from sheets_schema.messages import LANGUAGES, text
from sheets_schema.vietnam.text import one_line

# The second is used where the unit has a tab of its own under the first.
TITLES = ("tab-guide", "tab-guide-ours")

# Hidden beside the tick by which a unit confirms a list, before the list's name.
CARRY = "#carry:"
# Hidden beside the cell in which the unit types who submits; the columns of both.
WHO, NAME, NAME_KEY = "#who", 1, 2
LONGEST_NAME = 120


def find_guide(snapshot: SpreadsheetSnapshot, remembered: int | None) -> Sheet | None:
    """The tab that we made whatever its name now, else one of that title with the tick "done"."""
    made = snapshot.by_id(remembered) if remembered is not None else None
    titled = (snapshot.by_title(text(key, lang)) for key in TITLES for lang in LANGUAGES)
    return made or next((s for s in titled if s and any(map(says_done, s.cells))), None)


def as_titled(sheet: Sheet, guide: Sheet | None) -> Sheet:
    """The guide under the title by which the checks know it, any other tab as it is."""
    return replace(sheet, title=text(TITLES[0], LANGUAGES[0])) if sheet is guide else sheet


def is_done(guide: Sheet | None) -> bool:
    """Whether a row holds the sentence "done" and, in another cell, a tick."""
    rows = guide.cells if guide else ()
    return any(says_done(row) and any(cell.value is True for cell in row) for row in rows)


def is_ticked(guide: Sheet | None, known: Acceptance) -> bool:
    """Whether a tick stands that does not count yet: of a returned report the one of "done", of
    one that begins anew any."""
    if known.returned is not None:
        return is_done(guide)
    return any(cell.value is True for row in (guide.cells if guide else ()) for cell in row)


def confirmed(guide: Sheet | None) -> frozenset[str]:
    """The lists, by declared name, whose rows of the last period the unit said to be right."""
    rows = guide.cells if guide else ()
    ticked = (row for row in rows if any(cell.value is True for cell in row))
    keys = (str(cell.value) for row in ticked for cell in row if isinstance(cell.value, str))
    return frozenset(key.removeprefix(CARRY) for key in keys if key.startswith(CARRY))


def typed_name(guide: Sheet | None) -> str:
    """Whom the unit named beside the tick as who submits; empty where it named nobody."""
    for row in guide.cells if guide else ():
        if len(row) > NAME_KEY and row[NAME_KEY].value == WHO:
            return one_line(str(row[NAME].value or ""))[:LONGEST_NAME]
    return ""


def says_done(row: Sequence[Cell]) -> bool:
    """Whether a row holds the sentence beside which a unit says that its report is complete."""
    keys = [heading_key(cell.value) for cell in row if isinstance(cell.value, str)]
    return any(sentence in key for key in keys for sentence in _done_sentences())


@cache
def _done_sentences() -> tuple[str, ...]:
    # Asked for at every row of every tab that may be the guide.
    return tuple(heading_key(text("guide-done", language)) for language in LANGUAGES)
