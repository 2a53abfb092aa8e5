"""Officers decide about a report from its page, a program or a terminal, and are told what came
between."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.store.events import ACCEPTED, EXTENDED, Event, add_event, events_of
from service.cli import main
from service.pages.board import read_board
from tests.service.conftest import Service


def happened(service: Service, kind: str) -> None:
    with service.here.engine.begin() as connection:
        now = service.here.clock().timestamp()
        add_event(connection, "P01", service.here.campaign.term, Event(kind, now))


def kinds(service: Service) -> list[str]:
    with service.here.engine.connect() as connection:
        return [one.kind for one in events_of(connection, "P01", service.here.campaign.term)]


def basis(service: Service) -> str:
    return next(line.basis for line in read_board(service.here).lines if line.code == "P01")


def asked(service: Service, kind: str, **said: str) -> dict[str, str]:
    return {"kind": kind, "words": "Mất điện", "basis": basis(service), **said}


def test_more_time_is_given_on_the_units_page_and_told_everywhere(service: Service) -> None:
    form = asked(service, EXTENDED, until="2034-11-04")
    page = service.browser.post(
        "/units/P01/report", data=form, headers=service.program("officer"), follow_redirects=True
    ).text
    assert "Gia hạn, quyết định" in page and "đến hết ngày 04/11/2034" in page
    assert "bởi operator@localhost, “Mất điện”" in page
    told = service.browser.get("/api/units", headers=service.program("viewer")).get_json()
    assert [one["due"][:10] for one in told["units"] if one["code"] == "P01"] == ["2034-11-04"]
    assert ("check-unit", "P01") in service.waiting()


def test_a_page_that_is_out_of_date_changes_nothing_and_says_what_happened(
    service: Service,
) -> None:
    happened(service, ACCEPTED)
    form = asked(service, "approved")
    happened(service, "reopened")
    page = service.browser.post(
        "/units/P01/report", data=form, headers=service.program("officer"), follow_redirects=True
    ).text
    assert "Chưa thực hiện, vì báo cáo đã thay đổi" in page and "Mở lại do còn mục" in page
    assert kinds(service) == ["accepted", "reopened"]


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"kind": "extended", "until": "2034-11-04"}, 202, None),
        ({"kind": "extended", "until": "2024-10-27"}, 422, "deed-extended-early"),
        ({"kind": "returned"}, 422, "deed-returned-not-taken"),
        ({"kind": "sent-home"}, 422, "deed-unknown"),
        ({"kind": "extended", "until": "2034-11-04", "basis": "9-9"}, 202, None),
        ({"kind": "approved", "basis": "0-0"}, 422, "deed-approved-not-taken"),
        ({"kind": 7, "words": None}, 422, "deed-unknown"),
    ],
)
def test_a_program_is_told_in_the_one_shape(
    service: Service, said: dict[str, object], status: int, code: str | None
) -> None:
    headers = service.program("officer")
    body = {"words": "Mất điện", **said}
    answer = service.browser.post("/api/units/P01/deeds", json=body, headers=headers)
    assert answer.status_code == status
    assert answer.get_json().get("error", {}).get("code") == code


@pytest.mark.parametrize("path", ["/units/P01/report", "/api/units/P01/deeds"])
def test_a_viewer_decides_nothing(service: Service, path: str) -> None:
    headers = service.program("viewer")
    assert service.browser.post(path, json={}, headers=headers).status_code == 403
    assert "Trả lại báo cáo" not in service.browser.get("/units/P01", headers=headers).text


def test_the_terminal_decides_with_a_name_and_upon_what_it_saw(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("WARDSHEETS_DATABASE_URL", service.here.settings.store_url)

    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["unit", *words]).output

    happened(service, ACCEPTED)
    seen = run("history", "P01").splitlines()[-1].split()
    by = ("--by", "an@quan.vn")
    assert "đã ghi nhận" in run("return", "P01", "--words", "Thiếu 3c", *by, *seen)
    assert "Trả lại" in run("approve", "P01", "--level", "Quận", *by, *seen)
    assert kinds(service) == ["accepted", "returned"]
    assert "trước hạn" in run("extend", "P01", "01/10/2024", "--why", "Mất điện", *by)
    run("extend", "P01", "04/11/2034", "--why", "Mất điện", *by)
    with service.here.engine.connect() as connection:
        last = events_of(connection, "P01", service.here.campaign.term)[-1]
    assert (last.person, last.until) == ("an@quan.vn", date(2034, 11, 4))
