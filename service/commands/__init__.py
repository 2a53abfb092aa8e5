"""The sub-commands of `wardsheets`, one module each; heavy imports stand inside the functions."""
