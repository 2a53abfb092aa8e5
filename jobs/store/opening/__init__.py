"""How the store is opened, brought to the newest form, and known to be writable."""
