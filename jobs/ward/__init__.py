"""One unit's workbook: read, judged, flagged, its repairs and row ids."""
