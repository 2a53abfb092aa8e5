"""Which period is in force, and what begins anew in the next one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from jobs.store import Store
from jobs.store.all_tables import METADATA
from jobs.store.counts import RIGHT
from jobs.store.events import ACCEPTED, EXTENDED, Event, add_event, load_events
from jobs.store.layout import Layout, PlacedList
from jobs.store.periods import put_aside, put_aside_names, take_out
from jobs.store.rows import DataRow, save_rows
from jobs.store.units import UnitState, load_state, save_state, save_units
from jobs.unit.deeds import Deed, DeedRefusedError, do
from jobs.unit.moment import moment_at
from jobs.unit.periods import PeriodRefusedError, begin_first, close_term, in_force, open_next
from jobs.unit.submission import Submission, read_submissions
from sheets_schema.campaign import Campaign
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.periods.rhythm import Rhythm

LETTER = read_campaign("to-cnscd-2024")
ZONE = LETTER.timezone
MONTHLY = replace(
    LETTER, name="thang", rhythm=Rhythm("month", date(2025, 1, 1), 3, ZONE, locked=10)
)
TODAY = date(2025, 1, 16)
WHO = "an@quan.vn"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(database_url, Fernet.generate_key().decode())
    with opened.begin() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(sa.delete(table))
        save_units(connection, [OrgUnit("W1", "Phường 1", "ward", spreadsheet="f1")])
    yield opened
    opened.close()


def begin(store: Store, campaign: Campaign = MONTHLY, at: float = 1.0) -> Campaign:
    with store.begin() as connection:
        begin_first(connection, campaign, at, TODAY)
        return in_force(connection, campaign)


def go_on(store: Store, close: str, then: str, at: float = 5.0) -> Campaign:
    with store.begin() as connection:
        close_term(connection, in_force(connection, MONTHLY), close, at, WHO, "vi")
        return open_next(connection, MONTHLY, then, at, WHO, "vi")


def happened(store: Store, campaign: Campaign, kind: str, **more: object) -> None:
    with store.begin() as connection:
        add_event(connection, "W1", campaign.term, Event(kind, 2.0, **more))  # type: ignore[arg-type]


def see(store: Store, campaign: Campaign) -> Submission:
    moment = moment_at(campaign.due, ZONE, None)
    with store.begin() as connection:
        [one] = read_submissions(connection, campaign, moment)
    return one


def refused(store: Store, name: str) -> str:
    with pytest.raises(PeriodRefusedError) as error, store.begin() as connection:
        open_next(connection, MONTHLY, name, 9.0, WHO, "vi")
    return error.value.sentence


def test_the_first_period_is_that_of_today_and_stays_it(store: Store) -> None:
    first = begin(store)
    assert (first.period, first.anew) == ("2025-01", True)
    with store.begin() as connection:
        begin_first(connection, MONTHLY, 2.0, date(2026, 1, 1))
        assert in_force(connection, MONTHLY) is first


def test_a_store_of_before_goes_on_in_its_period_and_what_is_ticked_counts(store: Store) -> None:
    with store.begin() as connection:
        save_state(connection, UnitState("W1", "checked", done=True))
        add_event(connection, "W1", LETTER.term, Event(ACCEPTED, 1.0))
    campaign = begin(store, LETTER)
    assert (campaign.term, campaign.anew) == (LETTER.term, False)
    assert see(store, campaign).accepted


def test_another_campaign_on_the_same_workbooks_begins_with_nothing_handed_in(
    store: Store,
) -> None:
    with store.begin() as connection:
        save_state(connection, UnitState("W1", "checked", done=True))
    happened(store, begin(store, LETTER), ACCEPTED)
    other = begin(store, replace(LETTER, name="another"))
    assert other.anew and not see(store, other).accepted
    with store.begin() as connection:
        assert not load_state(connection, "W1").done


def test_in_the_next_period_nothing_counts_of_the_last(store: Store) -> None:
    january = begin(store)
    happened(store, january, ACCEPTED)
    happened(store, january, EXTENDED, until=date(2026, 1, 1))
    with store.begin() as connection:
        layout = Layout(guide=7, receipt="Đã ghi nhận")
        save_state(
            connection,
            UnitState("W1", "checked", layout=layout, done=True, nothing_to_report=["models"]),
        )
    february = go_on(store, "2025-01", "2025-02")
    one = see(store, february)
    assert (one.accepted, one.acceptance.counts, one.acceptance.extension) == (False, False, None)
    assert f"{one.due:%d/%m/%Y}" == "17/02/2025"
    known = one.workbook
    assert (known.layout, known.done, list(known.nothing_to_report)) == (Layout(guide=7), False, [])
    assert see(store, january).accepted, "the last period stays as it was"


def test_a_closed_period_takes_no_deed(store: Store) -> None:
    happened(store, begin(store), ACCEPTED)
    with store.begin() as connection:
        close_term(connection, in_force(connection, MONTHLY), "2025-01", 5.0, WHO, "vi")
        closed = in_force(connection, MONTHLY)
        moment = moment_at(closed.due, ZONE, None)
        with pytest.raises(DeedRefusedError) as error:
            deed = Deed(EXTENDED, WHO, "Mất điện", date(2026, 1, 1))
            do(connection, "W1", deed, closed, moment, "vi")
        kinds = [one.kind for one in load_events(connection, closed.term)["W1"]]
    assert "đã đóng" in error.value.sentence
    assert kinds == ["accepted", "closed"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2025-02", "Kỳ 2025-01 còn đang mở"),
        ("2025-01", "Kỳ 2025-01 đang mở"),
        ("2024-12", "Không có kỳ 2024-12 để mở. Các kỳ tới: 2025-02, 2025-03, 2025-04."),
        ("tháng 2", "Không có kỳ tháng 2 để mở"),
    ],
)
def test_a_period_that_cannot_be_opened_is_refused_in_words(
    store: Store, name: str, said: str
) -> None:
    begin(store)
    assert refused(store, name).startswith(said)


def test_a_closed_period_is_neither_opened_nor_closed_again(store: Store) -> None:
    begin(store)
    go_on(store, "2025-01", "2025-02")
    assert refused(store, "2025-01") == "Kỳ 2025-01 đã đóng nên không mở lại được."
    with pytest.raises(PeriodRefusedError) as error, store.begin() as connection:
        close_term(connection, in_force(connection, MONTHLY), "2025-01", 9.0, WHO, "vi")
    assert "đã đóng lúc" in error.value.sentence


def test_a_campaign_of_one_period_has_no_next(store: Store) -> None:
    begin(store, LETTER)
    with pytest.raises(PeriodRefusedError) as error, store.begin() as connection:
        open_next(connection, LETTER, "2025-01", 9.0, WHO, "vi")
    assert "chỉ có một kỳ" in error.value.sentence


def test_what_was_put_aside_is_given_back_and_never_changed(store: Store) -> None:
    term = ("thang", "2025-01")
    with store.begin() as connection:
        put_aside(connection, store.vault, term, {"data.xlsx": b"\0first"}, 1.0)
        put_aside(connection, store.vault, term, {"data.xlsx": b"other"}, 2.0)
        assert put_aside_names(connection, term) == ["data.xlsx"]
        assert take_out(connection, store.vault, term, "data.xlsx") == b"\0first"
        assert take_out(connection, store.vault, term, "no.xlsx") is None


def test_a_list_beside_one_that_goes_on_in_a_tab_goes_on_with_it(store: Store) -> None:
    [models, platforms, groups, *_] = LETTER.workbooks["ward"]
    tables = (replace(models, carry="rows"), platforms, groups)
    mixed = replace(MONTHLY, carry="empty", workbooks={"ward": tables})
    first = begin(store, mixed)
    tabs = {models.name: PlacedList(7), platforms.name: PlacedList(7), groups.name: PlacedList(8)}
    with store.begin() as connection:
        save_units(connection, [OrgUnit(code, code, "ward") for code in ("W1", "W2")])
        for unit, sheet in (("W1", 7), ("W2", 9)):
            here = {**tabs, platforms.name: PlacedList(sheet)}
            save_state(connection, UnitState(unit, "checked", layout=Layout(here)))
            for table in here:
                one = DataRow(table, f"{unit}{table}", 1, "f", 0.0, RIGHT, (), (), 7, "Trang")
                save_rows(connection, store.vault, unit, [table], [one], 0.0)
        close_term(connection, in_force(connection, mixed), first.period, 5.0, WHO, "vi")
        open_next(connection, mixed, "2025-02", 5.0, WHO, "vi")
        states = {unit: load_state(connection, unit) for unit in ("W1", "W2")}
        left = {unit: set(states[unit].layout.lists) for unit in states}
    assert left == {"W1": {models.name, platforms.name}, "W2": {models.name}}
    assert states["W1"].unconfirmed == {models.name: 1, platforms.name: 1}
    assert [one.sheet_id for one in states["W2"].layout.past] == [9, 8]


def test_rows_of_another_campaign_wait_to_be_confirmed_in_the_next(store: Store) -> None:
    begin(store, LETTER)
    [models, platforms, *_] = LETTER.workbooks["ward"]
    with store.begin() as connection:
        here = {models.name: PlacedList(7), platforms.name: PlacedList(8)}
        save_state(connection, UnitState("W1", "checked", layout=Layout(here)))
        for table in here:
            one = DataRow(table, table, 1, "f", 0.0, RIGHT, (), (), 7, "Trang")
            save_rows(connection, store.vault, "W1", [table], [one], 0.0)
        close_term(connection, in_force(connection, LETTER), "", 3.0, WHO, "vi")
    begin(store, replace(MONTHLY, workbooks={"ward": (models, replace(platforms, carry="empty"))}))
    with store.begin() as connection:
        state = load_state(connection, "W1")
    assert state.unconfirmed == {models.name: 1}
    assert [tuple(one) for one in state.layout.past] == [(platforms.name, 8, "16.01.2025")]
