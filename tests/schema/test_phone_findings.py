"""What is found in columns of telephone numbers."""

import pytest

from tests.schema.annotated_sheet import assert_annotated

HEAD = "Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú\n"
MEMBERS = "Tên Tổ CNSCĐ | Họ và tên | Chức danh trong Tổ | Số điện thoại | Ghi chú\n"


def officer(cell: str) -> str:
    return f"{HEAD}Trần Thị Lan | Nữ | 1985 | Công chức | 031185001234 | {cell} | "


@pytest.mark.parametrize(
    "cell",
    [
        "!phone-missing",
        "không có !phone-placeholder",
        "'091234567 !phone-short",
        "'09123456789 !phone-long",
        "'0712345678 !phone-bad-prefix",
        "02253842123 !phone-landline",
        "031.3842123 !phone-old-landline -> 02253842123",
        "031285001236 !phone-cccd-in-phone",
        "'0999999999 !phone-fake",
        "9.12E+08 !phone-sci-text",
        "0912xxx678 !phone-masked",
        "19001234 !phone-hotline",
        "máy 12 !phone-unreadable",
        "0912345678 - 0987654321 !phone-two-values -> 0912345678",
    ],
)
def test_a_phone_that_needs_the_ward_is_named(cell: str) -> None:
    assert_annotated(officers=officer(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "912345678 !phone-lost-zero -> 0912345678",
        "01689123456 !phone-old-11 -> 0389123456",
        "1689123456 !phone-old-11-lost-zero -> 0389123456",
        "+84912345678 !phone-plus84 -> 0912345678",
        "0084912345678 !phone-plus84 -> 0912345678",
        "0912.345.678 !phone-separators -> 0912345678",
        "0912345678 (Zalo) !phone-extra-text -> 0912345678",
        "O912345678 !phone-letter-for-digit -> 0912345678",
        "912345678.0 !phone-float-suffix -> 0912345678",
    ],
)
def test_a_phone_that_can_be_restored_is_proposed(cell: str) -> None:
    assert_annotated(officers=officer(cell))


def test_new_and_rare_prefixes_are_right() -> None:
    for prefix in ("0559", "0870", "0522", "0993", "0590", "0898"):
        assert_annotated(officers=officer(f"{prefix}036432"))


def test_two_people_with_one_phone_are_told_unless_they_share_it() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | Tổ trưởng | 0912345671 !phone-dup-person |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | Thành viên | 0912345671 !phone-dup-person |
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | Tổ trưởng | 0912345673 | dùng chung với chồng
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | Thành viên | 0355512399 |
        """
    )


def test_a_shared_phone_that_the_note_explains_is_silent() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | Tổ trưởng | 0912345671 | dùng chung
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | Thành viên | 0912345671 | dùng chung
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | Tổ trưởng | 0912345673 |
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | Thành viên | 0355512399 |
        """
    )


def test_dragged_phones_are_told_from_the_second_on() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | Tổ trưởng | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | Thành viên | 0912345672 !phone-filldown |
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | Tổ trưởng | 0912345673 !phone-filldown |
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | Thành viên | 0355512399 |
        """
    )


def test_an_officer_who_also_leads_the_wards_group_is_right() -> None:
    assert_annotated(
        officers=f"{HEAD}Lê Văn Tám | Nam | 1970 | Công chức | 031070001234 | 0912345671 |"
    )
