"""The program that reads what this one does not: LibreOffice, where it is installed."""

import shutil
from functools import lru_cache

_PROGRAMS = ("soffice", "libreoffice")


@lru_cache(maxsize=1)
def office() -> str | None:
    """The program, None where LibreOffice is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)
