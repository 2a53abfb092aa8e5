"""Fingerprints are keyed, which programs of before would take for other rows and write plain."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
oldest_program = "0011"

MASK = "•••••••••"


def upgrade() -> None:
    """Blank those of workbooks, which are judged in full at their next read; those of rows, by
    which people's work is recognised, are keyed when the store is opened. Masks that were stored
    with more than their last three digits are shortened."""
    op.execute("UPDATE unit_states SET fingerprint = NULL")
    op.execute(
        f"UPDATE settlements SET shown = '{MASK}' || substr(shown, length(shown) - 2) "
        "WHERE shown LIKE '%•••%'"
    )


def downgrade() -> None:
    """Nothing: a key cannot be taken out of a fingerprint again."""
