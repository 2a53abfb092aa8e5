"""The one form of every check: a function of its use and the readings, and what it takes."""

from collections.abc import Callable
from typing import NamedTuple

from sheets_schema.campaign import CheckUse
from sheets_schema.list_reading import ListReading, WorkbookReading

NOTHING: frozenset[str] = frozenset()


class TableCheck(NamedTuple):
    """A check of one list; it notes findings on the reading and returns nothing.

    `columns` are parameters that name declared columns, `codes` parameters that name finding
    codes, `params` all others; `needs` must be given.
    """

    run: Callable[[CheckUse, ListReading, WorkbookReading], None]
    columns: frozenset[str] = NOTHING
    codes: frozenset[str] = NOTHING
    params: frozenset[str] = NOTHING
    needs: frozenset[str] = NOTHING


class WorkbookCheck(NamedTuple):
    """A check of a whole workbook, of the same form."""

    run: Callable[[CheckUse, WorkbookReading], None]
    columns: frozenset[str] = NOTHING
    codes: frozenset[str] = NOTHING
    params: frozenset[str] = NOTHING
    needs: frozenset[str] = NOTHING


def text_param(use: CheckUse, name: str) -> str:
    """A parameter as text, "" when it is not given."""
    return str(use.params.get(name, ""))


def list_param(use: CheckUse, name: str) -> tuple[str, ...]:
    """A parameter as texts: a list, or one."""
    value = use.params.get(name, ())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
