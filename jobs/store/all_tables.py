"""Every table of ours in one place: what the revisions make, and a restore replaces."""

from jobs.store import tables
from jobs.store.access import access_tables
from jobs.store.work import work_tables

# Reading the other modules is what puts their tables beside those of the first.
assert work_tables.work.metadata is access_tables.access.metadata is tables.metadata
METADATA = tables.metadata
