"""Builds the campaign out of files in which nothing was found wrong."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sheets_schema.campaign import (
    ROWS,
    Campaign,
    CheckUse,
    Column,
    LegalBasis,
    Link,
    Privacy,
    Sharing,
    Table,
)
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.checks.form import TableCheck, WorkbookCheck
from sheets_schema.declaration.files import Files, Raw
from sheets_schema.declaration.meaning import in_zone
from sheets_schema.declaration.own_messages import code_in, own_entries
from sheets_schema.finding import Severity
from sheets_schema.messages import declare, severities
from sheets_schema.periods.rhythm import Period, Rhythm
from sheets_schema.vietnam.number import vietnamese_number

if TYPE_CHECKING:
    from sheets_schema.report import Report

CodeOf = Callable[[str], str]


def build_campaign(files: Files) -> Campaign:
    """The campaign that the files declare."""
    main = files.main
    campaign = _declared(files)
    if not campaign.recurs:
        return replace(campaign, due=in_zone(main["due"], main))
    first = next(iter(campaign.periods_from("", 1)))
    # Until one is opened it is as in its first period, whose name nothing is kept under.
    return replace(campaign, due=first.due, locked=first.locked)


def _declared(files: Files) -> Campaign:
    main = files.main
    code_of, own = code_in(main), own_entries(main)
    declare(own)
    books = {book["kind"]: book for book in files.books.values()}
    locked = main.get("locked")
    return Campaign(
        name=main["name"],
        title=main["title"],
        due=datetime.max,
        locked=locked and in_zone(locked, main),
        timezone=main["timezone"],
        workbooks={
            kind: tuple(_table(one, code_of) for one in book["tables"])
            for kind, book in books.items()
        },
        authority=main.get("authority", {}),
        severities={
            **severities(),
            **{code: entry.severity for code, entry in own.items()},
            **{code: Severity(word) for code, word in main.get("severity", {}).items()},
        },
        checks={kind: _checks(book, WORKBOOK_CHECKS, code_of) for kind, book in books.items()},
        shares=tuple(
            CheckUse(one["kind"], code_of(one["code"]), {"columns": tuple(one["columns"])})
            for one in main.get("shares", ())
        ),
        legal_basis=tuple(
            LegalBasis(one["number"], one.get("issued"), one["subject"])
            for one in main.get("legal_basis", ())
        ),
        privacy=Privacy(**main["privacy"]) if "privacy" in main else None,
        links=tuple(
            Link(one["title"], one["url"], one.get("added", False)) for one in main.get("links", ())
        ),
        workbook_titles={kind: book.get("title", {}) for kind, book in books.items()},
        unit_words=main.get("unit_words", {}),
        levels=main.get("levels", {}),
        report=_report(files.report),
        rhythm=_rhythm(main),
        periods=tuple(_period(one, main) for one in main.get("periods", ())),
        carry=main.get("carry", ROWS),
        escalate_after=main.get("escalate_after", 2),
        name_required=main.get("name_required", False),
        sharing=Sharing(**main.get("sharing", {})),
    )


def _rhythm(main: Raw) -> Rhythm | None:
    raw = main.get("rhythm")
    if raw is None:
        return None
    holidays = frozenset(raw.get("holidays", ()))
    return Rhythm(**{**raw, "holidays": holidays}, timezone=main["timezone"])


def _period(raw: Raw, main: Raw) -> Period:
    locked = raw.get("locked")
    return Period(
        name=raw["name"],
        title=tuple(raw["title"].items()),
        due=in_zone(raw["due"], main),
        locked=locked and in_zone(locked, main),
        opens=raw.get("opens"),
        first=raw.get("first"),
        last=raw.get("last"),
    )


def _report(raw: Raw | None) -> "Report | None":
    if raw is None:
        return None
    # Whoever only checks rows does not pay for it.
    from sheets_schema.declaration.build_report import build_report

    return build_report(raw)


def _table(raw: Raw, code_of: CodeOf) -> Table:
    columns = tuple(build_column(one, code_of) for one in raw["columns"])
    none_code = raw.get("none_code")
    return Table(
        name=raw["name"],
        title=raw["title"],
        columns=columns,
        synonyms=tuple(raw.get("synonyms", ())),
        subject=raw.get("subject", columns[0].name),
        item=raw.get("item", {}),
        none_code=none_code and code_of(none_code),
        nothing_to_report=raw.get("nothing_to_report", {}),
        checks=_checks(raw, TABLE_CHECKS, code_of),
        help=raw.get("help", {}),
        carry=raw.get("carry", ""),
    )


def build_column(raw: Raw, code_of: CodeOf = str) -> Column:
    """The column that a well-formed table of TOML declares; `code_of` gives the findings' codes."""
    codes = {role: code_of(code) for role, code in raw.get("codes", {}).items()}
    type_name, required = raw.get("type", "text"), raw.get("required", False)
    choices = tuple(raw.get("choices", ()))
    return Column(
        name=raw["name"],
        title=raw["title"],
        type=type_name,
        required=required,
        expected=raw.get("expected", required),
        synonyms=tuple(raw.get("synonyms", ())),
        choices=choices,
        help=raw.get("help", {}),
        example=_example(raw.get("example", choices[0] if choices else "")),
        codes={**CELL_TYPES[type_name].codes, **codes},
        params=raw.get("params", {}),
    )


def _example(value: Any) -> str:
    """As people write it: a day as 15/05/2022, a number as 55,5."""
    if isinstance(value, float):
        return vietnamese_number(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _checks(
    raw: Raw, known: Mapping[str, TableCheck] | Mapping[str, WorkbookCheck], code_of: CodeOf
) -> tuple[CheckUse, ...]:
    return tuple(
        CheckUse(
            use["check"],
            code_of(use["code"]),
            {
                key: code_of(value) if key in known[use["check"]].codes else value
                for key, value in use.items()
                if key not in ("check", "code")
            },
        )
        for use in raw.get("checks", ())
    )
