"""Rectangles as people write them: A1 and R1C1 notation, without a tab's title.

Source: the A1 and R1C1 paragraphs of the Sheets API's concepts guide; what they leave open
(relative offsets, halves without a number, which notation wins) as measured at Google in
brekkylab/backlot#174.
"""

import re

Bounds = tuple[int, int, int | None, int | None]
"""(top, left, bottom, right), zero-based and half open; None where an end is open."""

_CORNER = r"\$?([A-Za-z]{0,3})\$?([1-9][0-9]*)?"
_A1 = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_OFFSET = r"([0-9]+|\[[0-9]+\])?"
_R1C1 = re.compile(rf"(?:(R){_OFFSET})?(?:(C){_OFFSET})?", re.IGNORECASE)

_Corner = tuple[int | None, int | None]
"""(row, column), zero-based; None where the text leaves one open."""


def bounds_of(reference: str) -> Bounds | None:
    """What a reference says, A1 before R1C1; None when it is in neither, or mixes the two."""
    a1 = _a1_corners(reference)
    return _rectangle(a1 if a1 is not None else _r1c1_corners(reference))


def _a1_corners(reference: str) -> list[_Corner] | None:
    match = _A1.fullmatch(reference)
    if match is None:
        return None
    first, last = (_row(match[2]), _column(match[1])), (_row(match[4]), _column(match[3]))
    if ":" not in reference:
        return None if None in first else [first, first]
    return None if (None, None) in (first, last) else [first, last]


def _r1c1_corners(reference: str) -> list[_Corner] | None:
    read = [_r1c1_corner(half) for half in reference.split(":")]
    corners = [corner for corner in read if corner is not None]
    if len(corners) != len(read) or len(read) > 2:
        return None
    return [corners[0], corners[-1]]


def _r1c1_corner(text: str) -> _Corner | None:
    match = _R1C1.fullmatch(text)
    if match is None or not text:
        return None
    if text.upper() in {"R", "C"}:
        return 0, 0
    row = _offset(match[2]) if match[1] else None
    column = _offset(match[4]) if match[3] else None
    return None if -1 in (row, column) else (row, column)


def _offset(text: str | None) -> int:
    """From A1: `[n]` is n further on, n counts from one, nothing stays; -1 where n is 0."""
    if text is None:
        return 0
    return int(text.strip("[]")) if text.startswith("[") else int(text) - 1


def _rectangle(corners: list[_Corner] | None) -> Bounds | None:
    if corners is None:
        return None
    (top, bottom), (left, right) = (_span(ends) for ends in zip(*corners, strict=True))
    return top, left, bottom, right


def _span(ends: tuple[int | None, ...]) -> tuple[int, int | None]:
    given = [end for end in ends if end is not None]
    if len(given) == 2:
        return min(given), max(given) + 1
    return (given[0] if given else 0), None


def _column(letters: str) -> int | None:
    if not letters:
        return None
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _row(digits: str | None) -> int | None:
    return int(digits) - 1 if digits else None
