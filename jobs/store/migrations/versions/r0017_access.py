"""Who may come in and by what in tables, and the audit, which takes over the record of looks."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
# Programs of before would let in by cookies and tokens what was ended here.
oldest_program = "0017"


def upgrade() -> None:
    """Make the tables. Tokens that were signed until now are taken over at their next use."""
    _make_access()
    _make_audit()
    op.execute(
        "INSERT INTO audit (at, person, origin, what, unit, about) "
        "SELECT at, person, '', 'look-' || what, unit, '' FROM unmasked_views ORDER BY id"
    )
    facts = sa.table("facts", sa.column("name", sa.String), sa.column("value", sa.JSON))
    op.execute(facts.delete().where(facts.c.name == "signed-tokens-until"))
    op.execute(facts.insert().values(name="signed-tokens-until", value=time.time()))


def _make_access() -> None:
    op.create_table(
        "access",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.String(320), nullable=False, index=True),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("origin", sa.String(80), nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("made_by", sa.String(320), nullable=False),
        sa.Column("ends_at", sa.Float, nullable=False),
        sa.Column("used_at", sa.Float),
        sa.Column("ended_at", sa.Float),
        sa.Column("ended_by", sa.String(320)),
    )
    op.create_table(
        "people",
        sa.Column("email", sa.String(320), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("set_at", sa.Float, nullable=False),
        sa.Column("set_by", sa.String(320), nullable=False),
    )
    op.create_table(
        "subjects",
        sa.Column("email", sa.String(320), primary_key=True),
        sa.Column("issuer", sa.String(300), primary_key=True),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("bound_at", sa.Float, nullable=False),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("person", sa.String(320), nullable=False),
        sa.Column("origin", sa.String(80), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("persons", sa.Integer),
        sa.Column("about", sa.String(320), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("audit", "subjects", "people", "access"):
        op.drop_table(name)
