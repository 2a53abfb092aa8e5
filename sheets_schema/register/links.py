"""The id of a spreadsheet in the addresses that people copy."""

from sheets_schema.vietnam.pattern import lazy

_LONGEST = 100
_ADDRESS = lazy(r"[^\s]*?(?:/d/(?!e/)|[?&]id=)([\w\-]+)[^\s]*")
_BARE = lazy(r"[\w\-]+")


def spreadsheet_id(said: str) -> str:
    """The id in an address of a spreadsheet, or the id itself; "" when it is neither.

    >>> spreadsheet_id("https://docs.google.com/spreadsheets/d/1AbC-x/edit#gid=0")
    '1AbC-x'
    """
    if match := _ADDRESS.fullmatch(said):
        found = match[1]
    else:
        found = said if _BARE.fullmatch(said) else ""
    return found if len(found) <= _LONGEST and found.isascii() else ""
