"""What no schema can say of the lists of a kind of unit: names, references, limits, examples."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.checks import TABLE_CHECKS
from sheets_schema.checks.rules import is_measured, parse_rule
from sheets_schema.declaration.build import build_column
from sheets_schema.declaration.complaints import Complaint, Place, offer
from sheets_schema.declaration.files import Raw, entries, named, table, word, words
from sheets_schema.declaration.sums import circles
from sheets_schema.forms import (
    COLUMN,
    COLUMN_OF_LIST,
    COLUMNS,
    LIST,
    NUMBERS_COLUMN,
    RULE,
    SUMMED_COLUMN,
)
from sheets_schema.org_unit import OrgUnit


def list_complaints(
    file: str, book: Raw, as_of: date, is_well_formed: "Formed"
) -> Iterator[Complaint]:
    """What is wrong in the lists of one kind of unit beside their form."""
    lists = list(entries(book, "tables"))
    for at, declared in enumerate(lists, 1):
        place = named(Place(file), declared, at)
        columns = list(entries(declared, "columns"))
        names = [word(column, "name") for column in columns]
        for name, count in Counter(filter(None, names)).items():
            if count > 1:
                yield place.wrong("columns.name", "name-twice", name=name)
        if "subject" in declared and declared["subject"] not in names:
            yield place.wrong("subject", "column", **offer(declared["subject"], names))
        yield from _references(place, declared, columns, lists)
        yield from _sums(place, declared)
        for number, column in enumerate(columns, 1):
            inner = named(place, column, number)
            if is_well_formed(inner):
                yield from _column(inner, column, as_of)


def _references(
    place: Place, declared: Raw, columns: list[Raw], lists: list[Raw]
) -> Iterator[Complaint]:
    """Columns and lists that the checks of a list name."""
    names = [word(column, "name") for column in columns]
    numbers = [word(column, "name") for column in columns if _is_number(column)]
    averages = {word(c, "name") for c in columns if table(c, "params").get("summed") is False}
    added = [name for name in numbers if name not in averages]
    tables = {word(one, "name"): [word(c, "name") for c in entries(one, "columns")]
              for one in lists}  # fmt: skip
    for use in entries(declared, "checks"):
        check = TABLE_CHECKS.get(word(use, "check"))
        if check is None:
            continue
        for key, form in {**check.columns, **check.params}.items():
            where = f"checks.{use['check']}.{key}"
            if form == RULE:
                yield from _rule(place, where, word(use, key), columns, tables)
            for value in words(use, key):
                if form in (COLUMN, COLUMNS) and value not in names:
                    yield place.wrong(where, "column", **offer(value, names))
                elif form == NUMBERS_COLUMN and value not in numbers:
                    yield place.wrong(where, "numbers-column", **offer(value, numbers))
                elif form == SUMMED_COLUMN and value in averages:
                    yield place.wrong(where, "summed-column", **offer(value, added))
                elif form == SUMMED_COLUMN and value not in numbers:
                    yield place.wrong(where, "numbers-column", **offer(value, added))
                elif form == LIST and value not in tables:
                    yield place.wrong(where, "list", **offer(value, tables))
                elif form == COLUMN_OF_LIST and "." in value:
                    of, _, column = value.partition(".")
                    known = [f"{one}.{c}" for one in tables for c in tables[one]]
                    if column not in tables.get(of, ()):
                        yield place.wrong(where, "column", **offer(value, known))


def _is_number(column: Raw) -> bool:
    kind = word(column, "type") or "text"
    return is_measured(kind) and kind != "date"


def _sums(place: Place, declared: Raw) -> Iterator[Complaint]:
    """A column that is a part of itself, over whatever others."""
    rules = [word(use, "rule") for use in entries(declared, "checks")]
    for said, columns in circles(rules):
        params = {"rule": said, "columns": " → ".join(columns)}
        yield place.wrong("checks.columns-agree.rule", "sum-circle", **params)


def _rule(
    place: Place, where: str, said: str, columns: list[Raw], tables: Mapping[str, list[str]]
) -> Iterator[Complaint]:
    """A rule between columns of one list names numbers, or it names days."""
    rule = parse_rule(said)
    if rule is None:
        yield place.wrong(where, "rule")
        return
    types = {word(column, "name"): word(column, "type") or "text" for column in columns}
    measured = [name for name, kind in types.items() if is_measured(kind)]
    unknown = [name for name in rule.columns if name not in measured]
    for name in unknown:
        of = _other_list(name, types, tables)
        if of:
            yield place.wrong(where, "rule-other-list", value=name, list=of)
        else:
            yield place.wrong(where, "rule-column", **offer(name, measured))
    if not unknown and len({types[name] == "date" for name in rule.columns}) > 1:
        yield place.wrong(where, "rule-of-both")


def _other_list(name: str, here: Collection[str], tables: Mapping[str, list[str]]) -> str:
    """The other list that has a column which a rule names: `list.column`, or by its name alone."""
    of, _, column = name.rpartition(".")
    if of:
        return of if column in tables.get(of, ()) else ""
    return next((one for one in tables if name not in here and name in tables[one]), "")


def _column(place: Place, raw: Raw, as_of: date) -> Iterator[Complaint]:
    least, most = (raw.get("params", {}).get(key) for key in ("least", "most"))
    if least is not None and most is not None and least > most:
        yield place.wrong("params.least", "least-over-most", least=least, most=most)
        return
    column = build_column(raw)
    if not column.example:
        return
    unit = OrgUnit("", "", "")
    reader = CELL_TYPES[column.type].compile(column, Surroundings(unit, as_of))
    value = raw.get("example", column.example)
    reading = reader.read(_typed(value, column.example), column.example)
    # An example of prose may be an abridged one.
    if reading.code not in (None, column.codes.get("short")):
        yield place.wrong("example", "example-wrong", value=column.example, code=reading.code)


def _typed(value: Any, written: str) -> Any:
    """A number stays one; anything else is typed as it is written."""
    return value if isinstance(value, int | float) else written


class Formed:
    """Whether nothing is wrong in the form of a column, so that it can be built."""

    def __init__(self, complaints: Collection[Complaint]) -> None:
        self._wrong = {(one.file, one.inner) for one in complaints}

    def __call__(self, place: Place) -> bool:
        return (place.file, place.inner) not in self._wrong
