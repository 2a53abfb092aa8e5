"""A whole part's reports are approved or returned at once, each upon the state that was shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.store.access.audit import Asked, entries
from jobs.store.events import ACCEPTED, REOPENED, Event, add_event, events_of
from jobs.store.units import save_units
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, csrf_of, make_service

OWN, OFFICE = "p@example.vn", "an@example.vn"
WARDS = ("A1", "A2", "A3", "B1")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Two districts, three wards in the first, all handed in; a person of the first district."""
    people = f"{OWN} = officer; {OFFICE} = officer"
    made = make_service(tmp_path, PARTS=f"{OWN} = Q1", PEOPLE=people)
    with made.here.engine.begin() as connection:
        districts = [OrgUnit(c, f"Quận {c}", "district", reviews=True) for c in ("Q1", "Q2")]
        wards = [OrgUnit(c, f"Phường {c}", "ward", parent=f"Q{1 + (c == 'B1')}") for c in WARDS]
        save_units(connection, [*districts, *wards])
    for ward in WARDS:
        happened(made, ward, ACCEPTED)
    yield made
    made.here.close()


def happened(service: Service, ward: str, kind: str) -> None:
    with service.here.engine.begin() as connection:
        now = service.here.clock().timestamp()
        add_event(connection, ward, service.here.campaign.term, Event(kind, now))


def kinds(service: Service) -> dict[str, list[str]]:
    with service.here.engine.connect() as connection:
        found = {c: events_of(connection, c, service.here.campaign.term) for c in WARDS}
    return {ward: [one.kind for one in events] for ward, events in found.items()}


def page_of(service: Service, kind: str, query: str = "") -> dict[str, object]:
    """What the form of the page would send, all ticks left as they are."""
    page = service.browser.get(f"/units/decide?deed={kind}{query}").text
    ticked = re.findall(r'name="unit" value="(.+?)"[^>]* checked', page)
    return {"csrf_token": csrf_of(page), "deed": kind, "words": "Thiếu 3c", "unit": ticked}


def decide(service: Service, form: dict[str, object], query: str = "") -> str:
    answer = service.browser.post(f"/units/decide{query}", data=form, follow_redirects=True)
    return answer.text


def test_a_level_approves_its_whole_part_and_no_other(service: Service) -> None:
    service.sign_in(OWN)
    assert "Duyệt 3 báo cáo …" in service.browser.get("/").text
    assert "Đã duyệt 3 báo cáo." in decide(service, page_of(service, "approved"))
    board = service.browser.get("/").text
    assert "approve-many" not in board and "return-many" in board
    done = ["accepted", "approved"]
    assert kinds(service) == {"A1": done, "A2": done, "A3": done, "B1": ["accepted"]}
    with service.here.engine.connect() as connection:
        told = entries(connection, Asked(whats=["approved"]))
    assert {(one.unit, one.person) for one in told} == {(w, OWN) for w in WARDS[:3]}
    assert page_of(service, "approved", "&q=zz")["unit"] == []


def test_one_that_changed_meanwhile_is_left_alone_and_named(service: Service) -> None:
    service.sign_in(OWN)
    form = page_of(service, "returned", "&q=A")
    happened(service, "A2", REOPENED)
    page = decide(service, form, "?q=A")
    assert "Đã trả lại 2 báo cáo." in page
    assert re.search(r"Phường A2: Chưa thực hiện, vì báo cáo đã thay đổi", page)
    assert kinds(service)["A2"] == ["accepted", "reopened"]


def test_an_address_narrows_what_is_decided(service: Service) -> None:
    service.sign_in(OFFICE)
    assert len(page_of(service, "returned", "&part=Q2")["unit"]) == 1  # type: ignore[arg-type]
    assert len(page_of(service, "returned")["unit"]) == 4  # type: ignore[arg-type]


def test_the_office_waits_for_the_levels_below_and_is_told_how_many(service: Service) -> None:
    service.sign_in(OFFICE)
    page = service.browser.get("/units/decide?deed=approved").text
    assert "3 báo cáo đang chờ cấp dưới duyệt trước" in page
    assert len(page_of(service, "approved")["unit"]) == 1  # type: ignore[arg-type]


def test_a_report_of_another_part_is_not_there(service: Service) -> None:
    service.sign_in(OWN)
    form = page_of(service, "returned") | {"unit": ["B1 9-9", "A1 9999-9999999999"]}
    page = decide(service, form)
    assert "không còn đơn vị mã B1" in page and "Đã trả lại 1 báo cáo." in page
    assert kinds(service)["B1"] == ["accepted"]


def test_without_a_basis_nothing_is_decided(service: Service) -> None:
    service.sign_in(OWN)
    page = decide(service, page_of(service, "returned") | {"unit": ["A1 "]})
    assert "không rõ anh/chị đã xem báo cáo ở thời điểm nào" in page
    assert "Chưa chọn báo cáo nào." in decide(service, page_of(service, "returned") | {"unit": []})
    assert kinds(service)["A1"] == ["accepted"]
