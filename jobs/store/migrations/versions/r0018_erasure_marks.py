"""By what somebody who was erased is known again in an older copy of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of erasures until now nobody can tell."""
    op.add_column("erasures", sa.Column("marks", sa.JSON))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("erasures", "marks")
