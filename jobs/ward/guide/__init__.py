"""The tab of instructions in a unit's workbook: its ticks and its receipt."""
