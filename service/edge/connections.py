"""What one connection may hold up: how many a client may have, and how long a request may take.

waitress counts all connections alike and ends silent ones only, so that one client could keep
everybody out, silent or with a byte now and then.
"""

import ipaddress
import json
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from service.errors import refusal

# Open connections, most of them waiting; a thread is taken only when a request is whole. Below
# the usual limit of files of a process, 1024, with room for the store's.
MOST_CONNECTIONS = 700
# Of one client. An office behind one address has about six for each person who looks at a page.
MOST_OF_ONE = 200
# From the first byte of a request to its last; a phone on a bad line sends a form in ten.
WHOLE_SECONDS = 60.0


class Refusal(ErrorTask):  # type: ignore[misc]
    """What waitress answers to a request that never reaches the application."""

    def execute(self) -> None:
        """Answers with the status that waitress found, in our words and our shape."""
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        body = json.dumps(refusal(error.code)).encode()
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that, when there are too many, takes the place of the oldest that waits."""

    # The place that waitress gives for an answer of one's own.
    error_task_class = Refusal
    client = ""
    _begun: float | None = None

    def __init__(
        self, server: Any, sock: Any, addr: Any, adj: Any, map: Any, *, most_of_one: int
    ) -> None:
        super().__init__(server, sock, addr, adj, map)
        self.client = client_of(addr[0])
        self._make_room(most_of_one)

    def _make_room(self, most_of_one: int) -> None:
        everybody = list(self.server.active_channels.values())
        of_one = [one for one in everybody if one.client == self.client]
        for rivals, most in ((of_one, most_of_one), (everybody, MOST_CONNECTIONS)):
            if len(rivals) > most:
                # We ourselves are among them, and go when all others are being answered.
                quiet = [one for one in rivals if one.is_quiet and not one.will_close]
                min(quiet, key=lambda one: one.creation_time).will_close = True
                return

    @property
    def is_quiet(self) -> bool:
        """Whether nothing that was asked for whole is still to be answered."""
        return not self.requests and not self.total_outbufs_len

    def received(self, data: bytes) -> bool:
        """Takes what came; a request that does not become whole in its time ends here."""
        taken: bool = super().received(data)
        if self.request is None:
            self._begun = None
        elif self._begun is None:
            self._begun = time.monotonic()
        elif time.monotonic() - self._begun > WHOLE_SECONDS:
            self.will_close = True
        return taken


def client_of(address: str) -> str:
    """Who counts as one: an address, of IPv6 the network that a provider gives one customer."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
