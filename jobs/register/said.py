"""What the register says of a unit: as the columns of the tab, and as a CSV."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jobs.tab.places import file_link
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import FIELDS, title


def register_row(unit: OrgUnit, campaign: Campaign, language: str) -> list[Scalar]:
    """What the officers' columns say of a unit, in the order of the fields."""
    return [
        unit.code,
        unit.name,
        campaign.word_of(unit.kind, language),
        _day(unit.valid_from),
        unit.parent,
        "; ".join(unit.emails),
        "; ".join(unit.residential_groups),
        file_link(unit.spreadsheet) if unit.spreadsheet else "",
        _day(unit.extension),
        "; ".join(unit.overdue_emails),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def write_csv(path: Path, units: Sequence[OrgUnit], campaign: Campaign, language: str) -> None:
    """The register as a CSV that can be read again, readable by us alone.

    A file of that name is replaced in one step. Raises OSError.
    """
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([title(field, language) for field in FIELDS])
        writer.writerows(register_row(unit, campaign, language) for unit in units)
    fresh.replace(path)
