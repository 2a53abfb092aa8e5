"""Every table of ours in one place: what the revisions make, and a restore replaces."""

from jobs.store import tables
from jobs.store.work import work_tables

# Reading the second module is what puts its tables beside those of the first.
assert work_tables.work.metadata is tables.metadata
METADATA = tables.metadata
