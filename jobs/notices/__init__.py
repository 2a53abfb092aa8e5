"""Notices: what is due to be said to units and officers, and how it reaches them."""
