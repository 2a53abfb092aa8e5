"""Who may come in and by what, and what was done: credentials, people, the audit."""
