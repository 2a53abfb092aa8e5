"""A register of units in a file: a CSV, or the `config.json` form of a sample district."""

import codecs
import csv
import io
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jobs.register.heads import NEEDED, Head, field_of, find_head
from sheets_schema.messages import text
from sheets_schema.register.line import Line, Typed
from sheets_schema.vietnam.dates import parse_date

# The marks that Windows writes before a text in UTF-16.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# The first bytes of an Excel file, whatever its name.
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t"


class RegisterFault(ValueError):  # noqa: N818
    """A register that cannot be used as a whole; its text is a sentence on what to do."""

    permanent = True


class RegisterFile(NamedTuple):
    """What the file says, and the day that it itself calls today (None when it names none)."""

    typed: Typed
    today: date | None = None


def read_file(path: Path, language: str) -> RegisterFile:
    """The lines of a CSV in UTF-8 (`,`, `;` or tabs between its columns; the headings of the tab
    of units or our names for them, in any order), or of a JSON with `wards` (and
    `others`) or `units`.

    Raises RegisterFault.
    """
    file = _File(path, language)
    content = file.content()
    if path.suffix.lower() == ".json" or content.lstrip().startswith("{"):
        found = file.json(content)
    else:
        found = RegisterFile(file.rows(content).typed)
    if not found.typed.lines:
        raise file.fault("empty")
    return found


def write_cells(
    path: Path, language: str, decide: Callable[[Typed], Mapping[tuple[int, str], str]]
) -> bool:
    """Writes into a CSV what `decide` says upon its lines, (line number, field) -> text; all else
    stays as it is. False where the file is no CSV, or was changed meanwhile.

    Replaced in one step, with the rights that it had. Raises RegisterFault, OSError.
    """
    before = path.read_bytes()
    if path.suffix.lower() == ".json":
        return False
    content = _File(path, language).content()
    found = _File(path, language).rows(content)
    cells = decide(found.typed)
    rows = {number: list(row) for number, row in found.rows}
    for (number, field), said in cells.items():
        at = found.head.columns[field]
        rows[number] += [""] * (at + 1 - len(rows[number]))
        rows[number][at] = said
    end = "\r\n" if "\r\n" in content else "\n"
    text_now = io.StringIO(newline="")
    csv.writer(text_now, delimiter=found.delimiter, lineterminator=end).writerows(rows.values())
    encoding = "utf-16" if before.startswith(_UTF_16) else "utf-8"
    mark = "\ufeff" if before.startswith(codecs.BOM_UTF8) else ""
    return not cells or _replace(path, before, (mark + text_now.getvalue()).encode(encoding))


def _replace(path: Path, before: bytes, after: bytes) -> bool:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".register-", delete=False) as fresh:
        try:
            fresh.write(after)
            fresh.flush()
            os.fsync(fresh.fileno())
            shutil.copymode(path, fresh.name)
            unchanged = path.read_bytes() == before
            if unchanged:
                Path(fresh.name).replace(path)
            return unchanged
        finally:
            Path(fresh.name).unlink(missing_ok=True)


def place(path: Path) -> str:
    """A file's name in the letters that people type: macOS splits off their marks."""
    return unicodedata.normalize("NFC", path.name)


class _Rows(NamedTuple):
    """A CSV: its rows by the number of the line, and where its head stands among them."""

    rows: list[tuple[int, list[str]]]
    head: Head
    delimiter: str

    @property
    def typed(self) -> Typed:
        """The lines under the head."""
        lines = [self.head.line(number, row) for number, row in self.rows[self.head.row + 1 :]]
        return Typed([line for line in lines if any(line.said.values())], self.head.titles)


class _File:
    """The file and the language of its faults."""

    def __init__(self, path: Path, language: str) -> None:
        self._path, self._language = path, language

    def fault(self, key: str, **params: object) -> RegisterFault:
        return RegisterFault(
            text(f"register-{key}", self._language, file=place(self._path), **params)
        )

    def content(self) -> str:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError as error:
            raise self.fault("not-found") from error
        except OSError as error:
            raise self.fault("not-readable") from error
        if content.startswith(_EXCEL):
            raise self.fault("is-excel")
        try:
            # Any other encoding would be a guess, and a wrong one changes names without a word.
            return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.fault("encoding") from error

    def rows(self, content: str) -> _Rows:
        try:
            for delimiter in _DELIMITERS:
                if (found := _split(content, delimiter)) is not None:
                    return found
        except csv.Error as error:
            raise self.fault("not-readable") from error
        first = content.partition("\n")[0].strip()
        there = {field_of(cell) for cell in re.split(f"[{_DELIMITERS}]", first)}
        raise self.fault("columns", columns=", ".join(sorted(set(NEEDED) - there)))

    def json(self, content: str) -> RegisterFile:
        try:
            config = json.loads(content)
            form = "wards" if "wards" in config else "units"
            # Agencies and companies beside the wards, each with its kind.
            entries = [*config[form], *config.get("others", ())]
            lines = [_entry(at, entry) for at, entry in enumerate(entries, start=1)]
            said = str(config.get("today") or "")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self.fault("json") from error
        today = parse_date(said) if said else None
        if said and today is None:
            raise self.fault("today")
        kind = "ward" if form == "wards" else ""
        return RegisterFile(Typed(lines, {}, kind), today)


def _split(content: str, delimiter: str) -> _Rows | None:
    """The rows, None where no head is found."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    rows = [(reader.line_num, row) for row in reader]
    head = find_head(row for _, row in rows)
    return None if head is None else _Rows(rows, head, delimiter)


def _entry(number: int, entry: Mapping[str, Any]) -> Line:
    named = ((field_of(name), value) for name, value in entry.items())
    return Line(number, {field: _words(value) for field, value in named if field is not None})


def _words(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)
