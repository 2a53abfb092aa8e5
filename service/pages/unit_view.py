"""One unit's findings as the officers read them: by kind, masked, each with a link to its cell."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from jobs.store.layout import Layout, PlacedList
from jobs.store.lives import Life, load_lives
from jobs.store.office.verdicts import Verdict, verdicts_of
from jobs.store.rows import known_rows
from jobs.store.units import load_state, load_unit
from jobs.tab.places import a1_cell
from jobs.unit.answers.verdicts import (
    FindingKey,
    basis_of,
    is_explained,
    newest,
    verdict_on,
)
from service.errors import NotFound
from service.office import Office
from service.scope import own_scope
from sheets_schema.campaign import Table
from sheets_schema.finding import Finding
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, message, said_moment, text
from sheets_schema.org_unit import OrgUnit

GOOGLE_SHEETS = "https://docs.google.com"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One open or explained finding. `number` and `basis` are what an answer to it carries, where
    the unit explained it; `answered` says what an officer answered to what stands there now."""

    place: str
    what: str
    todo: str
    proposed: str
    value: str
    reason: str
    link: str
    number: int
    basis: str
    may_answer: bool
    answered: str


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one code; gravest kinds stand first."""

    code: str
    title: str
    severity: str
    lines: list[FindingLine]


def read_unit(here: Office, code: str) -> OrgUnit:
    """The unit of that code. Raises `NotFound`."""
    unit = None
    # PostgreSQL takes no text with a NUL, so it has no such unit.
    if "\0" not in code:
        with here.engine.connect() as connection:
            unit = load_unit(connection, code)
    if unit is None:
        raise NotFound(code="unknown-unit", message="The register has no unit of this code.")
    return unit


def seen_unit(here: Office, code: str) -> OrgUnit:
    """The unit of that code, where the person sees it. Raises `NotFound`."""
    unit = read_unit(here, code)
    if not own_scope(here).sees(unit.key):
        raise NotFound(code="unknown-unit", message="The register has no unit of this code.")
    return unit


def read_kinds(here: Office, unit: OrgUnit, *, unmasked: bool = False) -> list[Kind]:
    """The standing findings of a unit by kind; `unmasked` shows values in full."""
    with here.engine.connect() as connection:
        lives = load_lives(connection, here.store.vault, unit.key)
        layout = load_state(connection, unit.key).layout
        known = newest(verdicts_of(connection, here.store.vault, unit.key, here.campaign.term))
    standing = [life for life in lives if life.standing]
    standing.sort(key=lambda life: _order(life.finding))
    return [
        _kind(here, unit, code, list(group), layout, unmasked, known)
        for code, group in groupby(standing, key=lambda life: life.finding.code)
    ]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list of the unit as it was last read: its declared name, its title, its rows, whether it
    was found, and the sentence that says what was read and left out."""

    name: str
    title: str
    rows: int
    found: bool
    said: str = ""


def read_lists(here: Office, unit: OrgUnit) -> list[ReadList]:
    """What was read of each list of a unit, in the order of the campaign."""
    with here.engine.connect() as connection:
        standing = Counter(one.table for one in known_rows(connection, unit.key) if not one.gone)
        layout = load_state(connection, unit.key).layout
    return [
        _read_list(here, table, standing[table.name], layout.lists.get(table.name))
        for table in here.campaign.tables_for(unit)
    ]


def _read_list(here: Office, table: Table, rows: int, placed: PlacedList | None) -> ReadList:
    said = here.store.vault.open(placed.read.encode()) if placed and placed.read else ""
    return ReadList(table.name, table.title, rows, placed is not None, mask_text(said))


def _order(finding: Finding) -> tuple[int, str, str, int]:
    return finding.severity.rank, finding.code, finding.tab, finding.row or 0


def _kind(
    here: Office,
    unit: OrgUnit,
    code: str,
    lives: list[Life],
    layout: Layout,
    unmasked: bool,
    known: Mapping[FindingKey, Verdict],
) -> Kind:
    language = here.settings.language
    return Kind(
        code=code,
        title=kind_title(code, language),
        severity=lives[0].finding.severity.value,
        lines=[_line(here, unit, life, layout, unmasked, known) for life in lives],
    )


def _line(
    here: Office,
    unit: OrgUnit,
    life: Life,
    layout: Layout,
    unmasked: bool,
    known: Mapping[FindingKey, Verdict],
) -> FindingLine:
    finding, vault = life.finding, here.store.vault
    said = message(finding, here.settings.language, "office")
    shown = str if unmasked else mask_text
    return FindingLine(
        place=said.place,
        what=said.what,
        todo=said.todo,
        proposed=shown(finding.proposed or ""),
        value=shown(finding.value),
        reason=mask_text(life.reason),
        link=cell_link(here, unit.spreadsheet, layout, finding),
        number=life.id or 0,
        basis=basis_of(vault, life),
        may_answer=is_explained(life),
        answered=_said(here, verdict_on(vault, known, life)),
    )


def _said(here: Office, verdict: Verdict | None) -> str:
    """What was answered, by whom and when; empty for no answer."""
    if verdict is None:
        return ""
    moment, language = said_moment(here.local(verdict.at)), here.settings.language
    said = text(f"answer-is-{verdict.kind}", language, person=verdict.person, moment=moment)
    return f"{said}: “{verdict.words}”" if verdict.words else f"{said}."


def sheet_link(here: Office, spreadsheet: str) -> str:
    """Where a person opens a spreadsheet."""
    base = here.settings.google_url or GOOGLE_SHEETS
    return f"{base}/spreadsheets/d/{quote(spreadsheet)}/edit"


def cell_link(here: Office, spreadsheet: str, layout: Layout, finding: Finding) -> str:
    """Where a person opens the cell of a finding, or its tab, or the spreadsheet."""
    link, known = sheet_link(here, spreadsheet), layout.lists.get(finding.table)
    if known is None:
        return link
    tab = f"{link}#gid={known.sheet_of(here.store.vault.digest(finding.tab)[:16])}"
    if finding.row is None:
        return tab
    return f"{tab}&range={a1_cell(finding.row - 1, finding.col or 0)}"
