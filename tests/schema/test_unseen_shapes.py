"""Lists in shapes that nobody drew are read whole: right contents, laid out at random."""

from collections.abc import Iterable
from functools import lru_cache
from random import Random

import pytest

from sheets_schema.declaration import read_campaign
from tests.shapes.contents import Content, clean_content, sample_contents
from tests.shapes.scoring import Score, score
from tests.shapes.workbooks import WAYS, shaped

CAMPAIGN = read_campaign("to-cnscd-2024")


@lru_cache(maxsize=1)
def sample() -> list[Content]:
    return sample_contents(CAMPAIGN)


def scored(seeds: Iterable[int], of_sample: bool) -> Score:
    marks = Score()
    for seed in seeds:
        content = sample()[seed % len(sample())] if of_sample else clean_content(seed)
        way = WAYS[seed % len(WAYS)]
        book = shaped(Random(seed), content, CAMPAIGN.tables_for(content.unit), way)
        score(book, content, CAMPAIGN, f"{seed} {way}", marks)
    return marks


@pytest.mark.parametrize("of_sample", [True, False])
def test_a_list_is_read_whole_in_each_way_to_spread_it(of_sample: bool) -> None:
    marks = scored(range(2 * len(WAYS)), of_sample)
    assert marks.problems() == {}, marks.stories


# Shapes that an earlier reader lost something of: lists side by side of which one is empty or has
# a header of another depth, a number before a group's name that is moved, a wide heading over one
# that says more, a sum far right, a block whose next one holds other things in the same column,
# names that only a hidden copy has in two columns.
ONCE_MISREAD = (
    1193,
    1201,
    1281,
    2018,
    2128,
    2137,
    2176,
    2204,
    2385,
    3010,
    3129,
    3161,
    3326,
    4119,
    4329,
)


@pytest.mark.parametrize("seed", ONCE_MISREAD)
def test_a_shape_that_was_once_misread_is_read_whole(seed: int) -> None:
    marks = scored([seed], of_sample=True)
    assert marks.problems() == {}, marks.stories


@pytest.mark.long
@pytest.mark.parametrize("of_sample", [True, False])
def test_hundreds_of_random_shapes_are_read_whole(of_sample: bool) -> None:
    marks = scored(range(1000, 1600), of_sample)
    assert marks.problems() == {}, marks.stories[:40]
