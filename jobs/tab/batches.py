"""Batches to a spreadsheet that several processes write: noted, fenced, compared, mended."""

from collections.abc import Sequence

from jobs.store.journal import load_remarks
from jobs.tab.intent import Intent
from jobs.tab.mending import Remarks
from jobs.tab.sent import MENDINGS, Sent
from jobs.unit.context import Context
from sheets_client import requests as google
from sheets_client.client import GoogleClient
from sheets_client.errors import OutcomeUnknown, Refused
from sheets_client.reading import PLAIN_AFTER_WRITE_MASK, PLAIN_MASK
from sheets_client.requests import Request
from sheets_client.snapshot import Mark, SpreadsheetSnapshot

FENCE = "wardsheets-batch"
# A batch that was on its way while so many others arrived is too old for its run anyway.
FENCES = 50


class Batches:
    """Reads and writes of one publication.

    Each batch carries the number behind that of the last one that was read. Google refuses a
    number that is there, and the whole batch with it: what was planned by a process that slept
    while another published never arrives.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._spreadsheet = context.district_spreadsheet
        self._google: GoogleClient = context.google_for(self._spreadsheet)
        self._number = 0
        self._sent = Sent(context, "to the district")

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
        if not any(m.key == FENCE and m.id == self._sent.number for m in snapshot.marks):
            self._sent.refused()
        mendings = self._sent.mendings(snapshot, self._remarks)
        if mendings:
            requests = [request for one in mendings for request in one.requests]
            self.write(requests, [one.intent for one in mendings])
        return bool(mendings)

    def _remarks(self, intent: Intent) -> Remarks:
        with self._context.store.begin() as connection:
            return load_remarks(connection, self._context.store.vault, intent.before.title)

    def write(self, requests: Sequence[Request], intents: Sequence[Intent]) -> bool:
        """Send one batch; whether it met what it was meant for. Where not, or where nobody can
        know, the next `read` mends what it did."""
        self._sent.note(intents, self._number + 1)
        try:
            return self._send(requests, intents)
        except Refused:
            # The sheet changed under us, or another process wrote: nothing of it was applied.
            self._sent.refused()
            return False
        except OutcomeUnknown:
            return False

    def _send(self, requests: Sequence[Request], intents: Sequence[Intent]) -> bool:
        """Send one batch and compare the state after it."""
        fence = [google.mark_file(Mark(self._sent.number, FENCE))]
        if self._sent.number > FENCES:
            fence.append(google.unmark(self._sent.number - FENCES))
        written = self._google.batch_update(
            self._spreadsheet,
            [*fence, *requests],
            response_ranges=[one for intent in intents for one in intent.ranges()] or None,
            mask=PLAIN_AFTER_WRITE_MASK,
        )
        return self._sent.compare(written.after)

    def fill(self, requests: Sequence[Request]) -> None:
        """Send a batch that touches nobody's cells."""
        self._google.batch_update(self._spreadsheet, requests)

    def done(self) -> None:
        """All that was sent has been seen."""
        if self._sent.settled:
            with self._context.writing() as connection:
                self._sent.forget(connection)
