"""Texts that make an expression work as hard as it can: its own repeats, pumped and then spoilt."""

from collections.abc import Iterator
from random import Random
from re import _constants as sre
from re import _parser
from typing import Any

from tests.schema.expression_work import one_of

_CHARS = " \n\t0719aAxhgnàÀđĐ.,;:-–/()[]&+|@#*_?'’\"•=…%ừổếạ"
_SPOILERS = ("", "\x00", "a", "0", " ")
_ROUNDS, _MOST = 6, 60


def witness(nodes: Any, flags: int, rng: Random, groups: dict[int, str]) -> str:
    """A text that the expression may match; what it looks ahead to is let be."""
    parts = []
    for op, value in nodes:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            parts.append(_char(op, value, flags, rng))
        elif op is sre.BRANCH:
            parts.append(witness(rng.choice(value[1]), flags, rng, groups))
        elif op is sre.SUBPATTERN:
            group, added, taken, inner = value
            made = witness(inner, (flags | added) & ~taken, rng, groups)
            groups[group] = made
            parts.append(made)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, inner = value
            times = min(int(most), least + rng.choice((0, 1, 1, 2)))
            parts.extend(witness(inner, flags, rng, groups) for _ in range(times))
        elif op is sre.GROUPREF:
            parts.append(groups.get(value, ""))
    return "".join(parts)


def _char(op: Any, value: Any, flags: int, rng: Random) -> str:
    test = one_of(op, value, flags)
    fits = [char for char in _CHARS if test(char)]
    if op is sre.LITERAL:
        return chr(value)
    if not fits:
        fits = [chr(code) for code in range(0x3000) if test(chr(code))]
    return rng.choice(fits)


def _repeats(nodes: Any, flags: int) -> Iterator[tuple[Any, int]]:
    """The bodies of the repeats without a bound, with the flags that hold there."""
    for op, value in nodes:
        if op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, flags)
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[3], (flags | value[1]) & ~value[2])
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], flags)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            yield from _repeats(value[2], flags)
            if value[1] is sre.MAXREPEAT:
                yield value[2], flags


def attacks(expression: str, flags: int) -> list[tuple[str, str, str]]:
    """(start, what is repeated, end) of texts to try, the same every time."""
    rng = Random(expression)
    parsed = _parser.parse(expression, flags)
    flags |= parsed.state.flags
    found = [("", unit, end) for unit in ("0", " ", "(", "a", "0 ", "a ") for end in ("", "\x00")]
    for _ in range(_ROUNDS):
        whole = witness(parsed, flags, rng, {})
        start = whole[: rng.randint(0, len(whole))]
        found.append(("", whole or "a", rng.choice(_SPOILERS)))
        for body, inner in _repeats(parsed, flags):
            one, two = (witness(body, inner, rng, {}) or "a" for _ in range(2))
            found.append((rng.choice(("", start)), one, rng.choice(_SPOILERS)))
            found.append((rng.choice(("", start)), one + two, rng.choice(_SPOILERS)))
    return list(dict.fromkeys(found))[:_MOST]
