"""What one run writes into a unit's workbook: a batch, the state after it, and what went astray."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.tab.intent import Intent
from jobs.tab.sent import MENDINGS, Sent
from jobs.unit import states
from jobs.unit.context import Context
from sheets_client.errors import GoogleError, OutcomeUnknown, Refused
from sheets_client.requests import Request
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.org_unit import OrgUnit


class Writing:
    """The writes of one run. `refused` is the word of `jobs.unit.states` for why Google refused
    the last one, None where it did not."""

    def __init__(self, context: Context, unit: OrgUnit) -> None:
        self._google = context.google_for(unit.key)
        self._spreadsheet = unit.spreadsheet
        self._sent = Sent(context, unit.key)
        self.refused: str | None = None

    def write(
        self, requests: Sequence[Request]
    ) -> tuple[SpreadsheetSnapshot | None, Sequence[Mapping[str, Any]]]:
        """One batch and the state after it; None when Google refuses it for good.

        After an unknown outcome, or a refusal because the workbook changed under us, the state
        is read; what the batch should have done is then a difference like any other.
        """
        try:
            written = self._google.batch_update(self._spreadsheet, requests, response_ranges=())
        except OutcomeUnknown:
            self.refused = None
            return self._google.get_workbook(self._spreadsheet), ()
        except Refused as error:
            if self.refused:
                return None, ()
            self.refused = states.state_of(error)
            return self._google.get_workbook(self._spreadsheet), ()
        except GoogleError as error:
            if not error.permanent:
                raise
            self.refused = states.state_of(error)
            return None, ()
        self.refused = None
        assert written.after is not None
        return written.after, written.replies

    def write_intents(
        self, requests: Sequence[Request], intents: Sequence[Intent]
    ) -> SpreadsheetSnapshot | None:
        """One batch, noted before and compared after; the state once what landed in the unit's
        cells is given back. None when Google refuses it for good."""
        after = self._write_noted(requests, intents)
        return after and self.give_back(after)

    def give_back(self, now: SpreadsheetSnapshot) -> SpreadsheetSnapshot:
        """Undo what landed in the unit's cells because somebody moved our columns meanwhile, in
        this run or in one that ended before it saw where that landed; the state after it."""
        for _ in range(MENDINGS):
            mendings = () if self._sent.compare(now) else self._sent.mendings(now)
            if not mendings:
                break
            requests = [request for one in mendings for request in one.requests]
            after = self._write_noted(requests, [one.intent for one in mendings])
            if after is None:
                break
            now = after
        return now

    def _write_noted(
        self, requests: Sequence[Request], intents: Sequence[Intent]
    ) -> SpreadsheetSnapshot | None:
        self._sent.note(intents)
        after, _ = self.write(requests)
        # An answer too long to be read is one to a batch that was applied.
        if self.refused and self.refused != states.TOO_MUCH:
            self._sent.refused()
        return after

    def forget(self, connection: sa.Connection) -> None:
        """All that was sent has been seen, as far as it has."""
        self._sent.forget(connection)
