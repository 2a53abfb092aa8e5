"""A new declaration tried on the same workbooks as the old: new, gone and unchanged findings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from jobs.offline.check_files import CheckedFile
from sheets_schema.finding import Finding
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, place, text

EXAMPLES = 6
Identity = tuple[Path, str, int | None, int | None, str, str, str]


class Trial(NamedTuple):
    """Findings that only the tried declaration has, only the old one, and both."""

    new: list[Finding]
    gone: list[Finding]
    unchanged: list[Finding]


def compare(old: Sequence[CheckedFile], tried: Sequence[CheckedFile]) -> Trial:
    """The difference between two checks of the same files."""
    before = {_identity(file, one): one for file in old for one in file.findings}
    after = {_identity(file, one): one for file in tried for one in file.findings}
    return Trial(
        new=[one for key, one in after.items() if key not in before],
        gone=[one for key, one in before.items() if key not in after],
        unchanged=[one for key, one in after.items() if key in before],
    )


def _identity(file: CheckedFile, finding: Finding) -> Identity:
    """Same place, code and severity; a whole list may lack two groups, which the value tells."""
    place_in_file = file.path, finding.tab, finding.row, finding.col
    return *place_in_file, finding.value, finding.code, finding.severity.value


def trial_lines(trial: Trial, lang: str = "vi") -> Iterator[str]:
    """The difference by code and unit, with six masked examples of each kind."""
    for word, findings in zip(("new", "gone", "unchanged"), trial, strict=True):
        yield f"{text(f'rules-{word}', lang)}: {len(findings)}"
        by_code = Counter(finding.code for finding in findings)
        for code, count in sorted(by_code.items()):
            of_code = [finding for finding in findings if finding.code == code]
            units = Counter(finding.unit for finding in of_code)
            by_unit = ", ".join(f"{unit} {n}" for unit, n in sorted(units.items()))
            yield f"  {kind_title(code, lang)} ({code}): {count} [{by_unit}]"
            yield from (_example(finding, lang) for finding in _from_all_units(of_code)[:EXAMPLES])


def _from_all_units(findings: Sequence[Finding]) -> list[Finding]:
    """The first of every unit, then the second of every unit …"""
    seen: Counter[str] = Counter()
    turns = []
    for finding in findings:
        seen[finding.unit] += 1
        turns.append(seen[finding.unit])
    return [one for _, one in sorted(zip(turns, findings, strict=True), key=itemgetter(0))]


def _example(finding: Finding, lang: str) -> str:
    proposed = f" -> {mask_text(finding.proposed)}" if finding.proposed else ""
    where = place(finding, lang)
    return f"    {finding.unit}, {where}: {mask_text(finding.value)[:60]}{proposed}"
