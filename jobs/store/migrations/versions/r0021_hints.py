"""Which spreadsheets send hints of edits."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table: it fills with the next hints."""
    op.create_table(
        "hints",
        sa.Column("file", sa.String(120), primary_key=True),
        sa.Column("since", sa.Float, nullable=False),
        sa.Column("last", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("hints")
