"""One spreadsheet: its document, cells and areas; what is typed, computed, shown, and kept."""
