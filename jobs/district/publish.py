"""The one writer of the district's spreadsheet: a publication by key, in one atomic batch."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass

from jobs.district.content import Content, gather
from jobs.district.finding_tabs import duplicates_tab, open_findings_tab
from jobs.district.list_tab import list_tab
from jobs.district.lost_rows import give_back, kept, revived
from jobs.district.register_tab import (
    make_register,
    plan_register,
    stamp_register,
    stood_still,
)
from jobs.district.summary_tab import SummaryTab
from jobs.register.tab import read_tab
from jobs.register.take import take_register
from jobs.store.journal import (
    add_publication,
    get_fact,
    next_publication,
    save_remarks,
    set_fact,
)
from jobs.tab.keyed import (
    KeyedTab,
    TabPlan,
    came_out_right,
    plan_keyed,
    remarks,
)
from jobs.tab.lines import Line, WrittenLine, as_written, last_written
from jobs.tab.staging import TITLE as STAGING
from jobs.tab.staging import cell_count, is_too_big, stage
from jobs.unit.context import Context
from sheets_client.client import GoogleClient
from sheets_client.errors import OutcomeUnknown, Refused
from sheets_client.reading import PLAIN_AFTER_WRITE_MASK, PLAIN_MASK
from sheets_client.requests import CellWrite, Request, insert_rows, update_cells
from sheets_client.snapshot import Sheet, SpreadsheetSnapshot
from sheets_schema.messages import said_moment, text
from sheets_schema.register.judge import judge
from sheets_schema.register.line import JudgedLine

TRIES = 4
SUMMARY_LINES = "summary-lines"
SENT = "sent to the district"
Sent = tuple[TabPlan, Sheet | None]


@dataclass(frozen=True, slots=True)
class PublicationResult:
    """What a publication did. `number` is 0 where nothing had to be written; `rows` are the
    consolidated data rows, `cells` the cells sent; `as_of` in epoch seconds."""

    number: int
    written: bool
    rows: int
    cells: int
    as_of: float


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
        self.spreadsheet = context.district_spreadsheet
        self.google: GoogleClient = context.google_for(self.spreadsheet)
        self.as_of = context.now()
        with context.store.begin() as connection:
            self.number = next_publication(connection)
        self.sent = 0
        # Of a write that nobody saw the outcome of: what it meant, and what stood there before.
        self.unanswered: Sequence[Sent] = self._sent_before()
        self.noted = bool(self.unanswered)

    def run(self) -> PublicationResult:
        content: Content | None = None
        for _ in range(TRIES):
            snapshot = self._read()
            if content is None:
                take_register(self.context, snapshot)
                content = gather(self.context)
            if self._publish(snapshot, content):
                break
        assert content is not None
        return self._done(content)

    def _read(self) -> SpreadsheetSnapshot:
        """The state now; what a write without an answer left in rows that are not ours is
        undone first."""
        snapshot = self.google.get_workbook(self.spreadsheet, mask=PLAIN_MASK)
        unanswered, self.unanswered = self.unanswered, ()
        if self._give_back(unanswered, snapshot):
            return self.google.get_workbook(self.spreadsheet, mask=PLAIN_MASK)
        return snapshot

    def _publish(self, snapshot: SpreadsheetSnapshot, content: Content) -> bool:
        """One try; whether the sheet is now as it should be."""
        tabs = list(keyed_tabs(content))
        self._keep_remarks(snapshot, tabs)
        ids = _FreshIds(snapshot)
        plans = [plan_keyed(snapshot.by_title(tab.title), tab, ids.take()) for tab in tabs]
        changes = [request for plan in plans for request in plan.requests]
        stamp = text("stamp", self.language, moment=self._moment(self.as_of), number=self.number)
        units = snapshot.by_title(text("tab-units", self.language))
        lines = self._register_lines(snapshot)
        register = [plan_register(units, content, self._moments(content), lines)] if units else []
        changes += [request for plan in register for request in plan.requests]
        if units is None:
            changes += make_register(ids.take(), content, self._moments(content), stamp)
        summary = SummaryTab(content)
        sheet = snapshot.by_title(text("tab-summary", self.language))
        known = self._known_lines(sheet, summary)
        if not changes and sheet is not None:
            stands = summary.stamp_of(sheet, known)
            if not summary.plan(sheet, stands, known):
                return True
        if sheet is None:
            sheet = Sheet(ids.take(), "", 0, (), row_count=200)
            changes = [*summary.make(sheet.sheet_id), *changes]
        changes += summary.plan(sheet, stamp, known)
        self._remember_lines(summary.lines(stamp), known)
        changes += self._stamps(plans, content, stamp)
        if units is not None:
            changes += stamp_register(units, self.language, stamp)
        return self._write(snapshot, tabs, plans, register, changes)

    def _register_lines(self, snapshot: SpreadsheetSnapshot) -> Sequence[JudgedLine]:
        """The register's lines where they stand now, with what is wrong with each."""
        typed = read_tab(snapshot, self.language)
        return judge(typed, self.context.campaign, self.language) if typed else ()

    def _known_lines(self, sheet: Sheet | None, summary: SummaryTab) -> Sequence[WrittenLine]:
        """The summary's lines as they were written into this tab, by another store perhaps."""
        with self.context.store.begin() as connection:
            kept = get_fact(connection, SUMMARY_LINES) or []
        known = [[WrittenLine(key, tuple(cells)) for key, cells in lines] for lines in kept]
        return last_written(sheet, [*known, as_written(summary.lines(""))]) if sheet else ()

    def _remember_lines(self, lines: Sequence[Line], known: Sequence[WrittenLine]) -> None:
        """Before the write, which may be cut off: these lines, and those that stand there."""
        kept = [list(map(astuple, one)) for one in (as_written(lines), known)]
        with self.context.writing() as connection:
            set_fact(connection, SUMMARY_LINES, kept)

    def _moments(self, content: Content) -> dict[str, str]:
        """When each unit last edited, as text."""
        return {
            one.unit.key: self._moment(one.workbook.edited_at)
            for one in content.submissions
            if one.workbook.edited_at
        }

    def _stamps(self, plans: Sequence[TabPlan], content: Content, stamp: str) -> list[Request]:
        """The same run number and as-of in every tab, with the units whose data are older."""
        line = " ".join([stamp, *content.band])
        requests: list[Request] = []
        for plan in plans:
            header, column = plan.layout.header, plan.layout.places[1]
            if header == 0:
                # Somebody deleted the row above the header.
                requests.append(insert_rows(plan.sheet_id, 0, 1))
            stamp_cell = CellWrite(max(0, header - 1), column, line)
            requests += update_cells(plan.sheet_id, [stamp_cell])
        return requests

    def _moment(self, moment: float) -> str:
        return said_moment(self.context.local(moment))

    def _keep_remarks(self, snapshot: SpreadsheetSnapshot, tabs: Sequence[KeyedTab]) -> None:
        vault = self.context.store.vault
        with self.context.writing() as connection:
            for tab in tabs:
                sheet = snapshot.by_title(tab.title)
                if sheet is not None:
                    found = remarks(sheet, tab)
                    save_remarks(connection, vault, tab.title, found, self.as_of)

    def _write(
        self,
        snapshot: SpreadsheetSnapshot,
        tabs: Sequence[KeyedTab],
        plans: Sequence[TabPlan],
        register: Sequence[TabPlan],
        requests: Sequence[Request],
    ) -> bool:
        planned = [*plans, *register]
        ranges = [one for plan in planned for one in plan.ranges()]
        self.sent += cell_count(requests)
        sent = [(plan, snapshot.by_id(plan.sheet_id)) for plan in planned if plan.touched]
        self._note_sent(sent)
        try:
            if is_too_big(requests, self.context.options.publication_cells):
                requests = self._stage(snapshot, plans, requests)
            written = self.google.batch_update(
                self.spreadsheet,
                requests,
                response_ranges=ranges or None,
                mask=PLAIN_AFTER_WRITE_MASK,
            )
        except (OutcomeUnknown, Refused):
            # It may have been applied, or the sheet changed under us: read again and diff.
            self.unanswered = sent
            return False
        after = written.after
        if _right(tabs, plans, after) and _stood(register, after):
            return True
        if after is not None:
            self._give_back(sent, after)
        return False

    def _note_sent(self, sent: Sequence[Sent]) -> None:
        """Before the write: our process may end before it sees where that landed."""
        vault = self.context.store.vault
        self.noted = bool(sent)
        said = vault.seal([kept(plan, before) for plan, before in sent]).decode("ascii")
        with self.context.writing() as connection:
            set_fact(connection, SENT, said if sent else "")

    def _sent_before(self) -> Sequence[Sent]:
        with self.context.store.begin() as connection:
            said = get_fact(connection, SENT)
        return list(map(revived, self.context.store.vault.open(said.encode()))) if said else ()

    def _give_back(self, sent: Sequence[Sent], after: SpreadsheetSnapshot) -> bool:
        """Rows moved under the write: undo what landed in rows that are not ours; whether
        anything had."""
        requests = [r for plan, before in sent for r in give_back(plan, before, after)]
        if requests:
            with suppress(OutcomeUnknown, Refused):
                self.google.batch_update(self.spreadsheet, requests)
        return bool(requests)

    def _stage(
        self,
        snapshot: SpreadsheetSnapshot,
        plans: Sequence[TabPlan],
        requests: Sequence[Request],
    ) -> Sequence[Request]:
        left_behind = snapshot.by_title(STAGING)
        ends = {plan.sheet_id: plan.end for plan in plans}
        staged = stage(
            requests,
            _FreshIds(snapshot).take(),
            ends,
            left_behind.sheet_id if left_behind else None,
        )
        for batch in staged.filling:
            self.google.batch_update(self.spreadsheet, batch)
        return staged.publishing

    def _done(self, content: Content) -> PublicationResult:
        if self.noted and not self.unanswered:
            self._note_sent(())
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
        return PublicationResult(number, written, rows, self.sent, self.as_of)


def _right(
    tabs: Sequence[KeyedTab], plans: Sequence[TabPlan], after: SpreadsheetSnapshot | None
) -> bool:
    if after is None:
        return not any(plan.unfinished for plan in plans)
    return all(came_out_right(p, tab, after) for p, tab in zip(plans, tabs, strict=True))


def _stood(register: Sequence[TabPlan], after: SpreadsheetSnapshot | None) -> bool:
    return after is None or all(stood_still(plan, after) for plan in register)


class _FreshIds:
    """Ids for new tabs that no tab of the spreadsheet has."""

    def __init__(self, snapshot: SpreadsheetSnapshot) -> None:
        self._used = {sheet.sheet_id for sheet in snapshot.sheets}

    def take(self) -> int:
        while (chosen := secrets.randbelow(2**31 - 2) + 1) in self._used:
            continue
        self._used.add(chosen)
        return chosen
