"""What is found in the workbooks of agencies and companies."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from tests.schema.annotated_sheet import (
    AS_OF,
    CLEAN_OF_KIND,
    assert_annotated,
    campaign,
    read_sheet,
    workbook_of,
)

AGENCY = OrgUnit("D01", "Trung tâm Văn hóa", kind="agency")
COMPANY = OrgUnit("C01", "Bưu điện quận", kind="company")
ACTIVITIES = "Tên hoạt động | Ngày tổ chức | Số người tham gia | Đường dẫn\n"
CONTACTS = "Họ và tên | Số điện thoại | Email | Phường phụ trách\n"


def test_the_clean_workbooks_are_clean() -> None:
    assert_annotated(unit=AGENCY)
    assert_annotated(unit=COMPANY)


@pytest.mark.parametrize(
    "row",
    [
        "!cell-missing | 10/10/2024 | 120 | https://dichvucong.gov.vn",
        "Tọa đàm | 31/02/2024 !date-invalid | 120 | https://dichvucong.gov.vn",
        "Tọa đàm | 10/10/2052 !date-future | 120 | https://dichvucong.gov.vn",
        "Tọa đàm | 10/10/2024 | đông đủ !count-text | https://dichvucong.gov.vn",
        "Tọa đàm | 10/10/2024 | 999999 !count-implausible | https://dichvucong.gov.vn",
        "Tọa đàm | 10/10/2024 | 120 | xem zalo !url-invalid",
        "Tọa đàm | 10/10/2024 | 120 | https://vneid.gov.vn-login.site !url-suspicious",
    ],
)
def test_a_cell_of_an_activity_is_told(row: str) -> None:
    assert_annotated(unit=AGENCY, activities=ACTIVITIES + row)


def test_a_channel_is_one_of_the_choices_however_it_is_said() -> None:
    assert_annotated(
        unit=AGENCY,
        publicity="""
        Kênh | Nội dung tuyên truyền | Số lần | Ngày
        Loa phường | Ngày Chuyển đổi số quốc gia | 12 | 09/10/2024
        Fanpage, Zalo | Cảnh báo lừa đảo | 3 | 10/10/2024
        Truyền miệng !choice-invalid | Cảnh báo lừa đảo | 3 | 10/10/2024
        """,
    )


def test_a_contact_of_a_company_is_checked_as_a_person() -> None:
    assert_annotated(
        unit=COMPANY,
        contacts=f"""{CONTACTS}
        TRẦN THỊ LAN !name-allcaps -> Trần Thị Lan | 398765432 !phone-lost-zero -> 0398765432 | lan.vidu.vn !email-invalid | Phường An Thịnh
        """,
    )


OFFERS = "Tên ưu đãi | Đối tượng | Giá gốc | Giá ưu đãi | Từ ngày | Đến ngày\n"
NAMED = {"ward": ("Phường An Thịnh", "Phường Đông Phú", "Phường Trần Phú - Lê Lợi")}


def codes_of(**lists: str) -> list[tuple[int | None, str | None, str]]:
    """What is told of a company's lists where the register is known: row, column, code."""
    clean = {**CLEAN_OF_KIND["company"], **lists}
    book = workbook_of(COMPANY, {name: read_sheet(name, said) for name, said in clean.items()})
    found = validate(book, COMPANY, campaign(), AS_OF, True, named=NAMED).findings
    return [(one.row, one.column, one.code.removeprefix("to-cnscd-2024.")) for one in found]


def test_a_price_after_the_offer_is_below_the_one_before() -> None:
    assert codes_of(offers=OFFERS + "Gói tháng | Thành viên | 120000 | 120000 | | ") == [
        (2, "price_after", "price-not-lower")
    ]
    assert not codes_of(offers=OFFERS + "Gói tháng | Thành viên | 120000 | 119999 | | ")


def test_an_offer_ends_on_its_first_day_or_later() -> None:
    days = "Gói | Thành viên | 9000 | 8000 | 02/11/2024 | "
    assert codes_of(offers=OFFERS + days + "01/11/2024") == [(2, "ends", "offer-ends-before-start")]
    assert not codes_of(offers=OFFERS + days + "02/11/2024")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Phường An Thịnh, Phường Đông Phú", False),
        ("an thịnh và đông phú", False),
        ("P. Đông Phú; Toàn quận", False),
        ("Tất cả các phường", False),
        ("Phường Trần Phú - Lê Lợi", False),
        ("Phường An Thịn", True),
        ("Phường An Thịnh, Phường Nam Hà", True),
    ],
)
def test_a_contact_looks_after_wards_that_the_register_has(said: str, wrong: bool) -> None:
    row = f"Trần Thị Lan | 0398765432 | lan@vidu.vn | {said}"
    found = codes_of(contacts=CONTACTS + row)
    assert found == ([(2, "wards", "contact-ward-unknown")] if wrong else [])


def test_wards_are_not_told_where_no_register_is_known() -> None:
    row = "Trần Thị Lan | 0398765432 | lan@vidu.vn | Phường Không Có"
    assert_annotated(unit=COMPANY, contacts=CONTACTS + row)


def test_a_contact_whom_no_ward_can_reach_is_told_at_the_name() -> None:
    row = "Trần Thị Lan | 0912 34 | khong co | Phường An Thịnh"
    assert (2, "name", "contact-unreachable") in codes_of(contacts=CONTACTS + row)
    row = "Trần Thị Lan | 0912 34 | lan@vidu.vn | Phường An Thịnh"
    assert (2, "name", "contact-unreachable") not in codes_of(contacts=CONTACTS + row)
