"""Pages of access: people, sessions, tokens, the audit, and of how many persons data are given."""
