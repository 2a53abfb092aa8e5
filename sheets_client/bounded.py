"""An answer taken in piece by piece, and no further than what a process can hold.

Whoever edits a workbook decides how long Google's answer about it is. As text it is one thing, as
Python's values another: an empty cell is 3 bytes here and 70 there, so objects are counted too
(measured: 64 MB of what Google says of filled cells become 330 MB; of empty ones they would become
1.5 GB, with this limit 290 MB).
"""

import requests

from sheets_client.errors import AnswerTooLarge

# What is taken of the district's spreadsheet: 34 MB for 20,000 rows.
MOST_BYTES = 512_000_000
# Of Google's answers about filled cells one object has 40 bytes and more.
_BYTES_OF_AN_OBJECT = 16
_PIECE = 256_000


def read_within(response: requests.Response, most_bytes: int) -> None:
    """Take in the body, unpacked; raises AnswerTooLarge where it does not end in time, and what
    `requests` raises where it does not end at all."""
    pieces: list[bytes] = []
    size = objects = 0
    for piece in response.iter_content(_PIECE):
        size, objects = size + len(piece), objects + piece.count(b"{")
        if size > most_bytes or objects * _BYTES_OF_AN_OBJECT > most_bytes:
            response.close()
            raise AnswerTooLarge()
        pieces.append(piece)
    # From here on `requests` has it as if it had read it itself.
    response._content = b"".join(pieces)
