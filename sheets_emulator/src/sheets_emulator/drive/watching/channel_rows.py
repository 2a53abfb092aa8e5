"""Notification channels as they stand in the store, and the number of each one's next message."""

import sqlite3
from dataclasses import dataclass
from email.utils import formatdate

COLUMNS = "id, resource, resource_id, resource_uri, address, token, user, expires, told, message"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: `resource` is a file's id or "" for the feed of `user`; `expires` in seconds.

    `told` is the number of the last change considered, `message` that of the last message.
    """

    id: str
    resource: str
    resource_id: str
    resource_uri: str
    address: str
    token: str
    user: str
    expires: float
    told: int
    message: int

    def headers(self, number: int, state: str, changed: str = "") -> dict[str, str]:
        """The headers of one message, which has no body."""
        said = {
            "Content-Type": "application/json; utf-8",
            "User-Agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
            "X-Goog-Channel-ID": self.id,
            "X-Goog-Channel-Expiration": formatdate(self.expires, usegmt=True),
            "X-Goog-Channel-Token": self.token,
            "X-Goog-Resource-ID": self.resource_id,
            "X-Goog-Resource-URI": self.resource_uri,
            "X-Goog-Resource-State": state,
            "X-Goog-Message-Number": str(number),
            "X-Goog-Changed": changed,
        }
        return {name: value for name, value in said.items() if value}


def live_channels(db: sqlite3.Connection, now: float) -> list[Channel]:
    """The channels that have not ended."""
    query = f"SELECT {COLUMNS} FROM drive_channel WHERE expires > ? ORDER BY rowid"
    return [Channel(*row) for row in db.execute(query, (now,))]


def next_message(db: sqlite3.Connection, channel: Channel, told: int) -> int:
    """Claim the number of a channel's next message and note up to where it tells."""
    row = db.execute(
        "UPDATE drive_channel SET message = message + 1, told = ? WHERE id = ? RETURNING message",
        (told, channel.id),
    ).fetchone()
    return int(row[0]) if row else channel.message + 1
