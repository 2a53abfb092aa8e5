"""Findings as a person tells them: what is wrong with a whole column is one story, not hundreds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sheets_schema.finding import Finding

# So many cells of one column with one fault have one cause.
MANY = 8


def stories(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in their order; many of one fault in one column are together."""
    found: defaultdict[tuple[str, str, int, str], list[Finding]] = defaultdict(list)
    told: list[list[Finding]] = []
    for one in findings:
        if one.row is None or one.col is None:
            told.append([one])
            continue
        alike = found[one.unit, one.tab, one.col, one.code]
        if not alike:
            told.append(alike)
        alike.append(one)
    return [part for story in told for part in _parts(story)]


def _parts(story: list[Finding]) -> list[list[Finding]]:
    """Together only where no cell has a story of its own, such as a duplicate's other row."""
    alike = all(one.proposed for one in story) or not any(one.value for one in story)
    return [story] if alike and len(story) >= MANY else [[one] for one in story]


def row_spans(story: Sequence[Finding]) -> str:
    """The rows of a story, runs of them in short: 3-17, 19."""
    rows = sorted({one.row for one in story if one.row is not None})
    starts = [rows[0], *(after for before, after in pairwise(rows) if after - before > 1)]
    ends = [*(before for before, after in pairwise(rows) if after - before > 1), rows[-1]]
    spans = zip(starts, ends, strict=True)
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
