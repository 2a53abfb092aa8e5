"""On a unit's page an officer answers explanations and asks; the page says what was answered."""

from dataclasses import replace

import pytest

from jobs.store.lives import EXPLAINED, load_lives, save_lives
from sheets_schema.finding import Severity
from tests.service.conftest import Service

REASON = "số của con trai"


@pytest.fixture
def service(service: Service) -> Service:
    """P01 explained a telephone."""
    service.found("P01", "phone-two-values", "0912345678", Severity.PLEASE_CHECK)
    vault = service.here.store.vault
    with service.here.engine.begin() as connection:
        (life,) = load_lives(connection, vault, "P01")
        told = replace(life, status=EXPLAINED, reason=REASON, id=life.id)
        save_lives(connection, vault, [told])
    return service


def page(service: Service, role: str = "officer") -> str:
    return service.browser.get("/units/P01", headers=service.program(role)).text


def send(service: Service, role: str = "officer", **said: object) -> tuple[int, str]:
    headers = service.program(role)
    answer = service.browser.post(
        "/units/P01/answers", data=said, headers=headers, follow_redirects=True
    )
    return answer.status_code, answer.text


def hidden(shown: str, name: str) -> str:
    return shown.split(f'name="{name}" value="')[1].split('"')[0]


def about(service: Service) -> dict[str, str]:
    # The deeds of the report above have a basis of their own.
    form = page(service).index('name="finding"')
    shown = page(service)[form:]
    return {name: hidden(shown, name) for name in ("finding", "basis")}


def test_an_officer_refuses_with_words_and_the_page_and_the_check_follow(
    service: Service,
) -> None:
    assert "Giải trình chờ cán bộ xem" in page(service) and REASON in page(service)
    _, said = send(service, kind="refused", words="Xin số của chính người đó", **about(service))
    assert "Chưa đồng ý với giải trình, operator@localhost" in said
    assert "“Xin số của chính người đó”" in said and "chờ cán bộ xem" not in said
    assert ("check-unit", "P01") in service.waiting()


def test_a_page_that_is_out_of_date_accepts_nothing(service: Service) -> None:
    form = about(service)
    _, said = send(service, kind="accepted", **{**form, "basis": "0"})
    assert "đã thay đổi sau khi anh/chị mở trang" in said and "Đã đồng ý" not in said


def test_a_viewer_reads_the_explanation_and_answers_nothing(service: Service) -> None:
    assert REASON in page(service, "viewer")
    assert "/units/P01/answers" not in page(service, "viewer")
    assert send(service, "viewer", kind="accepted")[0] == 403
