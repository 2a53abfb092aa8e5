"""Duplicates between units that an officer settled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "settlements",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("unit", sa.String(80), primary_key=True),
        sa.Column("shown", sa.String(200), nullable=False),
        sa.Column("person", sa.String(320), nullable=False),
        sa.Column("settled_at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("settlements")
