"""Follows Drive's list of changes: which units' files were touched since the last look.

The feed may be three minutes late and says "maybe changed", never what; but its token never
expires, so no change is lost. The token is saved in the transaction that marks the units.
"""

import secrets
import uuid
from collections.abc import Mapping
from typing import Any, Protocol

import sqlalchemy as sa

from jobs.queue.asking import Queue
from jobs.queue.names import CHECK_UNIT
from jobs.store.units import units_of_files
from jobs.store.work import feeds

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
        feeds.save_page_token(connection, account, token, now)
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
            for code in units_of_files(connection, files):
                queue.request(CHECK_UNIT, code, source="drive", connection=connection)
                marked.append(code)
            feeds.save_page_token(connection, account, token or str(page["newStartPageToken"]), now)
    return marked


def token_of(engine: sa.Engine, account: str) -> str | None:
    """Where the feed of an account was last read to."""
    with engine.connect() as connection:
        return feeds.page_token(connection, account)


def renew_channel(
    queue: Queue, account: str, drive: DriveFeed, address: str, now: float
) -> str | None:
    """Opens a push channel when there is none or it ends within a day; returns its id.

    The new one is opened before the old is stopped: pushes of both are welcome.
    """
    with queue.engine.connect() as connection:
        known = feeds.channels_of(connection, account)
    # A longer life than Google grants was dated by a clock that was wrong.
    if any(RENEW_BEFORE_SECONDS < row.expires_at - now <= 2 * CHANNEL_SECONDS for row in known):
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
        feeds.add_channel(connection, account, wanted["id"], wanted["token"])
    granted = drive.watch_changes(token, wanted)
    ends = int(granted["expiration"]) / 1000
    with queue.engine.begin() as connection:
        channel = feeds.PushChannel(wanted["id"], str(granted["resourceId"]), ends)
        feeds.grant_channel(connection, channel)


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
        feeds.drop_channel(connection, channel)
