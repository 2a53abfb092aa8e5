"""Drive v3 as far as spreadsheets need it: files, permissions, comments, changes, channels."""
