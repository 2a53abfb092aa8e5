"""Districts that no rule was written for: every kind of defect is found, nothing right is told."""

from functools import lru_cache

import pytest

from sheets_schema.declaration import read_campaign
from tests.schema.districts.district import make_district
from tests.schema.districts.marking import Marks, mark
from tests.schema.districts.plant_cells import CELL_KINDS

FEW = range(3)
MANY = range(1000, 1040)


@lru_cache(maxsize=2)
def marks_of(seeds: range) -> Marks:
    campaign, marks = read_campaign("to-cnscd-2024"), Marks()
    for seed in seeds:
        mark(make_district(seed), campaign, marks)
    return marks


def test_three_unseen_districts_are_read_as_a_careful_officer_would() -> None:
    assert marks_of(FEW).problems() == {}


@pytest.mark.long
def test_forty_unseen_districts_are_read_as_a_careful_officer_would() -> None:
    assert marks_of(MANY).problems() == {}


def test_the_districts_hold_every_kind_of_the_catalogue() -> None:
    assert len(marks_of(FEW).planted) == 123


def test_one_seed_makes_the_same_district_every_time() -> None:
    one, two = make_district(7), make_district(7)
    assert [s.values for s in one.sheets["W01"]] == [s.values for s in two.sheets["W01"]]


@pytest.mark.parametrize("kind", sorted(CELL_KINDS))
def test_a_rule_that_says_nothing_is_noticed(kind: str) -> None:
    marks = Marks()
    marks.planted[kind] = 1
    assert marks.weak_kinds() == {kind: "0/1"}
