"""What Drive can prove of a tick: the earliest moment of one seen late, and whose it is."""

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


# Accounts of programs: ours, and those that share the reading.
_PROGRAM = ".gserviceaccount.com"


def last_editor(google: GoogleClient, spreadsheet: str) -> str:
    """Who edited the workbook last (1 call): the name and the address; empty where Drive does not
    say, or where it was a program. Whoever asks before we write hears of the person who ticked."""
    try:
        found = google.drive.last_editor(spreadsheet)
    except GoogleError:
        return ""
    name, address = str(found.get("displayName", "")), str(found.get("emailAddress", ""))
    if found.get("me") or address.endswith(_PROGRAM):
        return ""
    return f"{name} ({address})" if name and address and name != address else name or address
