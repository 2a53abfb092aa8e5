"""Making the units' workbooks from a terminal, and who owns them."""
