"""The way of one edit: read, check, merge with what was known, flag, store."""

from dataclasses import replace

from jobs.store.events import ACCEPTED, add_event
from jobs.store.journal import add_run, identities_of
from jobs.store.law.ending import is_destroyed
from jobs.store.settlements import open_matches
from jobs.store.units import save_state
from jobs.unit import states
from jobs.unit.context import Context
from jobs.unit.standing import lock_passed
from jobs.unit.stoppable import TookTooLong, TookTooMuch
from jobs.ward.acceptance.taking import Taking
from jobs.ward.fingerprint import combine, fingerprint_workbook
from jobs.ward.guide.nil import take_nil_back
from jobs.ward.judgement import Judgement, Memory, judge
from jobs.ward.periods.beginning import begin_lists
from jobs.ward.periods.closing import is_told, tell_closed
from jobs.ward.plan import Plan, plan_workbook
from jobs.ward.recall import ground_of, recall
from jobs.ward.remember import remember
from jobs.ward.run_result import RunResult, as_before, codes_of, run_row, unreadable
from jobs.ward.ticks.taken_back import SECONDS, load_taken_back
from jobs.ward.ticks.ticking import Ticking, apply_ticks, write_down
from jobs.ward.writing import Writing
from sheets_client.errors import PermanentError
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.messages import said_moment


def check_unit(
    context: Context,
    code: str,
    snapshot: SpreadsheetSnapshot | PermanentError | None = None,
    *,
    hinted_at: float | None = None,
) -> RunResult:
    """One run over a unit: 1 read; then 1 write where something changed (more only for ticked
    repairs and for what people did meanwhile).

    `snapshot` is given by whoever has just read it (or was refused it), `hinted_at` (epoch
    seconds) by whoever was told of the unit's last edit as it happened: a row is quiet since then.
    Raises the passing errors of `sheets_client.errors`, to be tried again later; a permanent one
    becomes the unit's state. Behind the unit's lock its workbook is read and flagged once more, to
    say so; then nothing is read, until an extension opens it again. A look before `hinted_at`,
    while the teller keeps silent of what follows, is followed by one more.
    """
    started = context.now()
    result = _looked(context, code, snapshot, started, hinted_at)
    if hinted_at is None or started >= hinted_at:
        return result
    rest = hinted_at - started
    return replace(result, again_after=min(result.again_after or rest, rest))


def _looked(
    context: Context,
    code: str,
    snapshot: SpreadsheetSnapshot | PermanentError | None,
    started: float,
    hinted_at: float | None,
) -> RunResult:
    memory = recall(context, code)
    if is_closed(context, memory):
        return as_before(memory)
    if context.campaign.closed is not None:
        tell_closed(context, memory)
        return replace(as_before(memory), changed=True)
    if not memory.unit.spreadsheet:
        return unreadable(context, memory, states.NO_SPREADSHEET, started)
    google = context.google_for(code)
    try:
        if isinstance(snapshot, PermanentError):
            raise snapshot
        snapshot = snapshot or google.get_workbook(memory.unit.spreadsheet)
    except PermanentError as error:
        return unreadable(context, memory, states.state_of(error), started)
    if not any(sheet.used_rows for sheet in snapshot.sheets):
        return unreadable(context, memory, states.EMPTY, started)
    return _Round(context, memory, started, hinted_at).run(snapshot)


def is_closed(context: Context, memory: Memory) -> bool:
    """Whether the data were destroyed at the end of the campaign; or the period was closed, or the
    unit's lock has passed, and the unit was told so."""
    with context.store.begin() as connection:
        if is_destroyed(connection, context.campaign.term):
            return True
    if context.campaign.closed is not None:
        return is_told(context, memory)
    lock = lock_passed(context.campaign, memory.unit, context.moment().present)
    return lock is not None and memory.state.locked_at == lock.timestamp()


def note_unread(context: Context, code: str, state: str) -> RunResult:
    """Write down that a run over a unit came to nothing, and why: what is published meanwhile is
    older, and says so."""
    return unreadable(context, recall(context, code), state, context.now())


class _Round:
    """One run over one readable workbook."""

    def __init__(
        self, context: Context, memory: Memory, started: float, hinted_at: float | None
    ) -> None:
        self.context = context
        self.memory = memory
        self.started = started
        self.ground = ground_of(context, memory.unit, started, hinted_at)
        self.book = Writing(context, memory.unit)
        self.plan: Plan | None = None
        self.settled = False
        self.ticking: Ticking | None = None
        lock = lock_passed(context.campaign, memory.unit, self.ground.present)
        self.locked_at = lock.timestamp() if lock else None
        self.taking = Taking(context, memory, self.ground, started, self.locked_at)

    def run(self, snapshot: SpreadsheetSnapshot) -> RunResult:
        snapshot = self._begin_lists(self.book.give_back(snapshot))
        fingerprint = self._fingerprint(snapshot)
        if fingerprint == self.memory.state.fingerprint:
            return self._nothing_new()
        try:
            judged = judge(snapshot, self.memory, self.ground)
        except TookTooLong as stop:
            # As long as it stays as it is, nobody takes it up again today.
            state = states.TOO_MUCH if isinstance(stop, TookTooMuch) else states.TOO_LONG
            return unreadable(self.context, self.memory, state, self.started, fingerprint)
        judged = self._take_nil_back(judged)
        if judged.ticks.ticked or judged.ticks.unclear:
            judged = self._tick(judged)
        wrote = judged.snapshot is not snapshot
        judged, writes = self._flag(judged)
        quiet = self.settled and not wrote and not writes and not judged.left_over
        return self._finish(judged, fingerprint if quiet else None)

    def _begin_lists(self, snapshot: SpreadsheetSnapshot) -> SpreadsheetSnapshot:
        """Give lists that begin this period empty a tab of their own, once."""
        layout, tables = (
            self.memory.state.layout,
            self.context.campaign.tables_for(self.memory.unit),
        )
        requests = begin_lists(snapshot, layout, tables, self.ground.language)
        after = self.book.write(requests)[0] if requests else None
        return after or snapshot

    def _fingerprint(self, snapshot: SpreadsheetSnapshot) -> str:
        """All that this round depends on, matches with other units included."""
        code = self.memory.unit.key
        with self.context.store.begin() as connection:
            mine = identities_of(connection, code)
            matches = open_matches(connection, mine, code)
        return combine(
            self.ground.vault,
            fingerprint_workbook(snapshot),
            self.ground.today.isoformat(),
            self.ground.rules,
            repr(self.memory.unit),
            # Only where a check looks for their names: a ward that is renamed is told then.
            repr(self.ground.named or ""),
            repr(sorted(matches.items())),
            repr(self.locked_at),
            # An officer's deed is told in the workbook though nobody edits it.
            repr(self.memory.acceptance.last),
            *([repr(self.ground.among)] if self.ground.among else []),
            *self.memory.dressed,
            # What an officer answers is told there, too.
            *([repr(one.number) for one in self.memory.verdicts[-1:]]),
        )

    def _nothing_new(self) -> RunResult:
        before = self.memory.state
        good_at = before.good_at if before.state in states.OLD_ROWS else self.started
        with self.context.writing() as connection:
            save_state(connection, replace(before, read_at=self.started, good_at=good_at))
            self.book.forget(connection)
        return as_before(self.memory)

    def _take_nil_back(self, judged: Judgement) -> Judgement:
        """Unset the tick "nothing to report" of a list in which somebody typed rows."""
        locked = self.locked_at is not None
        requests = [] if locked else take_nil_back(judged, self.ground, self._moment())
        after = self.book.write(requests)[0] if requests else None
        return judge(after, self.memory, self.ground) if after else judged

    def _tick(self, judged: Judgement) -> Judgement:
        """Apply the ticked proposals, take back the other ticks, and say so from now on."""
        self._carry(judged)
        self.ticking = apply_ticks(judged, self.memory, self.ground, self.book.write)
        if self.ticking.applied or self.ticking.taken_back:
            code, vault = self.memory.unit.code, self.ground.vault
            with self.context.writing() as connection:
                write_down(connection, vault, code, self.ticking, self.started)
                taken_back = load_taken_back(connection, code, self.started - SECONDS)
            self.memory = replace(self.memory, taken_back=taken_back)
        return self._left(self.ticking.judged)

    def _left(self, judged: Judgement) -> Judgement:
        """With the ticks that this round has not used up."""
        ticks = self.ticking.left(judged.ticks) if self.ticking else judged.ticks
        return replace(judged, ticks=ticks)

    def _flag(self, judged: Judgement) -> tuple[Judgement, int]:
        """Write, compare the state after it, and repair; what is still wrong then is left to
        the next round."""
        written: frozenset[str] = frozenset()
        moment = self._moment()
        for writes in range(self.context.options.repairs + 2):
            plan = plan_workbook(
                judged, self.taking.foreseen(self.memory, judged), self.ground, moment, written
            )
            self.plan = plan
            self.settled = not plan.requests
            if self.settled or writes > self.context.options.repairs:
                return judged, writes
            written |= plan.texts
            self._carry(judged)
            after = self.book.write_intents(plan.requests, plan.intents)
            if after is None:
                return judged, writes
            judged = self._left(judge(after, self.memory, self.ground))
        return judged, writes

    def _moment(self) -> str:
        return said_moment(self.context.local(self.started))

    def _carry(self, judged: Judgement) -> None:
        """Remember the rows as just judged: their ids are known while the answer is compared, and
        what differs in it was changed after this look."""
        ids = (row_id for view in judged.lists for row_id in view.row_ids.values())
        rows = [judged.rows[row_id] for row_id in ids]
        here = {row.row_id for row in rows}
        tables = {row.table for row in rows}
        old = [
            replace(row, gone=row.gone or row.table in tables)
            for row in self.memory.rows
            if row.row_id not in here
        ]
        seen = replace(self.memory.state, read_at=self.started)
        self.memory = replace(self.memory, rows=[*rows, *old], state=seen)

    def _finish(self, judged: Judgement, fingerprint: str | None) -> RunResult:
        assert self.plan is not None
        refused = self.book.refused
        outcome = remember(self.context, self.memory, self.ground, judged, self.plan, refused)
        again = judged.left_over or not (self.settled or refused)
        locked_at = None if again else self.locked_at
        events, known = self.taking.events(self.memory, judged, locked_at), self.memory.acceptance
        with self.context.writing() as connection:
            for event in events:
                add_event(connection, self.memory.unit.key, self.context.campaign.term, event)
            state = replace(outcome.state, fingerprint=fingerprint, locked_at=locked_at)
            if self.taking.waited_since is not None:
                state = replace(state, edited_at=self.taking.waited_since)
            save_state(connection, state)
            self.book.forget(connection)
            merged = judged.merged
            add_run(
                connection,
                run_row(
                    self.memory.unit.key,
                    self.started,
                    self.context.now(),
                    state.state,
                    merged.fixed,
                    merged.new,
                    merged.open,
                ),
            )
        return RunResult(
            self.memory.unit.key,
            state.state,
            changed=outcome.changed or bool(events) or locked_at != self.memory.state.locked_at,
            fixed=merged.fixed,
            new=merged.new,
            open=merged.open,
            again_after=self.context.options.row_quiet_seconds if again else None,
            also_check=outcome.also_check,
            accepted=known.first is None and any(one.kind == ACCEPTED for one in events),
            codes=codes_of(merged.standing),
        )
