"""Doors for machines: hints, pushes, the API, sign-in, health, downloads."""
