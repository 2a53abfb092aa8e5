"""A header of one row or of several: wide headings, and below them those of their parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from sheets_schema.beside_lists import without_other_panels
from sheets_schema.campaign import Table
from sheets_schema.headings import heading_key, known_words
from sheets_schema.paired_columns import Together, columns_together, headings_together
from sheets_schema.row_texts import is_index
from sheets_schema.rows import blank_at, is_blank
from sheets_schema.vietnam.text import one_line
from sheets_schema.workbook import Tab, Value

_LOOKED_AT = 40
_SHORT = 60
_SECOND: frozenset[Value] = frozenset({2, "2", "(2)", "B", "(b)"})
# Rows that one header may have, and what part of a lower one must be headings.
_DEEPEST = 3
_MOST_DIGITS = 2
# What only parts of a thing are called: Giấy tờ over Số, Ngày cấp and Nơi cấp.
_PARTS = frozenset(
    [
        "số",
        "ngày cấp",
        "nơi cấp",
        "nam",
        "nữ",
        "nu",
        "ngày",
        "tháng",
        "năm",
        "họ",
        "tên",
        "họ đệm",
        "họ và đệm",
        "họ và tên đệm",
        "họ lót",
        "đệm",
        "tên đệm",
        "chữ đệm",
        "tên lót",
        "họ, đệm",
        "họ và chữ đệm",
        "họ, chữ đệm",
        "cơ quan cấp",
        "di động",
        "cố định",
        "email",
        "zalo",
        "chức vụ",
        "đơn vị",
        "số, ký hiệu",
        "ký hiệu",
        "ngày ký",
        "ngày ban hành",
        "họ và tên",
        "họ tên",
        "số điện thoại",
        "sđt",
        "sdt",
        "đt",
        "điện thoại",
        "địa chỉ",
    ]
)
# Wide headings of what is one person's: Tổ trưởng over Họ và tên and Số điện thoại.
_PERSONS = ("to truong", "nguoi", "truong", "can bo")


class Header(NamedTuple):
    """A row that may be the lowest of a header: its headings by column, the row that the header
    begins in, the columns that say one thing together, and the first column right of the list."""

    row: int
    headings: dict[int, str]
    top: int
    together: Sequence[Together] = ()
    right: int | None = None


Chains = Mapping[int, tuple[str, ...]]


def whole_header(tab: Tab, row: int, headings: dict[int, str], tables: Sequence[Table]) -> Header:
    """The header that a row belongs to, with rows above and below it that are parts of it.

    `headings` are the row's own by column; the others are read from the tab.
    """
    words = known_words(tuple(tables))
    headings, right = without_other_panels(tab, row, headings, tables)
    if right is not None:
        tab = replace(tab, values=[cells[:right] for cells in tab.values[: row + _LOOKED_AT]])
    top = bottom = row
    while bottom + 1 - row < _DEEPEST and _goes_on(tab, bottom, words):
        bottom += 1
    while bottom + 1 - top < _DEEPEST and top and _is_above(tab, top, row, bottom, words):
        top -= 1
    wide = own = headings
    if top < bottom:
        stack = tab.values[top : bottom + 1]
        chains = _without_bare(chains_of(stack), stack, words)
        headings = {
            col: _said_by(chain, _begins(stack, col, chain), words) for col, chain in chains.items()
        }
        own = {col: chain[-1] for col, chain in chains.items()}
        wide = {col: chain[-2:][0] for col, chain in chains.items()}
    rows = tab.values[bottom + 1 : bottom + 1 + _LOOKED_AT]
    together = columns_together(own, wide, rows, words)
    return Header(bottom, headings_together(headings, wide, together), top, together, right)


def only_stands_above(tab: Tab, row: int, words: frozenset[str]) -> bool:
    """Whether the row below has more known headings: then it is the one to begin with."""
    here, below = (
        sum(isinstance(value, str) and _is_known(value, words) for value in cells)
        for cells in [*tab.values[row : row + 2], ()][:2]
    )
    return below > here


def _is_above(tab: Tab, top: int, anchor: int, bottom: int, words: frozenset[str]) -> bool:
    """Whether the row above has wide headings over those of this one, or headings that stand over
    empty cells of the `anchor`."""
    upper, lower = tab.values[top - 1], _merged(tab.values[top : bottom + 1])
    cols = [col for col, value in enumerate(upper) if not is_blank(value)]
    if not cols or not all(_is_heading(upper[col]) for col in cols):
        return False
    if 2 * len(cols) > _texts(lower):
        return False
    bare = [col for col in cols if blank_at(lower, col)]
    if len(cols) > 1:
        # It may begin over a column whose heading its neighbour's stands for.
        bare = [col for col in bare if not _begins_parts(upper, lower, col)]
    if bare:
        return top == anchor and all(_is_known(str(upper[col]), words) for col in bare)
    if not any(_begins_parts(upper, lower, col) for col in cols):
        return False
    return len(cols) > 1 or _tells_more(upper, lower, words)


def _tells_more(upper: Sequence[Value], lower: Sequence[Value], words: frozenset[str]) -> bool:
    """Whether some lower headings say another thing with the wide one above them, which does not
    cover them all, as a title does."""
    whole = chains_of([upper, lower])
    parts = {col: chain for col, chain in whole.items() if len(chain) > 1}
    cols = [col for col, value in enumerate(upper) if not is_blank(value)]
    if all(_is_known(str(upper[col]), words) and _are_parts(lower[col : col + 2]) for col in cols):
        return True
    if any(_joined(chain, words) for chain in parts.values()):
        return True
    if 2 * len(parts) > _texts(lower):
        return False
    said = {
        col: _said_by(chain, _begins([upper, lower], col, chain), words)
        for col, chain in parts.items()
    }
    return any(said[col] != chain[-1] for col, chain in parts.items())


def _are_parts(cells: Sequence[Value]) -> bool:
    return len(cells) > 1 and all(_word(cell) in _PARTS for cell in cells)


def _goes_on(tab: Tab, row: int, words: frozenset[str]) -> bool:
    """Whether the row below has the headings of parts that wide ones in this row cover."""
    upper = tab.values[row]
    lower = tab.values[row + 1] if row + 1 < len(tab.values) else ()
    cols = [col for col, value in enumerate(lower) if not is_blank(value)]
    if len(cols) < 2 or not all(_is_heading(lower[col]) for col in cols):
        return False
    if all(not blank_at(upper, col) for col in cols):
        return False
    if any(not blank_at(upper, col) and not _begins_parts(upper, lower, col) for col in cols):
        return False
    chains = chains_of([upper, lower])
    heard = sum(
        _word(lower[col]) in _PARTS
        or _is_known(str(lower[col]), words)
        or _joined(chains[col], words) is not None
        for col in cols
    )
    return 3 * heard >= 2 * len(cols)


def _begins_parts(upper: Sequence[Value], lower: Sequence[Value], col: int) -> bool:
    return blank_at(upper, col + 1) and not blank_at(lower, col + 1)


def chains_of(rows: Sequence[Sequence[Value]]) -> dict[int, tuple[str, ...]]:
    """For each column with a heading those that cover it, from the widest to its own.

    A wide heading covers the columns right of it up to the next one, or to one without parts.
    """
    found: dict[int, tuple[str, ...]] = {}
    for number, cells in enumerate(rows):
        below = rows[number + 1 :]
        last = ""
        for col in range(max(map(len, rows), default=0)):
            own = "" if blank_at(cells, col) else str(cells[col])
            if own or not any(not blank_at(one, col) for one in below):
                last = own if any(not blank_at(one, col) for one in below) else ""
            said = own or last
            if said:
                found[col] = (*found.get(col, ()), said)
    return found


def _said_by(chain: tuple[str, ...], begins: bool, words: frozenset[str]) -> str:
    """What a column is headed by: the heading of a part with the wide one, where that is known."""
    own = chain[-1]
    if len(chain) == 1:
        return own
    if joined := _joined(chain, words):
        return joined
    if _word(own) not in _PARTS:
        return own
    for wide in filter(lambda one: _is_known(one, words), reversed(chain[:-1])):
        if begins and not _is_known(own, words):
            return wide
        if heading_key(wide).startswith(_PERSONS):
            return f"{own} {wide}"
    return own


def _without_bare(
    chains: dict[int, tuple[str, ...]], stack: Sequence[Sequence[Value]], words: frozenset[str]
) -> dict[int, tuple[str, ...]]:
    """The chains without a wide heading that begins over a column with no heading of its own."""
    return {
        col: chain
        for col, chain in chains.items()
        if len(chain) > 1
        or not blank_at(stack[-1], col)
        or _is_known(chain[0], words)
        or blank_at(_merged(stack[1:]), col + 1)
        or any(not blank_at(row, col) and not blank_at(row, col + 1) for row in stack)
    }


def _begins(stack: Sequence[Sequence[Value]], col: int, chain: tuple[str, ...]) -> bool:
    """Whether the wide heading next above a column's own begins over it."""
    return any(not blank_at(row, col) and str(row[col]) == chain[-2:][0] for row in stack[:-1])


def _joined(chain: tuple[str, ...], words: frozenset[str]) -> str | None:
    own = chain[-1]
    for wide in reversed(chain[:-1]):
        for both in (f"{own} {wide}", f"{wide} {own}"):
            if _is_known(both, words):
                return both
        if _is_known(wide, words):
            return None
    return None


def with_whole_header(tab: Tab, header: Header) -> Tab:
    """The tab with all rows of a header read as one in the lowest; else as it is."""
    lower = tab.values[header.row] if header.row < len(tab.values) else ()
    if all(col < len(lower) and lower[col] == text for col, text in header.headings.items()):
        return tab
    whole: list[Value] = []
    for row in range(header.top, header.row + 1):
        pairs = zip_longest(whole, tab.values[row])
        whole = [above if is_blank(cell) else cell for above, cell in pairs]
    whole += [None] * (max(header.headings, default=-1) + 1 - len(whole))
    for col, text in header.headings.items():
        whole[col] = text
    return replace(tab, values=[*tab.values[: header.row], whole, *tab.values[header.row + 1 :]])


def headings_again(
    tab: Tab, header: Header, left: int = 0, right: int | None = None
) -> frozenset[int]:
    """The rows below a header that repeat a row of it after a page, or number its columns; in the
    columns from `left` to before `right`."""
    right = header.right if right is None else right
    rows = [tab.values[row][left:right] for row in range(header.top, header.row + 1)]
    texts = {cell for cells in rows for cell in cells if type(cell) is str}
    # Each of them has a cell of the header, or the number of the second column.
    seen = _SECOND.union(texts)
    doubtful = [row for row, cells in enumerate(tab.values) if not seen.isdisjoint(cells)]
    own = [_signed(cells) for cells in rows]
    return frozenset(_again(tab, [row for row in doubtful if row > header.row], own, left, right))


def _again(
    tab: Tab, rows: Sequence[int], own: Sequence[Mapping[int, str]], left: int, right: int | None
) -> Iterator[int]:
    for row in rows:
        cells = tab.values[row][left:right]
        filled = [col for col, value in enumerate(cells) if not is_blank(value)]
        if filled and is_index(cells, filled):
            yield row
        elif filled and all(type(cells[col]) is str for col in filled):
            said = _signed(cells)
            if any(_is_same(said, one) for one in own):
                yield row


def _is_same(said: Mapping[int, str], own: Mapping[int, str]) -> bool:
    return bool(said) and 4 * sum(own.get(col) == text for col, text in said.items()) >= 3 * len(
        said
    )


def _signed(cells: Sequence[Value]) -> dict[int, str]:
    return {col: heading_key(str(v)) for col, v in enumerate(cells) if not is_blank(v)}


def _merged(rows: Sequence[Sequence[Value]]) -> list[Value]:
    """For each column the first cell that holds something, from above."""
    return [next((v for v in cells if not is_blank(v)), None) for cells in zip_longest(*rows)]


def _texts(cells: Sequence[Value]) -> int:
    return sum(not is_blank(value) for value in cells)


def _is_heading(value: Value) -> bool:
    """Whether a cell may be a heading: a short text without a number in it."""
    if not isinstance(value, str) or len(value) > _SHORT:
        return False
    return sum(map(str.isdigit, value)) <= _MOST_DIGITS


def _is_known(text: str, words: frozenset[str]) -> bool:
    return heading_key(text) in words


def _word(value: Value) -> str:
    return one_line(str(value)).lower().strip(" .:*()")
