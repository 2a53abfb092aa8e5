"""The id of a file as a part of an address: nothing that leads elsewhere in Google's API."""

import re

from sheets_client.errors import NotFound

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")


def as_path(file_id: str) -> str:
    """The id itself. Raises `NotFound` for what no file is called: with `/`, `?` or `..` in it the
    call would go to another address with our rights."""
    if not _ID.fullmatch(file_id):
        raise NotFound("not the id of a file")
    return file_id
