"""The words of a campaign's report declaration: figures, sections and appendices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Figures that every report has: of the units asked for it, how many and who; of all data rows; the
# moment of the data. `units_missing_names` and `as_of` are texts, so is the name of the office's
# place (`[authority]` of the campaign), as it is and in capitals.
GIVEN_FIGURES = (
    "units",
    "units_sent",
    "units_on_time",
    "units_late",
    "units_missing",
    "units_missing_names",
    "residential_groups",
    "rows",
    "rows_right",
    "last_units_sent",
    "last_rows",
    "office_place",
    "office_place_upper",
    "as_of",
)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number of the report, which opens to the rows that make it.

    Rows are those of `table` whose columns have one of the values in `where` (of a column of
    skills: one of its numbers). Counted are rows, or with `distinct` the different values of a
    column (those of a residential group: within their unit, and only such as the register
    knows), or with `total` the sum of a column, or with `units` the units that have such rows;
    with `right` only rows that passed every check; `unsorted` names a column of choices and counts
    the rows that have none of them, so that the parts of a sum add up. `most` gives, as a text,
    the so many commonest values of `distinct` with their units.
    `named` is a column whose cells name units, those that the report is about: counted are the
    different ones.
    `difference` and `percent` are worked out of two other figures.
    """

    name: str
    title: str
    table: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    distinct: str = ""
    total: str = ""
    units: bool = False
    right: bool = False
    unsorted: str = ""
    named: str = ""
    most: int = 0
    difference: tuple[str, str] | None = None
    percent: tuple[str, str] | None = None

    @property
    def counts_rows(self) -> bool:
        """Whether it is the plain number of the rows that `where` asks for."""
        others = (self.distinct, self.total, self.units, self.right, self.unsorted)
        return bool(self.table) and not any(others)


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A heading and its paragraphs; `{name}` in them is a figure, `[…]` is for a person to fill.
    `{name:, chưa rõ #}` says those words with the figure for `#`, and nothing while it is 0. A
    numbered paragraph that ends in no full stop, colon or semicolon is the heading of a point."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ListColumn:
    """A column of a list in an appendix: `of` is a column of the table, or `unit`; in a merged
    list also `units` (names) and `unit_count`; in a list by unit a figure. `width` is a weight."""

    title: str
    of: str
    width: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class AppendixList:
    """Rows of `table`, or merged by the value of one column, or each once for every unit that the
    column `each` names, by unit; or without a table the units, or with `parts` those that others
    stand under, with what these come to: nothing where the register knows none."""

    columns: tuple[ListColumn, ...]
    table: str = ""
    merged: str = ""
    caption: str = ""
    each: str = ""
    parts: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Appendix:
    """One appendix, with its own pages."""

    title: str
    lists: tuple[AppendixList, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The official document of a campaign. `units` is the kind of unit that it is about;
    `letterhead` (the issuing body), `superior` above it and `signature` are lines from top to
    bottom."""

    kind: str
    about: str
    units: str
    letterhead: tuple[str, ...]
    place: str
    symbol: str
    addressee: str
    opening: str
    sections: tuple[Section, ...]
    closing: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    figures: Mapping[str, Figure]
    appendices: tuple[Appendix, ...] = ()
    superior: tuple[str, ...] = ()
