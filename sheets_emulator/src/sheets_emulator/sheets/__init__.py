"""The Sheets API v4."""
