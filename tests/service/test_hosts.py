"""A request for a name that is not ours is refused in words, before anything else is looked at."""

from pathlib import Path

import pytest

from service.access.people import LOCAL_OPERATOR
from service.edge.hosts import Hosts
from service.identity import new_link
from tests.service.conftest import make_service, make_settings

PUBLIC = {"PUBLIC_URL": "https://bao-cao.example.vn:8443"}
ANYWHERE = {"HOST": "0.0.0.0"}


@pytest.mark.parametrize(
    "settings, known, foreign",
    [
        ({}, ["localhost:8000", "127.0.0.1", "[::1]:8000"], ["evil.example", "10.0.0.1", "", "["]),
        (PUBLIC, ["BAO-CAO.example.vn", "localhost"], ["example.vn", "a.bao-cao.example.vn"]),
        (ANYWHERE, ["10.0.0.7:8080", "[fe80::1]"], ["evil.example", "10.0.0.7.evil.example"]),
        (PUBLIC | ANYWHERE, ["bao-cao.example.vn"], ["10.0.0.7", "0.0.0.0"]),
        ({"TRUSTED_HOSTS": "web, Kiem-Tra.vn"}, ["web:8000", "kiem-tra.vn"], ["web.evil.example"]),
        ({"HOST": "10.1.1.1"}, ["10.1.1.1"], ["10.1.1.2"]),
    ],
)
def test_names_are_those_of_the_public_address_and_the_settings(
    tmp_path: Path, settings: dict[str, str], known: list[str], foreign: list[str]
) -> None:
    hosts = Hosts(make_settings(tmp_path, **settings))
    assert [host for host in known + foreign if hosts.know(host)] == known


def test_who_asks_for_another_name_is_told_in_words_and_nothing_is_done(tmp_path: Path) -> None:
    service = make_service(tmp_path, **PUBLIC)
    query = {"token": new_link(service.here, LOCAL_OPERATOR)}
    asked = {"Host": "evil.example", "Accept": "text/html"}
    answer = service.browser.get("/login/link", query_string=query, headers=asked)
    assert answer.status_code == 421 and "không phục vụ ở địa chỉ này" in answer.text
    assert service.browser.get("/login/link", query_string=query).status_code == 200
    service.here.close()


def test_a_program_is_told_where_names_are_set(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    error = service.browser.get("/api/units", headers={"Host": "evil.example"}).get_json()["error"]
    assert error["code"] == "unknown-host" and "WARDSHEETS_TRUSTED_HOSTS" in error["message"]
    service.here.close()
