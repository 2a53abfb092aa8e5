"""The register of units from a file: a CSV, or the `config.json` form of a sample district."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jobs.offline.days import day_of
from jobs.offline.errors import InputError
from jobs.offline.workbook_files import shown_path
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

# The marks that Windows writes before a text in UTF-16.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# The first bytes of an Excel file, whatever its name.
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnitsFile(NamedTuple):
    """The units, and the day that the file itself calls today (None when it names none)."""

    units: tuple[OrgUnit, ...]
    today: date | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """The file and the language of its errors."""

    path: Path
    lang: str

    def error(self, key: str, **params: object) -> InputError:
        return InputError(text(key, self.lang, file=shown_path(self.path), **params))

    def day(self, entry: Mapping[str, Any], column: str, line: int) -> date | None:
        said = str(entry.get(column) or "").strip()
        day = day_of(said)
        if said and day is None:
            raise self.error("register-day", line=line, column=column)
        return day


def read_units(path: Path, lang: str = "vi") -> UnitsFile:
    """Units of a CSV (`code,name` and optionally kind, valid_from, parent, emails,
    residential_groups, spreadsheet, extension; several values separated by `;`) or of a JSON
    with `wards` (`id`, `name`, `tdps`). Raises InputError with a sentence on what to do."""
    file = _File(path, lang)
    content = _content(file)
    if path.suffix.lower() == ".json" or content.lstrip().startswith("{"):
        register = _from_json(content, file)
    else:
        register = UnitsFile(_from_csv(content, file))
    if not register.units:
        raise file.error("register-empty")
    return register


def _content(file: _File) -> str:
    try:
        content = file.path.read_bytes()
    except FileNotFoundError as error:
        raise file.error("register-not-found") from error
    except OSError as error:
        raise file.error("register-not-readable") from error
    if content.startswith(_EXCEL):
        raise file.error("register-is-excel")
    try:
        # Any other encoding would be a guess, and a wrong one changes names without a word.
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise file.error("register-encoding") from error


def _from_json(content: str, file: _File) -> UnitsFile:
    try:
        config = json.loads(content)
        entries = config["wards"] if "wards" in config else config["units"]
        named = [(line, _renamed(entry)) for line, entry in enumerate(entries, start=1)]
        today = file.day(config, "today", 1)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise file.error("register-json") from error
    return UnitsFile(_units(named, file), today)


def _renamed(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = {"id": "code", "tdps": "residential_groups"}
    return {names.get(key, key): value for key, value in entry.items()}


def _from_csv(content: str, file: _File) -> tuple[OrgUnit, ...]:
    first = content.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(
        io.StringIO(content, newline=""), delimiter=delimiter, restkey="", restval=""
    )
    fields = [field.strip().lower() for field in reader.fieldnames or ()]
    missing = [name for name in ("code", "name") if name not in fields]
    if missing:
        raise file.error("register-columns", columns=", ".join(missing))
    reader.fieldnames = fields
    filled = ((reader.line_num, line) for line in reader if any(map(str.strip, _texts(line))))
    return _units(filled, file)


def _texts(line: Mapping[str, Any]) -> list[str]:
    return [cell for cell in line.values() if isinstance(cell, str)]


def _units(entries: Iterable[tuple[int, dict[str, Any]]], file: _File) -> tuple[OrgUnit, ...]:
    """Units of entries with their lines; each (code, valid from) once."""
    lines: defaultdict[tuple[str, date | None], list[int]] = defaultdict(list)
    units = []
    for line, entry in entries:
        unit = _unit(entry, file, line)
        lines[unit.key].append(line)
        units.append(unit)
    for (code, _), found in lines.items():
        if len(found) > 1:
            raise file.error("register-twice", code=code, lines=", ".join(map(str, found)))
    return tuple(units)


def _unit(entry: Mapping[str, Any], file: _File, line: int) -> OrgUnit:
    code, name = (str(entry.get(key) or "").strip() for key in ("code", "name"))
    if not code or not name:
        raise file.error("register-line", line=line)
    return OrgUnit(
        code=code,
        name=name,
        kind=str(entry.get("kind") or "ward").strip(),
        valid_from=file.day(entry, "valid_from", line),
        parent=str(entry.get("parent") or "").strip(),
        emails=_several(entry.get("emails")),
        residential_groups=_several(entry.get("residential_groups")),
        spreadsheet=str(entry.get("spreadsheet") or "").strip(),
        extension=file.day(entry, "extension", line),
    )


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one).strip() for one in value)
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())
