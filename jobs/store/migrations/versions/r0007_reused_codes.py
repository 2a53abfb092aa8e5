"""Units by code and the day from which it is valid: ward codes were reused for other wards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = (
    "code, valid_from, name, kind, parent, emails, residential_groups, spreadsheet, extension, "
    "position, active"
)


def upgrade() -> None:
    """Add the new register, filled from the old one, which stays for one version more.

    Every other table goes on to call a unit by what it was called by until now, its code.
    """
    op.create_table(
        "org_units",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("valid_from", sa.String(10), primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("parent", sa.String(200), nullable=False),
        sa.Column("emails", sa.JSON, nullable=False),
        sa.Column("residential_groups", sa.JSON, nullable=False),
        sa.Column("spreadsheet", sa.String(100), nullable=False, index=True),
        sa.Column("extension", sa.String(10), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.execute(f"INSERT INTO org_units ({COLUMNS}, key) SELECT {COLUMNS}, code FROM units")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("org_units")
