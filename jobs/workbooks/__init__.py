"""The units' workbooks as files: who can open them."""
