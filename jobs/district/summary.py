"""The summary as tables of pandas: by unit, and by content of the lists."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from jobs.district.content import Content
from jobs.store.counts import RIGHT
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES, is_summed
from sheets_schema.checks.rules import amount
from sheets_schema.messages import text

# More different answers than these are not worth counting.
MANY = 12


def frame_of_rows(content: Content) -> pd.DataFrame:
    """One line a consolidated row: unit, table, ok (bool)."""
    found = [
        (unit.key, row.table, row.state == RIGHT)
        for unit in content.units
        for row in content.rows[unit.key]
    ]
    return pd.DataFrame(found, columns=["unit", "table", "ok"])


# In the place of a number of a workbook that was never read: 0 would say that nothing is there.
UNKNOWN = "–"


def by_unit(content: Content) -> dict[str, list[Scalar]]:
    """By unit code: rows and right rows of each list, in the order of the lists; `UNKNOWN` of a
    workbook that was never read."""
    counted = frame_of_rows(content).groupby(["unit", "table"])["ok"].agg(["size", "sum"])
    numbers = {place: (int(n), int(ok)) for place, n, ok in counted.itertuples()}
    tables = [table.name for table in content.tables]
    return {
        one.unit.key: [n for table in tables for n in numbers.get((one.unit.key, table), (0, 0))]
        if one.seen
        else [UNKNOWN] * (2 * len(tables))
        for one in content.submissions
    }


def summed_columns(content: Content) -> list[tuple[Table, Column]]:
    """The columns that hold amounts, in the order of the lists."""
    return [
        (table, column) for table in content.tables for column in table.columns if is_summed(column)
    ]


def sums_by_unit(content: Content) -> dict[str, list[tuple[Decimal, Decimal]]]:
    """By unit code, for each summed column what its rows come to, and those that are right."""
    places = {
        (table.name, table.columns.index(column)): at
        for at, (table, column) in enumerate(summed_columns(content))
    }
    found = {unit.key: [(Decimal(0), Decimal(0))] * len(places) for unit in content.units}
    for unit in content.units:
        sums = found[unit.key]
        for row in content.rows[unit.key]:
            for place, value in enumerate(row.values):
                at = places.get((row.table, place))
                worth = None if at is None else amount(value)
                if at is not None and worth is not None:
                    right = worth if row.state == RIGHT else Decimal(0)
                    sums[at] = (sums[at][0] + worth, sums[at][1] + right)
    return found


class ColumnSum(NamedTuple):
    """What a column of amounts comes to in all, and what of it stands in rows that are not right;
    `units` has the sum of each unit with any, by name."""

    title: str
    whole: Decimal
    wrong: Decimal
    units: tuple[tuple[str, Decimal], ...]


def column_sums(content: Content) -> list[ColumnSum]:
    """Of every summed column, in the order of the lists."""
    sums = sums_by_unit(content)
    found = []
    for at, (table, column) in enumerate(summed_columns(content)):
        pairs = [(unit.name, *sums[unit.key][at]) for unit in content.units]
        whole = sum((one for _, one, _ in pairs), Decimal(0))
        right = sum((one for _, _, one in pairs), Decimal(0))
        units = tuple((name, one) for name, one, _ in pairs if one)
        found.append(ColumnSum(f"{table.title}: {column.title}", whole, whole - right, units))
    return found


def by_content(content: Content) -> list[tuple[str, str, str, int, int]]:
    """How often each answer was given: list, column, answer (as people read them), rows, right."""
    found = [answer for table in content.tables for answer in _answers(content, table)]
    frame = pd.DataFrame(found, columns=["table", "column", "value", "ok"])
    grouped = frame.groupby(["table", "column", "value"], sort=False)["ok"].agg(["size", "sum"])
    counted = grouped.reset_index().itertuples(index=False)
    return [(str(t), str(c), str(v), int(n), int(ok)) for t, c, v, n, ok in counted]


def _answers(content: Content, table: Table) -> Iterator[tuple[str, str, str, bool]]:
    for place, column in enumerate(table.columns):
        if CELL_TYPES[column.type].counted:
            answers = _listed(column, list(_column_answers(content, table, place, column)), content)
            if len({value for value, _ in answers}) <= MANY:
                for value, ok in sorted(answers, key=lambda answer: answer[0]):
                    yield table.title, column.title, value, ok


def _listed(
    column: Column, answers: list[tuple[str, bool]], content: Content
) -> list[tuple[str, bool]]:
    """Answers as people read them. What is none of the choices stands in no right row and may be
    anything, a person's name too: it is only counted."""
    other = text("summary-other-value", content.language)
    empty = text("summary-empty-value", content.language)
    known = {empty, *column.choices, *(value for value, ok in answers if ok)}
    several = CELL_TYPES[column.type].several
    numbered = dict(enumerate(column.choices, 1)) if several else {}
    words = {str(number): f"{number}. {choice}" for number, choice in numbered.items()}
    known |= set(words)
    return [(words.get(v, v) if v in known else other, ok) for v, ok in answers]


def _column_answers(
    content: Content, table: Table, place: int, column: Column
) -> Iterator[tuple[str, bool]]:
    empty = text("summary-empty-value", content.language)
    for unit in content.units:
        for row in content.rows[unit.key]:
            if row.table == table.name:
                # A row that was read before its campaign had the column holds nothing there.
                value = row.values[place] if place < len(row.values) else None
                for answer in CELL_TYPES[column.type].answers(value or ""):
                    yield answer or empty, row.state == RIGHT
