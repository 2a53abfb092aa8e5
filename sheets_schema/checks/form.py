"""The one form of every check: a function of its use and the readings, and what it takes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sheets_schema.campaign import CheckUse
from sheets_schema.forms import Form
from sheets_schema.list_reading import ListReading, WorkbookReading

NOTHING: frozenset[str] = frozenset()
NO_FORMS: Mapping[str, Form] = MappingProxyType({})


class TableCheck(NamedTuple):
    """A check of one list; it notes findings on the reading and returns nothing.

    `columns` are parameters that name declared columns, `codes` parameters that name finding
    codes, `params` all others, each with its form; `needs` must be given.
    """

    run: Callable[[CheckUse, ListReading, WorkbookReading], None]
    columns: Mapping[str, Form] = NO_FORMS
    codes: frozenset[str] = NOTHING
    params: Mapping[str, Form] = NO_FORMS
    needs: frozenset[str] = NOTHING


class WorkbookCheck(NamedTuple):
    """A check of a whole workbook, of the same form."""

    run: Callable[[CheckUse, WorkbookReading], None]
    columns: Mapping[str, Form] = NO_FORMS
    codes: frozenset[str] = NOTHING
    params: Mapping[str, Form] = NO_FORMS
    needs: frozenset[str] = NOTHING


def text_param(use: CheckUse, name: str) -> str:
    """A parameter as text, "" when it is not given."""
    return str(use.params.get(name, ""))


def list_param(use: CheckUse, name: str) -> tuple[str, ...]:
    """A parameter as texts: a list, or one."""
    value = use.params.get(name, ())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
