"""Checking without Google: workbooks from files, findings to the terminal, JSON or Excel copies."""
