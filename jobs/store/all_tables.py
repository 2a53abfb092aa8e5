"""Every table of ours, wherever it is declared: what the revisions make, and a restore replaces."""

from jobs.store import notices, settlements, tables
from jobs.store.work import work_tables

DECLARED = tuple(module.metadata for module in (tables, work_tables, notices, settlements))
