"""What a correct workbook is: campaigns, tables, checks, findings, messages; pure."""
