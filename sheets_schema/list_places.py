"""All places of a workbook where rows of a declared list stand: tabs, blocks, panels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sheets_schema.beside_lists import list_starts, strips_of
from sheets_schema.campaign import Table
from sheets_schema.header_rows import Header, headings_again, only_stands_above, whole_header
from sheets_schema.headings import (
    CONTAINED,
    EXACT,
    heading_key,
    is_recognised,
    known_columns,
    known_words,
)
from sheets_schema.layout import all_columns, is_own_tab, own_columns, title_score
from sheets_schema.paired_columns import read_together
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.group_name import group_key
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.workbook import Tab, Value

# Rows above a header that may be its caption, and columns by which two headers are alike.
_CAPTION_ROWS = 3
_ALIKE, _VERY_ALIKE = 4, 5
# A longer number is a year.
_MOST_DIGITS = 3
_GROUP = lazy(
    r"(?i:.*?)((?i:tổ cnscđ|tổ công nghệ số(?: cộng đồng)?) (?!cộng đồng).+|"
    r"(?i:tdp|tổ dân phố|khu phố|thôn|ấp|khóm|xóm|bản)\b.*\d.*)"
)


class Place(NamedTuple):
    """A header with what stands below it: `tab` has what several columns say in one, `source` is
    the tab as it is. Rows and columns count from 0; `bottom` and `right` are the first outside.
    Rows `again` repeat the header or number its columns; `own` are the service's columns."""

    source: Tab
    tab: Tab
    table: Table
    header: Header
    columns: Mapping[str, int]
    captions: tuple[str, ...]
    top: int
    bottom: int
    left: int
    right: int
    score: int
    again: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()


def places_of(tabs: Sequence[Tab], tables: Sequence[Table]) -> list[Place]:
    """Every place of every list, in the order of the sheet; a header that comes again after a page
    is none of its own."""
    words = known_words(tuple(tables))
    found: list[Place] = []
    for tab in tabs:
        if not is_own_tab(tab):
            found += _in_strips(tab, tables, words) or _places_in(tab, tables, words)
    return found


def _in_strips(tab: Tab, tables: Sequence[Table], words: frozenset[str]) -> list[Place]:
    """The places of lists that stand side by side, with an empty column between them or each with
    headings of its own; none where at most one of the parts is a list by itself."""
    strips = [
        part for strip in strips_of(tab) for part in _cut(tab, *strip, tables=tables, words=words)
    ]
    if len(strips) < 2:
        return []
    found: list[list[Place]] = []
    first = 0
    for left, right in strips:
        here = _in_strip(tab, left, right, tables, words)
        if found and not here:
            # In an empty list the second column of a wide heading is empty too.
            both = _in_strip(tab, first, right, tables, words)
            if _columns_read(both) > _columns_read(found[-1]):
                found[-1] = both
        elif here:
            found.append(here)
            first = left
    return [one for here in found for one in here] if len(found) > 1 else []


def _cut(
    tab: Tab, left: int, right: int, *, tables: Sequence[Table], words: frozenset[str]
) -> list[tuple[int, int]]:
    """A strip parted where a further list begins inside it."""
    alone = _alone(tab, left, right)
    starts = [col for col in list_starts(alone, tables, words) if left < col < right]
    return list(pairwise([left, *starts, right]))


def _alone(tab: Tab, left: int, right: int) -> Tab:
    """The tab with only these columns, where they stand."""
    return replace(tab, values=[[*[None] * left, *cells[left:right]] for cells in tab.values])


def _in_strip(
    tab: Tab, left: int, right: int, tables: Sequence[Table], words: frozenset[str]
) -> list[Place]:
    here = _places_in(_alone(tab, left, right), tables, words)
    whole = [one for one in here if one.table.subject in one.columns]
    return [one._replace(source=tab, left=left, right=right) for one in whole]


def _columns_read(places: Sequence[Place]) -> int:
    return max((len(one.columns) for one in places), default=0)


def _places_in(tab: Tab, tables: Sequence[Table], words: frozenset[str]) -> list[Place]:
    found: list[Place] = []
    # Most rows are numbered ones, of people: no Python code runs for them.
    begins = [next(filter(None, cells), None) for cells in tab.values]
    doubtful = [row for row, first in enumerate(begins) if type(first) is str]
    after = 0
    for row in doubtful:
        header = _header_at(tab, row, tables, words) if row >= after else None
        if header is None:
            continue
        here = _place(tab, header, tables)
        if here and not _comes_again(here, found):
            found = [*(_ended(one, here.top) for one in found), here]
        if here:
            after = header.row + 1
    return found


def _header_at(tab: Tab, row: int, tables: Sequence[Table], words: frozenset[str]) -> Header | None:
    headings = {
        col: value
        for col, value in enumerate(tab.values[row])
        if type(value) is str and len(value) <= 120 and not value.isspace() and value
    }
    if len(headings) < 3 or 2 * sum(_is_known(v, words) for v in headings.values()) < len(headings):
        return None
    if only_stands_above(tab, row, words):
        return None
    own = own_columns(tab.values[row])
    theirs = {col: value for col, value in headings.items() if col not in own}
    return whole_header(tab, row, theirs, tables)


@lru_cache(maxsize=65536)
def _is_known(text: str, words: frozenset[str]) -> bool:
    return heading_key(text) in words


def _place(tab: Tab, header: Header, tables: Sequence[Table]) -> Place | None:
    """The place under a header, up to the end of the tab; None of a header that no list has."""
    headings = header.headings
    right = max(map(len, tab.values)) if header.right is None else header.right
    captions, top = _captions(tab, header.top)
    best: tuple[int, Table, dict[str, int]] | None = None
    for table in tables:
        columns = known_columns(headings, table)
        if not is_recognised(columns, table):
            continue
        score = EXACT * len(columns) // len(table.columns)
        score += max(title_score(said, table) for said in (tab.title, *captions))
        if best is None or score > best[0]:
            best = score, table, columns
    if best is None:
        return None
    score, table, columns = best
    again = headings_again(tab, header, 0, right)
    read = tab
    if header.together:
        read = read_together(tab, header.row, header.together, again)
    below = read.values[header.row + 1 :]
    columns = all_columns(headings, table, columns, below, known_words(tuple(tables)))
    return Place(
        tab, read, table, header, columns, captions, top, len(tab.values), 0, right, score, again,
        own_columns(tab.values[header.row]),
    )  # fmt: skip


def _captions(tab: Tab, top: int) -> tuple[tuple[str, ...], int]:
    """The texts that stand alone in the rows above a header, and the first of these rows."""
    found: list[str] = []
    first = top
    for row in range(top - 1, max(-1, top - 1 - _CAPTION_ROWS), -1):
        filled = [value for value in tab.values[row] if not is_blank(value)]
        if len(filled) > 1 or any(type(value) is not str for value in filled):
            break
        if filled:
            found.append(str(filled[0]))
            first = row
    return tuple(found), first


def _comes_again(here: Place, found: Sequence[Place]) -> bool:
    """Whether the header is that of the place above, after the end of a page."""
    header = range(here.header.top, here.header.row + 1)
    return any(
        here.table is before.table
        and here.columns == before.columns
        and before.again.issuperset(header)
        for before in found[-1:]
    )


def _ended(place: Place, row: int) -> Place:
    return place._replace(bottom=min(place.bottom, row))


def of_each_list(places: Sequence[Place]) -> dict[str, list[Place]]:
    """The places whose rows are read, by list: the best one, and those that belong to it.

    Another tab belongs to it when its title or caption says so, or its headings are the same; a
    hidden one only where no other has the list; a copy of rows that were read is none.
    """
    found: dict[str, list[Place]] = {}
    ranked = sorted(places, key=lambda one: (one.source.hidden, not any(_names(one)), -one.score))
    for place in ranked:
        mine = found.setdefault(place.table.name, [])
        if not mine or (_belongs(place, mine[0]) and not any(_same_rows(place, m) for m in mine)):
            mine.append(place)
    order = {id(place): number for number, place in enumerate(places)}
    return {name: sorted(mine, key=lambda one: order[id(one)]) for name, mine in found.items()}


def _belongs(place: Place, best: Place) -> bool:
    if place.source is best.source:
        return True
    if place.source.hidden and not best.source.hidden:
        return False
    alike = len(set(place.columns) & set(best.columns))
    said = max(title_score(text, place.table) for text in (place.source.title, *place.captions))
    if said >= CONTAINED // 2 or group_named(place) is not None:
        return alike >= min(_ALIKE, len(best.columns))
    subject = place.table.subject
    known = subject in place.columns and subject in best.columns
    return known and alike >= _VERY_ALIKE and 5 * alike >= 4 * len(best.columns)


def group_named(place: Place) -> str | None:
    """The group that a caption or the tab's title names, for rows that do not name it."""
    if not any(column.params.get("fill_down") for column in place.table.columns):
        return None
    for said in (*place.captions, place.source.title):
        if match := _GROUP.fullmatch(said[:200]):
            return match[1]
    return None


def only_above(place: Place) -> bool:
    """Whether rows have no column for their group and a caption names one by its number: the name
    of the whole unit, or a year, says nothing of single rows."""
    names = [column.name for column in place.table.columns if column.params.get("fill_down")]
    if any(name in place.columns for name in names):
        return False
    key = group_key(group_named(place) or "")
    return key.isdigit() and len(key) <= _MOST_DIGITS


def _same_rows(place: Place, other: Place) -> bool:
    """Whether a place on another tab is a copy."""
    if place.source is other.source:
        return False
    mine, theirs = set(_names(place)), set(_names(other))
    return 2 * len(mine & theirs) > min(len(mine), len(theirs))


def _names(place: Place) -> Iterator[tuple[Value, ...]]:
    """What each row is called, with its group where rows have one."""
    names = [c.name for c in place.table.columns if c.params.get("fill_down")]
    cols = [place.columns.get(place.table.subject), *map(place.columns.get, names)]
    for row in range(place.header.row + 1, place.bottom):
        cells = place.tab.values[row]
        said = tuple(cells[col] if col is not None and col < len(cells) else None for col in cols)
        if not is_blank(said[0]) and row not in place.again:
            yield said
