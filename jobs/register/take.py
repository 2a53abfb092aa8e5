"""The register of units: from the district's tab `Đơn vị`, a CSV file, or a sample district."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jobs.district.register_tab import read_register, spreadsheet_id
from jobs.store.units import save_units
from jobs.unit.context import Context
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit


class RegisterError(ValueError):
    """The register cannot be read: says the file, the line and what is needed."""

    permanent = True


def sync_register(context: Context) -> int:
    """Read the register from the district's spreadsheet (1 read); how many units it has."""
    google = context.google_for(context.district_spreadsheet)
    snapshot = google.get_workbook(context.district_spreadsheet)
    return take_register(context, snapshot)


def take_register(context: Context, snapshot: SpreadsheetSnapshot) -> int:
    """Take the register from the district's spreadsheet as just read.

    A tab that is missing or has no unit changes nothing: the last register stays.
    """
    language = context.options.language
    sheet = snapshot.by_title(text("tab-units", language))
    units = read_register(sheet, context.campaign, language) if sheet else []
    if units:
        save_register(context, units)
    return len(units)


def save_register(context: Context, units: Sequence[OrgUnit]) -> None:
    """Make `units` the register."""
    with context.store.begin() as connection:
        save_units(connection, units)


def read_csv(path: Path) -> list[OrgUnit]:
    """Units from a CSV in UTF-8 whose header has `code` and `name`; optional `kind`,
    `valid_from`, `parent`, `emails`, `residential_groups`, `spreadsheet`, `extension`.

    Several values of a cell are separated by semicolons, dates are written 2024-10-31.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"code", "name"} <= set(reader.fieldnames or ()):
            raise RegisterError(f"{path.name}: the header needs the columns code and name")
        return [_csv_unit(path, line, row) for line, row in enumerate(reader, start=2)]


def _csv_unit(path: Path, line: int, row: dict[str, str | None]) -> OrgUnit:
    said = {name: (value or "").strip() for name, value in row.items() if name}
    if not said["code"] or not said["name"]:
        raise RegisterError(f"{path.name}, line {line}: code and name are needed")
    return OrgUnit(
        code=said["code"],
        name=said["name"],
        kind=said.get("kind") or "ward",
        valid_from=_date(path, line, said.get("valid_from", "")),
        parent=said.get("parent", ""),
        emails=_several(said.get("emails", "")),
        residential_groups=_several(said.get("residential_groups", "")),
        spreadsheet=spreadsheet_id(said.get("spreadsheet", "")),
        extension=_date(path, line, said.get("extension", "")),
    )


def _several(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(";") if part.strip())


def _date(path: Path, line: int, said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise RegisterError(
            f"{path.name}, line {line}: write dates as 2024-10-31, not {said}"
        ) from None


def read_sample(path: Path) -> list[OrgUnit]:
    """Units of a sample district's config.json, where they are `id`, `name` and `tdps`."""
    wards = json.loads(path.read_text(encoding="utf-8"))["wards"]
    return [
        OrgUnit(
            code=ward["id"],
            name=ward["name"],
            kind=ward.get("kind", "ward"),
            residential_groups=tuple(ward.get("tdps", ())),
            spreadsheet=ward.get("spreadsheet", ""),
        )
        for ward in wards
    ]
