"""Officers close and open periods on a page and in a terminal; a closed one stays whole."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.store.events import ACCEPTED, Event, add_event
from service.cli import main
from service.office import Office
from sheets_schema.finding import Severity
from tests.schema.test_declarations import BOOK
from tests.service.conftest import Service, make_service

MAIN = """
name = "thang"
timezone = "Asia/Ho_Chi_Minh"
title = { vi = "Báo cáo tháng", en = "Monthly" }
[rhythm]
every = "month"
start = 2025-01-01
due = 3
"""
CCCD = "031085001234"


@pytest.fixture
def monthly(tmp_path: Path, new_store: Callable[[], str]) -> Iterator[Service]:
    """A service of a monthly campaign."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(MAIN, encoding="utf-8")
    (folder / "ward.toml").write_text(BOOK.replace("village", "ward"), encoding="utf-8")
    made = make_service(tmp_path / "data", DATABASE_URL=new_store(), CAMPAIGN=str(folder))
    yield made
    made.here.close()


def names(here: Office) -> list[str]:
    return [one.name for one in here.declared.periods_from(here.campaign.period, 2)]


def say(service: Service, what: str, name: str) -> str:
    return service.browser.post(
        f"/periods/{what}",
        data={"name": name},
        headers=service.program("officer"),
        follow_redirects=True,
    ).text


def test_a_period_is_closed_put_aside_and_the_next_opened_on_the_page(monthly: Service) -> None:
    first = monthly.here.campaign.period
    [then, _] = names(monthly.here)
    with monthly.here.engine.begin() as connection:
        add_event(connection, "P01", monthly.here.campaign.term, Event(ACCEPTED, 1.0))
    assert f"Kỳ {first} còn đang mở" in say(monthly, "open", then)
    assert f"Đã đóng kỳ {first}" in say(monthly, "close", first)
    assert f"Đã mở kỳ {then}" in say(monthly, "open", then)
    assert monthly.here.campaign.period == then
    assert ("full-check", "") in monthly.waiting()
    page = monthly.browser.get("/periods", headers=monthly.program("officer")).text
    assert f"/periods/{first}/units.csv" in page and "Đang mở từ" in page
    board = monthly.browser.get("/", headers=monthly.program("viewer")).text
    assert f"{first}: Đúng hạn" in board and f"{first}: Chưa ghi nhận, quá hạn" in board
    unit = monthly.browser.get("/units/P01", headers=monthly.program("viewer")).text
    assert f"Các kỳ trước: {first} Đúng hạn" in unit
    told = monthly.browser.get("/api/units", headers=monthly.program("viewer")).get_json()
    assert {one["timeliness"] for one in told["units"]} <= {"not-yet", "overdue"}


def test_what_was_put_aside_says_who_was_in_time_and_stays(monthly: Service) -> None:
    first = monthly.here.campaign.period
    with monthly.here.engine.begin() as connection:
        add_event(connection, "P01", monthly.here.campaign.term, Event(ACCEPTED, 1.0))
    monthly.found("P02", "text-short", CCCD, Severity.PLEASE_CHECK)
    say(monthly, "close", first)

    def kept(name: str) -> bytes:
        path = f"/periods/{first}/{name}"
        return bytes(monthly.browser.get(path, headers=monthly.program("officer")).data)

    before = kept("units.csv")
    lines = list(csv.reader(io.StringIO(before.decode("utf-8-sig"))))
    assert [line[2] for line in lines[1:]] == ["Đúng hạn", lines[2][2]]
    assert "Ghi nhận" in lines[1][7] and lines[1][5] == "–", "never read is not 0"
    say(monthly, "open", names(monthly.here)[0])
    with monthly.here.engine.begin() as connection:
        add_event(connection, "P02", ("thang", first), Event(ACCEPTED, 9.0))
    assert kept("units.csv") == before
    assert kept("data.xlsx").startswith(b"PK")


def test_numbers_in_full_leave_by_the_terminal_alone(
    monthly: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = monthly.here.settings
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("WARDSHEETS_DATABASE_URL", settings.store_url)
    monkeypatch.setenv("WARDSHEETS_CAMPAIGN", str(settings.campaign))

    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["periods", *words]).output

    first = monthly.here.campaign.period
    monthly.found("P02", "text-short", CCCD, Severity.PLEASE_CHECK)
    assert "chưa được đóng" in run("take", first, str(tmp_path / "out"))
    assert "Đã đóng kỳ" in run("close", first, "--by", "an@quan.vn")
    assert "Đã ghi" in run("take", first, str(tmp_path / "out"))
    whole = json.loads((tmp_path / "out" / "whole.json").read_text(encoding="utf-8"))
    assert whole["period"] == first
    assert CCCD in json.dumps(whole)
    path = f"/periods/{first}/whole.json"
    answer = monthly.browser.get(path, headers=monthly.program("officer"))
    assert answer.status_code == 404
    assert f"{first}  " in run()


def test_viewers_open_nothing(monthly: Service) -> None:
    for path in ("/periods/open", "/periods/close"):
        answer = monthly.browser.post(path, headers=monthly.program("viewer"))
        assert answer.status_code == 403


def test_a_campaign_of_one_period_can_be_closed_and_put_aside(service: Service) -> None:
    assert "Đã đóng kỳ" in say(service, "close", "")
    path = "/periods/-/report.docx"
    assert service.browser.get(path, headers=service.program("officer")).data.startswith(b"PK")
