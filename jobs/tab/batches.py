"""The one protocol for batches to the district's spreadsheet: note, write, compare, mend."""

from collections.abc import Sequence

from jobs.store.journal import get_fact, load_remarks, set_fact
from jobs.tab.intent import Intent, kept, landed, revived
from jobs.tab.mending import Mending, Remarks
from jobs.unit.context import Context
from sheets_client import requests as google
from sheets_client.client import GoogleClient
from sheets_client.errors import OutcomeUnknown, Refused
from sheets_client.reading import PLAIN_AFTER_WRITE_MASK, PLAIN_MASK
from sheets_client.requests import Request
from sheets_client.snapshot import Mark, SpreadsheetSnapshot

SENT = "sent to the district"
MENDINGS = 3
FENCE = "wardsheets-batch"
# A batch that was on its way while so many others arrived is too old for its run anyway.
FENCES = 50


class Batches:
    """Reads and writes of one publication.

    Each batch carries the number behind that of the last one that was read. Google refuses a
    number that is there, and the whole batch with it: what was planned by a process that slept
    while another published never arrives. `unseen` are the intents of a batch of which nobody
    has seen that it met what it was meant for; the next read mends what it did wrong.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._spreadsheet = context.district_spreadsheet
        self._google: GoogleClient = context.google_for(self._spreadsheet)
        self._number = 0
        self.unseen, self._sent_number = self._noted_before()
        self._noted = bool(self.unseen)

    def read(self) -> SpreadsheetSnapshot:
        """The state now, after what an earlier batch wrote into wrong places is undone."""
        snapshot = self._look()
        for _ in range(MENDINGS):
            if not self._mend(snapshot):
                break
            snapshot = self._look()
        return snapshot

    def _look(self) -> SpreadsheetSnapshot:
        snapshot = self._google.get_workbook(self._spreadsheet, mask=PLAIN_MASK)
        self._number = max((m.id for m in snapshot.marks if m.key == FENCE), default=0)
        return snapshot

    def _mend(self, snapshot: SpreadsheetSnapshot) -> bool:
        """Whether there was something to mend."""
        unseen, self.unseen = self.unseen, ()
        arrived = any(m.key == FENCE and m.id == self._sent_number for m in snapshot.marks)
        sheets = [(one, snapshot.by_id(one.before.sheet_id)) for one in unseen if arrived]
        mendings = [Mending(i, sheet, self._remarks(i)) for i, sheet in sheets if sheet]
        requests = [request for one in mendings for request in one.requests]
        if requests:
            self.write(requests, [one.intent for one in mendings if one.requests])
        return bool(requests)

    def _remarks(self, intent: Intent) -> Remarks:
        with self._context.store.begin() as connection:
            return load_remarks(connection, self._context.store.vault, intent.before.title)

    def write(self, requests: Sequence[Request], intents: Sequence[Intent]) -> bool:
        """Send one batch; whether it met what it was meant for. Where not, or where nobody can
        know, the next `read` mends what it did."""
        self._sent_number = self._number + 1
        self._note(intents)
        self.unseen = intents
        try:
            self._send(requests, intents)
        except Refused:
            # The sheet changed under us, or another process wrote: nothing of it was applied.
            self.unseen = ()
            return False
        except OutcomeUnknown:
            return False
        return not self.unseen

    def _send(self, requests: Sequence[Request], intents: Sequence[Intent]) -> None:
        """Send one batch and compare the state after it."""
        fence = [google.mark_file(Mark(self._sent_number, FENCE))]
        if self._sent_number > FENCES:
            fence.append(google.unmark(self._sent_number - FENCES))
        written = self._google.batch_update(
            self._spreadsheet,
            [*fence, *requests],
            response_ranges=[one for intent in intents for one in intent.ranges()] or None,
            mask=PLAIN_AFTER_WRITE_MASK,
        )
        after = written.after
        seen = [(one, after.by_id(one.before.sheet_id) if after else None) for one in intents]
        if all(landed(one, sheet) for one, sheet in seen):
            self.unseen = ()

    def fill(self, requests: Sequence[Request]) -> None:
        """Send a batch that touches nobody's cells."""
        self._google.batch_update(self._spreadsheet, requests)

    def _note(self, intents: Sequence[Intent]) -> None:
        """Before the write: our process may end before it sees where that landed."""
        self._noted = bool(intents)
        said = ""
        if intents:
            note = {"number": self._sent_number, "intents": [kept(one) for one in intents]}
            said = self._context.store.vault.seal(note).decode("ascii")
        with self._context.writing() as connection:
            set_fact(connection, SENT, said)

    def _noted_before(self) -> tuple[Sequence[Intent], int]:
        with self._context.store.begin() as connection:
            said = get_fact(connection, SENT)
        note = self._context.store.vault.open(said.encode()) if said else None
        # A note of the version before says nothing of columns: its rows are published again.
        if not isinstance(note, dict):
            return (), 0
        return [revived(one) for one in note["intents"]], note["number"]

    def done(self) -> None:
        """All that was sent has been seen."""
        if self._noted and not self.unseen:
            self._note(())
