"""The numbers of the drafts that were taken, so that the next one can say what changed."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what was taken before is not known."""
    op.create_table(
        "drafts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign", sa.String(80), nullable=False),
        sa.Column("period", sa.String(40), nullable=False),
        sa.Column("part", sa.String(300), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("person", sa.String(320), nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("drafts")
