"""Fingerprints: of a row's own content, and of everything that a round depends on."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.metadata import version

from jobs.store.vault import Vault
from sheets_client.snapshot import Cell, SpreadsheetSnapshot
from sheets_schema.campaign import Campaign


def fingerprint_row(vault: Vault, cells: Sequence[Cell]) -> str:
    """Keyed, of typed values and formulas; the same number in another format is the same."""
    return vault.fingerprint(_hash(_cell_text(cell) for cell in cells))


def _cell_text(cell: Cell) -> str:
    return f"{type(cell.value).__name__}\x1f{cell.value}\x1f{cell.formula or ''}"


def _hash(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\x1e")
    return digest.hexdigest()


def fingerprint_workbook(snapshot: SpreadsheetSnapshot) -> str:
    """SHA-256 of all that was read: tabs, cells as typed and as shown, our rules of colour. Plain:
    it is stored as a part of what `combine` makes."""
    return _hash(_workbook_parts(snapshot))


def _workbook_parts(snapshot: SpreadsheetSnapshot) -> Iterable[str]:
    yield from (snapshot.title, snapshot.locale)
    for sheet in snapshot.sheets:
        yield f"{sheet.sheet_id}\x1f{sheet.title}\x1f{sheet.hidden}"
        yield repr(sheet.formula_rules)
        for row in sheet.cells:
            yield "\x1d".join(f"{_cell_text(cell)}\x1f{cell.shown}" for cell in row)


@lru_cache(maxsize=16)
def rules_version(campaign: Campaign) -> str:
    """SHA-256 of the declaration and of the version of the checks."""
    return _hash((_said(campaign), version("wardsheets")))


def _said(value: object) -> str:
    """What is declared, as the same text in every process: a set has another order in each."""
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(_said, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key!r}: {_said(one)}' for key, one in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"({', '.join(map(_said, value))})"
    if is_dataclass(value):
        return f"{type(value).__name__}{_said([getattr(value, one.name) for one in fields(value)])}"
    return repr(value)


def combine(vault: Vault, *parts: str) -> str:
    """One keyed fingerprint of several plain ones."""
    return vault.fingerprint(_hash(parts))
