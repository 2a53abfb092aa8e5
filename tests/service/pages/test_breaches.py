"""The page of breaches: for admins, with the hours that are left; no numbers of persons."""

from datetime import timedelta

from jobs.store.law.breaches import load_breaches
from service.breaches_said import said_breach
from tests.service.conftest import Service

NUMBER = "031085001234"


def known(service: Service, hours: float) -> str:
    """So many hours ago, as an admin types it."""
    at = service.here.local(service.here.clock().timestamp()) - timedelta(hours=hours)
    return f"{at:%d/%m/%Y %H:%M}"


def write(service: Service, role: str = "admin", **form: str) -> int:
    said = {"what": "Gửi nhầm tệp", "known": known(service, 1), "persons": "12", **form}
    headers = service.program(role)
    return service.browser.post("/breaches", data=said, headers=headers).status_code


def page(service: Service, role: str = "admin") -> str:
    return service.browser.get("/breaches", headers=service.program(role)).text


def test_the_hours_that_are_left_are_counted_from_when_it_was_known(service: Service) -> None:
    write(service, known=known(service, 30.5))
    assert "Còn 41 giờ" in page(service)
    write(service, known=known(service, 100))
    assert "QUÁ HẠN" in page(service)


def test_who_was_told_when_is_kept_and_the_first_moment_stays(service: Service) -> None:
    write(service)
    headers = service.program("admin")
    for _ in range(2):
        service.browser.post("/breaches/1/authority", headers=headers)
    with service.here.engine.connect() as connection:
        [one] = load_breaches(connection)
    assert one.authority_at is not None and one.persons == 12
    assert "Đã thông báo cơ quan" in "".join(said_breach(service.here, one))


def test_a_number_that_is_typed_into_it_is_masked(service: Service) -> None:
    write(service, what=f"Lộ số {NUMBER}")
    assert NUMBER not in page(service) and "•••234" in page(service)


def test_what_is_not_said_or_lies_ahead_is_not_put_on_record(service: Service) -> None:
    for form in ({"what": ""}, {"known": "hôm qua"}, {"known": known(service, -5)}):
        write(service, **form)
    with service.here.engine.connect() as connection:
        assert load_breaches(connection) == []


def test_nobody_but_admins_sees_or_writes_them(service: Service) -> None:
    for role in ("viewer", "officer"):
        assert write(service, role) == 403
        answer = service.browser.get("/breaches", headers=service.program(role))
        assert answer.status_code == 403
