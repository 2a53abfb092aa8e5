"""New text for a formula when cells, rows, columns or tabs move; spelling as Sheets stores it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sheets_emulator.formulas.references import Reference, parse_reference
from sheets_emulator.formulas.tokens import FormulaSyntaxError, tokens


@dataclass(frozen=True, slots=True)
class Inserted:
    """`count` rows or columns were put in before `start`."""

    start: int
    count: int

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Where the lines first..last (inside) are now."""
        return self._at(first), self._at(last)

    def _at(self, line: int) -> int:
        return line + self.count if line >= self.start else line


@dataclass(frozen=True, slots=True)
class Deleted:
    """The lines start..end-1 are gone."""

    start: int
    end: int

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Where the lines first..last are now; None when all of them are gone."""
        if self.start <= first and last < self.end:
            return None
        count = self.end - self.start
        new_first = first if first < self.start else max(first - count, self.start)
        return new_first, last if last < self.start else max(last - count, self.start - 1)


@dataclass(frozen=True, slots=True)
class Moved:
    """The lines start..end-1 went before `destination`, counted before the move."""

    start: int
    end: int
    destination: int

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Where the two ends of a reference are now, in order."""
        ends = self._at(first), self._at(last)
        return min(ends), max(ends)

    def _at(self, line: int) -> int:
        count = self.end - self.start
        if self.start <= line < self.end:
            gap = self.destination - self.start
            return line + (gap - count if gap > 0 else gap)
        if self.end <= line < self.destination:
            return line - count
        if self.destination <= line < self.start:
            return line + count
        return line


Change = Inserted | Deleted | Moved
_ENDLESS = 10**9  # an open end such as that of A2:A lies beyond every change


def normalise(formula: str, locale: str, titles: Iterable[str]) -> str:
    """References in capitals with ordered corners, titles in their own spelling and bare quotes."""
    own = {title.casefold(): title for title in titles}

    def spelling(reference: Reference) -> Reference:
        if reference.sheet is None:
            return reference
        return replace(reference, sheet=own.get(reference.sheet.casefold(), reference.sheet))

    return _rewritten(formula, locale, spelling)


def copied(formula: str, locale: str, rows: int, columns: int) -> str:
    """As pasted that many rows and columns away."""
    return _rewritten(formula, locale, lambda reference: reference.moved(rows, columns))


def shifted(
    formula: str,
    locale: str,
    home: str,
    changed: str,
    dimension: str,
    change: Change,
    across: tuple[int, int] | None = None,
) -> str:
    """After lines of the tab `changed` were inserted, deleted or moved.

    `home` is the formula's own tab, `dimension` ROWS or COLUMNS. `across` limits the change to
    some lines of the other dimension (first, last), as insertRange and deleteRange do.
    """

    def follow(reference: Reference) -> Reference:
        if not _same(reference.sheet or home, changed) or reference.broken:
            return reference
        if dimension == "ROWS":
            return _follow_rows(reference, change, across)
        return _follow_columns(reference, change, across)

    return _rewritten(formula, locale, follow)


def _follow_rows(reference: Reference, change: Change, across: tuple[int, int] | None) -> Reference:
    if reference.whole_columns or not _inside(reference.left, reference.right, across):
        return reference
    last = _ENDLESS if reference.bottom is None else reference.bottom
    if (span := change.span(reference.top, last)) is None:
        return replace(reference, broken=True)
    return replace(reference, top=span[0], bottom=None if reference.bottom is None else span[1])


def _follow_columns(
    reference: Reference, change: Change, across: tuple[int, int] | None
) -> Reference:
    if reference.whole_rows or not _inside(reference.top, reference.bottom, across):
        return reference
    last = _ENDLESS if reference.right is None else reference.right
    if (span := change.span(reference.left, last)) is None:
        return replace(reference, broken=True)
    return replace(reference, left=span[0], right=None if reference.right is None else span[1])


def _inside(first: int, last: int | None, across: tuple[int, int] | None) -> bool:
    return across is None or (last is not None and across[0] <= first and last <= across[1])


def relocated(
    formula: str, locale: str, home: str, source: Reference, to_title: str, rows: int, columns: int
) -> str:
    """After the cells of `source` (its tab set) were cut and pasted that far, on tab `to_title`."""

    def follow(reference: Reference) -> Reference:
        if not _same(reference.sheet or home, source.sheet or home) or reference.broken:
            return reference
        if not _covers(source, reference):
            return reference
        moved = replace(
            reference,
            top=reference.top + rows,
            left=reference.left + columns,
            bottom=None if reference.bottom is None else reference.bottom + rows,
            right=None if reference.right is None else reference.right + columns,
        )
        stays = reference.sheet is None and _same(to_title, home)
        return replace(moved, sheet=None if stays else to_title)

    return _rewritten(formula, locale, follow)


def _covers(outer: Reference, inner: Reference) -> bool:
    if inner.bottom is None or inner.right is None or outer.bottom is None or outer.right is None:
        return False
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right


def renamed(formula: str, locale: str, old: str, new: str) -> str:
    """After the tab `old` was called `new`."""

    def follow(reference: Reference) -> Reference:
        return replace(reference, sheet=new) if _same(reference.sheet, old) else reference

    return _rewritten(formula, locale, follow)


def sheet_deleted(formula: str, locale: str, title: str) -> str:
    """After the tab was deleted: what pointed there is #REF!."""

    def follow(reference: Reference) -> Reference:
        if _same(reference.sheet, title):
            return replace(reference, sheet=None, broken=True)
        return reference

    return _rewritten(formula, locale, follow)


def _same(one: str | None, two: str) -> bool:
    return one is not None and one.casefold() == two.casefold()


def _rewritten(formula: str, locale: str, change: Callable[[Reference], Reference]) -> str:
    """The formula with each reference changed; all other text, spaces too, stays as typed."""
    try:
        pieces = tokens(formula.removeprefix("="), locale)
    except FormulaSyntaxError:
        return formula
    return "=" + "".join(
        change(parse_reference(piece.text)).spelled() if piece.kind == "reference" else piece.text
        for piece in pieces
    )
