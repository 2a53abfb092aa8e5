"""Days as people write them on the command line and in a register."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_VIETNAMESE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def day_of(said: str) -> date | None:
    """The day of `2024-10-28` or `28/10/2024`; None for anything else.

    >>> day_of("28/10/2024").isoformat()
    '2024-10-28'
    """
    if iso := _ISO.fullmatch(said.strip()):
        year, month, day = map(int, iso.groups())
    elif written := _VIETNAMESE.fullmatch(said.strip()):
        day, month, year = map(int, written.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
