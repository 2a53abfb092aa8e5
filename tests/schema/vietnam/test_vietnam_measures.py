"""Years, sexes, days, counts, web addresses and skills are read as people type them."""

from collections.abc import Callable

import pytest
from hypothesis import given

from sheets_schema.vietnam.count import read_count
from sheets_schema.vietnam.dates import read_date
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.sex import read_sex
from sheets_schema.vietnam.skills import read_skills
from sheets_schema.vietnam.web_address import read_url
from sheets_schema.vietnam.year import read_year
from tests.schema.vietnam.spoiling import AS_OF, any_value

Case = tuple[Value, str | None, str | None]

YEARS: list[Case] = [
    (1985, None, None),
    ("1985", None, None),
    (1985.0, None, None),
    (1944, None, None),
    (2008, None, None),
    ("", None, None),
    (78, "person-year-invalid", None),
    (1878, "person-year-invalid", None),
    (2085, "person-year-invalid", None),
    (19850, "person-year-invalid", None),
    ("15/3/1985", "person-year-invalid", "1985"),
    ("sinh năm 1985", "person-year-invalid", "1985"),
    ("1985 hoặc 1986", "person-year-invalid", None),
    ("Tổ phó", "person-year-invalid", None),
]
SEXES: list[Case] = [
    ("Nam", None, None),
    ("nữ", None, None),
    ("NAM ", None, None),
    (None, None, None),
    ("Nm", "person-sex-invalid", None),
    ("x", "person-sex-invalid", None),
    (1, "person-sex-invalid", None),
    ("Khác?", "person-sex-invalid", None),
    ("Nu", "person-sex-invalid", "Nữ"),
    ("Trai", "person-sex-invalid", "Nam"),
]
DAYS: list[Case] = [
    ("15/05/2022", None, None),
    ("15.5.2022", None, None),
    ("ngày 15 tháng 5 năm 2022", None, None),
    ("2022-05-15", None, None),
    (44696, None, None),
    (None, None, None),
    ("31/02/2022", "group-date-invalid", None),
    ("30/13/2023", "group-date-invalid", None),
    ("2022", "group-date-invalid", None),
    (2022, "group-date-invalid", None),
    ("tháng 5", "group-date-invalid", None),
    ("05/15/2022", "group-date-invalid", "15/05/2022"),
    ("15/05/2052", "group-date-future", None),
]
COUNTS: list[Case] = [
    (50, None, None),
    ("50", None, None),
    (50.0, None, None),
    ("", None, None),
    ("1.250", None, None),
    ("1 250", None, None),
    ("150.000", "model-count-implausible", None),
    ("0.250", "model-count-text", None),
    ("khoảng 50 hộ", "model-count-text", "50"),
    ("1.250 người", "model-count-text", "1250"),
    ("50-60 hộ", "model-count-text", None),
    ("nhiều", "model-count-text", None),
    (1.25, "model-count-decimal", "1250"),
    (150000, "model-count-implausible", None),
    (-3, "count-negative", None),
    ("-3", "count-negative", None),
    (2.5, "count-fraction", None),
]
ADDRESSES: list[Case] = [
    ("https://dichvucong.gov.vn", None, None),
    ("https://dichvucong.haiphong.gov.vn/x?y=1", None, None),
    ("http://zalo.me/123", None, None),
    ("https://play.google.com/store/apps/details?id=vneid", None, None),
    (None, None, None),
    ("vneid", "platform-url-invalid", None),
    ("htps:/zalo", "platform-url-invalid", None),
    ("https://zalo", "platform-url-invalid", None),
    ("https://vneid", "platform-url-invalid", None),
    ("vneid.gov.vn", "platform-url-invalid", "https://vneid.gov.vn"),
    ("https://dichvucong-gov.vn.xyz", "platform-url-suspicious", None),
    ("https://vneid.gov.vn-login.site", "platform-url-suspicious", None),
    ("https://vneid.gov.vn@example.com", "platform-url-suspicious", None),
    ("https://vssid.com", "platform-url-suspicious", None),
    ("http://shopee-km.xyz", "platform-url-suspicious", None),
    ("http://192.0.2.1/vneid", "platform-url-suspicious", None),
]
SKILLS: list[Case] = [
    (1, None, None),
    ("1,3", None, None),
    ("1; 3 và 5", None, None),
    (1.2, None, None),
    ("1-3", None, None),
    ("Thanh toán không dùng tiền mặt, DVC", None, None),
    ("cả 05 nội dung", None, None),
    (None, None, None),
    (6, "model-skill-out-of-range", None),
    (0, "model-skill-out-of-range", None),
    ("1,7", "model-skill-out-of-range", None),
    (15, "model-skill-out-of-range", None),
    ("chụp ảnh", "model-skill-unrecognized", None),
    ("kỹ năng mềm", "model-skill-unrecognized", None),
]
READERS: dict[str, Callable[[Value], CellReading]] = {
    "year": lambda value: read_year(value, AS_OF),
    "sex": read_sex,
    "day": lambda value: read_date(value, AS_OF),
    "count": read_count,
    "address": read_url,
    "skills": read_skills,
}
TABLES = {"year": YEARS, "sex": SEXES, "day": DAYS, "count": COUNTS, "address": ADDRESSES}
CASES = [(kind, *case) for kind, cases in {**TABLES, "skills": SKILLS}.items() for case in cases]


@pytest.mark.parametrize(("kind", "cell", "code", "proposed"), CASES, ids=[row[0] for row in CASES])
def test_each_measure_is_read_or_named(
    kind: str, cell: Value, code: str | None, proposed: str | None
) -> None:
    reading = READERS[kind](cell)
    assert (reading.code, reading.proposed) == (code, proposed)


@pytest.mark.parametrize("kind", READERS)
@given(value=any_value)
def test_reading_a_measure_never_raises_and_a_proposal_is_right(kind: str, value: Value) -> None:
    proposed = READERS[kind](value).proposed
    assert proposed is None or READERS[kind](proposed).code is None


@pytest.mark.parametrize(
    ("kind", "cell", "clean"),
    [
        ("year", "1985.0", "1985"),
        ("sex", "NỮ", "Nữ"),
        ("day", 44696, "2022-05-15"),
        ("count", " 50 ", "50"),
        ("count", "1.250", "1250"),
        ("skills", "5, 1", "1,5"),
        ("skills", 1.2, "1,2"),
        ("skills", "VNeID, lừa đảo", "1,4"),
        ("skills", "tất cả", "1,2,3,4,5"),
    ],
)
def test_a_measure_has_one_clean_form(kind: str, cell: Value, clean: str) -> None:
    assert READERS[kind](cell).clean == clean


def test_a_year_in_a_cell_that_shows_a_day_is_proposed() -> None:
    assert read_year(31121, AS_OF, "15/03/1985").proposed == "1985"
