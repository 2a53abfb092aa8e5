"""The one writer of the district's spreadsheet: a publication by key, in one atomic batch."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from jobs.district.content import Content, gather
from jobs.district.finding_tabs import duplicates_tab, open_findings_tab
from jobs.district.list_tab import list_tab
from jobs.district.register_tab import make_register, plan_register, stamp_register
from jobs.district.remarks import remarks
from jobs.district.summary_tab import SummaryTab
from jobs.register.kept import load_columns
from jobs.register.tab import read_tab
from jobs.register.take import take_register
from jobs.store.journal import (
    add_publication,
    get_fact,
    next_publication,
    save_remarks,
    set_fact,
)
from jobs.store.rows import DataRow
from jobs.tab.batches import Batches
from jobs.tab.fresh_ids import FreshIds
from jobs.tab.keyed import KeyedTab, TabPlan, with_stamp
from jobs.tab.keyed_plan import plan_keyed
from jobs.tab.layout import tab_of
from jobs.tab.lines import Line, WrittenLine, as_written
from jobs.tab.staging import TITLE as STAGING
from jobs.tab.staging import cell_count, is_too_big, stage
from jobs.unit.among import keep_among
from jobs.unit.context import Context
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.messages import said_moment, text
from sheets_schema.register.judge import judge
from sheets_schema.register.line import JudgedLine

TRIES = 6
SUMMARY_LINES = "summary-lines"


@dataclass(frozen=True, slots=True)
class PublicationResult:
    """What a publication did. `number` is 0 where nothing had to be written; `rows` are the
    consolidated data rows, `cells` the cells sent; `as_of` in epoch seconds; `others` says that the
    figures of all units are others than at the last one."""

    number: int
    written: bool
    rows: int
    cells: int
    as_of: float
    others: bool = False


def publish(context: Context) -> PublicationResult:
    """Bring the district's spreadsheet to what the store knows: 1 read, and 1 write where
    something changed (more through the staging tab, and where people moved rows meanwhile).

    Raises the errors of `sheets_client.errors`.
    """
    return _Publication(context).run()


def keyed_tabs(content: Content) -> Iterator[KeyedTab]:
    """The tabs whose rows are known by key: the lists, the open findings, the duplicates."""
    for table in content.tables:
        yield list_tab(content, table)
    yield open_findings_tab(content)
    yield duplicates_tab(content)


class _Publication:
    """One publication; `moment` is its as-of time."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.language = context.options.language
        self.batches = Batches(context)
        self.as_of = context.now()
        with context.store.begin() as connection:
            self.number = next_publication(connection)
        self.sent = 0

    def run(self) -> PublicationResult:
        content: Content | None = None
        for _ in range(TRIES):
            snapshot = self.batches.read()
            if content is None:
                take_register(self.context, snapshot)
                content = gather(self.context)
            if self._publish(snapshot, content):
                break
        assert content is not None
        return self._done(content)

    def _publish(self, snapshot: SpreadsheetSnapshot, content: Content) -> bool:
        """One try; whether the sheet is now as it should be."""
        tabs = list(keyed_tabs(content))
        self._keep_remarks(snapshot, tabs)
        ids = FreshIds(snapshot)
        stamp = text("stamp", self.language, moment=self._moment(self.as_of), number=self.number)
        plans = [plan_keyed(tab_of(snapshot, tab.title), tab, ids.take()) for tab in tabs]
        register = self._register(snapshot, content)
        summary = SummaryTab(content)
        sheet = tab_of(snapshot, text("tab-summary", self.language))
        known = self._known_lines(sheet, summary)
        if register and sheet and not any(plan.requests for plan in (*plans, register)):
            stands = summary.stamp_of(sheet, known)
            if not summary.plan(sheet, stands, known).requests:
                return True
        made: list[Request] = []
        if register is None:
            made += make_register(ids.take(), content, self._moments(content), stamp)
        if sheet is None:
            blank = Sheet(ids.take(), "", 0, (), row_count=200)
            made += summary.make(blank.sheet_id)
            lines = replace(summary.plan(blank, stamp, known), intent=None, marks=())
        else:
            lines = summary.plan(sheet, stamp, known)
        self._remember_lines(summary.lines(stamp), known)
        stamped = [with_stamp(plan, self._stamp(plan, content, stamp)) for plan in plans]
        marked = [stamp_register(register, stamp)] if register else []
        right = self._write(snapshot, [*stamped, *marked, lines], made)
        if right:
            self._remember_lines(summary.lines(stamp), ())
        return right

    def _register(self, snapshot: SpreadsheetSnapshot, content: Content) -> TabPlan | None:
        sheet = tab_of(snapshot, text("tab-units", self.language))
        if sheet is None:
            return None
        lines = self._register_lines(snapshot)
        with self.context.store.begin() as connection:
            had = load_columns(connection)
        return plan_register(sheet, content, self._moments(content), lines, had)

    def _register_lines(self, snapshot: SpreadsheetSnapshot) -> Sequence[JudgedLine]:
        """The register's lines where they stand now, with what is wrong with each."""
        typed = read_tab(snapshot, self.language)
        return judge(typed, self.context.campaign, self.language) if typed else ()

    def _known_lines(self, sheet: Sheet | None, summary: SummaryTab) -> Sequence[WrittenLine]:
        """The summary's lines as they were written into this tab, by another store perhaps."""
        with self.context.store.begin() as connection:
            kept = get_fact(connection, SUMMARY_LINES) or []
        known = [[WrittenLine(key, tuple(cells)) for key, cells in lines] for lines in kept]
        return summary.known(sheet, [*known, as_written(summary.lines(""))]) if sheet else ()

    def _remember_lines(self, lines: Sequence[Line], written: Sequence[WrittenLine]) -> None:
        """Before the write, which may be cut off: these lines, and those that stand there."""
        kept = [list(map(astuple, one)) for one in (as_written(lines), written)]
        with self.context.writing() as connection:
            set_fact(connection, SUMMARY_LINES, kept)

    def _moments(self, content: Content) -> dict[str, str]:
        """When each unit last edited, as text."""
        return {
            one.unit.key: self._moment(one.workbook.edited_at)
            for one in content.submissions
            if one.workbook.edited_at
        }

    def _stamp(self, plan: TabPlan, content: Content, stamp: str) -> str:
        """The same run number and as-of in every tab, with the units whose data are older, and
        with the rows that only an officer can settle."""
        twice = [text("band-twice", self.language, n=plan.twice)] if plan.twice else []
        return " ".join([stamp, *twice, *content.band])

    def _moment(self, moment: float) -> str:
        return said_moment(self.context.local(moment))

    def _keep_remarks(self, snapshot: SpreadsheetSnapshot, tabs: Sequence[KeyedTab]) -> None:
        vault = self.context.store.vault
        with self.context.writing() as connection:
            for tab in tabs:
                sheet = tab_of(snapshot, tab.title)
                if sheet is not None:
                    found = remarks(sheet, tab)
                    save_remarks(connection, vault, tab.title, found, self.as_of)

    def _write(
        self,
        snapshot: SpreadsheetSnapshot,
        plans: Sequence[TabPlan],
        made: Sequence[Request],
    ) -> bool:
        """Whether all stands now where it was meant to, and nothing is left for another try."""
        requests = [*made, *(request for plan in plans for request in plan.requests)]
        requests += [request for plan in plans for request in plan.marks]
        self.sent += cell_count(requests)
        intents = [plan.intent for plan in plans if plan.intent and plan.requests]
        if is_too_big(requests, self.context.options.publication_cells):
            requests = self._stage(snapshot, plans, requests)
        landed = self.batches.write(requests, intents)
        return landed and not any(plan.unfinished for plan in plans)

    def _stage(
        self,
        snapshot: SpreadsheetSnapshot,
        plans: Sequence[TabPlan],
        requests: Sequence[Request],
    ) -> list[Request]:
        left_behind = snapshot.by_title(STAGING)
        staged = stage(
            requests,
            FreshIds(snapshot).take(),
            {plan.sheet_id: plan.end for plan in plans},
            left_behind.sheet_id if left_behind else None,
        )
        for batch in staged.filling:
            self.batches.fill(batch)
        return list(staged.publishing)

    def _done(self, content: Content) -> PublicationResult:
        self.batches.done()
        rows = sum(len(found) for found in content.rows.values())
        written = self.sent > 0
        if written:
            entry = {
                "number": self.number,
                "as_of": self.as_of,
                "outcome": "published",
                "rows": rows,
                "cells": self.sent,
            }
            with self.context.writing() as connection:
                add_publication(connection, entry)
        number = self.number if written else 0
        others = keep_among(self.context, self._counted(content))
        return PublicationResult(number, written, rows, self.sent, self.as_of, others)

    @staticmethod
    def _counted(content: Content) -> Iterator[DataRow]:
        """All rows but for those of the last period that nobody confirmed for this one."""
        for one in content.submissions:
            waiting = one.workbook.unconfirmed
            for row in content.rows[one.unit.key]:
                if not (row.as_last and row.table in waiting):
                    yield row
