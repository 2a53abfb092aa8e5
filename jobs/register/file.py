"""A register of units in a file: a CSV, or the `config.json` form of a sample district."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jobs.register.heads import NEEDED, field_of, find_head
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
        found = RegisterFile(file.csv(content))
    if not found.typed.lines:
        raise file.fault("empty")
    return found


def place(path: Path) -> str:
    """A file's name in the letters that people type: macOS splits off their marks."""
    return unicodedata.normalize("NFC", path.name)


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

    def csv(self, content: str) -> Typed:
        try:
            for delimiter in _DELIMITERS:
                if (typed := _split(content, delimiter)) is not None:
                    return typed
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


def _split(content: str, delimiter: str) -> Typed | None:
    """The lines under the head, None where no head is found."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    rows = [(reader.line_num, row) for row in reader]
    head = find_head(row for _, row in rows)
    if head is None:
        return None
    lines = [head.line(number, row) for number, row in rows[head.row + 1 :]]
    return Typed([line for line in lines if any(line.said.values())], head.titles)


def _entry(number: int, entry: Mapping[str, Any]) -> Line:
    named = ((field_of(name), value) for name, value in entry.items())
    return Line(number, {field: _words(value) for field, value in named if field is not None})


def _words(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)
