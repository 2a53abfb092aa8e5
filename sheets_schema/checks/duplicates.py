"""Values, keys and whole rows that stand twice in a list: both copies are told."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import compress
from operator import eq, ne

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, list_param, text_param
from sheets_schema.checks.keys import key_of, text_key
from sheets_schema.finding import shown_text
from sheets_schema.forms import COLUMNS, FLAG, SEVERAL, columns
from sheets_schema.list_reading import DUPLICATE, ListReading, WorkbookReading
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold, tone_key

_AROUND = " .,;:-–"
_QUOTES = lazy('["“”„«»]')
_SIGNS = lazy("[^a-z0-9]+")
_SHARED = ("dung chung", "chung so", "so chung", "kiem nhiem", "chung dien thoai", "cung so")


def same(keys: Iterable[Hashable | None]) -> list[list[int]]:
    """Indices of equal keys, at least two together; None is equal to nothing."""
    # Nearly all keys stand once, which a set tells at the least cost; else what stands twice is
    # found first, and only that is collected.
    listed = list(keys)
    known = [key for key in listed if key is not None]
    if len(set(known)) == len(known):
        return []
    last = dict(zip(listed, range(len(listed)), strict=True))
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in compress(range(len(listed)), map(ne, map(last.get, listed), range(len(listed)))):
        if listed[index] is not None:
            places[listed[index]].append(index)
    return [[*indices, last[key]] for key, indices in places.items()]


def other_of(indices: list[int], index: int) -> int:
    """The nearest other copy: the one before, for the first copy the next."""
    place = indices.index(index)
    return indices[place - 1] if place else indices[1]


def _same_value(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """One value of two people; one person listed twice is another check's story."""
    column, person = text_param(use, "column"), text_param(use, "person")
    for indices in same(reading.clean[column]):
        names = {index: tone_key(reading.text(index, person)) for index in indices}
        told_apart = use.params.get("same_person_too", False)
        if len(set(names.values())) == 1 and names[indices[0]] and not told_apart:
            continue
        for index in indices:
            if is_shared(reading, index, text_param(use, "note")):
                continue
            other = _other_person(indices, index, names)
            params = {"other": reading.name_of(other), "row2": str(reading.sheet_row(other))}
            reading.find(index, column, use.code, DUPLICATE, params=params)


def _other_person(indices: list[int], index: int, names: dict[int, str]) -> int:
    others = [one for one in indices if names[one] != names[index]]
    return others[0] if others else other_of(indices, index)


def is_shared(reading: ListReading, index: int, note: str) -> bool:
    """Whether the row's note says that a number is shared or a person serves in two places."""
    if not note or not reading.has(note):
        return False
    said = fold(shown_text(reading.typed(index, note))[:200])
    return any(word in said for word in _SHARED)


def _duplicates(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    columns, mark = list_param(use, "key"), text_param(use, "mark")
    bare = bool(use.params.get("bare"))
    leading = tuple(tone_key(words) + " " for words in list_param(use, "leading"))
    keys = [_key(reading, index, columns, leading) for index in range(len(reading.rows))]
    if bare:
        keys = [key and tuple(map(_bare, key)) for key in keys]
    for indices in same(keys):
        for index in indices:
            other = other_of(indices, index)
            place = reading.text(index, columns[-1])
            params = {"row2": str(reading.sheet_row(other)), "tdp": place}
            reading.find(index, mark, use.code, DUPLICATE, params=params)


def _key(
    reading: ListReading, index: int, columns: tuple[str, ...], leading: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The row's key over some columns, None when its first column is empty.

    Quotes around its first text and `leading` words (Mô hình “Gia đình số”) do not make it another.
    """
    others = (key_of(reading, index, column) for column in columns[1:])
    kind = reading.table.column(columns[0]).type
    # Without its quotes: a quote behind a word would hide the word's tone.
    bare = _QUOTES.sub("", reading.text(index, columns[0])).strip(_AROUND)
    first = text_key(reading, bare, kind)
    for words in leading:
        first = first.removeprefix(words).strip(_AROUND)
    return (first, *others) if first else None


def _bare(key: str) -> str:
    """Letters and digits alone: `da 01` is `DA-01`."""
    return _SIGNS.sub("", fold(key))


def _duplicate_rows(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """A row directly below an equal one: copied by accident. STT and empty cells do not count."""
    mark = text_param(use, "mark")
    numbers = [column.name for column in reading.table.columns if column.type == "ordinal"]
    columns = [name for name in reading.layout.columns if name not in numbers]
    cleans = [reading.clean[name] for name in columns]
    marks = reading.clean[mark]
    group = text_param(use, "group")
    groups = reading.clean[group] if reading.has(group) else []
    below = range(1, len(marks))
    for index in compress(below, map(eq, marks, marks[1:])):
        if marks[index] is None:
            continue
        if any(clean[index] != clean[index - 1] for clean in cleans):
            continue
        # A name in other letters was typed again, not copied: that is the person's story.
        if reading.typed(index, mark) != reading.typed(index - 1, mark):
            continue
        for one, other in ((index - 1, index), (index, index - 1)):
            params = {"row2": str(reading.sheet_row(other))}
            reading.find(one, mark, use.code, DUPLICATE - 1, params=params)
            if groups and groups[index + 1 : index + 2] != [groups[index]]:
                _tell_entered_again(use, reading, one, params)


def _tell_entered_again(
    use: CheckUse, reading: ListReading, index: int, params: dict[str, str]
) -> None:
    """Below the last row of a group people are added: it may be one more, and not a copy."""
    row, group = reading.sheet_row(index), reading.text(index, text_param(use, "group"))
    said = {**params, "name": reading.name_of(index), "group": group}
    reading.tell(text_param(use, "last_in_group"), row, value=said["name"], params=said)


SAME_VALUE = TableCheck(
    _same_value,
    columns=columns("column", "person", "note"),
    params={"same_person_too": FLAG},
    needs=frozenset({"column", "person"}),
)
DUPLICATES = TableCheck(
    _duplicates,
    columns={"key": COLUMNS, **columns("mark")},
    params={"leading": SEVERAL, "bare": FLAG},
    needs=frozenset({"key", "mark"}),
)
DUPLICATE_ROWS = TableCheck(
    _duplicate_rows,
    columns=columns("mark", "group"),
    codes=frozenset({"last_in_group"}),
    needs=frozenset({"mark"}),
)
