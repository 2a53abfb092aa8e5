"""The jobs `remind` and `digest` of a whole service, and the page of notices."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobs.duties import DUTIES
from jobs.queue.run import Outcome, Run
from jobs.store.events import ACCEPTED, Event, add_event
from jobs.store.notices import FAILED, SENT, WAITING, WITHDRAWN, Kept, load_notices
from jobs.store.units import UnitState, save_state, save_units
from service.process.work import make_desk
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit
from tests.jobs.notices.notice_receiver import NoticeReceiver
from tests.jobs.notices.smtp_server import SmtpServer
from tests.service.conftest import Service, make_service

CCCD = "031085001234"
WARDS = [
    OrgUnit(
        "P01", "Phường Một", "ward", emails=("mot@example.vn",), spreadsheet="file-of-ward-one"
    ),
    OrgUnit("P02", "Phường Hai", "ward", spreadsheet="file-of-ward-two"),
]


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


@pytest.fixture
def receiver() -> Iterator[NoticeReceiver]:
    with NoticeReceiver() as running:
        yield running


@pytest.fixture
def town(
    tmp_path: Path, new_store: Callable[[], str], server: SmtpServer
) -> Iterator[Callable[..., Service]]:
    """Makes the service two days before the deadline, with a mail server when told."""
    made: list[Service] = []

    def make(*, mail: bool, **settings: str) -> Service:
        mailing = {"SMTP_URL": server.url, "MAIL_FROM": "quan@example.vn"} if mail else {}
        given = {"DATABASE_URL": new_store(), "AS_OF": "2024-10-26", **mailing, **settings}
        made.append(make_service(tmp_path, **given))
        with made[-1].here.engine.begin() as connection:
            save_units(connection, WARDS)
            for ward in WARDS:
                save_state(connection, UnitState(ward.code, "checked", read_at=1.0))
        return made[-1]

    yield make
    for one in made:
        one.here.close()


def do(town: Service, job: str, unit: str = "") -> Outcome:
    run = Run("a-run", job, unit, "schedule", None, 0.0)
    return DUTIES[job].do(make_desk(town.here), run)


def kept(town: Service, *statuses: str) -> list[Kept]:
    with town.here.engine.connect() as connection:
        return load_notices(connection, *(statuses or (WAITING, SENT, FAILED)))


def done(town: Service, unit: str) -> None:
    with town.here.engine.begin() as connection:
        state = UnitState(unit, "checked", read_at=1.0, done=True, nothing_to_report=["members"])
        save_state(connection, state)
        add_event(connection, unit, town.here.campaign.term, Event(ACCEPTED, 1.0))


def press(town: Service, path: str) -> int:
    token = re.search('name="csrf_token" value="([^"]+)"', town.browser.get("/notices").text)
    assert token
    return town.browser.post(path, data={"csrf_token": token[1]}).status_code


def test_a_unit_is_reminded_by_mail_and_only_once(
    town: Callable[..., Service], server: SmtpServer
) -> None:
    here = town(mail=True)
    for _ in range(2):
        assert do(here, "remind").again_after is None
    [mail] = server.taken
    assert mail["To"] == "mot@example.vn"
    assert "Phường Một" in mail.get_content() and "Phường Hai" not in mail.get_content()


def test_the_digest_goes_to_officers_alone_and_once_a_day(
    town: Callable[..., Service], server: SmtpServer
) -> None:
    here = town(mail=True)
    for _ in range(2):
        do(here, "digest")
    [mail] = server.taken
    assert mail["To"] == "an@example.vn"
    assert "0/2 đơn vị đã đạt yêu cầu." in mail.get_content()


def test_a_mail_that_may_still_arrive_is_tried_again_soon(
    town: Callable[..., Service], server: SmtpServer
) -> None:
    server.refusal = "451 come back later"
    assert do(town(mail=True), "remind").again_after == 300.0


def test_a_unit_that_is_done_is_not_reminded(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    done(here, "P01")
    do(here, "remind")
    assert [one.unit for one in kept(here)] == ["P02"]


def test_what_waits_for_a_unit_that_became_done_is_withdrawn(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    do(here, "remind")
    done(here, "P01")
    do(here, "remind")
    assert [one.unit for one in kept(here)] == ["P02"]
    assert [one.unit for one in kept(here, WITHDRAWN)] == ["P01"]


def test_a_notice_counts_findings_and_quotes_none(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    here.found("P02", "phone-cccd-in-phone", CCCD, Severity.MUST_FIX)
    do(here, "remind")
    do(here, "digest")
    said = {one.unit: one.subject + one.body for one in kept(here)}
    assert "- 3b. Thành viên: 1 mục phải sửa" in said["P02"]
    assert all(not re.search(r"\d{8,}|•", text) for text in said.values())


def test_without_a_mail_server_the_page_has_the_text_to_copy(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    do(here, "remind")
    here.sign_in()
    page = here.browser.get("/notices").text
    assert "Kính gửi: Phường Hai." in page and "Chưa cài đặt cách gửi tự động" in page


def test_a_notice_sent_by_hand_is_marked_once(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    do(here, "remind")
    here.sign_in()
    path = f"/notices/{kept(here)[0].id}/sent"
    assert [press(here, path), press(here, path)] == [302, 302]
    assert [one.unit for one in kept(here, SENT)] == ["P01"]


def test_a_failed_mail_is_shown_with_its_reason_and_can_be_tried_again(
    town: Callable[..., Service], server: SmtpServer
) -> None:
    here = town(mail=True)
    server.refusal = "550 no"
    do(here, "remind")
    here.sign_in()
    assert "(SMTPRecipientsRefused 550)" in here.browser.get("/notices").text
    assert press(here, f"/notices/{kept(here, FAILED)[0].id}/again") == 302
    assert here.waiting() == [("remind", "")]


def test_a_viewer_reads_notices_and_changes_none(town: Callable[..., Service]) -> None:
    here = town(mail=False)
    do(here, "remind")
    viewer = here.program("viewer")
    assert "Kính gửi: Phường Hai." in here.browser.get("/notices", headers=viewer).text
    path = f"/notices/{kept(here)[0].id}/sent"
    assert here.browser.post(path, headers=viewer).status_code == 403


def asked_for(town: Service, unit: str) -> list[tuple[str, str]]:
    """The notices after an officer asked for one, as unit and kind."""
    do(town, "remind-unit", unit)
    return [(one.unit, one.kind) for one in kept(town)]


def test_an_officer_reminds_one_unit_from_its_page(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    one.sign_in()
    token = re.search('name="csrf_token" value="([^"]+)"', one.browser.get("/units/P02").text)
    assert token
    form = {"csrf_token": token[1], "unit": "P02"}
    assert one.browser.post("/notices/remind", data=form).status_code == 302
    assert one.waiting() == [("remind-unit", "P02")]


def test_what_an_officer_asks_for_is_written_down_once_a_day(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    assert [asked_for(one, "P02") for _ in range(2)] == [[("P02", "by-hand")]] * 2


def test_an_officer_reminds_all_that_are_not_ready(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    done(one, "P01")
    assert asked_for(one, "") == [("P02", "by-hand")]


def test_a_unit_that_was_quicker_hears_nothing_of_it(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    asked_for(one, "P02")
    done(one, "P02")
    do(one, "remind")
    assert ("P02", "by-hand") in [(n.unit, n.kind) for n in kept(one, WITHDRAWN)]


def test_a_unit_that_is_not_registered_is_not_reminded(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    asked = {"data": {"unit": "P99"}, "headers": one.program("officer")}
    assert one.browser.post("/notices/remind", **asked).status_code == 404
    assert one.waiting() == []


def test_the_digest_names_what_failed_in_words(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    one.failed("P01", "Google chưa trả lời.")
    do(one, "digest")
    [said] = kept(one)
    assert "- Kiểm tra đơn vị: Phường Một. Google chưa trả lời." in said.body


@pytest.mark.parametrize("deed", ["sent", "again"])
def test_the_second_of_two_officers_is_told_that_it_was_done(
    town: Callable[..., Service], deed: str
) -> None:
    one = town(mail=False)
    do(one, "remind")
    number, one_of_us = kept(one)[0].id, one.program("officer")
    one.browser.post(f"/notices/{number}/sent", headers=one_of_us)
    done_before = one.browser.post(
        f"/notices/{number}/{deed}", headers=one_of_us, follow_redirects=True
    )
    assert "đã được gửi, được đánh dấu hoặc đã thu hồi" in done_before.text


def test_a_notice_that_never_was_is_not_found(town: Callable[..., Service]) -> None:
    one = town(mail=False)
    assert one.browser.post("/notices/99/sent", headers=one.program("officer")).status_code == 404


def test_one_text_for_the_group_names_who_is_not_ready_with_counts_only(
    town: Callable[..., Service],
) -> None:
    here = town(mail=False)
    done(here, "P01")
    here.sign_in()
    page = here.browser.get("/notices").text
    group = page.partition('id="notice-group"')[2].partition("</pre>")[0]
    assert "Còn 1/2 đơn vị chưa hoàn thành:" in group
    assert "- Phường Hai: Chưa nhập" in group and "Phường Một" not in group


def test_the_address_for_notices_hears_of_units_that_have_no_mail(
    town: Callable[..., Service], receiver: NoticeReceiver
) -> None:
    here = town(mail=False, NOTICE_WEBHOOK=receiver.url)
    do(here, "remind")
    assert [json.loads(body)["unit"] for body, _ in receiver.heard] == ["P01", "P02"]
    assert {one.status for one in kept(here)} == {SENT}
