"""Units of the register that fill in nothing and stand above others."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; until now every unit reports."""
    op.add_column("org_units", sa.Column("reviews", sa.Boolean))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("org_units", "reviews")
