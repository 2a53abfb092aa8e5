"""What officers do to a report: once, with a reason, and only upon what they saw."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from jobs.store import Store
from jobs.store.events import ACCEPTED, APPROVED, EXTENDED, RETURNED, Event, add_event, events_of
from jobs.store.units import UnitState, save_state, save_units
from jobs.unit.deeds import Deed, DeedRefusedError, do
from jobs.unit.moment import moment_at
from jobs.unit.submission import Submission, read_submissions
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

CAMPAIGN = read_campaign("to-cnscd-2024")
NOW = datetime(2024, 10, 28, 10, 0, tzinfo=UTC)
MOMENT = moment_at(NOW, CAMPAIGN.timezone, None)
AT = NOW.timestamp()


class Office:
    """One ward's report and the officers who decide about it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def happened(self, kind: str, **more: Any) -> None:
        with self.store.begin() as connection:
            add_event(connection, "W1", CAMPAIGN.term, Event(kind, AT, **more))

    def edited(self, at: float) -> None:
        with self.store.begin() as connection:
            save_state(connection, UnitState("W1", "checked", read_at=at, edited_at=at))

    def see(self) -> Submission:
        with self.store.begin() as connection:
            [one] = read_submissions(connection, CAMPAIGN, MOMENT)
        return one

    def do(self, kind: str, words: str = "Sửa biểu 3b", **more: Any) -> None:
        deed = Deed(kind, "an@quan.vn", words, **more)
        with self.store.begin() as connection:
            do(connection, "W1", deed, CAMPAIGN, MOMENT, "vi")

    def refused(self, kind: str, words: str = "Sửa biểu 3b", **more: Any) -> str:
        before = self.kinds()
        with pytest.raises(DeedRefusedError) as refused:
            self.do(kind, words, **more)
        assert self.kinds() == before
        return refused.value.sentence

    def kinds(self) -> list[str]:
        with self.store.begin() as connection:
            return [one.kind for one in events_of(connection, "W1", CAMPAIGN.term)]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    store = Store.open(database_url, Fernet.generate_key().decode())
    with store.begin() as connection:
        connection.execute(sa.text("DELETE FROM submission_events"))
        save_units(connection, [OrgUnit("W1", "Phường 1", "ward", spreadsheet="f1")])
        save_state(connection, UnitState("W1", "checked", read_at=AT, edited_at=AT))
    yield Office(store)
    store.close()


def test_an_extension_has_a_person_a_reason_and_an_end_of_its_own(office: Office) -> None:
    office.do(EXTENDED, "Mất điện", until=date(2024, 11, 4))
    one = office.see()
    assert f"{one.due:%H:%M %d/%m}" == "23:59 04/11"
    granted = one.acceptance.extension
    assert granted and (granted.person, granted.words) == ("an@quan.vn", "Mất điện")


@pytest.mark.parametrize("until", [None, date(2024, 10, 27), date(2024, 10, 28)])
def test_an_extension_that_extends_nothing_is_refused_in_words(
    office: Office, until: date | None
) -> None:
    assert "hạn báo cáo 23:59 28/10/2024" in office.refused(EXTENDED, until=until)


def test_the_last_extension_counts_and_the_registers_where_it_is_later(office: Office) -> None:
    office.do(EXTENDED, until=date(2024, 11, 10))
    office.do(EXTENDED, until=date(2024, 11, 4))
    assert office.see().due.day == 4
    unit = OrgUnit("W1", "Phường 1", "ward", spreadsheet="f1", extension=date(2024, 11, 6))
    with office.store.begin() as connection:
        save_units(connection, [unit])
    assert office.see().due.day == 6


@pytest.mark.parametrize("kind", [RETURNED, APPROVED])
def test_what_was_never_handed_in_is_neither_returned_nor_approved(
    office: Office, kind: str
) -> None:
    assert office.refused(kind).startswith("Báo cáo chưa được ghi nhận")


@pytest.mark.parametrize("kind", [RETURNED, APPROVED, EXTENDED])
def test_a_deed_without_words_is_refused(office: Office, kind: str) -> None:
    office.happened(ACCEPTED)
    assert office.refused(kind, " \n", until=date(2024, 11, 4)).startswith("Đề nghị ghi")


def test_a_returned_report_is_not_taken_until_its_tick_was_unset(office: Office) -> None:
    office.happened(ACCEPTED)
    office.do(RETURNED)
    known = office.see().acceptance
    assert (known.now, known.counts) == (False, False)
    assert known.first is not None and known.returned is not None


def test_an_approval_ends_with_the_next_change(office: Office) -> None:
    office.happened(ACCEPTED)
    office.do(APPROVED, "Quận")
    assert office.see().acceptance.approved is not None
    office.happened("corrected")
    assert office.see().acceptance.approved is None


def test_a_deed_on_a_report_that_changed_meanwhile_is_told_what_changed(office: Office) -> None:
    office.happened(ACCEPTED)
    seen = office.see().basis
    office.happened("reopened")
    said = office.refused(APPROVED, "Quận", basis=seen)
    assert "Mở lại do còn mục phải sửa hoặc bỏ tích 17:00 28/10/2024." in said


def test_an_edit_alone_is_told_too(office: Office) -> None:
    office.happened(ACCEPTED)
    seen = office.see().basis
    office.edited(AT + 60)
    said = office.refused(RETURNED, basis=seen)
    assert "Đơn vị sửa bảng lúc 17:01 28/10/2024." in said


def test_more_time_is_given_though_the_unit_goes_on_typing(office: Office) -> None:
    seen = office.see().basis
    office.happened(ACCEPTED)
    office.edited(AT + 60)
    office.do(EXTENDED, until=date(2024, 11, 4), basis=seen)
    assert "04/11/2024" in office.refused(EXTENDED, until=date(2024, 11, 9), basis=seen)


def test_a_basis_that_says_nothing_is_refused(office: Office) -> None:
    office.happened(ACCEPTED)
    assert "mở lại trang" in office.refused(APPROVED, "Quận", basis="abc")


def test_no_number_of_a_person_is_kept_in_the_words(office: Office) -> None:
    office.do(EXTENDED, "Số CCCD 031085001234 sai", until=date(2024, 11, 4))
    granted = office.see().acceptance.extension
    assert granted and "031085001234" not in granted.words
