"""Spreadsheets from files and to files: CSV, TSV, XLSX."""
