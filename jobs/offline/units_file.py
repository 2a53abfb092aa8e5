"""The register of units from a file: a CSV, or the `config.json` form of a sample district."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jobs.offline.days import day_of
from jobs.offline.errors import InputError
from jobs.offline.workbook_files import shown_path
from sheets_schema.campaign import Campaign
from sheets_schema.messages import LANGUAGES, text
from sheets_schema.org_unit import OrgUnit

# The marks that Windows writes before a text in UTF-16.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# The first bytes of an Excel file, whatever its name.
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


# As in the district's tab of units, which may be saved as a CSV with what stands above its head.
_TITLE_ROWS = 30
_DELIMITERS = ",;\t"
_NEEDED = frozenset({"code", "name"})
_HEADINGS = {
    "code": "column-unit-code",
    "name": "column-unit-name",
    "kind": "column-unit-kind",
    "valid_from": "column-valid-from",
    "parent": "column-parent",
    "emails": "column-emails",
    "residential_groups": "column-residential-groups",
    "spreadsheet": "column-spreadsheet",
    "extension": "column-extension",
}
# What people and the other form of a register call the same columns.
_ALSO = {
    "id": "code",
    "mã": "code",
    "mã phường": "code",
    "tên": "name",
    "phường": "name",
    "tên phường": "name",
    "loại": "kind",
    "email": "emails",
    "tdp": "residential_groups",
    "tdps": "residential_groups",
    "các tổ dân phố": "residential_groups",
}


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
    residential_groups, spreadsheet, extension, or the headings of the tab of units; several
    values separated by `;`) or of a JSON with `wards` (`id`, `name`, `tdps`). Raises InputError
    with a sentence on what to do."""
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
    return {_ALSO.get(key, key): value for key, value in entry.items()}


def _from_csv(content: str, file: _File) -> tuple[OrgUnit, ...]:
    try:
        for delimiter in _DELIMITERS:
            if (entries := _entries(content, delimiter)) is not None:
                return _units(entries, file)
    except csv.Error as error:
        raise file.error("register-not-readable") from error
    first = content.partition("\n")[0].strip()
    there = {_field(cell.strip()) for cell in re.split(f"[{_DELIMITERS}]", first)}
    raise file.error("register-columns", columns=", ".join(sorted(_NEEDED - there)))


def _entries(content: str, delimiter: str) -> list[tuple[int, dict[str, str]]] | None:
    """The lines under the head by column, each with its number; None where no head is found."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    for at, (_, line) in enumerate(lines[:_TITLE_ROWS]):
        fields = [_field(cell) for cell in line]
        if _NEEDED.issubset(fields):
            return [
                (number, dict(zip(fields, cells, strict=False)))
                for number, cells in lines[at + 1 :]
                if any(cells)
            ]
    return None


def _field(heading: str) -> str:
    """Our name of a column; the tab of units has the catalogue's headings."""
    for name, key in _HEADINGS.items():
        if heading.casefold() in (name, *(text(key, lang).casefold() for lang in LANGUAGES)):
            return name
    return _ALSO.get(heading.casefold(), heading.casefold())


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


def in_declared_kinds(units: Iterable[OrgUnit], campaign: Campaign) -> tuple[OrgUnit, ...]:
    """The units with their kinds by name, where a register uses the campaign's word for one."""
    kinds = {
        word.casefold(): kind
        for kind, words in campaign.unit_words.items()
        for word in words.values()
    }
    return tuple(replace(unit, kind=kinds.get(unit.kind.casefold(), unit.kind)) for unit in units)


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
