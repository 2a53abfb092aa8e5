"""Words for a terminal that came from elsewhere; without rich, which is slow to load."""

import re

# C0 but for line feed and tab, delete, and C1: what a terminal would do instead of show.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(said: str) -> str:
    """The words with a sign in the place of each control character."""
    return _CONTROL.sub("�", said)
