"""The pages for people: a list of files, and a simple spreadsheet that shows and edits one."""
