"""Who is told when a unit stays overdue: a second address of the register."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody is told before the register names somebody."""
    op.add_column("org_units", sa.Column("overdue_emails", sa.JSON))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("org_units", "overdue_emails")
