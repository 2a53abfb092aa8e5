"""From a workbook's grids to findings and rows to consolidate: pure, and it never raises."""

from sheets_schema.checked import Checked, CheckedRow, CheckedTable

__all__ = ["Checked", "CheckedRow", "CheckedTable"]
