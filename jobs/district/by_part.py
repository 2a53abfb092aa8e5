"""Totals by kind of unit and by level: what stands under each unit that has others below it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from jobs.district.content import Content
from jobs.district.summary import UNKNOWN
from jobs.tab.lines import Line
from jobs.unit.submission import Submission
from sheets_client.snapshot import Scalar
from sheets_schema.finding import Severity
from sheets_schema.messages import text
from sheets_schema.vietnam.number import plain_number

ASKED = (Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.REPAIR)
# In front of the name of a unit that stands under another one.
INDENT = "    "
Sums = Sequence[tuple[Decimal, Decimal]]


def known_counts(one: Submission) -> list[Scalar]:
    """Open findings by severity and rows of a unit; of one never read nothing is known."""
    if not one.seen:
        return [UNKNOWN] * (len(ASKED) + 1)
    return [*(one.open[name.value] for name in ASKED), one.rows]


def sum_of(column: Iterable[Scalar | None]) -> int:
    """What the numbers of a column come to."""
    return sum(int(one) for one in column if isinstance(one, int | float))


def progress_of(content: Content, submissions: Iterable[Submission]) -> list[Scalar]:
    """How many of these are right, and the sums of what is known of them."""
    found = list(submissions)
    right = sum(one.well for one in found)
    state = text("part-right", content.language, right=right, all=len(found))
    counts = [known_counts(one) for one in found if one.seen]
    sums: list[Scalar] = [sum_of(column) for column in zip(*counts, strict=True)]
    return [state, *(sums or [UNKNOWN] * (len(ASKED) + 1))]


def part_lines(content: Content, header: Sequence[Scalar | None]) -> list[Line]:
    """A line for each unit that stands above others, the deeper the further in; none where the
    register knows no such unit."""
    if not content.parts:
        return []
    lines = []
    for unit, keys in content.parts:
        name = f"{INDENT * (content.tree.depth(unit.key) - 1)}{unit.name}"
        below = (one for one in content.submissions if one.unit.key in keys)
        lines.append(Line(f"part {unit.key}", (name, *progress_of(content, below))))
    title = text("summary-by-part", content.language)
    head = [Line("space by part"), Line("by part", (title,)), Line("parts", tuple(header))]
    return [*head, *lines]


def kinds_of(content: Content) -> list[str]:
    """The kinds of the units that report, in the register's order."""
    return list(dict.fromkeys(unit.kind for unit in content.units))


def in_kinds(content: Content) -> list[Submission]:
    """The units' reports, those of one kind together, each kind in the register's order."""
    order = {kind: at for at, kind in enumerate(kinds_of(content))}
    return sorted(content.submissions, key=lambda one: order[one.unit.kind])


def kind_lines(content: Content, header: Sequence[Scalar | None]) -> list[Line]:
    """A line for each kind of unit; none where all are of one."""
    kinds = kinds_of(content)
    if len(kinds) < 2:
        return []
    lines = []
    for kind in kinds:
        word = content.campaign.word_of(kind, content.language).capitalize()
        of_kind = (one for one in content.submissions if one.unit.kind == kind)
        lines.append(Line(f"kind {kind}", (word, *progress_of(content, of_kind))))
    title = text("summary-by-kind", content.language)
    return [
        Line("space by kind"),
        Line("by kind", (title,)),
        Line("kinds", tuple(header)),
        *lines,
    ]


def part_sums(content: Content, sums: Mapping[str, Sums]) -> dict[str, tuple[Scalar, ...]]:
    """By the key of a unit above others: its name and what each summed column comes to below it."""
    found = {}
    for unit, keys in content.parts:
        columns = zip(*(sums[key] for key in sorted(keys)), strict=True)
        totals = (plain_number(sum(whole for whole, _ in column)) for column in columns)
        found[unit.key] = (text("summary-part", content.language, name=unit.name), *totals)
    return found
