"""A period that begins or ends, in the unit's own workbook."""
