"""Many files together: each against its unit, then what they share with each other."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jobs.offline.errors import InputError
from jobs.offline.json_workbook import ReadWorkbook, read_json
from jobs.offline.xlsx_workbook import read_xlsx
from sheets_schema.campaign import Campaign
from sheets_schema.checked import Checked
from sheets_schema.cross_unit import match_units, with_shared
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.vietnam.text import fold

_READERS = {".json": read_json, ".xlsx": read_xlsx}
_NOT_WORKBOOKS = frozenset({"config.json"})


class CheckedFile(NamedTuple):
    """A file, its workbook and what the check said."""

    read: ReadWorkbook
    checked: Checked


def check_files(
    paths: Iterable[Path],
    units: Sequence[OrgUnit],
    campaign: Campaign,
    as_of: date,
    lang: str = "vi",
    unusable: list[str] | None = None,
) -> list[CheckedFile]:
    """Every workbook under the paths, checked together, in the order of the units' codes.

    A file that cannot be read or belongs to no unit is told of in `unusable` and left out;
    without that list, or when no file is left, it raises InputError.
    """
    files = workbook_files(paths)
    if not files:
        raise InputError(text("check-nothing-found", lang))
    mine = sorted(_read_all(files, units, lang, unusable), key=lambda pair: pair[0].code)
    if not mine:
        raise InputError("\n".join(unusable or ()))
    checked = [validate(one.workbook, unit, campaign, as_of, strict=True) for unit, one in mine]
    shared = match_units(checked)
    return [
        CheckedFile(one, with_shared(result, shared.get(unit.code, {})))
        for (unit, one), result in zip(mine, checked, strict=True)
    ]


def _read_all(
    files: Iterable[Path], units: Sequence[OrgUnit], lang: str, unusable: list[str] | None
) -> Iterator[tuple[OrgUnit, ReadWorkbook]]:
    for path in files:
        try:
            read = _read(path, lang)
            yield unit_of(read, units, lang), read
        except InputError as error:
            if unusable is None:
                raise
            unusable.append(str(error))


def _read(path: Path, lang: str) -> ReadWorkbook:
    try:
        return _READERS[path.suffix.lower()](path)
    except InputError as error:
        raise InputError(text("check-not-readable", lang, file=path.name)) from error


def workbook_files(paths: Iterable[Path]) -> list[Path]:
    """The workbooks among files and folders (folders with all below), sorted by name."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [one for one in inside if is_workbook_file(one)]
        if path.is_file() and not is_workbook_file(path):
            raise InputError(f"{path.name}: neither .xlsx nor a workbook in JSON form")
    return list(dict.fromkeys(found))


def is_workbook_file(path: Path) -> bool:
    """Whether a name is that of a workbook; files that Excel keeps open are left out."""
    return (
        path.is_file()
        and path.suffix.lower() in _READERS
        and path.name not in _NOT_WORKBOOKS
        and not path.name.startswith(("~$", "."))
    )


def unit_of(read: ReadWorkbook, units: Sequence[OrgUnit], lang: str = "vi") -> OrgUnit:
    """The unit of a workbook: by the code or name in it, else by its title or file name."""
    by_code = {unit.code: unit for unit in units}
    for code in (read.unit_code, read.path.stem):
        if code in by_code:
            return by_code[code]
    for said in (read.unit_name, read.workbook.title, read.path.stem):
        named = [unit for unit in units if _names(said, unit)]
        if named:
            # "Phường Nam Hải 1" holds no other name; "Nam Hải" is inside it, so longest wins.
            return max(named, key=lambda unit: len(unit.name))
    if len(units) == 1:
        return units[0]
    raise InputError(text("check-unknown-unit", lang, file=read.path.name))


def _names(said: str, unit: OrgUnit) -> bool:
    words = f" {_words(said)} "
    return bool(unit.name) and (
        f" {_words(unit.name)} " in words or f" {_words(unit.code)} " in words
    )


def _words(value: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(value)).split())
