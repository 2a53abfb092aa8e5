"""A new version of the campaign reaches a report that was taken: it stays taken until the unit
edits it."""

from dataclasses import replace

import pytest

from jobs.unit.submission import read_submissions
from jobs.ward.fingerprint import rules_version
from sheets_schema.campaign import Campaign, Column
from sheets_schema.declaration import read_campaign
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_guide import GUIDE, OFFICERS_TAB, complete, events, row_of, tick

ADDED = Column("unit_title", "Phòng công tác", "text", required=True)
TAKEN = ["accepted"]


def with_columns(campaign: Campaign, *added: Column, gone: str = "") -> Campaign:
    """The campaign with more columns in the list of officials, or one less."""
    ward = tuple(
        replace(table, columns=(*(c for c in table.columns if c.name != gone), *added))
        if table.title == OFFICERS_TAB
        else table
        for table in campaign.workbooks["ward"]
    )
    return replace(campaign, workbooks={**campaign.workbooks, "ward": ward})


@pytest.fixture
def taken(google: GoogleActions) -> Ward:
    """A ward whose report was taken."""
    ward = complete(google)
    tick(ward, "Đã hoàn thành")
    ward.check()
    assert events(ward) == TAKEN
    return ward


def under(taken: Ward, campaign: Campaign) -> None:
    """The ward's next two looks by another declaration."""
    taken.google.context = replace(taken.google.context, campaign=campaign)
    taken.check()
    taken.check()


def test_a_column_that_the_office_adds_withdraws_no_report_and_is_asked_for(taken: Ward) -> None:
    under(taken, with_columns(taken.google.context.campaign, ADDED))
    assert events(taken) == TAKEN
    assert any("Phòng công tác" in " ".join(row) for row in taken.results())


def test_what_was_asked_anew_counts_from_the_units_next_edit_on(taken: Ward) -> None:
    under(taken, with_columns(taken.google.context.campaign, ADDED))
    taken.edit("G2", "0912345679", OFFICERS_TAB)
    taken.check()
    assert events(taken) == ["accepted", "reopened"]


def test_a_column_that_the_office_takes_away_mends_no_report(taken: Ward) -> None:
    under(taken, with_columns(taken.google.context.campaign, gone="position"))
    assert events(taken) == TAKEN


def test_a_report_that_is_unticked_under_new_rules_is_open_again(taken: Ward) -> None:
    taken.edit(f"A{row_of(taken, 'Đã hoàn thành')}", "FALSE", GUIDE)
    under(taken, with_columns(taken.google.context.campaign, ADDED))
    assert events(taken) == ["accepted", "reopened"]


def test_a_report_that_is_taken_is_counted_as_done_while_the_new_is_asked(taken: Ward) -> None:
    under(taken, with_columns(taken.google.context.campaign, ADDED))
    context = taken.google.context
    with context.store.begin() as connection:
        [one] = read_submissions(connection, context.campaign, context.moment())
    assert one.acceptance.now


def test_the_same_declaration_is_the_same_version_in_every_process() -> None:
    # Two processes keep the holidays of one declaration in another order.
    one, other = frozenset((0, 8)), frozenset((8, 0))
    assert one == other and [*one] != [*other]
    versions = {
        rules_version(with_columns(read_campaign("to-cnscd-2024"), replace(ADDED, params={"a": a})))
        for a in (one, other)
    }
    assert len(versions) == 1
    assert versions != {rules_version(read_campaign("to-cnscd-2024"))}
