"""What is found in the workbooks of agencies and companies."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from sheets_schema.org_unit import OrgUnit
from tests.schema.annotated_sheet import assert_annotated

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
