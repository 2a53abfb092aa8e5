"""The page of the register: found, changed, and told beside the field what is wrong."""

import pytest

from jobs.register.asked import Asked, ask, load_asked
from jobs.store.units import load_register
from tests.service.conftest import Service


def save(service: Service, **form: str) -> tuple[int, str]:
    headers = service.program("officer")
    answer = service.browser.post("/register/P01", data=form, headers=headers)
    return answer.status_code, answer.text


def asked(service: Service) -> list[Asked]:
    with service.here.engine.connect() as connection:
        return load_asked(connection)


def test_only_what_differs_from_what_was_seen_is_asked_for(service: Service) -> None:
    form = {"seen-name": "Phường P01", "name": "Phường Một", "seen-emails": "", "emails": ""}
    assert save(service, **form)[0] == 302
    assert asked(service) == [Asked("P01", "name", "Phường P01", "Phường Một")]
    assert ("register", "") in service.waiting()
    with service.here.engine.connect() as connection:
        assert load_register(connection)[0].name == "Phường P01"


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("emails", "gọi điện", "không phải địa chỉ e-mail"),
        ("name", "", "chưa có tên đơn vị"),
        ("parent", "Quận Nào Đó", "không có đơn vị “Quận Nào Đó”"),
        ("spreadsheet", "chưa có", "không phải đường dẫn của một bảng"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    service: Service, field: str, wrong: str, told: str
) -> None:
    status, page = save(service, **{field: wrong, "residential_groups": "TDP 7"})
    assert (status, asked(service)) == (422, [])
    beside = page.split(f'id="wrong-{field}"')[1].split("</div>")[0]
    assert told in beside and 'value="TDP 7"' in page


def test_the_form_after_a_refusal_is_decided_upon_what_stands_there(service: Service) -> None:
    refused = Asked("P01", "name", "Phường P01", "Phường Một", "changed", "Phường I")
    with service.here.engine.begin() as connection:
        ask(connection, "P01", [refused])
    page = service.browser.get("/register/P01", headers=service.program("officer")).text
    assert "đã được sửa thành “Phường I”" in page
    assert 'name="seen-name" value="Phường I"' in page and 'value="Phường Một"' in page


def test_a_unit_is_found_by_its_name(service: Service) -> None:
    page = service.browser.get("/register?q=phường p02", headers=service.program("officer")).text
    assert "/register/P02" in page and "/register/P01" not in page
