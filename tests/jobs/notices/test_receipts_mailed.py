"""The receipt reaches the unit as a mail, once, and says what the sheet says."""

from typing import Any

import pytest

from jobs.notices.delivery import Post
from jobs.notices.receipts import send_receipts
from jobs.store.notices import RECEIPT, WAITING, Kept, load_notices
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE
from tests.jobs.ward.test_guide import OFFICERS_TAB, complete, receipt, tick


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """A ward whose report was taken."""
    one = complete(google)
    tick(one, DONE)
    assert one.check().accepted
    return one


def sent(google: GoogleActions) -> list[Kept]:
    store = google.context.store
    send_receipts(google.context, Post(store.engine, ()))
    with store.begin() as connection:
        return [one for one in load_notices(connection, WAITING) if one.kind == RECEIPT]


def test_the_mail_names_moment_rows_checksums_and_code(google: GoogleActions, ward: Ward) -> None:
    [one] = sent(google)
    code = receipt(ward).partition("Mã biên nhận: ")[2][:14]
    assert one.unit == ward.code and one.subject.startswith(f"Biên nhận {code}")
    assert "Đã ghi nhận báo cáo lúc 09:05 21/10/2024: 1 danh sách, 1 dòng." in one.body
    assert "Đúng hạn." in one.body
    [line] = [line for line in one.body.splitlines() if line.startswith("- ")]
    assert line.startswith(f"- {OFFICERS_TAB}: 1 dòng, mã kiểm ")
    assert line.removeprefix("- ") in receipt(ward)


def test_a_receipt_is_mailed_once_however_often_the_report_is_mended(
    google: GoogleActions, ward: Ward
) -> None:
    before = sent(google)
    ward.edit("E2", "Chủ tịch", tab=OFFICERS_TAB)
    assert not ward.check().accepted
    assert sent(google) == before


@pytest.mark.parametrize("days, mails", [(1, 1), (3, 0)])
def test_what_was_taken_long_ago_is_not_mailed_now(
    google: GoogleActions, ward: Ward, days: int, mails: int
) -> None:
    google.clock.forward(days * 86_400)
    assert len(sent(google)) == mails


def test_nobody_gets_a_receipt_before_the_report_is_taken(google: GoogleActions) -> None:
    ward = complete(google)
    taken: Any = ward.check().accepted
    assert not taken and sent(google) == []
