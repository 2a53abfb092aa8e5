"""A tab brought to what it should say: keyed rows, remembered lines, staging, looks."""
