"""Findings as a person tells them: one fault of many cells is one story with a count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sheets_schema.finding import Finding


def stories(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The gravest first; all of one fault in one column are together."""
    found: defaultdict[tuple[str, str, int, str], list[Finding]] = defaultdict(list)
    told: list[list[Finding]] = []
    for one in sorted(findings, key=lambda one: one.severity.rank):
        if one.row is None or one.col is None:
            told.append([one])
            continue
        alike = found[one.unit, one.tab, one.col, one.code]
        if not alike:
            told.append(alike)
        alike.append(one)
    return told


def row_spans(story: Sequence[Finding]) -> str:
    """The rows of a story, runs of them in short: 3-17, 19."""
    rows = sorted({one.row for one in story if one.row is not None})
    starts = [rows[0], *(after for before, after in pairwise(rows) if after - before > 1)]
    ends = [*(before for before, after in pairwise(rows) if after - before > 1), rows[-1]]
    spans = zip(starts, ends, strict=True)
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
