"""The register taken into the store: from the tab of units, else from the file of the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jobs.register.file import RegisterFault, place, read_file
from jobs.register.kept import save_columns, save_told
from jobs.register.last_good import in_force, with_lost_columns
from jobs.register.moved import note_moves, told_moves
from jobs.register.tab import read_tab
from jobs.register.told import Told, told_lines, whole
from jobs.store.units import load_register, save_units
from jobs.unit.context import Context
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge
from sheets_schema.register.line import JudgedLine, Typed


@dataclass(frozen=True, slots=True)
class Taken:
    """What there is to tell, whether anything is other than before, and why the file could not
    be used at all ("" where it could)."""

    told: Sequence[Told] = ()
    changed: bool = False
    fault: str = ""


def sync_register(context: Context) -> Taken:
    """Read the register (1 read where there is a district's spreadsheet) and take it over.

    Raises the errors of `sheets_client.errors`.
    """
    if not context.district_spreadsheet:
        return _take_file(context) if context.options.units_csv else Taken()
    google = context.google_for(context.district_spreadsheet)
    return take_register(context, google.get_workbook(context.district_spreadsheet))


def take_register(context: Context, snapshot: SpreadsheetSnapshot) -> Taken:
    """Take the register from the district's spreadsheet as just read.

    The tab counts as soon as it holds a line; until then the file does, where there is one. With
    neither the last register stays.
    """
    language = context.options.language
    typed = read_tab(snapshot, language)
    if typed is not None and typed.lines:
        tab = text("register-tab", language, tab=text("tab-units", language))
        besides = context.options.units_csv
        more = [_second("tab-wins", language, besides)] if besides else []
        return _keep(context, _judged_tab(context, typed), tab, more)
    if context.options.units_csv:
        begins = _second("file-begins", language, context.options.units_csv)
        return _take_file(context, [] if typed is None else [begins])
    if typed is None:
        return Taken()
    return _nothing_taken(context, "tab-empty" if typed.heads else "tab-columns")


def _judged_tab(context: Context, typed: Typed) -> Sequence[JudgedLine]:
    lines = judge(typed, context.campaign, context.options.language)
    with context.writing() as connection:
        lost = save_columns(connection, typed.heads) - typed.heads.keys()
        return with_lost_columns(lines, load_register(connection), lost)


def save_register(context: Context, units: Sequence[OrgUnit]) -> None:
    """Make `units` the register."""
    with context.writing() as connection:
        save_units(connection, units)


def _second(key: str, language: str, file: Path) -> Told:
    return whole(key, text(f"register-{key}", language, file=place(file)), blocks=False)


def _take_file(context: Context, more: Sequence[Told] = ()) -> Taken:
    path, language = context.options.units_csv, context.options.language
    assert path is not None
    try:
        typed = read_file(path, language).typed
    except RegisterFault as fault:
        told = [whole("file", str(fault)), *more]
        with context.writing() as connection:
            return Taken(told, save_told(connection, told), str(fault))
    return _keep(context, judge(typed, context.campaign, language), place(path), more)


def _nothing_taken(context: Context, key: str) -> Taken:
    """Of a tab without a unit: told where a register is known, which stays."""
    with context.writing() as connection:
        blocks = bool(load_register(connection)) or key == "tab-columns"
        told = [whole(key, text(f"register-{key}", context.options.language))] if blocks else []
        return Taken(told, save_told(connection, told))


def _keep(context: Context, lines: Sequence[JudgedLine], where: str, more: Sequence[Told]) -> Taken:
    told = [*told_lines(lines, where, context.options.language), *more]
    with context.writing() as connection:
        last = load_register(connection)
        units = list(in_force(lines, last).values())
        if units:
            save_units(connection, units)
            note_moves(connection, context, last)
        told += told_moves(connection, context, lines, where)
        changed = save_told(connection, told)
    return Taken(told, changed or (bool(units) and units != last))
