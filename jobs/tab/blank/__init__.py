"""Tabs that nobody has typed in yet."""
