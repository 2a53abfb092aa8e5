"""The earliest moment that can be proved for a tick that was seen only after the deadline."""

from datetime import datetime

from sheets_client.client import GoogleClient
from sheets_client.errors import GoogleError


def last_edit(google: GoogleClient, spreadsheet: str, read_at: float) -> float:
    """When Drive saw the workbook edited last (1 call), in epoch seconds: what stands in it was
    there by then. The moment of our own read where Drive does not say."""
    try:
        modified = google.drive.get_file(spreadsheet)["modifiedTime"]
        return min(read_at, datetime.fromisoformat(modified).timestamp())
    except (GoogleError, KeyError, ValueError):
        return read_at
