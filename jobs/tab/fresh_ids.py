"""Ids for new tabs that no tab of the spreadsheet has."""

import secrets

from sheets_client.snapshot import SpreadsheetSnapshot

# Ids are 32-bit and positive; 0 is the first tab of a new spreadsheet.
_LARGEST = 2**31 - 1


class FreshIds:
    """Gives each id once."""

    def __init__(self, snapshot: SpreadsheetSnapshot) -> None:
        self._used = {sheet.sheet_id for sheet in snapshot.sheets}

    def take(self) -> int:
        """One more."""
        while (chosen := secrets.randbelow(_LARGEST - 1) + 1) in self._used:
            continue
        self._used.add(chosen)
        return chosen
