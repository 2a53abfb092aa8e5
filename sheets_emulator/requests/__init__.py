"""The kinds of request in a batchUpdate, a family a file; importing them fills the registry."""

from sheets_emulator.requests import (  # noqa: F401  (each module registers its requests)
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
from sheets_emulator.requests.registry import REQUESTS, Context

__all__ = ["REQUESTS", "Context"]
