"""What is found in the lists of groups and members, and between them."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from sheets_schema.org_unit import OrgUnit
from tests.schema.annotated_sheet import assert_annotated

GROUPS = (
    "Tên Tổ CNSCĐ | Cấp | Tổ dân phố | Số quyết định | Ngày quyết định | Số thành viên | "
    "Họ tên Tổ trưởng | Điện thoại Tổ trưởng\n"
)
MEMBERS = "Tên Tổ CNSCĐ | Họ và tên | Năm sinh | Chức danh | Chức vụ, đơn vị | SĐT | Ghi chú\n"
TDP1 = "Tổ CNSCĐ TDP 1 | Cấp tổ dân phố | TDP 1 | 45/QĐ-UBND"
TDP2 = (
    "Tổ CNSCĐ TDP 2 | Cấp tổ dân phố | TDP 2 | 46/QĐ-UBND | 15/05/2022 | 2 | Đỗ Thị Hà | 0912345673"
)
TWO = """
    Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | 1975 | Tổ trưởng | Giáo viên | 0912345673 |
    Tổ CNSCĐ TDP 2 | Ngô Minh Đức | 1999 | Thành viên | Nhân viên VNPT | 0355512399 |
"""

MODEL_OF_AP = """
    STT | Tên mô hình | Tổ dân phố triển khai | Nội dung kỹ năng số (1-5) | Mô tả cách làm
    1 | Chợ 4.0 | Ấp 3 | '2,3 | Vận động tiểu thương dán mã QR, hướng dẫn nhận chuyển khoản.
"""


def test_a_date_must_be_a_day_that_was() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1} | 31/02/2022 !group-date-invalid | 2 | Lê Văn Tám | 0912345671
        Tổ TDP số 2 | Cấp tổ dân phố | TDP 2 | 46/QĐ-UBND | 15/05/2052 !group-date-future | 2 | Đỗ Thị Hà | 0912345673
        """
    )


def test_a_group_names_its_decision_and_its_residential_group() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        Tổ CNSCĐ TDP 1 | Cấp tổ dân phố | !group-tdp-missing | !group-decision-missing | | 2 | Lê Văn Tám | 0912345671
        {TDP2}
        """
    )


def test_an_unusual_size_and_a_size_unlike_the_list_are_told() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1} | | 60 !group-size-outlier | Lê Văn Tám | 0912345671
        Tổ TDP 2 | Cấp tổ dân phố | TDP 2 | 46/QĐ-UBND | | 5 !group-count-mismatch | Đỗ Thị Hà | 0912345673
        """
    )


def test_a_count_in_words_or_with_a_point_is_told() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1} | | hai người !count-text | Lê Văn Tám | 0912345671
        {TDP2}
        """
    )


def test_both_rows_of_one_group_are_told_however_it_is_written() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1.replace("CNSCĐ TDP 1", "CNSCĐ TDP 1 !group-duplicate", 1)} | | 2 | Lê Văn Tám | 0912345671
        Tổ công nghệ số cộng đồng TDP số 1 !group-duplicate | Cấp tổ dân phố | TDP 1 | 45/QĐ-UBND | | 2 | Lê Văn Tám | 0912345671
        {TDP2}
        """
    )


def test_a_group_without_members_and_a_residential_group_without_group_are_told() -> None:
    three = "Tổ CNSCĐ phường !group-no-members | Cấp phường | | 44/QĐ-UBND | | 5 | Trần Thị Mai | 0912000111"
    one = f"{TDP1} | | 2 | Lê Văn Tám | 0912345671"
    members = (
        MEMBERS
        + """
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Tổ phó | | 0987654322 |
    """
    )
    groups = f"{GROUPS}\n{three}\n{one}\n!tdp-without-group"
    assert_annotated(groups=groups, members=members)


def test_a_group_has_exactly_one_leader() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1.replace("TDP 1", "TDP 1 !group-no-leader", 1)} | | 2 | Lê Văn Tám | 0912345671
        {TDP2}
        """,
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Thành viên | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Tổ phó | | 0987654322 |
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | 1975 | Tổ trưởng !group-two-leaders | | 0912345673 |
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | 1999 | Tổ trưởng !group-two-leaders | | 0355512399 |
        """,
    )


def test_the_leaders_of_both_lists_are_compared() -> None:
    assert_annotated(
        groups=f"""{GROUPS}
        {TDP1} | | 2 | Bùi Văn Khoa !group-leader-name-mismatch | 0912345671
        {TDP2.replace("Đỗ Thị Hà", "ĐỖ THỊ HÀ !name-allcaps -> Đỗ Thị Hà")}
        """
    )


def test_a_leader_whose_name_is_only_written_badly_is_compared_by_what_is_meant() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 2 | Bùi Văn Khoa !group-leader-name-mismatch | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | LÊ VĂN TÁM !name-allcaps -> Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Thành viên | | 0987654322 |
        Tổ CNSCĐ TDP 2 | ĐỖ THỊ HÀ !name-allcaps -> Đỗ Thị Hà | 1975 | Tổ trưởng | | 0912345673 |
        Tổ CNSCĐ TDP 2 | Ngô Minh Đức | 1999 | Thành viên | Nhân viên VNPT | 0355512399 |
        """,
    )


def test_a_member_of_an_unknown_group_and_an_unknown_role_are_told() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Tổ chưởng !member-role-invalid | | 0987654322 |
        Tổ CNSCĐ TDP số 99 !member-unknown-group | Bùi Văn Hải | 1990 | Thành viên | | 0355512377 |
        Tổ CNSCĐ TDP !member-unknown-group | Ngô Thị Bưởi | 1991 | Thành viên | | 0355512378 |
        {TWO}
        """
    )


def test_a_group_name_written_once_stands_for_the_rows_below() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        | Vũ Thị Nụ | 1988 | Thành viên | | 0987654322 |
        Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | 1975 | Tổ trưởng | | 0912345673 |
        | Ngô Minh Đức | 1999 | Thành viên | | 0355512399 |
        """
    )


def test_a_heading_row_gives_the_group_of_the_rows_below() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        I. TỔ CNSCĐ TDP 1
        | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        | Vũ Thị Nụ | 1988 | Thành viên | | 0987654322 |
        II. TỔ CNSCĐ TDP 2
        | Đỗ Thị Hà | 1975 | Tổ trưởng | | 0912345673 |
        | Ngô Minh Đức | 1999 | Thành viên | | 0355512399 |
        """
    )


def test_one_person_twice_in_a_group_is_told_in_both_rows() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 3 | Lê Văn Tám | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !name-dup-in-group | 1988 | Tổ phó | Giáo viên | 0987654322 |
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !name-dup-in-group | 1988 | Thành viên | | 0987654322 |
        {TWO}
        """,
    )


def test_namesakes_with_other_years_are_two_people() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 3 | Lê Văn Tám | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Tổ phó | Giáo viên | 0987654322 |
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1961 | Thành viên | | 0987654399 |
        {TWO}
        """,
    )


def test_two_equal_rows_below_each_other_are_one_row_copied() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 3 | Lê Văn Tám | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !row-duplicate | 1988 | Tổ phó | Giáo viên | 0987654322 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !row-duplicate | 1988 | Tổ phó | Giáo viên | 0987654322 |
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        {TWO}
        """,
    )


def test_a_copy_that_ends_its_group_may_be_a_person_entered_again() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 3 | Lê Văn Tám | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !row-duplicate | 1988 | Tổ phó | Giáo viên | 0987654322 | || !name-dup-in-group
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !row-duplicate | 1988 | Tổ phó | Giáo viên | 0987654322 | || !name-dup-in-group
        {TWO}
        """,
    )


def test_a_row_typed_again_below_in_other_letters_is_a_person_listed_twice() -> None:
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 3 | Lê Văn Tám | 0912345671\n{TDP2}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ !name-dup-in-group | 1988 | Tổ phó | Giáo viên | 0987654322 |
        Tổ CNSCĐ TDP 1 | VŨ THỊ NỤ !name-dup-in-group | 1988 | Tổ phó | Giáo viên | 0987654322 |
        {TWO}
        """,
    )


def test_one_person_in_two_groups_is_told_unless_the_note_says_so() -> None:
    member = "Vũ Thị Nụ !member-in-two-groups | 1988 | Thành viên | | 0987654322 |"
    assert_annotated(
        groups=f"{GROUPS}\n{TDP1} | | 2 | Lê Văn Tám | 0912345671\n{TDP2.replace('| 2 |', '| 3 |')}",
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | {member}
        {TWO}
        Tổ CNSCĐ TDP 2 | {member}
        """,
    )


def test_a_citizen_number_of_a_member_is_more_than_was_asked() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 | CCCD 031070001234 !privacy-cccd-in-note
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Thành viên | nt !ditto-mark | 0987654322 | 31188001299 !privacy-cccd-in-note
        {TWO}
        """
    )


@pytest.mark.parametrize("mark", ["-nt-", '- " -', "-//-", "--//--", "″", "như tr.", "(như trên)"])
def test_signs_for_as_above_are_no_content(mark: str) -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Thành viên | {mark} !ditto-mark | 0987654322 |
        {TWO}
        """
    )


@pytest.mark.parametrize(
    "role", ["Tổ trưởng (Trưởng buôn)", "Tổ trưởng - Bí thư chi bộ", "Tổ trưởng, Trưởng khu phố"]
)
def test_a_leader_with_a_remark_in_the_cell_of_the_role_still_leads(role: str) -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | {role} !member-role-invalid -> Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Tổ trưởng, Tổ phó !member-role-invalid | | 0987654322 |
        {TWO}
        """
    )


def test_one_column_may_hold_the_number_and_the_day_of_the_decision() -> None:
    assert_annotated(
        groups="""
        Tên Tổ | Cấp | Khu phố | Số, ngày quyết định | Số TV | Tổ trưởng | SĐT
        Tổ CNSCĐ TDP 1 | Khu phố | TDP 1 | 45/QĐ-UBND ngày 15/5/2022 | 2 | Lê Văn Tám | 0912345671
        Tổ CNSCĐ TDP 2 | Khu phố | TDP 2 | !group-decision-missing | 2 | Đỗ Thị Hà | 0912345673
        """
    )


def test_a_member_without_group_or_role_is_asked_for_it() -> None:
    assert_annotated(
        members=f"""{MEMBERS}
        !cell-missing | Bùi Văn Hải | 1990 | !cell-missing | | 0355512377 |
        Tổ CNSCĐ TDP 1 | Lê Văn Tám | 1970 | Tổ trưởng | | 0912345671 |
        Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | 1988 | Thành viên | | 0987654322 |
        {TWO}
        """
    )


def test_groups_of_one_number_are_told_apart_by_their_kind() -> None:
    groups = """
        Tên Tổ CNSCĐ | Cấp | Tổ dân phố | Số quyết định | Số thành viên | Tổ trưởng | SĐT
        Tổ CNSCĐ ấp 3 | Cấp tổ dân phố | Ấp 3 | 45/QĐ-UBND | 2 | Lê Văn Tám | 0912345671
        Tổ CNSCĐ khu phố 3 | Cấp tổ dân phố | KP 3 | 46/QĐ-UBND | 2 | Đỗ Thị Hà | 0912345673
    """
    members = """
        Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
        Tổ CNSCĐ Ấp 3 | Lê Văn Tám | Nam | 1970 | Tổ trưởng | 0912345671
        Tổ CNSCĐ Ấp 3 | Vũ Thị Nụ | Nữ | 1988 | Thành viên | 0987654322
        Tổ CNSCĐ KP 3 | Đỗ Thị Hà | Nữ | 1975 | Tổ trưởng | 0912345673
        Tổ CNSCĐ KP 3 | Ngô Minh Đức | Nam | 1999 | Thành viên | 0355512399
    """
    unit = OrgUnit("P01", "Xã An Thịnh", "ward")
    assert_annotated(unit=unit, groups=groups, members=members)


def test_a_group_of_another_kind_with_the_same_number_serves_only_its_own() -> None:
    groups = """
        Tên Tổ CNSCĐ | Cấp | Tổ dân phố | Số quyết định | Số thành viên | Tổ trưởng | SĐT
        Tổ CNSCĐ ấp 3 | Cấp tổ dân phố | Ấp 3 | 45/QĐ-UBND | 2 | Lê Văn Tám | 0912345671
        !tdp-without-group
    """
    members = """
        Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
        Tổ CNSCĐ Ấp 3 | Lê Văn Tám | Nam | 1970 | Tổ trưởng | 0912345671
        Tổ CNSCĐ Ấp 3 | Vũ Thị Nụ | Nữ | 1988 | Thành viên | 0987654322
    """
    unit = OrgUnit("P01", "Xã An Thịnh", "ward", residential_groups=("Ấp 3", "Khu phố 3"))
    assert_annotated(unit=unit, groups=groups, members=members, models=MODEL_OF_AP)


def test_a_place_may_be_named_with_the_units_own_name_behind_it() -> None:
    unit = OrgUnit("P01", "Phường An Thịnh", "ward", residential_groups=("TDP 1", "TDP 2"))
    assert_annotated(unit=unit, models=MODEL_OF_AP.replace("Ấp 3", "TDP 1, phường An Thịnh"))


def test_a_special_zones_own_group_is_its_own_whatever_it_is_called() -> None:
    groups = """
        Tên Tổ CNSCĐ | Cấp | Tổ dân phố | Số quyết định | Số thành viên | Tổ trưởng | SĐT
        Tổ CNSCĐ đặc khu Cát Hải | Cấp đặc khu | | 45/QĐ-UBND | 2 | Lê Văn Tám | 0912345671
    """
    members = """
        Tên Tổ CNSCĐ | Họ và tên | Giới tính | Năm sinh | Chức danh trong Tổ | Số điện thoại
        Tổ CNSCĐ đặc khu | Lê Văn Tám | Nam | 1970 | Tổ trưởng | 0912345671
        Tổ CNSCĐ đặc khu | Vũ Thị Nụ | Nữ | 1988 | Thành viên | 0987654322
    """
    unit = OrgUnit("P01", "Đặc khu Cát Hải", "ward")
    assert_annotated(unit=unit, groups=groups, members=members)
