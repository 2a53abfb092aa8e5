"""Districts that no rule was written for: every kind of defect is found, nothing right is told."""

from functools import lru_cache
from pathlib import Path

import pytest

from jobs.offline.check_files import check_files
from jobs.offline.register_file import read_units
from jobs.offline.trial.truth import Score, read_decoys, read_truth, score
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Severity
from tests.districts.district import make_district
from tests.districts.marking import Marks, mark
from tests.districts.severities import SEVERITY_OF
from tests.districts.writing import write_district

FEW = range(3)
MANY = range(1000, 1040)
OF_WORD = {
    "thiếu": Severity.MUST_FIX,
    "lỗi": Severity.MUST_FIX,
    "cảnh báo": Severity.PLEASE_CHECK,
    "tự sửa": Severity.REPAIR,
}


@lru_cache(maxsize=2)
def marks_of(seeds: range) -> Marks:
    campaign, marks = read_campaign("to-cnscd-2024"), Marks()
    for seed in seeds:
        mark(make_district(seed), campaign, marks)
    return marks


def scored_files(folder: Path, seed: int) -> Score:
    write_district(make_district(seed), folder)
    campaign = read_campaign("to-cnscd-2024")
    register = read_units(folder / "config.json", campaign)
    assert register.today
    files = check_files([folder / "wards"], register.units, campaign, register.today)
    return score(files, read_truth(folder / "truth.csv"), read_decoys(folder / "decoys.csv"))


def test_three_unseen_districts_are_read_as_a_careful_officer_would() -> None:
    assert marks_of(FEW).problems() == {}


@pytest.mark.long
def test_forty_unseen_districts_are_read_as_a_careful_officer_would() -> None:
    assert marks_of(MANY).problems() == {}


def test_the_districts_hold_every_kind_of_the_catalogue() -> None:
    assert set(marks_of(FEW).planted) == set(SEVERITY_OF)


def test_an_unseen_district_in_files_is_measured_the_same(tmp_path: Path) -> None:
    measured = scored_files(tmp_path / "district", seed=4)
    assert (measured.recall, measured.exactness, measured.false_must_fix) == (1.0, 1.0, [])


def test_one_seed_makes_the_same_district_every_time() -> None:
    one, two = make_district(7), make_district(7)
    assert [s.values for s in one.sheets["W01"]] == [s.values for s in two.sheets["W01"]]


def test_a_kind_that_no_rule_names_is_a_problem() -> None:
    marks = Marks()
    marks.planted["ditto_mark"] = 1
    assert marks.problems()["weak kinds"] == {"ditto_mark": "0/1"}


@pytest.mark.parametrize("kind", sorted(SEVERITY_OF))
def test_a_kind_is_as_grave_as_the_catalogue_says(kind: str) -> None:
    severities = read_campaign("to-cnscd-2024").severities
    assert severities[kind.replace("_", "-")] is OF_WORD[SEVERITY_OF[kind]]
