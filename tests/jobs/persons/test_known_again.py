"""Who was erased is erased again in a store that was put back from before, and nobody else is."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobs.periods.keep import WHOLE, files_of
from jobs.persons.ending import FILES, end_campaign, end_code
from jobs.persons.find import find_person
from jobs.persons.known_again import Again, erase_again
from jobs.persons.sought import sought
from jobs.store import Store
from jobs.store.law.held import stored_rows
from jobs.store.law.receipts import ended_erasures, load_erasures
from jobs.store.periods import put_aside, take_out
from jobs.unit.periods import begin_first
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.persons.test_erase import AN, LAN, MEMBERS, OFFICERS, TAB, WHO, erased

MARK = "(đã xóa, số {n})"


@pytest.fixture
def ward(google: GoogleActions) -> Ward:
    """Two wards and what was put aside of their period; Lan stands in both."""
    ward = google.workbook("Phường 1", OFFICERS, TAB)
    google.workbook("Phường 2", MEMBERS)
    google.drain()
    term, files = google.context.campaign.term, dict(files_of(google.context))
    with google.context.store.begin() as connection:
        # As the service does when it opens a store.
        begin_first(
            connection, google.context.campaign, 1.0, google.context.moment().present.date()
        )
        put_aside(connection, google.context.store.vault, term, files, 1.0)
    return ward


@pytest.fixture
def before(google: GoogleActions, ward: Ward, tmp_path: Path) -> Iterator[Store]:
    """The store as it is before anything is erased, in a copy."""
    live, copy = google.database.removeprefix("sqlite:///"), tmp_path / "before.db"
    with closing(sqlite3.connect(live)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
    store = Store.open(f"sqlite:///{copy}", google.secret)
    yield store
    store.close()


def kept(google: GoogleActions) -> list[dict[str, Any]]:
    with google.context.store.begin() as connection:
        return ended_erasures(connection)


def again(google: GoogleActions, store: Store, rows: list[dict[str, Any]]) -> Again:
    books = google.context.campaign.workbooks.values()
    tables = {table.name: table for tables in books for table in tables}
    return erase_again(store, tables, rows, FILES, MARK)


def said_in(store: Store, term: tuple[str, str]) -> str:
    with store.begin() as connection:
        rows = [repr(row.values) for row in stored_rows(connection, store.vault)]
        whole = take_out(connection, store.vault, term, WHOLE)
    return "\n".join([*rows, (whole or b"").decode()])


def test_an_older_store_loses_who_was_erased_since_and_nobody_else(
    google: GoogleActions, before: Store
) -> None:
    number = erased(google, find_person(google.context, WHO))
    assert again(google, before, kept(google)) == Again([number], [], [])
    said = said_in(before, google.context.campaign.term)
    assert LAN not in said and "Trần Thị Lan" not in said and "trực thứ bảy" not in said
    assert AN in said and "Lê Văn Bình" in said and MARK.format(n=number) in said
    with before.begin() as connection:
        assert [one.number for one in load_erasures(connection, before.vault)] == [number]
    assert again(google, before, kept(google)) == Again([], [], [])


@pytest.mark.parametrize(
    "who",
    [{"name": "Trần Thị Lan", "unit": "W1"}, {"name": "Trần Thị Lan", "phone": "0912345678"}],
    ids=["a name in a unit", "a telephone with a name"],
)
def test_who_was_erased_by_a_name_is_known_again(
    google: GoogleActions, before: Store, who: Mapping[str, str]
) -> None:
    erased(google, find_person(google.context, sought(**who)))
    assert again(google, before, kept(google)).done
    said = said_in(before, google.context.campaign.term)
    assert LAN not in said and "Lê Văn Bình" in said


def test_what_is_kept_of_an_erasure_names_nobody(google: GoogleActions, ward: Ward) -> None:
    erased(google, find_person(google.context, WHO))
    said = repr(kept(google))
    assert LAN not in said and "912345678" not in said and "trần thị" not in said.casefold()


def test_the_end_of_a_campaign_is_carried_out_again(google: GoogleActions, before: Store) -> None:
    campaign = replace(google.context.campaign, closed=google.clock.now)
    google.context = replace(google.context, campaign=campaign)
    end_campaign(google.context, "an@quan.vn", "QĐ 12", end_code(google.context))
    assert again(google, before, kept(google)).done
    assert said_in(before, campaign.term) == ""


def test_the_end_of_another_campaign_destroys_nothing(google: GoogleActions, before: Store) -> None:
    term = google.context.campaign.term
    campaign = replace(google.context.campaign, closed=google.clock.now)
    google.context = replace(google.context, campaign=campaign)
    end_campaign(google.context, "an@quan.vn", "QĐ 12", end_code(google.context))
    others = [row | {"marks": {"term": ["another", ""]}} for row in kept(google)]
    assert again(google, before, others) == Again([], [], [])
    assert LAN in said_in(before, term)
    with before.begin() as connection:
        assert not load_erasures(connection, before.vault)


def test_an_erasure_of_which_no_hash_is_kept_is_left_to_a_person(
    google: GoogleActions, before: Store
) -> None:
    number = erased(google, find_person(google.context, WHO))
    old = [row | {"marks": None} for row in kept(google)]
    assert again(google, before, old) == Again([], [], [number])
    assert LAN in said_in(before, google.context.campaign.term)
