"""Workbooks as Excel files: read, marked, and given back with results."""
