"""Erasures of persons with their receipts, the backups that were made, breaches."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erasures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("begun_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
        sa.Column("person", sa.String(320), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("shown", sa.String(200), nullable=False),
        sa.Column("planned", sa.JSON, nullable=False),
        sa.Column("left", sa.JSON, nullable=False),
        sa.Column("payload", sa.LargeBinary),
    )
    op.create_table(
        "backups",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("keep_until", sa.Float, nullable=False),
    )
    op.create_table(
        "breaches",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("known_at", sa.Float, nullable=False),
        sa.Column("written_at", sa.Float, nullable=False),
        sa.Column("person", sa.String(320), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("persons", sa.Integer),
        sa.Column("done", sa.Text, nullable=False),
        sa.Column("authority_at", sa.Float),
        sa.Column("persons_at", sa.Float),
        sa.Column("closed_at", sa.Float),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("breaches", "backups", "erasures"):
        op.drop_table(name)
