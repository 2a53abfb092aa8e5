"""Which row of a list is which after somebody moved its columns."""

import time

from jobs.tab.alignment import Alignment
from jobs.tab.intent import Intent
from sheets_client.snapshot import Cell, Sheet

HEADS = ["STT", "Họ và tên", "Ghi chú"]


def sheet(*rows: list[str]) -> Sheet:
    return Sheet(0, "3b", 0, [[Cell(text) for text in row] for row in rows])


def intent(before: Sheet) -> Intent:
    """A text is meant for the column right of the list, beside each row."""
    writes = {row: {3: {"userEnteredValue": {"stringValue": "x"}}} for row in range(1, 3)}
    return Intent(before, header=0, heads={3: "Kiểm tra"}, key=None, writes=writes)


def test_a_row_into_which_somebody_typed_is_the_same_row_still() -> None:
    before = sheet([*HEADS, "Kiểm tra"], ["1", "Lan", ""], ["2", "Hùng", "mới"])
    now = sheet(["STT", "", *HEADS[1:], "Kiểm tra"], ["1", "", "Lan"], ["2", "", "Hùng", "cũ"])
    assert Alignment(intent(before), now).rows == {0: 0, 1: 1, 2: 2}


def test_a_new_row_is_not_taken_for_one_that_is_gone() -> None:
    before = sheet([*HEADS, "Kiểm tra"], ["1", "Lan", ""], ["2", "Hùng", "mới"])
    now = sheet(["STT", "", *HEADS[1:], "Kiểm tra"], ["1", "", "Lan"], ["3", "", "Hoa", "cũ"])
    assert Alignment(intent(before), now).rows == {0: 0, 1: 1}


def test_a_long_list_without_keys_is_aligned_in_seconds() -> None:
    rows = [[str(n), f"Người {n % 700}", "ở xa"] for n in range(4_000)]
    before = sheet([*HEADS, "Kiểm tra"], *rows)
    now = sheet(["", *HEADS, "Kiểm tra"], *(["", *row] for row in reversed(rows)))
    begun = time.process_time()
    found = Alignment(intent(before), now).rows
    assert time.process_time() - begun < 4
    assert found == {0: 0} | {n: 4_001 - n for n in range(1, 4_001)}
