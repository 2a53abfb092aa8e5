"""Reads a district folder (`config.json`, `wards/` and `others/`) into workbooks to be seeded."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent / "district"


class DistrictError(ValueError):
    """The folder is not a district: says which file and what it needs."""


@dataclass(frozen=True, slots=True)
class DemoTab:
    """One tab: typed cells as entered and the texts a person sees, both ragged."""

    title: str
    values: list[list[Any]]
    shown: list[list[str]]


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit: its code, its name and its workbook."""

    code: str
    name: str
    title: str
    locale: str
    tabs: tuple[DemoTab, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A whole district; `today` is the day on which its data is looked at."""

    name: str
    today: date
    units: tuple[DemoUnit, ...]


def read_district(folder: Path) -> District:
    """The district in `folder`; raises DistrictError naming the file that cannot be used."""
    config = _read_json(folder / "config.json")
    try:
        units = (
            *(_read_unit(folder, one, "wards") for one in config["wards"]),
            *(_read_unit(folder, one, "others") for one in config.get("others", ())),
        )
        return District(config["district"], date.fromisoformat(config["today"]), units)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, DistrictError):
            raise
        raise DistrictError(f"{folder / 'config.json'}: {_wanted(error)}") from error


def _read_unit(folder: Path, unit: dict[str, Any], inside: str) -> DemoUnit:
    file = folder / inside / f"{unit['id']}.json"
    workbook = _read_json(file)
    try:
        tabs = tuple(DemoTab(t["title"], t["values"], t["formatted"]) for t in workbook["tabs"])
        title, locale = workbook["spreadsheet_title"], workbook["locale"]
    except (KeyError, TypeError) as error:
        raise DistrictError(f"{file}: {_wanted(error)}") from error
    return DemoUnit(unit["id"], unit["name"], title, locale, tabs)


def _wanted(error: Exception) -> str:
    """What a file lacks, in words."""
    if isinstance(error, KeyError):
        return f"the key {error.args[0]} is missing"
    return f"does not have the form of demo/district ({error})"


def _read_json(file: Path) -> dict[str, Any]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DistrictError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise DistrictError(f"{file}: is not JSON ({error})") from error
    if not isinstance(read, dict):
        raise DistrictError(f"{file}: must hold one JSON object")
    return read
