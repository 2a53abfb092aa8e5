"""A time as people type it: what the calendar does not have, and ends before beginnings."""

from datetime import date

import pytest

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.org_unit import OrgUnit

TYPE = CELL_TYPES["period"]
AROUND = Surroundings(OrgUnit("TH01", "Trường", "school"), date(2025, 3, 14))


def code_of(said: str) -> str | None:
    column = Column(name="when", title="Thời gian", type="period", codes=dict(TYPE.codes))
    return TYPE.compile(column, AROUND).read(said, None).code


@pytest.mark.parametrize(
    "said",
    [
        "10/2024", "tháng 9 năm 2024", "năm 2024", "Quý IV/2024", "quý 3", "tuần 45/2024",
        "01-15/10/2024", "15/10 - 20/10/2024", "1.10.24-15.10.24", "29/2/2024", "29/2",
        "15/12 - 14/01/2025", "từ tháng 10 đến tháng 2/2025", "2024-10-15", "Hàng ngày", "24/7",
        "10/2024 - 11/2024", "3/40 lớp", "1/10/2024 → 15/10/2024", "7/2024 đến nay",
    ],
)  # fmt: skip
def test_a_time_of_the_calendar_is_right_however_it_is_typed(said: str) -> None:
    assert code_of(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "31/02/2024", "01/10 - 31/02/2024", "13/2024", "tháng 13/2024", "Quý 5/2024", "quý VI/2024",
        "tuần 60/2024", "31/4", "2024-02-31", "ngày 31 tháng 2 năm 2024", "05/15/2024", "29/2/2023",
    ],
)  # fmt: skip
def test_a_time_that_no_calendar_has_is_told(said: str) -> None:
    assert code_of(said) == "period-invalid"


@pytest.mark.parametrize(
    "said",
    [
        "từ ngày 15/10/2024 đến 01/10/2024", "15/10 - 1/10/2024", "20-15/10/2024",
        "10/2024 - 9/2024", "tháng 10/2024 đến tháng 9/2024",
    ],
)  # fmt: skip
def test_an_end_before_its_beginning_is_told(said: str) -> None:
    assert code_of(said) == "period-reversed"
