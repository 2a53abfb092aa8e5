"""The summary as tables of pandas: by unit, and by content of the lists."""

from collections.abc import Iterator

import pandas as pd

from jobs.district.content import Content
from jobs.remember import OK
from sheets_schema.campaign import Column, Table
from sheets_schema.messages import text

# Columns with few different values, worth counting; several answers in one cell count each.
COUNTED = ("choice", "skills", "sex", "level", "role")
MANY = 12


def frame_of_rows(content: Content) -> pd.DataFrame:
    """One line a consolidated row: unit, table, ok (bool)."""
    found = [
        (unit.code, row.table, row.state == OK)
        for unit in content.units
        for row in content.rows[unit.code]
    ]
    return pd.DataFrame(found, columns=["unit", "table", "ok"])


def by_unit(content: Content) -> dict[str, list[int]]:
    """By unit code: rows and right rows of each list, in the order of the lists."""
    frame = frame_of_rows(content)
    counted = frame.pivot_table(
        index="unit", columns="table", values="ok", aggfunc=["count", "sum"], fill_value=0
    )
    wanted = [(what, table.name) for table in content.tables for what in ("count", "sum")]
    units = [unit.code for unit in content.units]
    complete = counted.reindex(index=units, columns=pd.Index(wanted), fill_value=0)
    numbers = complete.fillna(0).astype(int).to_numpy().tolist()
    return dict(zip(units, numbers, strict=True))


def by_content(content: Content) -> list[tuple[str, str, str, int, int]]:
    """How often each answer was given: list, column, answer (as people read them), rows, right."""
    found = [answer for table in content.tables for answer in _answers(content, table)]
    frame = pd.DataFrame(found, columns=["table", "column", "value", "ok"])
    grouped = frame.groupby(["table", "column", "value"], sort=False)["ok"].agg(["size", "sum"])
    counted = grouped.reset_index().itertuples(index=False)
    return [(str(t), str(c), str(v), int(n), int(ok)) for t, c, v, n, ok in counted]


def _answers(content: Content, table: Table) -> Iterator[tuple[str, str, str, bool]]:
    for place, column in enumerate(table.columns):
        if column.type in COUNTED:
            answers = list(_column_answers(content, table, place, column))
            if len({value for value, _ in answers}) <= MANY:
                for value, ok in sorted(answers, key=lambda answer: answer[0]):
                    yield table.title, column.title, value, ok


def _column_answers(
    content: Content, table: Table, place: int, column: Column
) -> Iterator[tuple[str, bool]]:
    empty = text("summary-empty-value", content.language)
    for unit in content.units:
        for row in content.rows[unit.code]:
            if row.table == table.name:
                shown = str(row.values[place] or "") or empty
                parts = shown.split(",") if column.type == "skills" else [shown]
                for part in parts:
                    yield part.strip(), row.state == OK
