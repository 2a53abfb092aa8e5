"""The days of a campaign in words, and what changed in one unit since yesterday."""

from dataclasses import replace

from jobs.store.journal import add_run
from jobs.store.lives import FIXED, load_lives, save_lives
from jobs.store.office.verdicts import ASKED, Verdict, add_verdict
from sheets_schema.finding import Severity
from tests.service.conftest import Service

DAY = 86_400.0


def looked(service: Service, unit: str, ago: float, **found: object) -> None:
    """A look at a unit so many seconds ago wrote something down."""
    at = service.here.clock().timestamp() - ago
    counts = {"outcome": "checked", "fixed": 0, "new": 0, "open": 0, **found}
    with service.here.engine.begin() as connection:
        add_run(connection, {"unit": unit, "started_at": at, "finished_at": at, **counts})


def page(service: Service, path: str) -> str:
    return service.browser.get(path, headers=service.program("viewer")).text


def test_a_day_says_what_was_checked_found_mended_and_not_read(service: Service) -> None:
    service.found("P01", "phone-short", "12", Severity.MUST_FIX)
    looked(service, "P01", 2 * DAY, new=7)
    looked(service, "P01", 2 * DAY, fixed=3)
    looked(service, "P02", 2 * DAY, outcome="access-lost")
    said = page(service, "/history")
    assert "Kiểm tra 2 đơn vị, 3 lần. Phát hiện 7 mục mới, 3 mục đã được sửa." in said
    assert "1 lần không đọc được bảng của đơn vị." in said
    assert "Còn 1 mục cần xem lại." in said


def test_days_before_the_first_look_are_not_told(service: Service) -> None:
    looked(service, "P01", 2 * DAY)
    assert page(service, "/history").count("<progress") == 3


def test_the_trend_says_whether_less_is_left_than_on_the_first_day(service: Service) -> None:
    service.found("P01", "phone-short", "12", Severity.MUST_FIX)
    now, store = service.here.clock().timestamp(), service.here.store
    with service.here.engine.begin() as connection:
        (life,) = load_lives(connection, store.vault, "P01")
        mended = replace(life, status=FIXED, first_seen=now - 3 * DAY, changed_at=now, id=life.id)
        save_lives(connection, store.vault, [mended])
    looked(service, "P01", 3 * DAY, new=1)
    assert "Chất lượng tốt lên: từ 1 mục cần xem lại" in page(service, "/history")
    assert "Từ hôm qua: 0 mục mới, 1 mục đã được sửa, còn 0 mục" in page(service, "/units/P01")


def test_an_officers_question_stands_in_the_history_of_the_unit(service: Service) -> None:
    identity = ("members", "r1", "", "officer-question")
    now = service.here.clock().timestamp()
    asked = Verdict(identity, "f", ASKED, "an@example.vn", now, "Còn công tác không?")
    with service.here.engine.begin() as connection:
        add_verdict(connection, service.here.store.vault, "P01", service.here.campaign.term, asked)
    said = page(service, "/units/P01")
    assert "Hỏi về một dòng, danh sách 3b. Thành viên" in said
    assert "bởi an@example.vn: “Còn công tác không?”" in said
