"""Where our columns stand in a tab of the district's: known by what they are, never by neighbours.

A column that we made carries a mark of ours (developer metadata), which moves with it and goes
when it is deleted. So a heading that somebody changed is still known, and a column of the
officers' with the same heading is not taken for ours.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_client import requests as google
from sheets_client.requests import Request
from sheets_client.snapshot import Mark, Scalar, Sheet, SpreadsheetSnapshot

OURS = "wardsheets-column"
BESIDE = "wardsheets-beside"
TAB = "wardsheets-tab"
HEADER_SEARCH_ROWS = 30


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of the cells of a column that can be compared: how many are filled, how many as ours."""

    filled: int = 0
    alike: int = 0

    @property
    def is_ours(self) -> bool:
        """Half of what stands there is what should."""
        return self.filled > 0 and 2 * self.alike >= self.filled


# (sheet column, number of our title) -> how far the column holds what ours should.
LikenessOf = Callable[[int, int], Likeness]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where our columns stand now: the header's row, and the sheet column of each title."""

    header: int
    places: tuple[int, ...]

    @property
    def key(self) -> int:
        """The column of the keys."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What is left of our layout: None for the header or a column that is gone."""

    header: int | None
    places: tuple[int | None, ...]

    @property
    def whole(self) -> Layout | None:
        """The layout where nothing of it is missing."""
        places = tuple(place for place in self.places if place is not None)
        if self.header is None or len(places) < len(self.places):
            return None
        return Layout(self.header, places)


def tab_of(snapshot: SpreadsheetSnapshot, title: str) -> Sheet | None:
    """The tab of that title; one that somebody renamed by its mark, also where its title went to
    another of ours."""
    titled, marked = snapshot.by_title(title), snapshot.by_mark(TAB, title)
    if titled is None or marked is None:
        return titled or marked
    names = {mark.value for mark in titled.marks if mark.key == TAB}
    return marked if names and title not in names else titled


def find_header(sheet: Sheet, titles: Sequence[str], rows: int = HEADER_SEARCH_ROWS) -> int | None:
    """The row with most of our titles, of the first `rows`: two of them, or the first one."""
    wanted = {folded(title) for title in titles}

    def known(row: int) -> int:
        heads = {folded(cell.value) for cell in sheet.cells[row]}
        return len(wanted & heads) + (folded(titles[0]) in heads)

    best = max(range(min(rows, len(sheet.cells))), key=known, default=None)
    return best if best is not None and known(best) > 1 else None


def folded(value: Scalar | None) -> str:
    """A heading as it is compared."""
    return str("" if value is None else value).strip().casefold()


def find_places(
    sheet: Sheet, header: int | None, titles: Sequence[str], likeness: LikenessOf
) -> tuple[int | None, ...]:
    """The column of each title, None where it is gone."""
    return _Finder(sheet, header, titles, likeness).places()


def mark_values(titles: Sequence[str]) -> list[str]:
    """What the mark of each column says: its title, numbered where one stands twice."""
    seen: Counter[str] = Counter()
    values = []
    for title in titles:
        seen[title] += 1
        values.append(title if seen[title] == 1 else f"{title} {seen[title]}")
    return values


class _Finder:
    """Looks for one title after another; what one has taken is free no more."""

    def __init__(
        self, sheet: Sheet, header: int | None, titles: Sequence[str], likeness: LikenessOf
    ) -> None:
        width = sheet.used_columns
        heads = [sheet.cell(header, at).value for at in range(width)] if header is not None else []
        self._heads = [folded(head) for head in heads]
        self._width = width
        self._titles = [folded(title) for title in titles]
        self._values = mark_values(titles)
        self._marked = _marked(sheet)
        self._likeness = likeness
        self._found: dict[int, int] = {}

    def places(self) -> tuple[int | None, ...]:
        rules = (self._marked_and_headed, self._renamed, self._headed, self._alike)
        for rule in rules:
            for number in range(len(self._titles)):
                if number not in self._found:
                    free = (at for at in rule(number) if at not in self._found.values())
                    place = next(free, None)
                    if place is not None:
                        self._found[number] = place
        return tuple(self._found.get(number) for number in range(len(self._titles)))

    def _marked_and_headed(self, number: int) -> Iterator[int]:
        for at in self._marked.get(self._values[number], ()):
            if self._head(at) == self._titles[number]:
                yield at

    def _renamed(self, number: int) -> Iterator[int]:
        """Marked, under another heading: unless somebody filled it with something else."""
        for at in self._marked.get(self._values[number], ()):
            stands = self._likeness(at, number)
            if stands.is_ours or not stands.filled:
                yield at

    def _headed(self, number: int) -> Iterator[int]:
        """Under our heading, without a mark: one that was made before there were marks, or pasted
        elsewhere. Officers may have a column of that name themselves."""
        title = self._titles[number]
        headed = [at for at, head in enumerate(self._heads) if head == title]
        stand = {at: self._likeness(at, number) for at in headed}
        for at in sorted(headed, key=lambda at: -stand[at].alike):
            ours = not stand[at].filled or self._is_among_ours(at, number)
            if stand[at].is_ours or (ours and not self._marked):
                yield at

    def _is_among_ours(self, at: int, number: int) -> bool:
        """Whether the headings left and right are those that are left and right of this one."""
        around = (number - 1, at - 1), (number + 1, at + 1)
        return all(
            0 <= other < len(self._titles) and self._head(place) == self._titles[other]
            for other, place in around
        )

    def _alike(self, number: int) -> Iterator[int]:
        """Neither marked nor headed, from before there were marks: it holds what ours should."""
        if not self._marked:
            stand = {at: self._likeness(at, number) for at in range(self._width)}
            free = (at for at in stand if self._head(at) not in self._titles)
            ours = [at for at in free if stand[at].is_ours]
            yield from sorted(ours, key=lambda at: -stand[at].alike)

    def _head(self, at: int) -> str:
        return self._heads[at] if at < len(self._heads) else ""


def _marked(sheet: Sheet) -> dict[str, list[int]]:
    """The columns on which each mark of ours hangs; more than one where a tab was mended."""
    found: dict[str, list[int]] = {}
    for column, marks in sorted(sheet.column_marks.items()):
        for mark in marks:
            if mark.key == OURS:
                found.setdefault(mark.value, []).append(column)
    return found


def new_mark(key: str, value: str = "") -> Mark:
    """A mark that nothing has yet; the lower half of the ids is for numbers of batches."""
    return Mark(2**30 + secrets.randbelow(2**30), key, value)


def mark_requests(
    sheet: Sheet,
    titles: Sequence[str],
    places: Sequence[int | None],
    theirs: Mapping[int, str] | None = None,
) -> list[Request]:
    """Marks for our columns that have none, and for the officers' that are used, so that each is
    known again wherever it stands then; `theirs` says what the mark of one of them says."""
    pairs = zip(places, mark_values(titles), strict=True)
    wanted = {at: (OURS, value) for at, value in pairs if at is not None}
    requests = []
    for at in range(max([sheet.used_columns, *(at + 1 for at in wanted)])):
        held = {(mark.key, mark.value) for mark in sheet.column_marks.get(at, ())}
        should = wanted.get(at, (BESIDE, (theirs or {}).get(at, "")))
        if should not in held:
            requests.append(google.mark_column(sheet.sheet_id, at, new_mark(*should)))
    wrong = (
        mark
        for at, marks in sheet.column_marks.items()
        for mark in marks
        if mark.key == OURS and (mark.key, mark.value) != wanted.get(at)
    )
    return [*(google.unmark(mark.id) for mark in wrong), *requests]
