"""What is put aside of a period is kept while its campaign goes on."""

from dataclasses import replace

import pytest

from jobs.periods.keep import close_period
from jobs.store.periods import Opened, add_opened, put_aside_names
from jobs.store.retention import delete_expired
from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_deeds_in_the_sheet import DONE
from tests.jobs.ward.test_guide import complete, tick
from tests.jobs.ward.test_periods_in_the_sheet import WHO, begin, monthly

DAY = 86_400.0


@pytest.fixture
def closed(google: GoogleActions) -> GoogleActions:
    """A district whose November is put aside."""
    begin(google, monthly(google))
    ward = complete(google)
    tick(ward, DONE)
    ward.check()
    close_period(google.context, google.context.campaign.period, WHO)
    return google


def test_archives_go_when_their_campaign_ended_long_ago_and_not_before(
    closed: GoogleActions,
) -> None:
    store, now = closed.context.store, closed.context.now()

    def names() -> list[str]:
        with store.begin() as connection:
            return put_aside_names(connection, closed.context.campaign.term)

    delete_expired(store.engine, now + 9 * DAY, 10 * DAY)
    assert names()
    with store.begin() as connection:
        add_opened(connection, replace(_opened(closed), name="2024-12", opened_at=now + DAY))
    delete_expired(store.engine, now + 900 * DAY, 10 * DAY)
    assert names(), "the campaign goes on"
    with store.begin() as connection:
        connection.exec_driver_sql(f"UPDATE periods SET closed_at = {now + 2 * DAY}")
    delete_expired(store.engine, now + 13 * DAY, 10 * DAY)
    assert not names()


def _opened(google: GoogleActions) -> Opened:
    return Opened(google.context.campaign.name, "", 0.0)
