"""Follows Drive's list of changes: which units' files were touched since the last look.

The feed may be three minutes late and says "maybe changed", never what; but its token never
expires, so no change is lost. The token is saved in the transaction that marks the units.
"""

import secrets
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import sqlalchemy as sa

from jobs.queue.engine import Queue
from jobs.queue.names import CHECK_UNIT
from jobs.store.tables import units
from jobs.store.work_tables import channels, feed

# The longest life that Google grants to a channel on changes
# (https://developers.google.com/workspace/drive/api/guides/push), and when we replace it.
CHANNEL_SECONDS = 604_800
RENEW_BEFORE_SECONDS = 86_400


class DriveFeed(Protocol):
    """The calls of Drive that are needed here; `sheets_client.drive` has them."""

    def get_start_page_token(self) -> str: ...

    def list_changes(self, page_token: str) -> Mapping[str, Any]: ...

    def watch_changes(self, page_token: str, channel: Mapping[str, Any]) -> Mapping[str, Any]: ...

    def stop_channel(self, channel_id: str, resource_id: str) -> None: ...


def begin_feed(queue: Queue, account: str, drive: DriveFeed, now: float) -> bool:
    """Takes the first token, before the first full read; False when there is one already."""
    if token_of(queue.engine, account):
        return False
    token = drive.get_start_page_token()
    with queue.engine.begin() as connection:
        _save_token(connection, account, token, now)
    return True


def read_changes(queue: Queue, account: str, drive: DriveFeed, now: float) -> list[str]:
    """Asks for a check of every unit whose file changed; returns their codes.

    Each page's token is saved with the marks of that page: a crash repeats at most one page.
    """
    token = token_of(queue.engine, account)
    if token is None:
        begin_feed(queue, account, drive, now)
        return []
    marked: list[str] = []
    while token:
        page = drive.list_changes(token)
        token = page.get("nextPageToken")
        files = {str(change["fileId"]) for change in page.get("changes", ()) if "fileId" in change}
        with queue.engine.begin() as connection:
            for code in _units_of(connection, files):
                queue.request(CHECK_UNIT, code, source="drive", connection=connection)
                marked.append(code)
            _save_token(connection, account, token or str(page["newStartPageToken"]), now)
    return marked


def token_of(engine: sa.Engine, account: str) -> str | None:
    """Where the feed of an account was last read to."""
    with engine.connect() as connection:
        token: str | None = connection.scalar(
            sa.select(feed.c.token).where(feed.c.account == account)
        )
    return token


def _save_token(connection: sa.Connection, account: str, token: str, now: float) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO change_feed (account, token, read_at) VALUES (:account, :token, :now) "
            "ON CONFLICT (account) DO UPDATE SET token = :token, read_at = :now"
        ),
        {"account": account, "token": token, "now": now},
    )


def _units_of(connection: sa.Connection, files: set[str]) -> Iterator[str]:
    # Also where we were the last to write: a person's edit just before ours hides behind it.
    query = sa.select(units.c.key, units.c.spreadsheet).where(units.c.active)
    return (code for code, file in connection.execute(query).all() if file in files)


def renew_channel(
    queue: Queue, account: str, drive: DriveFeed, address: str, now: float
) -> str | None:
    """Opens a push channel when there is none or it ends within a day; returns its id.

    The new one is opened before the old is stopped: pushes of both are welcome.
    """
    with queue.engine.connect() as connection:
        mine = sa.select(channels).where(channels.c.account == account)
        known = connection.execute(mine).all()
    if any(row.expires_at > now + RENEW_BEFORE_SECONDS for row in known):
        return None
    token = token_of(queue.engine, account) or drive.get_start_page_token()
    wanted = _channel(address, now)
    _open_channel(queue, account, drive, token, wanted)
    for row in known:
        _retire(queue, drive, row.id, row.resource_id, ended=row.expires_at <= now)
    return str(wanted["id"])


def _open_channel(
    queue: Queue, account: str, drive: DriveFeed, token: str, wanted: Mapping[str, str]
) -> None:
    # Written down first: the first message may be here before the answer to our call. One that
    # was never granted has ended already, and the next renewal removes it.
    with queue.engine.begin() as connection:
        secret = {"id": wanted["id"], "account": account, "token": wanted["token"]}
        connection.execute(sa.insert(channels).values(**secret, resource_id="", expires_at=0.0))
    granted = drive.watch_changes(token, wanted)
    with queue.engine.begin() as connection:
        connection.execute(
            sa.update(channels)
            .where(channels.c.id == wanted["id"])
            .values(
                resource_id=str(granted["resourceId"]),
                expires_at=int(granted["expiration"]) / 1000,
            )
        )


def _channel(address: str, now: float) -> dict[str, str]:
    return {
        "id": str(uuid.uuid4()),
        "type": "web_hook",
        "address": address,
        "token": secrets.token_hex(32),
        "expiration": str(int((now + CHANNEL_SECONDS) * 1000)),
    }


def _retire(queue: Queue, drive: DriveFeed, channel: str, resource: str, *, ended: bool) -> None:
    if not ended:
        drive.stop_channel(channel, resource)
    with queue.engine.begin() as connection:
        connection.execute(sa.delete(channels).where(channels.c.id == channel))
