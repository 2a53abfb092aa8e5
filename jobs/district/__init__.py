"""The tabs of the district's spreadsheet, one module a kind of tab."""
