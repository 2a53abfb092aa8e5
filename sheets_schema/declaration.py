"""Reads a campaign's declaration; a wrong one stops with file, table, key and what to write."""

from sheets_schema.campaign import Campaign, CheckUse, Column, DeclarationError, Table

__all__ = ["Campaign", "CheckUse", "Column", "DeclarationError", "Table"]
