"""The tables of durable work: ledger, quota, change feed, nonces and the record of views."""

import sqlalchemy as sa

from jobs.store.tables import metadata

work = sa.Table(
    "work",
    metadata,
    sa.Column("job", sa.String(40), primary_key=True),
    sa.Column("subject", sa.String(80), primary_key=True),
    sa.Column("active", sa.String(36)),
    sa.Column("started", sa.Integer, nullable=False),
    sa.Column("dirty", sa.Integer, nullable=False),
    # Of the waiting run: when it may start (epoch seconds) and how soon it is taken (low first).
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("source", sa.String(20), nullable=False),
    # Epoch seconds of the oldest request that no run has begun to serve, and of the one served.
    sa.Column("waiting_since", sa.Float),
    sa.Column("serving_since", sa.Float),
    sa.Column("asked_at", sa.Float, nullable=False),
    sa.Column("finished_at", sa.Float),
    sa.Column("failed_at", sa.Float),
    sa.Column("reason", sa.String(300)),
    # Of the run that holds the row: one higher at each beginning, and when it last asked for it.
    sa.Column("claim", sa.Integer, nullable=False, server_default="0"),
    sa.Column("claimed_at", sa.Float),
)

alive = sa.Table(
    "executor_alive",
    metadata,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("seen", sa.Float, nullable=False),
    # When it last looked for lost work (epoch seconds).
    sa.Column("healed_at", sa.Float),
)

budget = sa.Table(
    "budget",
    metadata,
    sa.Column("account", sa.String(200), primary_key=True),
    sa.Column("kind", sa.String(10), primary_key=True),
    # When the bucket is full again (epoch seconds): the theoretical arrival time of GCRA.
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("minute", sa.Integer, nullable=False),
    sa.Column("used", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
)

feed = sa.Table(
    "change_feed",
    metadata,
    sa.Column("account", sa.String(200), primary_key=True),
    sa.Column("token", sa.String(200), nullable=False),
    sa.Column("read_at", sa.Float, nullable=False),
)

channels = sa.Table(
    "channels",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(200), nullable=False),
    sa.Column("token", sa.String(64), nullable=False),
    # As granted by Google, not as asked.
    sa.Column("resource_id", sa.String(200), nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)

nonces = sa.Table(
    "nonces",
    metadata,
    sa.Column("nonce", sa.String(80), primary_key=True),
    sa.Column("seen_at", sa.Float, nullable=False),
)

hints = sa.Table(
    "hints",
    metadata,
    # The spreadsheet: another one of the same unit has no script yet.
    sa.Column("file", sa.String(120), primary_key=True),
    sa.Column("since", sa.Float, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
)

views = sa.Table(
    "unmasked_views",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("person", sa.String(200), nullable=False),
    sa.Column("unit", sa.String(80), nullable=False),
    sa.Column("what", sa.String(80), nullable=False),
)

measures = sa.Table(
    "measures",
    metadata,
    # The name of a counter and its label values, separated by a space.
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("label", sa.String(80), primary_key=True),
    sa.Column("value", sa.Float, nullable=False),
)
