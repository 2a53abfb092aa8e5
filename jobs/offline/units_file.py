"""The register of units from a file: a CSV, or the `config.json` form of a sample district."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from jobs.offline.errors import InputError
from sheets_schema.org_unit import OrgUnit


class UnitsFile(NamedTuple):
    """The units, and the day that the file itself calls today (None when it names none)."""

    units: tuple[OrgUnit, ...]
    today: date | None = None


def read_units(path: Path) -> UnitsFile:
    """Units of a CSV (`code,name` and optionally kind, valid_from, parent, emails,
    residential_groups, spreadsheet, extension; several values separated by `;`) or of a JSON
    with `wards` (`id`, `name`, `tdps`). Raises InputError."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: the file of units cannot be read ({error})") from error
    if path.suffix.lower() == ".json" or content.lstrip().startswith("{"):
        return _from_json(content, path.name)
    return UnitsFile(tuple(_from_csv(content, path.name)))


def _from_json(content: str, name: str) -> UnitsFile:
    try:
        config = json.loads(content)
        entries = config["wards"] if "wards" in config else config["units"]
        units = tuple(_unit(_renamed(entry), name) for entry in entries)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{name}: not a register of units: give wards with id and name") from error
    return UnitsFile(units, _day(str(config.get("today", "")), name))


def _renamed(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = {"id": "code", "tdps": "residential_groups"}
    return {names.get(key, key): value for key, value in entry.items()}


def _from_csv(content: str, name: str) -> list[OrgUnit]:
    first = content.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(content.splitlines(), delimiter=delimiter)
    fields = [field.strip().lower() for field in reader.fieldnames or ()]
    if not {"code", "name"} <= set(fields):
        raise InputError(f"{name}: the first line must name the columns code and name")
    reader.fieldnames = fields
    return [_unit(line, name) for line in reader if (line.get("code") or "").strip()]


def _unit(entry: Mapping[str, Any], name: str) -> OrgUnit:
    return OrgUnit(
        code=str(entry["code"]).strip(),
        name=str(entry["name"]).strip(),
        kind=str(entry.get("kind") or "ward").strip(),
        valid_from=_day(str(entry.get("valid_from") or ""), name),
        parent=str(entry.get("parent") or "").strip(),
        emails=_several(entry.get("emails")),
        residential_groups=_several(entry.get("residential_groups")),
        spreadsheet=str(entry.get("spreadsheet") or "").strip(),
        extension=_day(str(entry.get("extension") or ""), name),
    )


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one).strip() for one in value)
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


def _day(text: str, name: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"{name}: {text.strip()} is not a day; write it as 2024-10-28") from error
