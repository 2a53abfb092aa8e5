"""The tables of access: what opens the doors, who may what, and what was done."""

import sqlalchemy as sa

from jobs.store.tables import metadata

# Everything that opens a door to whoever shows it: sessions of browsers, tokens of programs, links
# that sign in once. What opens is never kept, only its hash.
access = sa.Table(
    "access",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("person", sa.String(320), nullable=False, index=True),
    # The most that it opens: a role, or `metrics`; less where the person's own role is less.
    sa.Column("scope", sa.String(20), nullable=False),
    # Of a token what people call it, of a session the door it came in by.
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("origin", sa.String(80), nullable=False),
    # Epoch seconds.
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("made_by", sa.String(320), nullable=False),
    sa.Column("ends_at", sa.Float, nullable=False),
    sa.Column("used_at", sa.Float),
    sa.Column("ended_at", sa.Float),
    sa.Column("ended_by", sa.String(320)),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("email", sa.String(320), primary_key=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("set_at", sa.Float, nullable=False),
    sa.Column("set_by", sa.String(320), nullable=False),
)

# Whose account an address is, by the issuer's own name for it (`sub`), which no successor inherits.
subjects = sa.Table(
    "subjects",
    metadata,
    sa.Column("email", sa.String(320), primary_key=True),
    sa.Column("issuer", sa.String(300), primary_key=True),
    sa.Column("subject", sa.String(255), nullable=False),
    sa.Column("bound_at", sa.Float, nullable=False),
)

# Rows are added and never changed.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("person", sa.String(320), nullable=False),
    # The address that asked, or `terminal` for a command.
    sa.Column("origin", sa.String(80), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("unit", sa.String(80), nullable=False),
    # Of how many persons data were given out; empty where none were.
    sa.Column("persons", sa.Integer),
    # What it was about, in short: a file, a job, an account. No data of the persons in the lists.
    sa.Column("about", sa.String(320), nullable=False),
)
