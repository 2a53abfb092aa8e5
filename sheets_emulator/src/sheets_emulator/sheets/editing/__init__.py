"""What the requests of a batchUpdate share: writing, moving, sizes, and their registry."""
