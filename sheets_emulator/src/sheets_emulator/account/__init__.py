"""Accounts and their tokens, and who calls."""
