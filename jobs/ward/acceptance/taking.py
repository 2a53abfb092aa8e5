"""Whether a look at a workbook takes the report or opens it again; since when, and by whom."""

from dataclasses import replace

from jobs.store.events import ACCEPTED, LOCKED, OPENED, Event
from jobs.unit.acceptance import Look, next_event, with_event
from jobs.unit.context import Context
from jobs.unit.standing import due_of
from jobs.unit.states import LIST_LOST
from jobs.ward.acceptance.completeness import handed_in, is_complete, was_blocked
from jobs.ward.acceptance.provable import last_edit, last_editor
from jobs.ward.guide.find import is_done, is_ticked, typed_name
from jobs.ward.judgement import Ground, Judgement, Memory
from jobs.ward.remember import rows_of


class Taking:
    """What the looks of one run mean for the report of one unit.

    `started` is when the run began and `locked_at` when the unit's lock passed, if it did, both in
    epoch seconds. What Google has to be asked for is asked for once.
    """

    def __init__(
        self,
        context: Context,
        memory: Memory,
        ground: Ground,
        started: float,
        locked_at: float | None,
    ) -> None:
        self._context, self._ground = context, ground
        self._started, self._locked_at = started, locked_at
        self._google = context.google_for(memory.unit.key)
        self._looked_at = _last_otherwise(memory, asks_name=context.campaign.name_required)
        # Since when a ticked report is right but for rows that may still be being typed: what we
        # write meanwhile would move what Drive proves.
        self.waited_since: float | None = None
        self._by_drive: float | None = None
        self._editor: str | None = None

    def foreseen(self, memory: Memory, judged: Judgement) -> Memory:
        """What will be known once this look is written down: it is told in the same write."""
        event = self._event(memory, judged)
        known = memory.acceptance
        return replace(memory, acceptance=with_event(known, event) if event else known)

    def events(self, memory: Memory, judged: Judgement, locked_at: float | None) -> list[Event]:
        """What this look adds to the history; `locked_at` where the lock is told with it."""
        event = self._event(memory, judged)
        found = [event] if event else []
        known = memory.acceptance.locked
        if locked_at is not None and (known is None or known.at != locked_at):
            found.append(Event(LOCKED, locked_at))
        return found

    def _event(self, memory: Memory, judged: Judgement) -> Event | None:
        """Whether the report is taken, mended or opened again by this look. Behind the lock
        nothing is, and a row that is still being typed is waited for."""
        known, complete = memory.acceptance, is_complete(judged)
        if self._locked_at is not None:
            return None
        at, not_before = self._when(memory, complete)
        if complete and judged.left_over:
            if is_done(judged.guide):
                self.waited_since = _since_before(memory) or at
            return None
        handed = handed_in(judged, rows_of(judged), self._ground.vault, self._ground.rules)
        ticked = is_ticked(judged.guide, known)
        event = next_event(
            known, Look(ticked, complete, at, not_before, handed, is_done(judged.guide))
        )
        return event and replace(event, person=self._who(memory, judged, event))

    def _when(self, memory: Memory, complete: bool) -> tuple[float, float | None]:
        """The earliest moment that can be proved for what this look sees, and the last one at
        which it was otherwise."""
        hinted = self._ground.hinted_at
        if hinted is not None and hinted <= self._started:
            return hinted, hinted
        at = self._started
        late = self._ground.present > due_of(self._context.campaign, memory.unit)
        if complete and late and memory.acceptance.first is None:
            at = min(at, self._edited_by_drive(memory))
        return at, None if self._looked_at is None else min(self._looked_at, at)

    def _edited_by_drive(self, memory: Memory) -> float:
        """When Drive saw the last edit, asked for once and before we write."""
        if self._by_drive is None:
            self._by_drive = last_edit(self._google, memory.unit.spreadsheet, self._started)
        return self._by_drive

    def _who(self, memory: Memory, judged: Judgement, event: Event) -> str:
        """Who did it: whom the unit named, with who edited the workbook last, asked for once and
        before we write; each where it is known."""
        if event.kind == OPENED:
            return ""
        if self._editor is None:
            self._editor = last_editor(self._google, memory.unit.spreadsheet)
        named = typed_name(judged.guide) if event.kind == ACCEPTED else ""
        if not named or named in self._editor:
            return self._editor or named
        return f"{named}; {self._editor}" if self._editor else named


def _since_before(memory: Memory) -> float | None:
    """Since when it waits, where the last look left it waiting with its tick."""
    state = memory.state
    waits = state.done and state.leftover_since is not None and not was_blocked(memory)
    return state.edited_at if waits else None


def _last_otherwise(memory: Memory, *, asks_name: bool) -> float | None:
    """The last moment at which the report was surely not complete with its tick.

    A tick that stood over a right report without being taken, of an earlier version or while a row
    was being typed, was set at the last edit, at the latest. `asks_name` says that a name belongs
    to the tick: one that was not taken lacked it.
    """
    state = memory.state
    nameless = asks_name and state.leftover_since is None
    stood = state.done and not nameless and not was_blocked(memory)
    if stood:
        return state.edited_at
    # A look that was refused or broken off saw nothing; one that missed a list saw that.
    return state.read_at if state.state == LIST_LOST else state.good_at
