"""What an event of a report carries: who did it, until when, in which words, what was handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = (
    sa.Column("person", sa.String(320)),
    sa.Column("until", sa.String(10)),
    sa.Column("words", sa.Text),
    sa.Column("facts", sa.JSON),
)


def upgrade() -> None:
    """Add the columns; of what was written down before nothing more is known."""
    for column in COLUMNS:
        op.add_column("submission_events", sa.Column(column.name, column.type))


def downgrade() -> None:
    """Take them away."""
    for column in COLUMNS:
        op.drop_column("submission_events", column.name)
