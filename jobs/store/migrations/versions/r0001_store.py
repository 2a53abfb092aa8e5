"""The first form of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _units()
    _unit_states()
    _data_rows()
    _findings()
    _identities()
    _runs()
    _publications()
    _remarks()
    _repairs()
    _facts()


def downgrade() -> None:
    """Drop them."""
    for table in (
        "facts",
        "repairs",
        "remarks",
        "publications",
        "runs",
        "identities",
        "findings",
        "data_rows",
        "unit_states",
        "units",
    ):
        op.drop_table(table)


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("valid_from", sa.String(10), nullable=False),
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


def _unit_states() -> None:
    op.create_table(
        "unit_states",
        sa.Column("unit", sa.String(80), primary_key=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("state_since", sa.Float, nullable=False),
        sa.Column("read_at", sa.Float),
        sa.Column("good_at", sa.Float),
        sa.Column("edited_at", sa.Float),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("rules", sa.String(64)),
        sa.Column("headline", sa.Text),
        sa.Column("headline_day", sa.String(10)),
        sa.Column("layout", sa.JSON, nullable=False),
        sa.Column("leftover_since", sa.Float),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("nothing_to_report", sa.JSON, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
    )


def _data_rows() -> None:
    op.create_table(
        "data_rows",
        sa.Column("unit", sa.String(80), primary_key=True),
        sa.Column("table_name", sa.String(40), primary_key=True),
        sa.Column("row_id", sa.String(20), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("gone_at", sa.Float),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("unit", sa.String(80), nullable=False, index=True),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.String(20), nullable=False),
        sa.Column("column_name", sa.String(60), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("came_back", sa.Boolean, nullable=False),
        sa.Column("first_seen", sa.Float, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("unit", "table_name", "row_id", "column_name", "code"),
    )


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("unit", sa.String(80), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True, index=True),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("unit", sa.String(80), nullable=False, index=True),
        sa.Column("started_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float, nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("fixed", sa.Integer, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("as_of", sa.Float, nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("cells", sa.Integer, nullable=False),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("tab", sa.String(100), primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
    )


def _repairs() -> None:
    op.create_table(
        "repairs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("unit", sa.String(80), nullable=False, index=True),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.String(20), nullable=False),
        sa.Column("column_name", sa.String(60), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
