"""The measurements of `bench/` run in their quick form, and keep the page in order."""

from pathlib import Path

import pytest

from bench.__main__ import TITLES, measure
from bench.page import write_section
from bench.publication import SMALL_SIZES
from bench.publication import measure as publications
from bench.service_burst import measure as burst
from bench.service_clock import Load, Simulation


@pytest.mark.long
@pytest.mark.parametrize("name", TITLES)
def test_every_measurement_has_a_quick_form(name: str) -> None:
    assert measure(name, quick=True).count("\n| ") >= 3


@pytest.mark.long
def test_what_is_sent_for_a_changed_row_does_not_grow_with_the_district() -> None:
    one_row = [found for found in publications(SMALL_SIZES) if found.changed == 1]
    assert [(found.reads, found.writes) for found in one_row] == [(1, 1)] * len(SMALL_SIZES)
    assert one_row[-1].sent < 1.05 * one_row[0].sent


@pytest.mark.long
def test_a_burst_of_hints_is_gathered_and_none_is_lost(tmp_path: Path) -> None:
    found = burst(tmp_path, units=5, paced=10, burst=100)
    assert (found.refused, found.forgotten, found.lost, found.failed) == (0, 0, 0, 0)
    assert 5 <= found.runs < 50


def test_a_simulated_evening_flags_every_edit_within_the_quota() -> None:
    evening = Simulation(Load(units=20, between=10.0, hours=0.1), places=4).run()
    assert len(evening.lags) == evening.edits > 50
    assert 48 <= evening.most_in_a_minute() <= 58


def test_a_section_is_replaced_and_the_rest_of_the_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for name, text in (("a", "first"), ("b", "second"), ("a", "third")):
        write_section(name, name.upper(), text, page)
    said = page.read_text("utf-8")
    assert said.index("## A") < said.index("third") < said.index("## B") < said.index("second")
    assert "first" not in said
