"""Every expression of the product takes steps by the length of its text, whatever the text is."""

import re

import pytest

from tests.schema.expression_work import TOO_MANY, Program, steps
from tests.schema.expressions import Expression, expressions
from tests.schema.pumped_texts import attacks

SIZES = 48, 96, 192
# Two for a text twice as long; the rest is the fixed cost of short ones.
MOST_GROWTH = 2.5


def grows(one: Expression) -> tuple[str, str, str] | None:
    """A text (start, repeated, end) over which the steps grow faster than its length."""
    for start, unit, end in attacks(one.pattern, one.flags):
        before = None
        for size in SIZES:
            text = start + unit * max(1, size // len(unit)) + end
            taken = steps(one.pattern, one.flags, one.method, text)
            if before is not None and taken < min(MOST_GROWTH * before, TOO_MANY):
                break
            before = taken
        else:
            return start, unit, end
    return None


@pytest.mark.parametrize("one", expressions(), ids=lambda one: f"{one.place}-{one.method}")
def test_an_expression_takes_steps_by_the_length_of_its_text(one: Expression) -> None:
    assert grows(one) is None


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"(.*?)(\d+)\s*-\s*(\d+)", "fullmatch"), (r"\s+và\s+", "split"), (r"\([^)]*\)", "sub"),
     (r"(?:ab|\d+|,)*", "fullmatch"), (r"[^\W\d]+(?:-?[^\W\d]*)*", "fullmatch")],
)  # fmt: skip
def test_one_that_does_not_is_found_out(pattern: str, method: str) -> None:
    assert grows(Expression("here", pattern, 0, method)) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"a+b|a+", "aaac"), (r"(a|b)*?c", "ababc"), (r"(?<!x)\d{2,3}(?!\d)", "x12 345"),
     (r"(\d)\1{2}", "1222"), (r"(?i:tổ) \w+$", "TỔ ba"), (r"[^a\n]*\n", "bb\na")],
)  # fmt: skip
def test_the_counting_matcher_matches_as_python_does(pattern: str, text: str) -> None:
    for at in range(len(text) + 1):
        match = re.compile(pattern).match(text, at)
        assert Program(pattern).match(text, at) == (match.end() if match else None)
