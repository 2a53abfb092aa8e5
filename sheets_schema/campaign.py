"""The words of a campaign's declaration: campaign, table, column and check, as frozen values.

Declared things are compared by identity, so that what is worked out of them can be remembered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, NamedTuple

from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit
from sheets_schema.periods.rhythm import Period, Rhythm

if TYPE_CHECKING:
    from sheets_schema.report import Report

Texts = Mapping[str, str]

# How a list begins in the next period: with the rows of the last, or empty on a tab of its own.
ROWS, EMPTY = "rows", "empty"
CARRIES = (ROWS, EMPTY)
# What Drive lets people do with a file, most first.
ROLES = ("writer", "commenter", "reader")


class DeclarationError(ValueError):
    """A declaration is wrong: says the file, the table, the key and what to write."""

    def in_words(self, language: str) -> str:
        """The same in a language that people read."""
        return str(self)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a list.

    `name` is ours (`phone`), `title` is what people read, `synonyms` are other headings that mean
    the same. `type` names the reader of its cells; `codes` gives the finding for each thing that
    reader can say (`missing`, `invalid` …); `params` are the reader's own settings. An `expected`
    column is asked for in the template and its absence is told; `required` speaks of the cells.
    `example` is a right value, shown with findings that could stand in any column.
    """

    name: str
    title: str
    type: str = "text"
    required: bool = False
    expected: bool = True
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: Texts = field(default_factory=dict)
    example: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class CheckUse:
    """A check chosen by name for a table or a workbook, with its parameters."""

    check: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One list of a workbook: a tab with a header and rows.

    `subject` names the column that tells people which row is meant; `item` is the noun of a row.
    `none_code` is the finding for an empty list, None when an empty list is in order;
    `nothing_to_report` is the sentence beside the tick that makes an empty list complete. `carry`
    is one of `CARRIES`, empty where the campaign says it for all.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...] = ()
    subject: str = ""
    item: Texts = field(default_factory=dict)
    none_code: str | None = None
    nothing_to_report: Texts = field(default_factory=dict)
    checks: tuple[CheckUse, ...] = ()
    help: Texts = field(default_factory=dict)
    carry: str = ""

    def column(self, name: str) -> Column:
        """The column of that declared name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


class LegalBasis(NamedTuple):
    """A document on which the campaign rests."""

    number: str
    issued: date | None
    subject: str


class Link(NamedTuple):
    """A reference page for the units; one `added` is not of the letter itself."""

    title: str
    url: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the people in the lists are told: for what, on what ground, whom to ask, how long."""

    purpose: Texts
    basis: Texts
    contact: Texts
    kept: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sharing:
    """With which rights (Drive's words) a made workbook is shared with a unit's addresses, and
    with its second ones, empty: not with them; whether Google mails them a message."""

    role: str = "writer"
    overdue: str = ""
    mail: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """One reporting campaign (đợt báo cáo).

    `due` is the last on-time moment, with its time zone; `locked`, where there is one, the last at
    which what a unit changes is still taken over; `workbooks` maps a kind of unit to the
    lists of its workbook; `authority` holds the facts of the receiving office (name, department,
    superior …); `severities` maps each finding code to its severity;
    `levels` names the kinds of unit that fill in nothing and stand above others, in words;
    `shares` names, by kind, the identities that are compared across units; `report` is the official
    document drafted from the data, None where the campaign declares none; `carry` is one of
    `CARRIES`; so many days `escalate_after` its deadline a unit's second addresses are told;
    `name_required` asks every unit who submits its report; `sharing` is that of made workbooks.
    """

    name: str
    title: Texts
    due: datetime
    timezone: str
    workbooks: Mapping[str, tuple[Table, ...]]
    authority: Texts = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    checks: Mapping[str, tuple[CheckUse, ...]] = field(default_factory=dict)
    shares: tuple[CheckUse, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    privacy: Privacy | None = None
    links: tuple[Link, ...] = ()
    workbook_titles: Mapping[str, Texts] = field(default_factory=dict)
    unit_words: Mapping[str, Texts] = field(default_factory=dict)
    levels: Mapping[str, Texts] = field(default_factory=dict)
    report: "Report | None" = None
    locked: datetime | None = None
    period: str = ""
    window: tuple[date, date] | None = None
    rhythm: Rhythm | None = None
    periods: tuple[Period, ...] = ()
    anew: bool = False
    closed: datetime | None = None
    carry: str = ROWS
    escalate_after: int = 2
    name_required: bool = False
    sharing: Sharing = Sharing()

    @property
    def recurs(self) -> bool:
        """Whether it declares periods."""
        return self.rhythm is not None or bool(self.periods)

    def period_at(self, day: date) -> Period | None:
        """The last period open at that day, else the first; None where it has no periods."""
        if self.rhythm is not None:
            return self.rhythm.at(day)
        begun = [one for one in self.periods if one.opens is not None and one.opens <= day]
        return next(reversed(begun), next(iter(self.periods), None))

    def period_named(self, name: str) -> Period | None:
        """The period of that name; None where there is none."""
        if self.rhythm is not None:
            return self.rhythm.named(name)
        return next((one for one in self.periods if one.name == name), None)

    def periods_from(self, name: str, most: int) -> list[Period]:
        """So many periods at most that come after the one of that name; from the first where
        there is none."""
        known: Iterable[Period] = self.rhythm.periods() if self.rhythm else self.periods
        if not name:
            return list(islice(known, most))
        later = dropwhile(lambda one: one.name != name, known)
        return list(islice(later, 1, most + 1))

    def in_period(self, period: Period) -> "Campaign":
        """The campaign as it is in one of its periods."""
        said = dict(period.title)
        title = {lang: f"{name}, {said[lang]}" for lang, name in self.title.items()}
        window = (period.first, period.last) if period.first and period.last else None
        return replace(
            self,
            title=title,
            due=period.due,
            locked=period.locked,
            period=period.name,
            window=window,
        )

    @property
    def term(self) -> tuple[str, str]:
        """What a report is for: (campaign, period)."""
        return self.name, self.period

    @property
    def office(self) -> str:
        """Who receives the reports: the department, else the authority itself."""
        return self.authority.get("department") or self.authority.get("name", "")

    def word_of(self, kind: str, language: str) -> str:
        """What people call a unit of that kind, its own name where no word is declared."""
        return (self.unit_words.get(kind) or self.levels.get(kind, {})).get(language, kind)

    def tables_for(self, unit: OrgUnit) -> tuple[Table, ...]:
        """The lists that this unit fills in; none for a kind that the campaign does not know."""
        return self.workbooks.get(unit.kind, ())

    def begin_with(self, carry: str) -> list[str]:
        """The names of the lists that begin a period so."""
        every = (table for book in self.workbooks.values() for table in book)
        return [table.name for table in every if (table.carry or self.carry) == carry]

    def tables_of(self, kinds: Iterable[str]) -> list[Table]:
        """The lists that units of these kinds fill in, in the campaign's order."""
        used = set(kinds)
        return [one for kind, book in self.workbooks.items() if kind in used for one in book]
