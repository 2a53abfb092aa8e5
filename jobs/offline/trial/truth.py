"""The check measured against a labelled district: recall by kind, proposals, precision."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from jobs.offline.check_files import CheckedFile
from jobs.offline.errors import InputError
from jobs.offline.findings_out import column_letter
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import text

_REPAIR = "tự sửa"
_COLUMNS = ("ward_id", "tab", "row", "col", "kind", "severity", "required", "expected_fix")
_DECOY_WEIGHT = 2


class Defect(NamedTuple):
    """A planted defect. `row` and `col` are "" where it speaks of a whole row, tab or unit."""

    unit: str
    tab: str
    row: str
    col: str
    code: str
    severity: str
    required: bool
    fix: str

    def is_met_by(self, finding: Finding) -> bool:
        """Whether a finding says the same of the same place."""
        if (finding.unit, finding.code) != (self.unit, self.code):
            return False
        if self.tab and finding.tab and self.tab != finding.tab:
            return False
        if self.row and finding.row is not None and self.row != str(finding.row):
            return False
        letter = column_letter(finding.col)
        return not (self.col and letter and self.col != letter)


@dataclass(slots=True)
class Score:
    """The measure. `wrong` are findings that the truth does not know, decoys among them twice."""

    planted: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    fixes: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    missed: list[Defect] = field(default_factory=list)
    misfixed: list[tuple[Defect, str | None]] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    decoys_hit: list[Finding] = field(default_factory=list)
    told: int = 0

    @property
    def recall(self) -> float:
        """Share of required defects that were found."""
        return _share(self.met.total(), self.planted.total())

    @property
    def exactness(self) -> float:
        """Share of repairs whose proposal is the expected value to the letter."""
        return _share(self.exact.total(), self.fixes.total())

    @property
    def precision(self) -> float:
        """Share of findings that the truth knows, those on decoys counted twice as wrong."""
        wrong = len(self.wrong) + (_DECOY_WEIGHT - 1) * len(self.decoys_hit)
        right = self.told - len(self.wrong)
        return _share(right, right + wrong)

    @property
    def weakest(self) -> float:
        """The lowest recall of any kind."""
        return min((_share(self.met[code], n) for code, n in self.planted.items()), default=1.0)

    @property
    def false_must_fix(self) -> list[Finding]:
        """Must-fix findings on cells that are clean."""
        return [finding for finding in self.wrong if finding.severity is Severity.MUST_FIX]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read_truth(path: Path, lang: str = "vi") -> list[Defect]:
    """The defects of a truth.csv. Raises InputError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [_defect(line) for line in csv.DictReader(file)]
    except (OSError, KeyError, UnicodeDecodeError, csv.Error) as error:
        columns = ", ".join(_COLUMNS)
        raise InputError(text("truth-wrong", lang, file=path.name, columns=columns)) from error


def _defect(line: dict[str, str]) -> Defect:
    return Defect(
        unit=line["ward_id"],
        tab=line["tab"],
        row=line["row"],
        col=line["col"],
        code=line["kind"].replace("_", "-"),
        severity=line["severity"],
        required=line["required"] == "True",
        fix=line["expected_fix"],
    )


def read_decoys(path: Path) -> set[tuple[str, str, str, str]]:
    """Places (unit, tab, row, column letter) of odd but right cells; none without the file."""
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(d["ward_id"], d["tab"], d["row"], d["col"]) for d in csv.DictReader(file)}


def score(
    files: Sequence[CheckedFile],
    truth: Iterable[Defect],
    decoys: set[tuple[str, str, str, str]],
) -> Score:
    """The measure of a check against the truth."""
    result = Score()
    findings = [finding for file in files for finding in file.findings]
    by_kind: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[finding.unit, finding.code].append(finding)
    known: set[int] = set()
    for defect in truth:
        met = [one for one in by_kind[defect.unit, defect.code] if defect.is_met_by(one)]
        known.update(map(id, met))
        if defect.required:
            _count(result, defect, met)
    result.told = len(findings)
    for finding in findings:
        if id(finding) not in known:
            result.wrong.append(finding)
            place = (finding.unit, finding.tab, str(finding.row), column_letter(finding.col) or "")
            if place in decoys:
                result.decoys_hit.append(finding)
    return result


def _count(result: Score, defect: Defect, met: Sequence[Finding]) -> None:
    result.planted[defect.code] += 1
    if not met:
        result.missed.append(defect)
        return
    result.met[defect.code] += 1
    if defect.fix and defect.severity == _REPAIR:
        result.fixes[defect.code] += 1
        if any(one.proposed == defect.fix for one in met):
            result.exact[defect.code] += 1
        else:
            result.misfixed.append((defect, met[0].proposed))


def score_lines(result: Score) -> list[str]:
    """The measure as lines of text, kinds in order."""
    lines = [f"{'kind':<32}{'planted':>8}{'found':>8}{'fixes':>8}{'exact':>8}"]
    for code in sorted(result.planted):
        numbers = (counter[code] for counter in (result.planted, result.met, result.fixes))
        cells = "".join(f"{number:>8}" for number in numbers)
        lines.append(f"{code:<32}{cells}{result.exact[code]:>8}")
    unexpected = Counter(finding.code for finding in result.wrong)
    lines += [f"not in the truth: {code} {n}" for code, n in sorted(unexpected.items())]
    lines.append(
        f"recall {result.recall:.2%}, weakest kind {result.weakest:.0%}, exact proposals "
        f"{result.exactness:.2%}, precision {result.precision:.2%}, must-fix on clean cells "
        f"{len(result.false_must_fix)}, decoys hit {len(result.decoys_hit)}"
    )
    return lines
