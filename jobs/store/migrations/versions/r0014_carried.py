"""Rows that go on from the last period, and the lists of them that a unit has not confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; in a period that is open every row is of that period."""
    op.add_column("data_rows", sa.Column("carried", sa.String(64)))
    op.add_column("unit_states", sa.Column("unconfirmed", sa.JSON))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("unit_states", "unconfirmed")
    op.drop_column("data_rows", "carried")
