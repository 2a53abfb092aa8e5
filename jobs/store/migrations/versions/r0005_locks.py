"""Units whose time has ended: what they change is not taken over any more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the lock that had passed at a unit's last check."""
    op.add_column("unit_states", sa.Column("locked_at", sa.Float))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("unit_states", "locked_at")
