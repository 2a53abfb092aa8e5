"""A planned trouble meets the calls it names, as often as it says, and no others."""

from typing import Any

import pytest

from sheets_emulator.weather.weather import Call, PlanError, Weather, read_rule

READ = Call("GET", "/v4/spreadsheets/abc", "", "robot@x.example", "read")
WRITE = Call(
    "POST", "/v4/spreadsheets/abc", "batchUpdate", "robot@x.example", "write", ("updateCells",)
)


def met(weather: Weather, *calls: Call) -> list[str | None]:
    """The fault that each call meets, in order."""
    troubles = [weather.trouble(call) for call in calls]
    return [trouble.rule.fault if trouble.rule else None for trouble in troubles]


def planned(*rules: dict[str, Any], seed: int | None = None) -> Weather:
    weather = Weather()
    weather.plan([read_rule(rule) for rule in rules], seed)
    return weather


def test_fine_weather_troubles_nobody() -> None:
    assert met(Weather(), READ, WRITE) == [None, None]


def test_a_rule_meets_one_call_unless_it_says_more() -> None:
    assert met(planned({"fault": "503"}), READ, READ) == ["503", None]
    assert met(planned({"fault": "503", "count": 2}), READ, READ, READ) == ["503", "503", None]
    assert met(planned({"fault": "503", "count": None}), *[READ] * 9) == ["503"] * 9


def test_a_rule_lets_the_first_calls_pass() -> None:
    assert met(planned({"fault": "500", "after": 2}), READ, READ, READ) == [None, None, "500"]


@pytest.mark.parametrize(
    "choice",
    [
        {"method": "POST"},
        {"verb": "batchUpdate"},
        {"kind": "write"},
        {"request": "updateCells"},
        {"path": "abc$", "method": "POST"},
        {"user": "robot@x.example", "kind": "write"},
    ],
)
def test_a_rule_chooses_its_calls(choice: dict[str, str]) -> None:
    assert met(planned({"fault": "429", **choice}), READ, WRITE) == [None, "429"]


def test_the_same_seed_gives_the_same_weather() -> None:
    rule = {"fault": "503", "count": None, "chance": 0.5}
    first = met(planned(rule, seed=7), *[READ] * 50)
    assert first == met(planned(rule, seed=7), *[READ] * 50)
    assert 10 < first.count("503") < 40


def test_latencies_add_up_beside_a_fault() -> None:
    slow = {"fault": "latency", "seconds": 1.5, "count": None}
    trouble = planned(slow, {"fault": "503"}, slow).trouble(READ)
    assert trouble.wait == 3.0 and trouble.rule is not None


def test_the_second_rule_waits_for_its_turn() -> None:
    assert met(planned({"fault": "503"}, {"fault": "500"}), READ, READ) == ["503", "500"]


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ({"fault": "rain"}, "fault"),
        ({}, "fault"),
        ({"fault": "503", "status": 503}, "status"),
        ({"fault": "503", "when": "never"}, "when"),
        ({"fault": "503", "path": "("}, "path"),
        ({"fault": "503", "count": "two"}, "count"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_by_word(rule: dict[str, Any], word: str) -> None:
    with pytest.raises(PlanError, match=word):
        read_rule(rule)
