"""Claims: which of several runs of one piece of work may write, and when a worker last healed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a run must show before it writes; processes of the version before need none."""
    op.add_column("work", sa.Column("claim", sa.Integer, nullable=False, server_default="0"))
    op.add_column("work", sa.Column("claimed_at", sa.Float))
    op.add_column("executor_alive", sa.Column("healed_at", sa.Float))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("executor_alive", "healed_at")
    op.drop_column("work", "claimed_at")
    op.drop_column("work", "claim")
