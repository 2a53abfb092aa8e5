"""Makes a whole labelled district from a seed: clean wards, decoys, defects, layouts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from tests.districts.clean_wards import clean_ward
from tests.districts.decoys import DECOYS
from tests.districts.layouts import Sheet, lay_out
from tests.districts.paper import FIELDS, District, Ward
from tests.districts.people import People
from tests.districts.places import PLACES
from tests.districts.plant_across import ACROSS
from tests.districts.plant_cells import CELL_KINDS, plant_cell
from tests.districts.plant_groups import GROUP_STORIES, respell_groups
from tests.districts.plant_stories import DRAGGED, STORIES, Plant
from tests.districts.plant_structure import STRUCTURE, not_started

_STORIES: dict[str, Plant] = {**STRUCTURE, **STORIES, **GROUP_STORIES, **DRAGGED}
_DAYS = (date(2024, 10, 28), date(2024, 10, 28), date(2024, 11, 12), date(2025, 2, 3))


@dataclass(frozen=True, slots=True)
class MadeDistrict:
    """A district and the tabs of its wards, by ward code."""

    district: District
    sheets: dict[str, list[Sheet]]


def make_district(seed: int, wards: int = 16, rounds: int = 1) -> MadeDistrict:
    """A labelled district in which every kind is planted `rounds` times if there is room."""
    rng = Random(seed)
    people = People(rng)
    made = list(_clean_wards(rng, people, wards))
    place = made[0].place
    district = District(seed, place.district, place.city, rng.choice(_DAYS), made)
    idle = made.pop() if len(made) > 4 else None
    _set_forms(rng, made)
    for ward in made:
        for decoy in rng.sample(DECOYS, 7):
            decoy(rng, people, ward)
    for _ in range(rounds):
        _plant(rng, people, made)
    for ward in made:
        respell_groups(rng, ward)
    if idle:
        not_started(idle)
        made.append(idle)
    return MadeDistrict(district, {ward.code: list(_sheets(rng, ward)) for ward in made})


def _clean_wards(rng: Random, people: People, count: int) -> Iterator[Ward]:
    """Wards of one city, and of others when that has not enough names."""
    first = rng.randrange(len(PLACES))
    names = [
        (place, name)
        for step in range(len(PLACES))
        for place in [PLACES[(first + step) % len(PLACES)]]
        for name in rng.sample(place.wards, len(place.wards))
    ]
    for number, (place, name) in enumerate(names[:count], 1):
        yield clean_ward(rng, people, place, f"W{number:02}", name)


def _set_forms(rng: Random, wards: list[Ward]) -> None:
    for ward in wards:
        members = ward.lists["members"]
        members.merged = rng.random() < 0.25
        members.sections = not members.merged and rng.random() < 0.2
        members.bare = members.sections and rng.random() < 0.3


def _plant(rng: Random, people: People, wards: list[Ward]) -> None:
    for kind, across in ACROSS.items():
        pairs = [(one, two) for one in wards for two in wards if one is not two]
        rng.shuffle(pairs)
        assert any(across(rng, one, two) for one, two in pairs), kind
    # What needs whole lists goes first, while they are untouched.
    for plant in _STORIES.values():
        _until_planted(plant, rng, people, wards)
    kinds = list(CELL_KINDS)
    rng.shuffle(kinds)
    for kind in kinds:
        _until_planted(partial(plant_cell, kind=kind), rng, people, wards)


def _until_planted(
    plant: Callable[..., bool], rng: Random, people: People, wards: list[Ward]
) -> None:
    for ward in rng.sample(wards, len(wards)):
        if plant(rng, people, ward):
            return


def _sheets(rng: Random, ward: Ward) -> Iterator[Sheet]:
    for table in FIELDS:
        if not ward.lists[table].absent:
            yield lay_out(rng, ward, table)
