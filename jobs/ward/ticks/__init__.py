"""What a unit ticks in its workbook: applied, found again, or taken back."""
