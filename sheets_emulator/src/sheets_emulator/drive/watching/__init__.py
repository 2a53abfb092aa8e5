"""The feed of changes, and channels that push it."""
