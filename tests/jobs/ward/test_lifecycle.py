"""The life of a finding: new, still open, fixed, came back, explained, withdrawn."""

from collections.abc import Sequence
from typing import Any

from jobs.store.lives import EXPLAINED, FIXED, OPEN, WITHDRAWN, Life
from jobs.ward.lifecycle import Merged, Placed, merge
from sheets_schema.finding import Finding, Severity

WHERE = ("members", "R1", "phone", "phone-missing")


def placed(digest: str = "d", severity: Severity = Severity.PLEASE_CHECK) -> Placed:
    table, row_id, column, code = WHERE
    return Placed(Finding("W", table, "3b", 2, column, 7, code, severity), row_id, digest)


def round_of(known: Sequence[Life], now: Sequence[Placed], **words: Any) -> Merged:
    nothing: dict[str, Any] = {
        "reasons": {},
        "left_over": frozenset(),
        "unread": frozenset(),
        "unchanged": frozenset(),
        "now": 9.0,
    }
    return merge(known, now, **{**nothing, **words})


def after(*rounds: Sequence[Placed], **words: Any) -> Merged:
    stored: dict[tuple[str, ...], Life] = {}
    for found in rounds:
        merged = round_of(list(stored.values()), found, **words)
        stored |= {life.identity: life for life in merged.changed}
    return merged


def test_what_was_not_there_before_is_new() -> None:
    merged = after([placed()])
    assert (merged.new, merged.fixed, merged.open) == (1, 0, 1)


def test_what_is_still_there_is_neither_new_nor_changed() -> None:
    merged = after([placed()], [placed()])
    assert (merged.new, merged.fixed, merged.open, merged.changed) == (0, 0, 1, ())


def test_what_is_gone_is_fixed() -> None:
    merged = after([placed()], [])
    assert (merged.fixed, merged.open) == (1, 0)
    assert merged.changed[0].status == FIXED


def test_what_is_found_again_came_back() -> None:
    merged = after([placed()], [], [placed()])
    assert merged.standing[0].came_back
    assert merged.new == 1


def test_what_a_changed_rule_no_longer_finds_is_withdrawn_and_not_fixed() -> None:
    merged = after([placed()], [], unchanged=frozenset({("members", "R1")}))
    assert merged.changed[0].status == WITHDRAWN
    assert merged.fixed == 0


def test_an_explanation_holds_for_the_value_it_was_given_for() -> None:
    explained = round_of([], [placed()], reasons={WHERE: "đúng"})
    assert explained.standing[0].status == EXPLAINED
    assert round_of(explained.standing, [placed()]).standing[0].status == EXPLAINED
    assert round_of(explained.standing, [placed("other")]).standing[0].status == OPEN


def test_a_removed_explanation_asks_again() -> None:
    explained = round_of([], [placed()], reasons={WHERE: "đúng"})
    assert round_of(explained.standing, [placed()], reasons={WHERE: ""}).open == 1


def test_what_must_be_fixed_cannot_be_explained_away() -> None:
    must = [placed(severity=Severity.MUST_FIX)]
    assert round_of([], must, reasons={WHERE: "không có"}).standing[0].status == OPEN


def test_nothing_changes_for_a_row_still_being_typed_or_a_list_not_read() -> None:
    before = after([placed()]).standing
    typing = round_of(before, [], left_over=frozenset({("members", "R1")}))
    unread = round_of(before, [], unread=frozenset({"members"}))
    assert (typing.changed, unread.changed) == ((), ())
    assert (typing.fixed, unread.fixed) == (0, 0)


def test_what_is_told_of_a_row_still_being_typed_takes_the_place_of_what_stood_in_its_cell() -> (
    None
):
    where = frozenset({("members", "R1")})
    other = placed("e")
    wrong = Placed(other.finding._replace(code="phone-short"), "R1", "e")
    known = after([placed()]).changed
    waits = round_of(known, [wrong], left_over=where)
    told = round_of(known, [wrong], left_over=where, told=frozenset({wrong.identity}))
    assert [one.finding.code for one in waits.standing] == ["phone-missing"]
    assert [one.finding.code for one in told.standing] == ["phone-short"]
