"""Reads a campaign's declaration; a wrong one stops with file, table, key and what to write."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_schema.campaign import (
    Campaign,
    CheckUse,
    Column,
    DeclarationError,
    LegalBasis,
    Link,
    Table,
)
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.cross_unit import SHARED_KINDS
from sheets_schema.declaration_place import Place, code_of, texts_of, words_of
from sheets_schema.finding import Severity
from sheets_schema.messages import severities

if TYPE_CHECKING:
    from sheets_schema.report import Report

__all__ = ["Campaign", "CheckUse", "Column", "DeclarationError", "Table", "read_campaign"]

CAMPAIGNS = Path(__file__).parent / "campaigns"
MAIN, REPORT = "campaign.toml", "report.toml"
_COLUMN_WORDS = "name title type required expected synonyms choices help example codes params"
_TABLE_WORDS = "name title synonyms subject item none_code nothing_to_report columns checks help"
_COLUMN_KEYS, _TABLE_KEYS = frozenset(_COLUMN_WORDS.split()), frozenset(_TABLE_WORDS.split())


def read_campaign(name_or_folder: str | Path) -> Campaign:
    """The campaign shipped under that name, or declared in that folder.

    A folder holds `campaign.toml`, one file for each kind of unit, and `report.toml` where an
    official document is to be drafted. Raises DeclarationError.
    """
    folder = CAMPAIGNS / name_or_folder
    if not (folder / MAIN).is_file():
        folder = Path(name_or_folder)
    if not (folder / MAIN).is_file():
        shipped = ", ".join(sorted(path.name for path in CAMPAIGNS.iterdir() if path.is_dir()))
        raise DeclarationError(
            f"{name_or_folder}: no campaign there; write one of {shipped}, or a folder that "
            f"holds {MAIN}"
        )
    return _read_folder(folder)


def _read_folder(folder: Path) -> Campaign:
    main = _load(folder / MAIN)
    place = Place(MAIN)
    others = (path for path in sorted(folder.glob("*.toml")) if path.name not in (MAIN, REPORT))
    books = {path.name: _load(path) for path in others}
    if not books:
        raise place.error("", f"no workbook: write a file beside {MAIN} for each kind of unit")
    kinds = {Place(file).text(book, "kind"): (file, book) for file, book in books.items()}
    workbooks = {kind: _tables(book, Place(file)) for kind, (file, book) in kinds.items()}
    return Campaign(
        name=place.text(main, "name"),
        title=texts_of(main, "title", place),
        due=_due(main, place),
        locked=_locked(main, place),
        timezone=place.text(main, "timezone"),
        workbooks=workbooks,
        authority={key: str(value) for key, value in main.get("authority", {}).items()},
        severities=_severities(main, place),
        checks={
            kind: _checks(book, Place(file), WORKBOOK_CHECKS)
            for kind, (file, book) in kinds.items()
        },
        shares=_shares(main, place, workbooks),
        legal_basis=tuple(_legal_basis(entry, place) for entry in main.get("legal_basis", ())),
        links=tuple(
            Link(place.text(entry, "title"), place.text(entry, "url"))
            for entry in main.get("links", ())
        ),
        workbook_titles={
            kind: texts_of(book, "title", Place(file)) for kind, (file, book) in kinds.items()
        },
        unit_words={kind: dict(words) for kind, words in main.get("unit_words", {}).items()},
        report=_report(folder / REPORT, workbooks),
    )


def _report(path: Path, workbooks: dict[str, tuple[Table, ...]]) -> "Report | None":
    if not path.is_file():
        return None
    # Whoever only checks rows does not pay for it.
    from sheets_schema.report_declaration import read_report

    return read_report(_load(path), workbooks, Place(path.name))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{path.name}: not TOML: {error}") from error


def _due(main: dict[str, Any], place: Place) -> datetime:
    try:
        zone = ZoneInfo(place.text(main, "timezone"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise place.error("timezone", "write a zone name such as Asia/Ho_Chi_Minh") from error
    due = main.get("due")
    if not isinstance(due, datetime):
        raise place.error("due", "write the last on-time moment, such as 2024-10-28T23:59:00")
    return due if due.tzinfo else due.replace(tzinfo=zone)


def _locked(main: dict[str, Any], place: Place) -> datetime | None:
    if "locked" not in main:
        return None
    due, locked = _due(main, place), main["locked"]
    if isinstance(locked, datetime):
        locked = locked if locked.tzinfo else locked.replace(tzinfo=due.tzinfo)
        if locked > due:
            return locked
    raise place.error("locked", "write a moment later than due, such as 2024-11-04T23:59:00")


def _severities(main: dict[str, Any], place: Place) -> dict[str, Severity]:
    found = dict(severities())
    for code, word in main.get("severity", {}).items():
        code_of(code, place, "severity")
        if word not in list(Severity):
            raise place.error(f"severity.{code}", f"write one of {', '.join(Severity)}")
        found[code] = Severity(word)
    return found


def _legal_basis(entry: dict[str, Any], place: Place) -> LegalBasis:
    issued = entry.get("issued")
    if issued is not None and not isinstance(issued, date):
        raise place.error("legal_basis.issued", "write a date such as 2024-10-17")
    return LegalBasis(place.text(entry, "number"), issued, place.text(entry, "subject"))


def _shares(
    main: dict[str, Any], place: Place, workbooks: dict[str, tuple[Table, ...]]
) -> tuple[CheckUse, ...]:
    tables = {table.name: table for tables in workbooks.values() for table in tables}
    uses = []
    for entry in main.get("shares", ()):
        for name in entry.get("columns", ()):
            table, _, column = name.partition(".")
            if table not in tables or column not in {c.name for c in tables[table].columns}:
                raise place.error("shares.columns", f"{name} is not declared: write table.column")
        code = code_of(place.text(entry, "code"), place, "shares.code")
        kind = place.text(entry, "kind")
        if kind not in SHARED_KINDS:
            raise place.error("shares.kind", f"write one of {', '.join(sorted(SHARED_KINDS))}")
        uses.append(CheckUse(kind, code, {"columns": tuple(entry["columns"])}))
    return tuple(uses)


def _tables(book: dict[str, Any], place: Place) -> tuple[Table, ...]:
    tables = tuple(_table(entry, place) for entry in book.get("tables", ()))
    if not tables:
        raise place.error("tables", "write at least one [[tables]]")
    names = [table.name for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise place.error("tables.name", f"{name} is written twice; give each its own name")
    return tables


def _table(entry: dict[str, Any], file: Place) -> Table:
    place = file.inside(str(entry.get("name", "?")))
    place.only(entry, _TABLE_KEYS)
    columns = tuple(_column(column, place) for column in entry.get("columns", ()))
    if not columns:
        raise place.error("columns", "write at least one [[tables.columns]]")
    names = [column.name for column in columns]
    subject = entry.get("subject", names[0])
    if subject not in names:
        raise place.error("subject", f"write the name of a column, one of {', '.join(names)}")
    none_code = entry.get("none_code")
    return Table(
        name=place.text(entry, "name"),
        title=place.text(entry, "title"),
        columns=columns,
        synonyms=words_of(entry, "synonyms", place),
        subject=subject,
        item=texts_of(entry, "item", place),
        none_code=none_code and code_of(none_code, place, "none_code"),
        nothing_to_report=texts_of(entry, "nothing_to_report", place),
        checks=_checks(entry, place, TABLE_CHECKS, frozenset(names)),
        help=texts_of(entry, "help", place),
    )


def _column(entry: dict[str, Any], table: Place) -> Column:
    place = table.inside(str(entry.get("name", "?")))
    place.only(entry, _COLUMN_KEYS)
    type_name = entry.get("type", "text")
    if type_name not in CELL_TYPES:
        raise place.error("type", f"write one of {', '.join(sorted(CELL_TYPES))}")
    kind = CELL_TYPES[type_name]
    codes = dict(entry.get("codes", {}))
    for role, code in codes.items():
        if role not in kind.roles:
            known = ", ".join(sorted(kind.roles)) or "no code at all"
            raise place.error(f"codes.{role}", f"a column of type {type_name} has {known}")
        code_of(code, place, f"codes.{role}")
    place.only(entry.get("params", {}), kind.params, "params.")
    required = bool(entry.get("required", False))
    choices = words_of(entry, "choices", place)
    column = Column(
        name=place.text(entry, "name"),
        title=place.text(entry, "title"),
        type=type_name,
        required=required,
        expected=bool(entry.get("expected", required)),
        synonyms=words_of(entry, "synonyms", place),
        choices=choices,
        help=texts_of(entry, "help", place),
        example=str(entry.get("example", choices[0] if choices else "")),
        codes={**kind.codes, **codes},
        params=dict(entry.get("params", {})),
    )
    if kind.needs_choices and not column.choices:
        raise place.error("choices", 'write the allowed values, such as ["Nam", "Nữ"]')
    return column


def _checks(
    entry: dict[str, Any],
    place: Place,
    known: Any,
    columns: frozenset[str] = frozenset(),
) -> tuple[CheckUse, ...]:
    uses = []
    for use in entry.get("checks", ()):
        name = place.text(use, "check")
        if name not in known:
            raise place.error("checks.check", f"{name}: write one of {', '.join(sorted(known))}")
        kind = known[name]
        params = {key: value for key, value in use.items() if key not in ("check", "code")}
        place.only(params, kind.params | kind.columns | kind.codes, f"checks.{name}.")
        for key in kind.columns & params.keys():
            wanted = params[key] if isinstance(params[key], list) else [params[key]]
            if not columns.issuperset(wanted):
                raise place.error(
                    f"checks.{name}.{key}", f"write a column, one of {', '.join(sorted(columns))}"
                )
        for key in kind.codes & params.keys():
            code_of(params[key], place, f"checks.{name}.{key}")
        missing = kind.needs - params.keys()
        if missing:
            raise place.error(f"checks.{name}.{min(missing)}", "is needed; write it")
        uses.append(CheckUse(name, code_of(place.text(use, "code"), place, "checks.code"), params))
    return tuple(uses)
