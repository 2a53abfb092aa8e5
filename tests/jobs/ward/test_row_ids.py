"""Which row is which: content decides before position, and an id is never given twice."""

from hypothesis import given
from hypothesis import strategies as st

from jobs.store.rows import KnownRow
from jobs.ward.row_ids import FORM, SeenRow, assign_row_ids

A, B, C = "AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"
contents = st.sampled_from(["x", "y", "z"])
ids = st.sampled_from([A, B, C, "", "not an id"])


def known(*rows: tuple[str, str], gone: bool = False) -> list[KnownRow]:
    return [KnownRow("members", i, n, c, 0.0, gone) for n, (i, c) in enumerate(rows)]


def seen(*rows: tuple[str, str]) -> list[SeenRow]:
    return [SeenRow(n, content, row_id) for n, (row_id, content) in enumerate(rows)]


def test_a_sort_that_left_our_column_behind_moves_the_ids_back_to_their_rows() -> None:
    assert assign_row_ids(seen((A, "y"), (B, "x")), known((A, "x"), (B, "y"))) == [B, A]


def test_an_edited_row_keeps_its_id() -> None:
    assert assign_row_ids(seen((A, "new")), known((A, "x"))) == [A]


def test_the_original_of_a_copy_keeps_the_id() -> None:
    first, second = assign_row_ids(seen((A, "copy, edited"), (A, "x")), known((A, "x")))
    assert second == A != first


def test_a_row_that_comes_back_gets_its_old_id() -> None:
    assert assign_row_ids(seen(("", "x")), known((A, "x"), gone=True)) == [A]


def test_an_id_written_onto_the_wrong_row_goes_back() -> None:
    rows = seen(("", "new"), (B, "x"))
    first, second = assign_row_ids(rows, known((A, "x"), (B, "y"), gone=False)[:1])
    assert second == A != first


def test_an_edited_row_of_a_list_without_our_columns_is_known_by_its_place() -> None:
    assert assign_row_ids(seen(("", "x"), ("", "changed")), known((A, "x"), (B, "y"))) == [A, B]


@given(st.lists(st.tuples(ids, contents)), st.lists(st.tuples(ids, contents)))
def test_ids_are_always_different_and_well_formed(
    now: list[tuple[str, str]], before: list[tuple[str, str]]
) -> None:
    remembered = [row for row in known(*dict(before).items()) if FORM.match(row.row_id)]
    given_ids = assign_row_ids(seen(*now), remembered)
    assert len(set(given_ids)) == len(now)
    assert all(FORM.match(row_id) for row_id in given_ids)


@given(st.lists(st.tuples(ids, contents)))
def test_assigning_twice_changes_nothing(now: list[tuple[str, str]]) -> None:
    first = assign_row_ids(seen(*now), [])
    pairs = [(row_id, content) for row_id, (_, content) in zip(first, now, strict=True)]
    assert assign_row_ids(seen(*pairs), known(*pairs)) == first
