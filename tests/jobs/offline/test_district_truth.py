"""The sample district: every planted defect is found, nothing right is called wrong."""

from functools import lru_cache
from pathlib import Path

import pytest

from jobs.offline.check_files import CheckedFile, check_files
from jobs.offline.register_file import read_units
from jobs.offline.trial.truth import Score, read_decoys, read_truth, score
from sheets_schema.declaration import read_campaign
from sheets_schema.messages import message

DISTRICT = Path(__file__).parents[2] / "data" / "district"


@lru_cache(maxsize=1)
def district() -> tuple[list[CheckedFile], Score]:
    campaign = read_campaign("to-cnscd-2024")
    register = read_units(DISTRICT / "config.json", campaign)
    assert register.today
    files = check_files([DISTRICT / "wards"], register.units, campaign, register.today)
    truth, decoys = read_truth(DISTRICT / "truth.csv"), read_decoys(DISTRICT / "decoys.csv")
    return files, score(files, truth, decoys)


def test_nearly_every_planted_defect_is_found() -> None:
    measured = district()[1]
    assert (measured.planted.total() > 170, measured.recall >= 0.99) == (True, True)


def test_no_kind_of_defect_is_neglected() -> None:
    assert district()[1].weakest >= 0.9


def test_proposals_are_exact() -> None:
    assert district()[1].exactness >= 0.99


def test_findings_are_true_with_decoys_counted_double() -> None:
    assert district()[1].precision >= 0.98


def test_no_clean_cell_must_be_fixed() -> None:
    assert district()[1].false_must_fix == []


def test_no_list_is_rejected_for_its_looks() -> None:
    told = {one.code for file in district()[0] for one in file.findings}
    assert "layout-not-recognised" not in told


@pytest.mark.parametrize("kind", ["recall", "precision"])
def test_the_measure_itself_can_fail(kind: str) -> None:
    files, truth = district()[0], read_truth(DISTRICT / "truth.csv")
    measured = score(
        files[:8] if kind == "recall" else files, truth if kind == "recall" else [], set()
    )
    assert getattr(measured, kind) < 0.98


def test_a_tick_is_spoken_of_only_where_a_value_is_proposed() -> None:
    findings = [one for file in district()[0] for one in file.findings]
    without = [one for one in findings if one.proposed is None]
    assert not [one.code for one in without if "tích để sửa" in message(one).todo]
    assert not [one.code for one in findings if "…" in message(one).todo]
