"""The register that a check of files goes by; a line that cannot be used stops the check."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from jobs.offline.errors import InputError
from jobs.register.file import RegisterFault, place, read_file
from jobs.register.told import told_lines
from sheets_schema.campaign import Campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge


class Register(NamedTuple):
    """The units, the day that the file itself calls today (None when it names none), and what
    there is to tell of it besides."""

    units: tuple[OrgUnit, ...]
    today: date | None = None
    notices: tuple[str, ...] = ()


def read_units(path: Path, campaign: Campaign, lang: str = "vi") -> Register:
    """The units of a CSV or JSON file (see `jobs.register.file`).

    Raises InputError with a sentence for each thing to correct.
    """
    try:
        found = read_file(path, lang)
    except RegisterFault as fault:
        raise InputError(str(fault)) from fault
    lines = judge(found.typed, campaign, lang)
    told = told_lines(lines, place(path), lang)
    if any(one.blocks for one in told):
        raise InputError("\n".join(one.sentence for one in told))
    units = tuple(line.unit for line in lines)
    return Register(units, found.today, tuple(one.sentence for one in told))
