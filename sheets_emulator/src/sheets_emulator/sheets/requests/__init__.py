"""The kinds of request in a batchUpdate, a family a file; importing them fills the registry."""

from sheets_emulator.sheets.editing.registry import REQUESTS, Context
from sheets_emulator.sheets.requests import (  # noqa: F401  (each module registers its requests)
    cells,
    dimensions,
    filters,
    finding,
    merging,
    metadata,
    objects,
    pasting,
    rules,
    sheets,
    shifting,
    sorting,
    tables,
    texts,
)

__all__ = ["REQUESTS", "Context"]
