"""Backups: written sealed, opened by who has the passphrase or the key, put back."""
