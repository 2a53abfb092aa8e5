"""The board narrowed and put in order, as an officer of many wards asks for it."""

import pytest

from jobs.store.units import save_units
from service.pages import views as pages
from service.pages.board import read_board
from service.pages.board_order import ORDERS, Wanted
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service

NAMES = {"A": "Phường 10", "B": "Phường Đằng Giang", "C": "Phường 2", "D": "Phường An Thịnh"}


@pytest.fixture
def district(service: Service) -> Service:
    with service.here.engine.begin() as connection:
        save_units(connection, [OrgUnit(code, name, "ward") for code, name in NAMES.items()])
    service.found("C", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    return service


def shown(service: Service, **query: str) -> list[str]:
    """The names on the board in their order."""
    page = service.browser.get("/", query_string=query).text
    found = [name for name in NAMES.values() if f">{name}</a>" in page]
    return sorted(found, key=lambda name: page.index(f">{name}</a>"))


def test_names_are_in_the_order_in_which_people_read_them(district: Service) -> None:
    expected = ["Phường 2", "Phường 10", "Phường An Thịnh", "Phường Đằng Giang"]
    assert shown(district, sort="unit") == expected
    assert shown(district, sort="-unit") == expected[::-1]


def test_the_most_to_be_corrected_stands_on_top(district: Service) -> None:
    assert shown(district, sort="-must-fix")[0] == "Phường 2"
    assert shown(district, sort="must-fix")[-1] == "Phường 2"


def test_a_name_is_found_without_its_marks(district: Service) -> None:
    assert shown(district, q="dang giang") == ["Phường Đằng Giang"]
    assert shown(district, q="nowhere") == []


@pytest.mark.parametrize("sort", ["", "tea", "-", "--unit"])
def test_an_order_that_is_none_is_the_usual_one(district: Service, sort: str) -> None:
    usual = [line.name for line in read_board(district.here).lines]
    assert shown(district, sort=sort) == usual


@pytest.mark.parametrize("name", list(ORDERS))
def test_every_column_sorts_both_ways_and_says_so(district: Service, name: str) -> None:
    first = Wanted().next_sort(name)
    second = Wanted(sort=first).next_sort(name)
    assert {first, second} == {name, f"-{name}"}
    for sort in (first, second):
        page = district.browser.get("/", query_string={"sort": sort})
        assert f'aria-sort="{Wanted(sort=sort).direction(name)}"' in page.text
        assert page.text.count('ending"') == 1


def test_an_order_keeps_what_the_board_is_narrowed_to(district: Service) -> None:
    page = district.browser.get("/?state=must-fix&q=ph").text
    assert "/?state=must-fix&amp;q=ph&amp;sort=-rows" in page
    assert "/?q=ph" in page


def test_the_board_freshens_itself_by_a_file_of_ours_only(district: Service) -> None:
    page = district.browser.get("/").text
    assert '<script src="/static/live.js"' in page and "<script>" not in page
    with district.browser.get("/static/live.js") as file:
        assert file.status_code == 200


def test_many_units_are_shown_by_pages(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "UNITS_SHOWN", 3)
    with service.here.engine.begin() as connection:
        save_units(connection, [OrgUnit(code, name, "ward") for code, name in NAMES.items()])
    service.sign_in()
    assert shown(service, sort="unit") == ["Phường 2", "Phường 10", "Phường An Thịnh"]
    assert "/?sort=unit&amp;from=3" in service.browser.get("/?sort=unit").text
    second = {"sort": "unit", "from": "3"}
    assert shown(service, **second) == ["Phường Đằng Giang"]
    assert "4–4 / 4" in service.browser.get("/", query_string=second).text
    assert service.browser.get("/?from=999999999999999999999").status_code == 200
