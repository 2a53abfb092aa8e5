"""Google as the jobs see it: one read, one write, and a few Drive calls, through gspread."""

import copy
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL

from sheets_client.bounded import MOST_BYTES
from sheets_client.budget import Budget, Unlimited
from sheets_client.drive import DriveCalls
from sheets_client.file_ids import as_path
from sheets_client.formats import MASK as DRESS_MASK
from sheets_client.formats import Dresses, read_dresses
from sheets_client.origins import redirect_google
from sheets_client.reading import AFTER_WRITE_MASK, WORKBOOK_MASK, read_snapshot
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_client.transport import Meter, Patience, SheetsHTTP
from sheets_client.writing import Written, batch_body, read_written

# Google compresses only for agents that say gzip
# (https://developers.google.com/workspace/sheets/api/guides/performance).
USER_AGENT = "wardsheets/0.1 (gzip)"


class GoogleClient:
    """Reads and writes spreadsheets as one service account; safe to share between threads.

    `base_url` sends all of Google's origins to another server (the emulator). Every call has
    a timeout and bounded tries; errors are those of `sheets_client.errors`.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        budget: Budget | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._credentials = credentials
        self._base_url = base_url
        self._budget = budget or Unlimited()
        self._patience = patience or Patience()
        self._before_write: Callable[[], None] | None = None
        self._most_bytes = MOST_BYTES
        self.meter = Meter()
        # requests promises no thread safety, so each thread has its own session.
        self._local = threading.local()

    @property
    def session_client(self) -> gspread.Client:
        """This thread's gspread client, with our transport."""
        if not hasattr(self._local, "client"):
            self._local.client = self._new_client()
        client: gspread.Client = self._local.client
        return client

    def guarded(self, before_write: Callable[[], None]) -> "GoogleClient":
        """This client, asking before each write is sent: what `before_write` raises stops it."""
        guarded = copy.copy(self)
        guarded._before_write = before_write
        return guarded

    def limited(self, most_bytes: int) -> "GoogleClient":
        """This client, for a file that anybody may have filled: a longer answer about it is
        AnswerTooLarge."""
        limited = copy.copy(self)
        limited._most_bytes = most_bytes
        return limited

    def _new_client(self) -> gspread.Client:
        session = self._new_session()
        session.headers["User-Agent"] = USER_AGENT
        client = gspread.Client(self._credentials, session=session, http_client=SheetsHTTP)
        http = client.http_client
        assert isinstance(http, SheetsHTTP)
        http.budget, http.patience, http.meter = self._budget, self._patience, self.meter
        return client

    def _new_session(self) -> AuthorizedSession:
        if not self._base_url:
            return AuthorizedSession(self._credentials)
        # Another server is a near one: a proxy of this machine's leads to Google, not there.
        self._local.tokens = direct = requests.Session()
        direct.trust_env = False
        session = AuthorizedSession(self._credentials, auth_request=Request(direct))
        session.trust_env = False
        redirect_google(session, self._base_url)
        return session

    @property
    def address(self) -> str:
        """The service account's address, which files are shared with; "" for a person's client."""
        return str(getattr(self._credentials, "service_account_email", ""))

    def close(self) -> None:
        """Close this thread's connections."""
        if hasattr(self._local, "client"):
            self._local.client.http_client.session.close()
            del self._local.client
        if hasattr(self._local, "tokens"):
            self._local.tokens.close()
            del self._local.tokens

    @property
    def drive(self) -> DriveCalls:
        """Drive's calls through the same transport."""
        return DriveCalls(self._call)

    @property
    def _call(self) -> Callable[..., requests.Response]:
        http = self.session_client.http_client
        assert isinstance(http, SheetsHTTP)
        # The thread's session serves guarded and unguarded calls in turn.
        http.before_write, http.most_bytes = self._before_write, self._most_bytes
        return http.request

    def get_workbook(
        self, spreadsheet_id: str, ranges: Sequence[str] = (), mask: str = WORKBOOK_MASK
    ) -> SpreadsheetSnapshot:
        """One `spreadsheets.get`: every tab, or only `ranges` (A1) of those named."""
        params: dict[str, Any] = {"fields": mask, "prettyPrint": "false"}
        if ranges:
            params["ranges"] = list(ranges)
        answer = self._call("get", SPREADSHEET_URL % as_path(spreadsheet_id), params=params)
        return read_snapshot(answer.json())

    def get_dresses(self, spreadsheet_id: str, ranges: Sequence[str]) -> Dresses:
        """One `spreadsheets.get` of how the cells of these ranges (A1) are dressed."""
        params = {"fields": DRESS_MASK, "prettyPrint": "false", "ranges": list(ranges)}
        answer = self._call("get", SPREADSHEET_URL % as_path(spreadsheet_id), params=params)
        return read_dresses(answer.json())

    def lets_formulas_fetch(self, spreadsheet_id: str) -> bool:
        """Whether IMPORTDATA, IMAGE and such may call addresses outside of Google: who may type
        then carries away what stands beside it. Only people can forbid it again."""
        params = {"fields": "properties(importFunctionsExternalUrlAccessAllowed)"}
        answer = self._call("get", SPREADSHEET_URL % as_path(spreadsheet_id), params=params)
        return bool(
            answer.json().get("properties", {}).get("importFunctionsExternalUrlAccessAllowed")
        )

    def batch_update(
        self,
        spreadsheet_id: str,
        requests: Sequence[Mapping[str, Any]],
        response_ranges: Sequence[str] | None = None,
        mask: str = AFTER_WRITE_MASK,
    ) -> Written:
        """One atomic `spreadsheets.batchUpdate`, with the state after it when asked.

        `response_ranges` None: no state; empty: all tabs; else those ranges (A1).
        Raises OutcomeUnknown where Google's answer leaves open whether it was applied.
        """
        params = {"prettyPrint": "false"}
        if response_ranges is not None:
            params["fields"] = mask
        url = SPREADSHEET_BATCH_UPDATE_URL % as_path(spreadsheet_id)
        answer = self._call("post", url, params=params, json=batch_body(requests, response_ranges))
        return read_written(answer.json())
