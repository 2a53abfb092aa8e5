"""How far Drive's list of changes was read, and the push channels that we asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from jobs.store.upsert import upsert
from jobs.store.work.work_tables import channels, feed


@dataclass(frozen=True, slots=True)
class PushChannel:
    """A channel as Google granted it; `expires_at` in epoch seconds, 0 for one never granted."""

    id: str
    resource_id: str
    expires_at: float


def page_token(connection: sa.Connection, account: str) -> str | None:
    """Where the feed of an account was last read to."""
    token: str | None = connection.scalar(sa.select(feed.c.token).where(feed.c.account == account))
    return token


def save_page_token(connection: sa.Connection, account: str, token: str, now: float) -> None:
    """Keep where it was read to."""
    upsert(connection, feed, [{"account": account, "token": token, "read_at": now}])


def channels_of(connection: sa.Connection, account: str) -> Sequence[PushChannel]:
    """The channels of an account."""
    mine = sa.select(channels).where(channels.c.account == account)
    return [
        PushChannel(row.id, row.resource_id, row.expires_at) for row in connection.execute(mine)
    ]


def channel_secret(connection: sa.Connection, channel: str) -> str | None:
    """The token that pushes of a channel carry; None for a channel that is not ours."""
    token: str | None = connection.scalar(
        sa.select(channels.c.token).where(channels.c.id == channel)
    )
    return token


def add_channel(connection: sa.Connection, account: str, channel: str, secret: str) -> None:
    """Write down a channel that is about to be asked for."""
    row = {"id": channel, "account": account, "token": secret}
    connection.execute(sa.insert(channels).values(**row, resource_id="", expires_at=0.0))


def grant_channel(connection: sa.Connection, granted: PushChannel) -> None:
    """Keep what Google granted."""
    connection.execute(
        sa.update(channels)
        .where(channels.c.id == granted.id)
        .values(resource_id=granted.resource_id, expires_at=granted.expires_at)
    )


def drop_channel(connection: sa.Connection, channel: str) -> None:
    """Forget a channel that was stopped."""
    connection.execute(sa.delete(channels).where(channels.c.id == channel))
