"""Everything that a publication says, taken from the store in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jobs.store.lives import Life, load_standing
from jobs.store.rows import DataRow, load_rows
from jobs.store.units import load_register
from jobs.unit import states
from jobs.unit.context import Context
from jobs.unit.past import PastPeriod, past_periods
from jobs.unit.submission import Submission, read_submissions
from sheets_schema.campaign import Campaign, Table
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.tree import Tree, tree_of

# The rest is in the register; a line of three hundred names is read by nobody.
NAMED = 8
# What is told of the unit is of its workbook as it is, or as it was when it was locked.
_OF_NOW = (states.CHECKED, states.PROTECTED, states.CHANGED, states.LOCKED)


@dataclass(frozen=True)
class Content:
    """The units' reports in the register's order, their last good rows and standing findings;
    `register` has those too that only stand above others, `past` the periods that were closed
    before, oldest first."""

    campaign: Campaign
    language: str
    submissions: Sequence[Submission]
    rows: Mapping[str, Sequence[DataRow]]
    lives: Sequence[Life]
    band: Sequence[str]
    register: Sequence[OrgUnit] = ()
    past: Sequence[PastPeriod] = ()

    @cached_property
    def tree(self) -> Tree:
        """Which units stand under which."""
        return tree_of(self.register)

    @cached_property
    def units(self) -> Sequence[OrgUnit]:
        """The units in the register's order."""
        return [one.unit for one in self.submissions]

    @cached_property
    def submission(self) -> Mapping[str, Submission]:
        """The report of each unit, by its key."""
        return {one.unit.key: one for one in self.submissions}

    @cached_property
    def by_key(self) -> Mapping[str, OrgUnit]:
        """The units by their key."""
        return {unit.key: unit for unit in self.units}

    @cached_property
    def by_validity(self) -> Mapping[tuple[str, date | None], OrgUnit]:
        """The units by what tells them apart in the register."""
        return {unit.validity: unit for unit in self.register}

    @cached_property
    def sheet_ids(self) -> Mapping[tuple[str, str], int]:
        """The id of a unit's tab that has rows, by unit code and the tab's title."""
        return {(unit, row.tab): row.sheet_id for unit, rows in self.rows.items() for row in rows}

    @cached_property
    def parts(self) -> list[tuple[OrgUnit, frozenset[str]]]:
        """The units that stand above others, each with the keys of the reporting ones below it
        and itself where it reports too."""
        known = self.submission.keys()
        pairs = [(unit, self.tree.below(unit.key) | {unit.key}) for unit in self.tree.parts]
        return [(unit, keys & known) for unit, keys in pairs if keys & known]

    @property
    def not_of_now(self) -> list[Submission]:
        """The reports of which nothing is known, or not as their workbook is now."""
        return [one for one in self.submissions if one.condition not in _OF_NOW]

    @property
    def tables(self) -> list[Table]:
        """Every list that any of the units fills in, in the campaign's order."""
        return self.campaign.tables_of(unit.kind for unit in self.units)


def gather(context: Context, keys: Collection[str] | None = None) -> Content:
    """The content of a publication now, or what of it these units alone make."""
    vault = context.store.vault
    with context.store.begin() as connection:
        found = read_submissions(connection, context.campaign, context.moment())
        found = [one for one in found if keys is None or one.unit.key in keys]
        rows = {one.unit.key: load_rows(connection, vault, one.unit.key) for one in found}
        active, register = set(rows), load_register(connection)
        units = [one.unit for one in found]
        past = past_periods(connection, context.campaign, units, context.moment())
        lives = [one for one in load_standing(connection, vault) if one.finding.unit in active]
    return Content(
        campaign=context.campaign,
        language=context.options.language,
        submissions=found,
        rows=rows,
        lives=lives,
        band=_band(context, found),
        register=_with_those_above(register, active) if keys is not None else register,
        past=past,
    )


def _with_those_above(register: Sequence[OrgUnit], keys: Collection[str]) -> list[OrgUnit]:
    tree = tree_of(register)
    wanted = {*keys, *(above for key in keys for above in tree.above(key))}
    return [unit for unit in register if unit.key in wanted]


def _band(context: Context, submissions: Sequence[Submission]) -> list[str]:
    """One sentence for each unit whose data are not of today's workbook: since when, and why;
    those of which nothing is known yet share one for each reason."""
    language = context.options.language
    band = []
    never: dict[str, list[str]] = {}
    for one in submissions:
        unit, state = one.unit, one.workbook
        if one.condition not in _OF_NOW:
            why = states.describe(one.condition, language)
            if state.good_at is None:
                never.setdefault(why, []).append(unit.name)
            else:
                date = said_moment(context.local(state.good_at))
                band.append(text("band-kept", language, unit=unit.name, date=date, why=why))
    band += [text("band-never", language, unit=_some(n, language), why=w) for w, n in never.items()]
    return band or [text("band-none", language, n=len(submissions))]


def _some(names: Sequence[str], language: str) -> str:
    """The names, or the first of them and how many more."""
    said = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return said if more <= 0 else text("band-more", language, units=said, n=more)
