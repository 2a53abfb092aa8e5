"""Which row and column of a tab is which, before and after somebody moved them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from jobs.tab.intent import Intent, mark_columns, said
from jobs.tab.layout import HEADER_SEARCH_ROWS, find_header, folded
from sheets_client.snapshot import Cell, Sheet

# Fewer rows are compared with each other one by one.
MANY = 8


class Alignment:
    """Rows and columns of `now` by those of the tab before the batch.

    `columns` and `rows` give for each one what it was; what came in meanwhile is missing. A row
    is known by its key, else by the cells that the batch did not write.
    """

    def __init__(self, intent: Intent, now: Sheet) -> None:
        self._intent, self._now = intent, now
        rows = HEADER_SEARCH_ROWS + (intent.header or 0)
        self.header = find_header(now, _headings(intent), rows) if intent.heads else None
        self.columns = align_columns(intent, now, self.header)
        self._places = {old: new for new, old in self.columns.items()}
        key = intent.key_before
        self.key = None if key is None else self._places.get(key)
        stay = range(len(intent.before.cells)) if intent.rows is None else intent.rows
        self._leaving = set(range(len(intent.before.cells))) - set(stay)
        self._written = {at for cells in intent.writes.values() for at in cells}
        self.rows = dict(self._align_rows())

    def key_of(self, row: int) -> str | None:
        """The key of a row now, None where the batch may have written over it."""
        if self.key is None or self.key in self._intent.writes.get(row, ()):
            return None
        return said(self._now.cell(row, self.key).value)

    def _align_rows(self) -> Iterator[tuple[int, int]]:
        known = self._known_keys()
        run: list[int] = []
        taken: set[int] = set()
        last = -1
        for row in range(len(self._now.cells)):
            key = self.key_of(row)
            if not key:
                run.append(row)
            elif key in known:
                old = self._one_of(row, known[key], taken)
                if old is not None:
                    yield from self._between(run, last, old, taken)
                    run = []
                    taken.add(old)
                    last = old
                    yield row, old
        yield from self._between(run, last, len(self._intent.before.cells), taken)

    def _known_keys(self) -> Mapping[str, list[int]]:
        before, key = self._intent.before, self._intent.key_before
        known: dict[str, list[int]] = defaultdict(list)
        for row in range(len(before.cells)):
            if key is not None and (text := said(before.cell(row, key).value)):
                known[text].append(row)
        return known

    def _one_of(self, row: int, candidates: Sequence[int], taken: set[int]) -> int | None:
        """The row of that key; of several the first with the same cells."""
        free = [old for old in candidates if old not in taken]
        if len(candidates) == 1:
            return next(iter(free), None)
        return next((old for old in free if self._fits(row, old)), None)

    def _between(
        self, run: Sequence[int], last: int, old: int, taken: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Rows without a key, between two that are known: in the order in which they stood; where
        that order was changed, wherever the same cells stood."""
        in_order = last < old
        inside = range(last + 1, old) if in_order else range(len(self._intent.before.cells))
        free = [one for one in inside if one not in taken] if run else []
        like = self._like(free)
        left = []
        for row in run:
            fits = [
                (fit, -one)
                for one in like(row)
                if one not in taken
                and ((fit := self._fit(row, one)) or (fit == 0 and one not in self._leaving))
            ]
            if not fits:
                left.append(row)
                continue
            found = -max(fits)[1]
            taken.add(found)
            yield row, found
        rest = [one for one in free if one not in taken | self._leaving]
        if in_order and len(left) == len(rest):
            # Somebody typed into a row meanwhile: it is the same row still.
            pairs = [(r, one) for r, one in zip(left, rest, strict=True) if self._is_like(r, one)]
            taken |= {one for _, one in pairs}
            yield from pairs

    def _like(self, free: Sequence[int]) -> Callable[[int], Sequence[int]]:
        """Of the rows before those that a row now can be: told by one column, the one that tells
        most of them apart, since to compare each with each takes minutes on a long list."""
        before, written = self._intent.before, self._written
        columns = [at for at, place in self._places.items() if place not in written]
        texts = {at: {said(before.cell(one, at).value) for one in free} for at in columns}
        best = max(columns, key=lambda at: len(texts[at]), default=None)
        if best is None or len(free) < MANY:
            return lambda row: free
        place = self._places[best]
        by_text: dict[str, list[int]] = defaultdict(list)
        any_text: list[int] = []
        for one in free:
            cell = before.cell(one, best)
            (any_text if cell.empty or cell.formula else by_text[said(cell.value)]).append(one)
        return lambda row: (*by_text[said(self._now.cell(row, place).value)], *any_text)

    def _is_like(self, row: int, old: int) -> bool:
        """Whether half of the cells of the row before stand in this one."""
        written = self._intent.writes.get(row, {})
        cells = enumerate(self._intent.before.cells[old])
        stood = {self._places[at]: cell for at, cell in cells if at in self._places}
        known = {at: cell for at, cell in stood.items() if not cell.empty and at not in written}
        alike = sum(_same(self._now.cell(row, at), cell) for at, cell in known.items())
        return alike > 0 and 2 * alike >= len(known)

    def _fits(self, row: int, old: int) -> bool:
        return self._fit(row, old) is not None

    def _fit(self, row: int, old: int) -> int | None:
        """How many cells of the row before stand in this one, None where one does not; those that
        the batch wrote over may have held anything, those of a column that is gone went with it."""
        places = self._places
        written = self._intent.writes.get(row, {})
        fit = 0
        for column, cell in enumerate(self._intent.before.cells[old]):
            place = places.get(column)
            if cell.empty or place is None or place in written:
                continue
            if not _same(self._now.cell(row, place), cell):
                return None
            fit += 1
        return fit


def _headings(intent: Intent) -> list[str]:
    """What stands in the row of the headings: ours first, then all that was read."""
    row = intent.header_before
    read = [] if row is None or row >= len(intent.before.cells) else intent.before.cells[row]
    return [*intent.heads.values(), *(said(cell.value) for cell in read if not cell.empty)]


def _same(now: Cell, before: Cell) -> bool:
    # What a formula gives may be another thing by now.
    if before.formula is not None or now.formula is not None:
        return before.formula is not None and now.formula is not None
    return said(now.value) == said(before.value)


def align_columns(intent: Intent, now: Sheet, header: int | None) -> dict[int, int]:
    """Which column each one was: by its mark, by its heading, else by its neighbours."""
    before = intent.before
    ids = mark_columns(before)
    found: dict[int, int] = {}
    for column, marks in sorted(now.column_marks.items()):
        old = next((ids[mark.id] for mark in marks if mark.id in ids), None)
        if old is not None and old not in found.values():
            found[column] = old
    gone = set(ids.values()) - set(found.values())
    width = max(before.used_columns, now.used_columns, *(c + 1 for c in [0, *found]))
    width = max([width, *(c + 1 for cells in intent.writes.values() for c in cells)])
    if header is not None and intent.header_before is not None:
        for column in range(width):
            head = folded(now.cell(header, column).value)
            old = _headed(before, intent.header_before, head, {*found.values(), *gone})
            if column not in found and old is not None:
                found[column] = old
    return found | dict(_by_neighbours(found, gone, width))


def _headed(before: Sheet, header: int, head: str, taken: set[int]) -> int | None:
    if not head:
        return None
    heads = (folded(before.cell(header, at).value) for at in range(before.used_columns))
    return next((at for at, one in enumerate(heads) if one == head and at not in taken), None)


def _by_neighbours(
    found: Mapping[int, int], gone: set[int], width: int
) -> Iterator[tuple[int, int]]:
    """As many columns as stood between two that are known are those; behind the last all are."""
    run: list[int] = []
    last = -1
    for column in range(width):
        if column not in found:
            run.append(column)
            continue
        yield from _pairs(run, range(last + 1, found[column]), found, gone, exact=True)
        run, last = [], found[column]
    yield from _pairs(run, range(last + 1, width + len(run) + 1), found, gone, exact=False)


def _pairs(
    run: Sequence[int], span: range, found: Mapping[int, int], gone: set[int], *, exact: bool
) -> Iterator[tuple[int, int]]:
    free = [old for old in span if old not in found.values() and old not in gone]
    if not exact or len(free) == len(run):
        yield from zip(run, free, strict=False)
