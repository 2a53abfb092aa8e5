"""Durable work: the ledger, the quota, the change feed, nonces, the record of views."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _work()
    _executor_alive()
    _budget()
    _change_feed()
    _channels()
    _nonces()
    _unmasked_views()
    _measures()


def downgrade() -> None:
    """Drop them."""
    for table in (
        "measures",
        "unmasked_views",
        "nonces",
        "channels",
        "change_feed",
        "budget",
        "executor_alive",
        "work",
    ):
        op.drop_table(table)


def _work() -> None:
    op.create_table(
        "work",
        sa.Column("job", sa.String(40), primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("active", sa.String(36)),
        sa.Column("started", sa.Integer, nullable=False),
        sa.Column("dirty", sa.Integer, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("waiting_since", sa.Float),
        sa.Column("serving_since", sa.Float),
        sa.Column("asked_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float),
        sa.Column("failed_at", sa.Float),
        sa.Column("reason", sa.String(300)),
    )


def _executor_alive() -> None:
    op.create_table(
        "executor_alive",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("seen", sa.Float, nullable=False),
    )


def _budget() -> None:
    op.create_table(
        "budget",
        sa.Column("account", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
    )


def _change_feed() -> None:
    op.create_table(
        "change_feed",
        sa.Column("account", sa.String(200), primary_key=True),
        sa.Column("token", sa.String(200), nullable=False),
        sa.Column("read_at", sa.Float, nullable=False),
    )


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("resource_id", sa.String(200), nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )


def _nonces() -> None:
    op.create_table(
        "nonces",
        sa.Column("nonce", sa.String(80), primary_key=True),
        sa.Column("seen_at", sa.Float, nullable=False),
    )


def _unmasked_views() -> None:
    op.create_table(
        "unmasked_views",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("what", sa.String(80), nullable=False),
    )


def _measures() -> None:
    op.create_table(
        "measures",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("label", sa.String(80), primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
    )
