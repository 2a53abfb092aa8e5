"""What is found in the column of citizen numbers, cell by cell and row against row."""

import pytest

from tests.schema.annotated_sheet import assert_annotated

HEAD = "Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại\n"


def officer(cell: str, rest: str = "0398765432") -> str:
    return f"{HEAD}Trần Thị Lan | Nữ | 1985 | Công chức | {cell} | {rest}"


@pytest.mark.parametrize(
    "cell",
    [
        "!cccd-missing",
        "đang cập nhật !cccd-placeholder",
        "3.1185E+10 !cccd-sci-text",
        "'031456789 !cccd-cmnd9",
        "31456789 !cccd-cmnd9-lost-zero",
        "03118500123 !cccd-missing-digit",
        "0311850012344 !cccd-extra-digit",
        "0311850 !cccd-wrong-length",
        "hồ sơ số 12 !cccd-unreadable",
        "099185001234 !cccd-bad-province",
        "031385001234 !cccd-birth-implausible",
        "031185001234 / 031456789 !cccd-two-values",
        "0912345678 !cccd-phone-in-cccd",
        "123456789012 !cccd-fake",
        "0311850xxxxx !cccd-masked",
        "C1234567 !cccd-passport",
        "'231185001238 !cccd-foreign-birth",
    ],
)
def test_a_citizen_number_that_cannot_be_used_is_named(cell: str) -> None:
    assert_annotated(officers=officer(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "31185001234 !cccd-lost-zero-1 -> 031185001234",
        "1185001234 !cccd-lost-zero-2 -> 001185001234",
        "31185001234.0 !cccd-float-suffix -> 031185001234",
        "O31185OO1234 !cccd-letter-for-digit -> 031185001234",
        "031 185 001 234 !cccd-separators -> 031185001234",
        "’031185001234 !cccd-apostrophe -> 031185001234",
        "CCCD: 031185001234 cấp ngày 12/04/2021 !cccd-extra-text -> 031185001234",
        "０３１１８５００１２３４ !cccd-odd-chars -> 031185001234",
    ],
)
def test_a_citizen_number_that_can_be_restored_is_proposed(cell: str) -> None:
    assert_annotated(officers=officer(cell))


def test_a_number_that_a_format_shows_with_its_zero_is_right() -> None:
    assert_annotated(officers=officer("031185001234"))


def test_sex_and_year_are_compared_with_the_number() -> None:
    assert_annotated(
        officers=f"""{HEAD}
        Trần Thị Lan | Nữ | 1985 | Công chức | 031085001234 !cccd-sex-mismatch | 0398765432
        Vũ Văn Long | Nam | 1986 | Công chức | 031085001299 !cccd-year-mismatch | 0398765433
        Đỗ Văn Tới | Nam | 1985 | Công chức | 031085001277 | 0398765437
        """
    )


def test_number_and_phone_that_changed_places_are_swapped_back() -> None:
    swap = "cccd-swapped-with-phone"
    assert_annotated(
        officers=officer(
            f"0398765432 !{swap} -> 031185001234", f"031185001234 !{swap} -> 0398765432"
        )
    )


def test_a_number_in_the_phones_cell_is_first_swapped_back_and_then_compared() -> None:
    swap = "cccd-swapped-with-phone"
    cells = f"0398765432 !{swap} -> 031185001234 | 031185001234 !{swap} -> 0398765432"
    assert_annotated(officers=f"{HEAD}Trần Thị Lan | Nữ | 1986 | Công chức | {cells}")


def test_both_rows_of_one_number_are_told() -> None:
    assert_annotated(
        officers=f"""{HEAD}
        Trần Thị Lan | Nữ | 1985 | Công chức | 031185001234 !cccd-dup-in-ward | 0398765432
        Vũ Thị Long | Nữ | 1985 | Công chức | 031185001234 !cccd-dup-in-ward | 0398765438
        """
    )


def test_dragged_numbers_are_told_from_the_second_on() -> None:
    assert_annotated(
        officers=f"""{HEAD}
        Trần Thị Lan | Nữ | 1985 | Công chức | 031185001234 | 0398765432
        Vũ Thị Long | Nữ | 1990 | Công chức | 031185001235 !cccd-filldown | 0398765438
        Đỗ Văn Tới | Nam | 1979 | Công chức | 031185001236 !cccd-filldown | 0398765439
        """
    )


def test_people_of_other_provinces_and_born_after_2000_are_right() -> None:
    assert_annotated(
        officers=f"""{HEAD}
        Trần Thị Lan | Nữ | 2001 | Công chức | 079301001234 | 0398765432
        Vũ Văn Long | Nam | 2000 | Công chức | 001200001299 | 0559036432
        """
    )
