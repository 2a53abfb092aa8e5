"""The tables of the store: units, last good rows, findings with a life, runs, publications."""

import sqlalchemy as sa

metadata = sa.MetaData()

# The register until revision 0007, keyed by code alone. Processes of that version still write it;
# the next version drops it.
_units_by_code = sa.Table(
    "units",
    metadata,
    sa.Column("code", sa.String(80), primary_key=True),
    sa.Column("valid_from", sa.String(10), nullable=False, default=""),
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

units = sa.Table(
    "org_units",
    metadata,
    sa.Column("code", sa.String(80), primary_key=True),
    sa.Column("valid_from", sa.String(10), primary_key=True),
    # What every other table calls the unit by (their column `unit`): the code of the first unit
    # that bore it, the code and the day of a later one.
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
    # Who is told when the unit stays overdue.
    sa.Column("overdue_emails", sa.JSON),
    # It fills in no list and stands above others.
    sa.Column("reviews", sa.Boolean),
)

unit_states = sa.Table(
    "unit_states",
    metadata,
    sa.Column("unit", sa.String(80), primary_key=True),
    # What was found at the last read, as a word (`checked`, `access-lost` …), and since when.
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("state_since", sa.Float, nullable=False),
    # Epoch seconds: last read tried, last readable one, last change of the unit's own cells.
    sa.Column("read_at", sa.Float),
    sa.Column("good_at", sa.Float),
    sa.Column("edited_at", sa.Float),
    # The whole of what a round depends on; equal means that there is nothing to do.
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("rules", sa.String(64)),
    sa.Column("headline", sa.Text),
    sa.Column("headline_day", sa.String(10)),
    # Table name -> {"sheet_id", "adopted"}: what we made there, to notice that it was removed.
    sa.Column("layout", sa.JSON, nullable=False),
    # Since when rows have been left over for their quiet time without a break.
    sa.Column("leftover_since", sa.Float),
    # The unit's lock (the end of the campaign for it) behind which nothing is taken over.
    sa.Column("locked_at", sa.Float),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("nothing_to_report", sa.JSON, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    # Lists with rows as they were in the last period that nobody confirmed: name -> how many.
    sa.Column("unconfirmed", sa.JSON),
)

data_rows = sa.Table(
    "data_rows",
    metadata,
    sa.Column("unit", sa.String(80), primary_key=True),
    sa.Column("table_name", sa.String(40), primary_key=True),
    sa.Column("row_id", sa.String(20), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    # Encrypted JSON: the values to consolidate and where they came from.
    sa.Column("payload", sa.LargeBinary, nullable=False),
    # Rows that left the sheet keep their id for the case that they come back.
    sa.Column("gone_at", sa.Float),
    # The fingerprint with which the row came from the last period, NULL for one of this period.
    sa.Column("carried", sa.String(64)),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("unit", sa.String(80), nullable=False, index=True),
    sa.Column("table_name", sa.String(40), nullable=False),
    sa.Column("row_id", sa.String(20), nullable=False),
    sa.Column("column_name", sa.String(60), nullable=False),
    sa.Column("code", sa.String(80), nullable=False),
    sa.Column("severity", sa.String(20), nullable=False),
    # Keyed hash of the value: an explanation holds for that value only.
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("came_back", sa.Boolean, nullable=False),
    sa.Column("first_seen", sa.Float, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
    # Encrypted JSON: the finding as it was last seen, and the unit's explanation.
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("unit", "table_name", "row_id", "column_name", "code"),
)

identities = sa.Table(
    "identities",
    metadata,
    sa.Column("unit", sa.String(80), primary_key=True),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True, index=True),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("unit", sa.String(80), nullable=False, index=True),
    sa.Column("started_at", sa.Float, nullable=False),
    sa.Column("finished_at", sa.Float, nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False),
    sa.Column("fixed", sa.Integer, nullable=False),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("open", sa.Integer, nullable=False),
)

publications = sa.Table(
    "publications",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("as_of", sa.Float, nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("cells", sa.Integer, nullable=False),
)

remarks = sa.Table(
    "remarks",
    metadata,
    sa.Column("tab", sa.String(100), primary_key=True),
    sa.Column("key", sa.String(120), primary_key=True),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False),
)

repairs = sa.Table(
    "repairs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("unit", sa.String(80), nullable=False, index=True),
    sa.Column("table_name", sa.String(40), nullable=False),
    sa.Column("row_id", sa.String(20), nullable=False),
    sa.Column("column_name", sa.String(60), nullable=False),
    sa.Column("code", sa.String(80), nullable=False),
    # `applied`, or why the tick was taken back: a word of jobs/ward/ticks/taken_back.py.
    sa.Column("outcome", sa.String(20), nullable=False),
    # Encrypted JSON: old and new value.
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
)

submission_events = sa.Table(
    "submission_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("unit", sa.String(80), nullable=False, index=True),
    sa.Column("campaign", sa.String(80), nullable=False),
    # Empty for a campaign of one period.
    sa.Column("period", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    # Epoch seconds: when it happened at the latest, and not before which look.
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("not_before", sa.Float),
    # Of a deed: whose it was, the day until which, the words (numbers of persons masked).
    sa.Column("person", sa.String(320)),
    sa.Column("until", sa.String(10)),
    sa.Column("words", sa.Text),
    # Of what was handed in: open questions, rows and checksum by list.
    sa.Column("facts", sa.JSON),
)

periods = sa.Table(
    "periods",
    metadata,
    sa.Column("campaign", sa.String(80), primary_key=True),
    # Empty for a campaign of one period.
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("opened_at", sa.Float, nullable=False),
    sa.Column("opened_by", sa.String(320), nullable=False),
    # The workbooks held another report before: a tick counts once it was seen unset.
    sa.Column("anew", sa.Boolean, nullable=False),
    sa.Column("closed_at", sa.Float),
    sa.Column("closed_by", sa.String(320)),
)

archives = sa.Table(
    "archives",
    metadata,
    sa.Column("campaign", sa.String(80), primary_key=True),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("name", sa.String(80), primary_key=True),
    # Encrypted: a file as it was when the period was closed.
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("made_at", sa.Float, nullable=False),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    # Empty for what is said to the officers.
    sa.Column("unit", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    # The day it is about: the last day of the deadline, or the day of a digest.
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("subject", sa.String(300), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(300)),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
    sa.UniqueConstraint("unit", "kind", "day"),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("notice", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)

settlements = sa.Table(
    "settlements",
    metadata,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("unit", sa.String(80), primary_key=True),
    # The identity as officers see it: masked.
    sa.Column("shown", sa.String(200), nullable=False),
    sa.Column("person", sa.String(320), nullable=False),
    sa.Column("settled_at", sa.Float, nullable=False),
)

erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    # Epoch seconds; `ended_at` is empty while something is still to be done.
    sa.Column("begun_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
    sa.Column("person", sa.String(320), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    # Whom it is about, as a receipt may say it: masked.
    sa.Column("shown", sa.String(200), nullable=False),
    # Cells by place as planned, and what was left for people to look at.
    sa.Column("planned", sa.JSON, nullable=False),
    sa.Column("left", sa.JSON, nullable=False),
    # Encrypted: who it is, so that a run that was killed can be ended; gone at the end.
    sa.Column("payload", sa.LargeBinary),
    # Keyed hashes that stay, by which a restored copy is looked through for the same person; empty
    # of erasures from before there were any.
    sa.Column("marks", sa.JSON),
)

backups = sa.Table(
    "backups",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("made_at", sa.Float, nullable=False),
    # The file's name without its folder.
    sa.Column("name", sa.String(200), nullable=False),
    # Until when the office keeps it, epoch seconds.
    sa.Column("keep_until", sa.Float, nullable=False),
)

breaches = sa.Table(
    "breaches",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    # Epoch seconds: when it was known, which starts the 72 hours; when it was told to whom.
    sa.Column("known_at", sa.Float, nullable=False),
    sa.Column("written_at", sa.Float, nullable=False),
    sa.Column("person", sa.String(320), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("persons", sa.Integer),
    sa.Column("done", sa.Text, nullable=False),
    sa.Column("authority_at", sa.Float),
    sa.Column("persons_at", sa.Float),
    sa.Column("closed_at", sa.Float),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("campaign", sa.String(80), nullable=False),
    sa.Column("period", sa.String(40), nullable=False),
    # Of which units it was: what the address of the page asked for, empty for all.
    sa.Column("part", sa.String(300), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("person", sa.String(320), nullable=False),
    # Numbers alone, by the name of the figure.
    sa.Column("figures", sa.JSON, nullable=False),
)

verdicts = sa.Table(
    "verdicts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("unit", sa.String(80), nullable=False, index=True),
    sa.Column("campaign", sa.String(80), nullable=False),
    sa.Column("period", sa.String(40), nullable=False),
    # The finding that it speaks of, as in `findings`.
    sa.Column("table_name", sa.String(40), nullable=False),
    sa.Column("row_id", sa.String(20), nullable=False),
    sa.Column("column_name", sa.String(60), nullable=False),
    sa.Column("code", sa.String(80), nullable=False),
    # Keyed hash of what stood there: it holds for that only.
    sa.Column("basis", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("person", sa.String(320), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    # Encrypted JSON: the officer's words, and the explanation that they answer.
    sa.Column("payload", sa.LargeBinary, nullable=False),
)
