"""Units to call back: rare figures as questions, the same for the same data, nobody accused."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from jobs.report.call_back import CallBack, call_backs
from jobs.store.lives import Life, save_lives
from jobs.store.rows import DataRow, save_rows
from jobs.store.units import load_units, save_units
from service.pages.stored_content import stored_content
from sheets_schema.campaign import Table
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, make_service

UNITS = 12


def models(service: Service) -> Table:
    return next(t for t in service.here.campaign.workbooks["ward"] if t.name == "models")


def fill(service: Service, figures: dict[str, Sequence[float | str]]) -> None:
    """Models of these units with these numbers of participants."""
    here, table = service.here, models(service)
    at = [column.name for column in table.columns].index("participants")
    wards = [OrgUnit(code, f"Phường {code}", "ward", spreadsheet=f"f-{code}") for code in figures]
    with here.engine.begin() as connection:
        save_units(connection, wards)
        keys = {unit.code: unit.key for unit in load_units(connection)}
        for code, counts in figures.items():
            rows = []
            for n, count in enumerate(counts):
                values: list[float | str | None] = [None] * len(table.columns)
                values[at] = count
                key = f"{code}-{n}"
                row = DataRow("models", key, n, key, 0.0, "ok", tuple(values), (), 1, table.title)
                rows.append(row)
            save_rows(connection, here.store.vault, keys[code], ["models"], rows, time.time())


def asked(service: Service) -> list[CallBack]:
    return call_backs(stored_content(service.here))


def usual(**others: Sequence[float | str]) -> dict[str, Sequence[float | str]]:
    """Units whose figures are spread as most are, and these others."""
    return {f"U{n:02}": [41 + 3 * n, 17 + n] for n in range(UNITS)} | others


def test_of_usual_figures_nothing_is_asked(service: Service) -> None:
    fill(service, usual())
    assert asked(service) == []


def test_a_unit_far_from_the_others_is_asked_with_what_is_usual(service: Service) -> None:
    fill(service, usual(X=[9_000, 123]))
    [one] = asked(service)
    assert one.unit == "X" and "9.123" in one.questions[0] and one.questions[0].endswith("?")


def test_of_few_units_nobody_can_say_what_is_usual(service: Service) -> None:
    fill(service, {"A": [12], "B": [15], "X": [9_000]})
    assert asked(service) == []


@pytest.mark.parametrize(("last", "rounds"), [(0, 12), (3, 9)])
def test_figures_heaped_on_round_numbers_are_asked_about(
    service: Service, last: int, rounds: int
) -> None:
    heaped = [20 + 10 * (n % 3) for n in range(rounds)] + [20 + n for n in range(1, last + 1)]
    spread = [14, 17, 21, 22, 26, 28, 33, 35, 37, 39, 41, 44]
    fill(service, usual() | {f"Y{n}": spread for n in range(12)} | {"X": heaped})
    found = [one for one in asked(service) if any("số tròn chục" in q for q in one.questions)]
    assert [one.unit for one in found] == (["X"] if rounds == 12 else [])


def test_a_text_in_a_column_of_figures_is_no_figure(service: Service) -> None:
    fill(service, usual(X=["nhiều", "9000 người"]))
    assert asked(service) == []


def test_figures_that_are_those_of_the_last_period_are_asked_about(tmp_path: Path) -> None:
    monthly = make_service(tmp_path, CAMPAIGN="binh-dan-hoc-vu-so")
    here = monthly.here
    table, code = next(
        (table, str(use.params["same"]))
        for table in here.campaign.workbooks["commune"]
        for use in table.checks
        if "same" in use.params
    )
    place = (table.name, table.title, None, None, None)
    finding = Finding("C1", *place, code, Severity.PLEASE_CHECK)
    with here.engine.begin() as connection:
        save_units(connection, [OrgUnit("C1", "Xã Một", "commune", spreadsheet="f")])
        save_lives(connection, here.store.vault, [Life(finding, "", "d")])
    [one] = asked(monthly)
    here.close()
    assert one.unit == "C1" and table.title in one.questions[0] and "kỳ trước" in one.questions[0]


def test_most_questions_come_first_and_the_same_data_give_the_same_list(service: Service) -> None:
    heaped = [10_000] * 12
    spread = {f"Y{n}": [14, 17, 21, 22, 26, 28, 33, 35, 37, 39, 41, 44] for n in range(12)}
    fill(service, usual(X=[9_000], Z=heaped) | spread)
    found = asked(service)
    assert [len(one.questions) for one in found] == [2, 1] and found[0].unit == "Z"
    assert asked(service) == found


def test_the_page_shows_the_questions_to_officers_only(service: Service) -> None:
    fill(service, usual(X=[9_000, 123]))
    page = service.browser.get("/call-back", headers=service.program("officer")).text
    assert "Phường X" in page and "9.123" in page
    assert service.browser.get("/call-back", headers=service.program("viewer")).status_code == 403
