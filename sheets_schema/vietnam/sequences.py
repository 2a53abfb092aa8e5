"""Numbers that nobody owns: fillers such as 111111111111, and columns filled by dragging."""

from collections.abc import Sequence
from itertools import compress
from operator import eq

from sheets_schema.vietnam.pattern import lazy

_UP = "01234567890123456789"
_DOWN = _UP[::-1]
_LONGEST_GROUP = 4
_REPEATED = lazy(rf"(\d{{1,{_LONGEST_GROUP}}}?)\1{{2,}}")
SHORTEST_RUN = 3
_HEAD = 4


def is_counting(digits: str) -> bool:
    """Whether the digits only count up or down (123456789012)."""
    return len(digits) >= 6 and (digits in _UP or digits in _DOWN)


def is_repeated(digits: str) -> bool:
    """Whether the digits are one short group at least three times over (111111, 031031031)."""
    few = len(digits) >= 6 and len(set(digits)) <= _LONGEST_GROUP
    return few and _REPEATED.fullmatch(digits) is not None


def drag_filled(numbers: Sequence[str | None]) -> list[tuple[int, int]]:
    """Runs of at least three consecutive rows whose digits go up by one.

    `numbers` are the clean digits of consecutive data rows, None where a row holds none. Returns
    half-open index ranges (first, after the last): [(4, 7)] means rows 4, 5 and 6.
    """
    runs: list[tuple[int, int]] = []
    # Few neighbours begin alike; only these are counted with.
    heads = [None if number is None else number[:_HEAD] for number in numbers]
    below = [
        index
        for index in compress(range(1, len(heads)), map(eq, heads, heads[1:]))
        if _follows(numbers[index - 1], numbers[index])
    ]
    for index in below:
        start = runs.pop()[0] if runs and runs[-1][1] == index else index - 1
        runs.append((start, index + 1))
    return [(start, end) for start, end in runs if end - start >= SHORTEST_RUN]


def _follows(above: str | None, below: str | None) -> bool:
    if not above or not below or len(above) != len(below) or above[:_HEAD] != below[:_HEAD]:
        return False
    return int(below) - int(above) == 1
