"""The periods of a campaign: which were opened and closed, and what was put aside of each."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; a campaign of before has the one period that it always had."""
    op.create_table(
        "periods",
        sa.Column("campaign", sa.String(80), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("opened_at", sa.Float, nullable=False),
        sa.Column("opened_by", sa.String(320), nullable=False),
        sa.Column("anew", sa.Boolean, nullable=False),
        sa.Column("closed_at", sa.Float),
        sa.Column("closed_by", sa.String(320)),
    )
    op.create_table(
        "archives",
        sa.Column("campaign", sa.String(80), primary_key=True),
        sa.Column("period", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("archives")
    op.drop_table("periods")
