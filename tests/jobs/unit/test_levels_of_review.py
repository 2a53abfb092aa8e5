"""A report goes up level by level: each unit above returns or approves it, the lower one first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from jobs.store import Store
from jobs.store.events import ACCEPTED, APPROVED, RETURNED, Event, add_event, events_of
from jobs.store.units import UnitState, save_state, save_units
from jobs.unit.acceptance import Acceptance, acceptance_of
from jobs.unit.deeds import Deed, DeedRefusedError, do, said_event
from jobs.unit.moment import moment_at
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

CAMPAIGN = read_campaign("to-cnscd-2024")
NOW = datetime(2024, 10, 28, 10, 0, tzinfo=UTC)
MOMENT = moment_at(NOW, CAMPAIGN.timezone, None)
REVIEWED = frozenset({"P1", "Q1"})


class Report:
    """A village's report, under a ward and a district, as it was handed in."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def do(self, kind: str, level: str, words: str = "Sửa biểu 3b", **more: Any) -> None:
        deed = Deed(kind, "an@quan.vn", words, level=level, reviewed=REVIEWED, **more)
        with self.store.begin() as connection:
            do(connection, "T1", deed, CAMPAIGN, MOMENT, "vi")

    def happened(self, kind: str) -> None:
        with self.store.begin() as connection:
            add_event(connection, "T1", CAMPAIGN.term, Event(kind, NOW.timestamp()))

    def events(self) -> list[Event]:
        with self.store.begin() as connection:
            return events_of(connection, "T1", CAMPAIGN.term)

    def known(self) -> Acceptance:
        return acceptance_of(self.events())


@pytest.fixture
def report(database_url: str) -> Iterator[Report]:
    store = Store.open(database_url, Fernet.generate_key().decode())
    with store.begin() as connection:
        connection.execute(sa.text("DELETE FROM submission_events"))
        units = [
            OrgUnit("Q1", "Quận 1", "district", reviews=True),
            OrgUnit("P1", "Phường 1", "ward", parent="Q1", spreadsheet="f1"),
            OrgUnit("T1", "Thôn 1", "ward", parent="Phường 1", spreadsheet="f2"),
        ]
        save_units(connection, units)
        save_state(connection, UnitState("T1", "checked", read_at=1.0, edited_at=1.0))
        add_event(connection, "T1", CAMPAIGN.term, Event(ACCEPTED, NOW.timestamp()))
    yield Report(store)
    store.close()


def test_it_is_approved_from_the_lowest_level_up(report: Report) -> None:
    for level in ("P1", "Q1", ""):
        report.do(APPROVED, level, words="Cấp tỉnh")
    assert list(report.known().approvals) == ["P1", "Q1", ""]
    assert [one.words for one in report.events()[1:]] == ["Phường 1", "Quận 1", "Cấp tỉnh"]


@pytest.mark.parametrize(("level", "waits"), [("Q1", "Phường 1"), ("", "Phường 1, Quận 1")])
def test_a_level_waits_for_those_below_it(report: Report, level: str, waits: str) -> None:
    with pytest.raises(DeedRefusedError, match=f"{waits} chưa duyệt"):
        report.do(APPROVED, level, words="Cấp tỉnh")


def test_a_level_without_people_of_its_own_is_not_waited_for(report: Report) -> None:
    deed = Deed(APPROVED, "an@tinh.vn", "Cấp tỉnh", reviewed=frozenset())
    with report.store.begin() as connection:
        do(connection, "T1", deed, CAMPAIGN, MOMENT, "vi")
    assert list(report.known().approvals) == [""]


def test_a_level_returns_it_with_words_and_no_approval_is_left(report: Report) -> None:
    report.do(APPROVED, "P1")
    report.do(RETURNED, "Q1", words="Thiếu chữ ký")
    assert not report.known().approvals and report.known().returned
    said = said_event(report.events()[-1], MOMENT, "vi")
    assert "cấp Quận 1" in said and "“Thiếu chữ ký”" in said


def test_what_is_mended_is_approved_anew_at_every_level(report: Report) -> None:
    report.do(APPROVED, "P1")
    report.happened("corrected")
    assert not report.known().approvals


def test_who_does_not_stand_above_decides_nothing(report: Report) -> None:
    with pytest.raises(DeedRefusedError, match="không phải đơn vị cấp trên"):
        report.do(RETURNED, "Q2")
    assert len(report.events()) == 1
