"""The tab of results in a unit's workbook."""
