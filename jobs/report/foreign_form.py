"""Somebody else's XLSX, filled with the figures and rows by a declared mapping; nobody retypes.

The form stays as it is: only cells that the mapping names and that are empty are written, and a
form that is another than the mapping says stops by the name of its cell.
"""

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from jobs.report.figures import Figures
from jobs.report.rows import Line
from sheets_schema.cells import CELL_TYPES
from sheets_schema.masking import mask_text
from sheets_schema.messages import text
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Value

ORDINAL, UNIT = "#", "unit"


class WrongFormError(ValueError):
    """The form or the mapping is not as it must be; the sentence names the place."""


class ForeignForm:
    """A form while it is filled."""

    def __init__(self, form: bytes, figures: Figures, *, unmasked: bool = False) -> None:
        self._figures, self._language = figures, figures.content.language
        self._shown = str if unmasked else mask_text
        try:
            # Formulas, links and looks of the form stay.
            self._book = load_workbook(io.BytesIO(form))
        except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
            raise self._wrong("no-workbook") from error

    def fill(self, mapping: bytes) -> bytes:
        """The XLSX. `mapping` is TOML in UTF-8: `cells` with a figure, `lists` with a list's rows.

        Raises WrongFormError before anything is given out."""
        try:
            declared = tomllib.loads(mapping.decode("utf-8-sig"))
            for one in declared.get("cells", ()):
                self._fill_cell(one)
            for one in declared.get("lists", ()):
                self._fill_list(one)
        except UnicodeDecodeError as error:
            raise self._wrong("no-utf8") from error
        except tomllib.TOMLDecodeError as error:
            raise self._wrong("no-toml", error=error) from error
        except WrongFormError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise self._wrong("missing", error=error) from error
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    def _fill_cell(self, one: Mapping[str, Any]) -> None:
        sheet = self._sheet(one["sheet"])
        beside = one["beside"]
        self._hold(sheet, beside["cell"], beside["says"])
        if not self._figures.is_known(one["figure"]):
            raise self._wrong("unknown", name=one["figure"])
        self._put(sheet, one["cell"], self._figures.value(one["figure"]), summed=True)

    def _fill_list(self, one: Mapping[str, Any]) -> None:
        sheet, columns = self._sheet(one["sheet"]), one["columns"]
        for letter, said in one["heads"].items():
            self._hold(sheet, f"{letter}{one['head_row']}", said)
        for number, row in enumerate(self._rows(one["table"], list(columns.values()))):
            for letter, (value, summed) in zip(columns, row, strict=True):
                value = number + 1 if columns[letter] == ORDINAL else value
                self._put(sheet, f"{letter}{one['first'] + number}", value, summed=summed)

    def _rows(self, table: str, names: Sequence[str]) -> Iterator[list[tuple[Value, bool]]]:
        tables = {known.name: known for known in self._figures.content.tables}
        if table not in tables:
            raise self._wrong("unknown", name=table)
        declared = {column.name for column in tables[table].columns}
        for name in names:
            if name not in declared | {ORDINAL, UNIT}:
                raise self._wrong("unknown", name=f"{table}.{name}")
        rows = self._figures.rows_of(table)
        for line in rows.lines:
            yield [self._value(table, line, name) for name in names]

    def _value(self, table: str, line: Line, name: str) -> tuple[Value, bool]:
        if name in (ORDINAL, UNIT):
            return line.unit.name, name == ORDINAL
        rows = self._figures.rows_of(table)
        summed = CELL_TYPES[rows.table.column(name).type].summed
        return rows.cell(line, name), summed

    def _sheet(self, title: str) -> Worksheet:
        found = self._book[title] if title in self._book.sheetnames else None
        if not isinstance(found, Worksheet):
            raise self._wrong("no-sheet", sheet=title)
        return found

    def _hold(self, sheet: Worksheet, at: str, said: str) -> None:
        """The form says there what the mapping was written for, marks and spaces apart."""
        stands = sheet[at].value
        if fold(str(stands or "")) != fold(said):
            raise self._wrong(
                "changed", sheet=sheet.title, cell=at, wanted=said, stands=stands or "–"
            )

    def _put(self, sheet: Worksheet, at: str, value: Value, *, summed: bool) -> None:
        cell = sheet[at]
        if cell.value is not None:
            raise self._wrong("taken", sheet=sheet.title, cell=at, stands=cell.value)
        if value is None:
            return
        if not summed and not isinstance(value, bool):
            value = self._shown(str(value))
        cell.value = value
        if isinstance(value, str):
            # A text that begins with "=" is a text.
            cell.data_type = "s"

    def _wrong(self, why: str, **params: object) -> WrongFormError:
        return WrongFormError(text(f"form-{why}", self._language, **params))
