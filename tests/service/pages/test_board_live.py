"""The board at 17:00: it moves by itself, says what is left, and acts on what is filtered."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from jobs.queue.names import REMIND_UNIT
from jobs.store.counts import open_at
from jobs.store.events import EXTENDED, events_of
from jobs.store.lives import FIXED, Life, save_lives
from jobs.store.units import UnitState, save_state
from jobs.ward.forms.told import FormChanged, note_form
from service.pages.board import read_board
from service.pages.live import tag
from service.pages.live.times import ago, left
from sheets_schema.finding import Finding, Severity
from tests.service.conftest import Service, csrf_of

DAY = 86_400.0
NOW = datetime(2024, 10, 28, 17, tzinfo=UTC)


def look(service: Service, known: str = "", path: str = "/") -> TestResponse:
    """An open page asks whether anything moved."""
    return service.browser.get(path, headers={"X-Wardsheets-Live": "1", "If-None-Match": known})


def tag_of(page: TestResponse) -> str:
    (found,) = re.findall(r'data-tag="(.+?)"', page.text)
    return str(found).replace("&#34;", '"')


@pytest.fixture
def still(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """An officer looks at the board within one minute."""
    monkeypatch.setattr(tag, "SECONDS", 10**12)
    service.sign_in()
    return service


@contextmanager
def statements(service: Service) -> Iterator[list[str]]:
    seen: list[str] = []

    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    yield seen
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_a_board_on_which_nothing_moved_is_told_so_by_one_statement(still: Service) -> None:
    known = tag_of(still.browser.get("/"))
    with statements(still) as seen:
        answer = look(still, known)
    assert (answer.status_code, answer.data) == (304, b"")
    # Whoever asks is looked up as at every door.
    asked = [one for one in seen if not re.search(r"FROM (access|people)\b", one)]
    assert len(asked) == 1 and len(seen) <= 3


def test_what_moved_comes_without_the_rest_of_the_page(still: Service) -> None:
    known = tag_of(still.browser.get("/"))
    with still.here.engine.begin() as connection:
        save_state(connection, UnitState("P01", "checked", read_at=time.time()))
    answer = look(still, known)
    assert answer.status_code == 200 and answer.headers["ETag"] != known
    assert "Phường P01" in answer.text and "<html" not in answer.text
    assert look(still, answer.headers["ETag"]).status_code == 304


def test_another_filter_and_another_person_are_another_board(still: Service) -> None:
    known = tag_of(still.browser.get("/"))
    assert look(still, known, "/?state=must-fix").status_code == 200
    still.browser.post("/logout", data={"csrf_token": csrf_of(still.browser.get("/").text)})
    still.sign_in("binh@example.vn")
    assert look(still, known).status_code == 200


def test_the_head_counts_with_shares_and_says_how_long_is_left(service: Service) -> None:
    service.found("P01", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = service.browser.get("/").text
    assert "Đã gửi 0/2 (0%)" in page and re.search(r"<strong>(còn|quá) \d+ ngày</strong>", page)
    assert 'aria-label="Phải sửa 1 (50%); Chưa đọc 1 (50%)"' in page
    assert "<title>0/2 đã gửi · Theo dõi đơn vị · Wardsheets</title>" in page
    assert "fill='%23b02a37'" in page


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "vừa xong"), (3, "3 phút trước"), (125, "2 giờ trước"), (3000, "2 ngày trước")],
)
def test_a_time_is_said_as_people_say_it(minutes: int, said: str) -> None:
    assert ago(NOW - timedelta(minutes=minutes), NOW, "vi") == said


@pytest.mark.parametrize(
    ("hours", "said"), [(7, "còn 7 giờ"), (49, "còn 2 ngày"), (-1, "quá 1 giờ"), (0, "còn 1 phút")]
)
def test_what_is_left_until_the_moment_is_said_so_too(hours: int, said: str) -> None:
    assert left(NOW + timedelta(hours=hours), NOW, "vi") == said


def test_the_days_of_a_unit_tell_what_stood_at_the_end_of_each(service: Service) -> None:
    def life(row: str, first: float, status: str = "open", changed: float = 0.0) -> Life:
        finding = Finding(
            "P01", "members", "3b", 5, "phone", 7, "phone-short", Severity.MUST_FIX, "1"
        )
        return Life(finding, row, row, status, first_seen=first, changed_at=changed or first)

    lives = [life("r1", 1 * DAY), life("r2", 1 * DAY, FIXED, 3 * DAY), life("r3", 4 * DAY)]
    with service.here.engine.begin() as connection:
        save_lives(connection, service.here.store.vault, lives)
        found = open_at(connection, [0.0, 2 * DAY, 3.5 * DAY, 5 * DAY])
    assert found == {"P01": (0, 2, 1, 2)}


def test_those_that_are_filtered_are_reminded_and_no_others(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = service.browser.get("/?state=must-fix").text
    assert "Nhắc 1 đơn vị đang lọc" in page
    form = {"csrf_token": csrf_of(page)}
    service.browser.post("/notices/remind?only=1&state=must-fix", data=form)
    assert service.waiting() == [(REMIND_UNIT, "P02")]


def test_those_that_are_filtered_get_more_time_with_one_reason(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    page = service.browser.get("/?state=must-fix").text
    form = {"csrf_token": csrf_of(page), "until": "2034-11-04", "words": "Mất điện"}
    answer = service.browser.post("/units/report?state=must-fix", data=form, follow_redirects=True)
    assert "Đã gia hạn cho 1 đơn vị." in answer.text and "/?state=must-fix" in answer.request.url
    term = service.here.campaign.term
    with service.here.engine.connect() as connection:
        kinds = [[one.kind for one in events_of(connection, c, term)] for c in ("P01", "P02")]
    assert kinds == [[], [EXTENDED]]


def test_more_time_for_many_shortens_nobodys(service: Service) -> None:
    service.sign_in()
    form = {"csrf_token": csrf_of(service.browser.get("/").text), "words": "Mất điện"}
    for path, until in (("/units/report?q=P02", "2034-11-20"), ("/units/report", "2034-11-04")):
        page = service.browser.post(path, data=form | {"until": until}, follow_redirects=True).text
    assert "Đã gia hạn cho 1 đơn vị." in page and "1 đơn vị đã được gia hạn đến ngày" in page
    days = {line.code: f"{line.due:%d/%m}" for line in read_board(service.here).lines}
    assert days == {"P01": "04/11", "P02": "20/11"}


def test_more_time_for_many_does_not_read_the_register_for_each(service: Service) -> None:
    service.sign_in()
    form = {"csrf_token": csrf_of(service.browser.get("/").text), "words": "Mất điện"}
    read = []
    for path, until in (("/units/report?q=P02", "2034-11-04"), ("/units/report", "2034-11-20")):
        with statements(service) as seen:
            service.browser.post(path, data=form | {"until": until})
        read.append(sum("ORDER BY org_units" in one for one in seen))
    assert read[0] == read[1] > 0


def test_more_time_for_many_without_a_reason_is_refused_by_name(service: Service) -> None:
    service.sign_in()
    form = {"csrf_token": csrf_of(service.browser.get("/").text), "until": "2034-11-04"}
    page = service.browser.post("/units/report", data=form, follow_redirects=True).text
    assert "Phường P01: " in page and "Đã gia hạn" not in page


def test_the_text_for_the_group_names_those_that_are_filtered(service: Service) -> None:
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.sign_in()
    text = service.browser.get("/?state=must-fix").text.split('id="group-text"')[1].split("</pre>")
    assert "Phường P02" in text[0] and "Phường P01" not in text[0]


def test_a_row_leads_to_the_form_that_it_names(service: Service) -> None:
    service.sign_in()
    assert "/units/P01?deed=extended#deed-extended" in service.browser.get("/").text
    page = service.browser.get("/units/P01?deed=extended").text
    assert '<details class="mb-2" id="deed-extended" open>' in page


def test_a_share_is_never_all_or_none_by_rounding(service: Service) -> None:
    board = read_board(service.here)
    board.lines.extend(board.lines * 299)
    assert [board.share(n) for n in (0, 1, 599, 600)] == [0, 1, 99, 100]


def test_every_page_is_dark_where_the_system_wishes_it(service: Service) -> None:
    assert '<script src="/static/theme.js"></script>' in service.browser.get("/login").text
    with service.browser.get("/static/theme.js") as file:
        assert b"prefers-color-scheme: dark" in file.get_data()


def test_officers_read_what_changed_in_the_lists_and_whose_workbook_needs_a_hand(
    service: Service,
) -> None:
    service.sign_in()
    assert "Biểu mẫu đã đổi" not in service.browser.get("/").text
    changed = FormChanged(time.time(), ["Đầu mối: thêm cột “Zalo”"], ["P02", "GONE"])
    with service.here.engine.begin() as connection:
        note_form(connection, changed)
    page = service.browser.get("/").text
    assert "Biểu mẫu đã đổi: 1 thay đổi; 1 bảng" in page and "thêm cột “Zalo”" in page
    assert "Cần làm bằng tay: Phường P02." in page
    with service.here.engine.begin() as connection:
        note_form(connection, changed._replace(at=time.time() - 15 * 86_400))
    assert "Biểu mẫu đã đổi" not in service.browser.get("/").text
