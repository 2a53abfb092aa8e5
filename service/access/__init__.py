"""Who may what: people and roles, tokens, keys, and the audit of what was done."""
