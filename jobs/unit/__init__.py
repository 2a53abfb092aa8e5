"""A unit in its campaign: its state, how far it is, and what a job over it needs."""
