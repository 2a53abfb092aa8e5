"""Marks findings against the truth: recall, precision, proposals, by kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_schema.campaign import Campaign
from sheets_schema.cross_unit import cross_unit_findings, match_units
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import Checked, validate
from sheets_schema.workbook import Tab, Workbook
from tests.districts.district import MadeDistrict
from tests.districts.layouts import Sheet
from tests.districts.paper import Label, Row, Value, Ward
from tests.districts.severities import REPAIRS

Place = tuple[str, int | None, int | None]


@dataclass(slots=True)
class Marks:
    """What was found of what was planted, over any number of districts."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    proposals: Counter[str] = field(default_factory=Counter)
    right_proposals: Counter[str] = field(default_factory=Counter)
    told: int = 0
    false: int = 0
    must_fix_on_clean: int = 0
    rejected: int = 0
    lost_rows: int = 0
    strange_rows: int = 0
    stories: list[str] = field(default_factory=list)

    def problems(self) -> dict[str, object]:
        """What falls short of the promise, by name; empty when all of it is kept."""
        measures: dict[str, tuple[object, bool]] = {
            "recall": (self.recall, self.recall >= 0.99),
            "weak kinds": (self.weak_kinds(), not self.weak_kinds()),
            "exact proposals": (self.exact_proposals, self.exact_proposals >= 0.99),
            "precision": (self.precision, self.precision >= 0.98),
            "must fix on clean cells": (self.must_fix_on_clean, self.must_fix_on_clean == 0),
            "rejected lists": (self.rejected, self.rejected == 0),
            "lost rows": (self.lost_rows, self.lost_rows == 0),
            "strange rows": (self.strange_rows, self.strange_rows == 0),
        }
        return {name: value for name, (value, kept) in measures.items() if not kept}

    @property
    def recall(self) -> float:
        """The share of planted defects that were named."""
        return self.found.total() / max(1, self.planted.total())

    @property
    def precision(self) -> float:
        """The share of findings that are right; a finding on a decoy counts twice."""
        return (self.told - self.false) / max(1, self.told)

    @property
    def exact_proposals(self) -> float:
        """The share of repairable defects whose right value was proposed."""
        return self.right_proposals.total() / max(1, self.proposals.total())

    def weak_kinds(self, share: float = 0.9) -> dict[str, str]:
        """Kinds found less often than that, with found and planted."""
        return {
            kind: f"{self.found[kind]}/{count}"
            for kind, count in sorted(self.planted.items())
            if self.found[kind] < share * count
        }


def mark(made: MadeDistrict, campaign: Campaign, marks: Marks) -> None:
    """Check the district and add to the marks what came out."""
    checked = {}
    for ward in made.district.wards:
        book = workbook_of(ward, made.sheets[ward.code])
        today = made.district.today
        checked[ward.code] = validate(book, unit_of(ward), campaign, today, strict=True)
    shared = match_units(list(checked.values()))
    for ward in made.district.wards:
        one = checked[ward.code]
        findings = [*one.findings, *cross_unit_findings(one, shared.get(ward.code, {}))]
        sheets = made.sheets[ward.code]
        known = {sheet.table for sheet in sheets}
        lost = [table for table in one.tables if not table.recognised]
        marks.rejected += sum(table.table.name in known for table in lost)
        marks.stories += [
            f"rejected: {made.district.seed} {ward.code} {table.table.name}"
            for table in lost
            if table.table.name in known
        ]
        _mark_rows(ward, sheets, one, marks, made.district.seed)
        _mark_ward(ward, sheets, findings, marks, made.district.seed)


def unit_of(ward: Ward) -> OrgUnit:
    """The ward as the register knows it."""
    return OrgUnit(ward.code, ward.name, "ward", residential_groups=tuple(ward.tdps))


def workbook_of(ward: Ward, sheets: list[Sheet]) -> Workbook:
    """The ward's tabs as they are read from a spreadsheet."""
    tabs = [Tab(sheet.title, sheet.values, sheet.shown) for sheet in sheets]
    tabs += [Tab("Trang tính9", [], []), Tab("Nháp", [["Việc cần làm"], [None, "gọi lại"]])]
    return Workbook(f"Báo cáo Tổ CNSCĐ - {ward.name}", tabs)


def _mark_rows(
    ward: Ward, sheets: Sequence[Sheet], checked: Checked, marks: Marks, seed: int
) -> None:
    """Whether exactly the data rows are read: no title, section, total or signature among them."""
    for sheet in sheets:
        rows = [row for row in ward.rows(sheet.table) if id(row) in sheet.places]
        samples = {one.row for one in ward.labels if one.kind == "sample_row_left"}
        written = {sheet.places[id(row)] for row in rows if row not in samples}
        read = {
            row.row + 1
            for table in checked.tables
            if table.table.name == sheet.table
            for row in table.rows
        }
        marks.lost_rows += len(written - read)
        marks.strange_rows += len(read - written)
        for number in sorted(written ^ read):
            word = "lost row" if number in written else "strange row"
            marks.stories.append(
                f"{word}: {seed} {ward.code} {sheet.table} {number} {sheet.values[number - 1]}"
            )


def _mark_ward(
    ward: Ward, sheets: list[Sheet], findings: Sequence[Finding], marks: Marks, seed: int
) -> None:
    where = {sheet.table: sheet for sheet in sheets}
    for label in ward.labels:
        if label.required:
            hits = [one for one in findings if _speaks_of(one, label, where)]
            _mark_label(label, hits, marks)
            if not hits:
                here = [one for one in findings if _stands_at(one, label, where)]
                marks.stories.append(_story("missed", seed, ward, label, here))
    decoys = {_place(where, table, row, name) for table, row, name, _ in ward.decoys}
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        marks.told += 1
        if any(_excuses(label, finding, where) for label in ward.labels):
            continue
        place = (finding.table, finding.row, finding.col)
        marks.false += 2 if place in decoys else 1
        clean = not any(_stands_at(finding, label, where) for label in ward.labels)
        marks.must_fix_on_clean += clean and finding.severity is Severity.MUST_FIX
        word = "decoy" if place in decoys else "clean" if clean else "other kind"
        marks.stories.append(
            f"{word}: {seed} {ward.code} {finding.table} {finding.row} {finding.column} "
            f"{finding.code} {finding.severity} {finding.value!r} {dict(finding.params)}"
        )


def _mark_label(label: Label, hits: Sequence[Finding], marks: Marks) -> None:
    marks.planted[label.kind] += 1
    marks.found[label.kind] += bool(hits)
    if label.kind in REPAIRS and label.fix:
        marks.proposals[label.kind] += 1
        right = any(hit.proposed == label.fix for hit in hits)
        marks.right_proposals[label.kind] += right
        if hits and not right:
            marks.stories.append(
                f"proposal: {label.kind} {hits[0].value!r} {hits[0].proposed!r} not {label.fix!r}"
            )


def _place(where: Mapping[str, Sheet], table: str, row: Row, name: str) -> Place:
    sheet = where.get(table)
    if sheet is None:
        return table, None, None
    return table, sheet.places.get(id(row)), sheet.columns.get(name)


def _stands_at(finding: Finding, label: Label, where: Mapping[str, Sheet]) -> bool:
    """Whether the finding is on the label's cell, row, list or ward."""
    if label.table is None:
        return finding.row is None or finding.table in ("", "groups")
    if finding.table != label.table:
        return False
    if label.row is None:
        return finding.row is None
    _, row, col = _place(where, label.table, label.row, label.field or "")
    return finding.row == row and (label.field is None or finding.col in (col, None))


def _speaks_of(finding: Finding, label: Label, where: Mapping[str, Sheet]) -> bool:
    return finding.code.replace("-", "_") == label.kind and _stands_at(finding, label, where)


def _excuses(label: Label, finding: Finding, where: Mapping[str, Sheet]) -> bool:
    """Whether the label is a reason for the finding; a wrong row explains all its cells."""
    if label.row is not None and label.field is None:
        return _stands_at(finding, label, where)
    return _speaks_of(finding, label, where)


def _story(word: str, seed: int, ward: Ward, label: Label, here: Sequence[Finding]) -> str:
    value: Value = None
    if label.row is not None:
        value = label.row.cells.get(label.field or "name")
    told = [(one.code, one.proposed) for one in here][:4]
    return (
        f"{word}: {seed} {ward.code} {label.table} {label.field} {label.kind} {value!r} "
        f"clean {label.clean!r} {label.note} told {told}"
    )
