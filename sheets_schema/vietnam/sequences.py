"""Numbers that nobody owns: fillers such as 111111111111, and columns filled by dragging."""

from collections.abc import Sequence

from sheets_schema.vietnam.pattern import lazy

_UP = "01234567890123456789"
_DOWN = _UP[::-1]
_REPEATED = lazy(r"(\d{1,4}?)\1{2,}")
SHORTEST_RUN = 3


def is_counting(digits: str) -> bool:
    """Whether the digits only count up or down (123456789012)."""
    return len(digits) >= 6 and (digits in _UP or digits in _DOWN)


def is_repeated(digits: str) -> bool:
    """Whether the digits are one short group at least three times over (111111, 031031031)."""
    return len(digits) >= 6 and _REPEATED.fullmatch(digits) is not None


def drag_filled(numbers: Sequence[str | None]) -> list[tuple[int, int]]:
    """Runs of at least three consecutive rows whose digits go up by one.

    `numbers` are the clean digits of consecutive data rows, None where a row holds none. Returns
    half-open index ranges (first, after the last): [(4, 7)] means rows 4, 5 and 6.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(numbers) + 1):
        if index < len(numbers) and _follows(numbers[index - 1], numbers[index]):
            continue
        if index - start >= SHORTEST_RUN:
            runs.append((start, index))
        start = index
    return runs


def _follows(above: str | None, below: str | None) -> bool:
    if not above or not below or len(above) != len(below) or above[:4] != below[:4]:
        return False
    return int(below) - int(above) == 1
