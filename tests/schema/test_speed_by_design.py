"""What keeps the checks fast, held by counts and not by clocks."""

import gc
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from sheets_schema.gathering import gather
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook
from tests.schema.annotated_sheet import AS_OF, UNIT, campaign

HEAD: list[Value] = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Số CCCD", "Số điện thoại"]


def officers(count: int) -> Workbook:
    """A right list: few names, every number once, neighbours never alike."""
    people = (("Đỗ Thị Hà", "031185", "098"), ("Vũ Thị Nụ", "001185", "091"))
    rows: list[list[Value]] = []
    for n in range(1, count + 1):
        name, number, phone = people[n % 2]
        rows.append([n, name, "Nữ", 1985, f"{number}{n * 37:06}", f"{phone}7{n * 61:06}"])
    return Workbook("", [Tab("3c. Cán bộ phụ trách", [HEAD, *rows])])


def check(workbook: Workbook) -> object:
    return validate(workbook, UNIT, campaign(), AS_OF)


def look_for_places(workbook: Workbook) -> object:
    return gather(workbook, campaign().tables_for(UNIT))


def python_calls(workbook: Workbook, run: Callable[[Workbook], object] = check) -> int:
    """How many functions written in Python are called while the workbook is checked."""
    calls = 0

    def on_event(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    gc.disable()  # hypothesis listens to the collector, in Python
    sys.setprofile(on_event)
    try:
        run(workbook)
    finally:
        sys.setprofile(None)
        gc.enable()
    return calls


@pytest.fixture(scope="module", autouse=True)
def warmed() -> None:
    """Tables and expressions are made at their first use."""
    validate(officers(20), UNIT, campaign(), AS_OF)


def test_right_rows_cost_no_call_of_a_python_function() -> None:
    assert python_calls(officers(900)) == python_calls(officers(20))


def test_looking_for_lists_in_several_places_costs_no_call_a_row() -> None:
    look_for_places(officers(50))
    few, many = (python_calls(officers(count), look_for_places) for count in (50, 900))
    assert few == many


def spoilt(count: int) -> Workbook:
    """The same list with one lost zero."""
    book = officers(count)
    book.tabs[0].values[5][4] = 31185000222  # type: ignore[index]
    return book


def test_a_wrong_cell_costs_the_same_in_a_short_list_and_in_a_long_one() -> None:
    python_calls(spoilt(20))
    assert python_calls(spoilt(900)) == python_calls(spoilt(20)) > python_calls(officers(20))
