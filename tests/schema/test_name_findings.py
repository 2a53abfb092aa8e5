"""What is found in columns of names, sex and year of birth."""

# ruff: noqa: E501  (a row of a table stays on one line)

import unicodedata

import pytest

from tests.schema.annotated_sheet import assert_annotated

HEAD = "Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại\n"
NFD = unicodedata.normalize("NFD", "Nguyễn Văn Hùng")


def officer(cell: str) -> str:
    return f"{HEAD}{cell} | | | Công chức | 031185001234 | 0398765432"


@pytest.mark.parametrize(
    "cell",
    [
        "!name-missing",
        "Hương !name-single-word",
        "Nguyễn Văn Hùng, Trần Thị Lan !name-two-people",
        "Nguyen Van Hung !name-no-diacritics",
        "Ng. V. Hùng !name-abbrev",
        "Nguy?n V?n Hùng !name-lost-chars",
        "Nguyễn Văn Hùng 0912345678 !name-with-digits",
        "Nguyễn Văn Hùng (Cầu Giấy) !name-extra-text",
        "Trần Lê Hoàng Bùi Đỗ Ngọc Minh Anh !name-too-long",
        "12345 !name-unreadable",
    ],
)
def test_a_name_that_needs_the_ward_is_named(cell: str) -> None:
    assert_annotated(officers=officer(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "NGUYỄN VĂN HÙNG !name-allcaps -> Nguyễn Văn Hùng",
        "nguyễn văn hùng !name-lowercase -> Nguyễn Văn Hùng",
        f"{NFD} !name-nfd -> Nguyễn Văn Hùng",
        "NguyÔn V¨n Hïng !name-tcvn3 -> Nguyễn Văn Hùng",
        "Nguyeãn Vaên Huøng !name-vni -> Nguyễn Văn Hùng",
        "Nguyá»…n VÄƒn HÃ¹ng !name-mojibake -> Nguyễn Văn Hùng",
        "Ðỗ Văn Ðức !name-eth -> Đỗ Văn Đức",
        "Ông Nguyễn Văn Hùng !name-honorific -> Nguyễn Văn Hùng",
        "Nguyễn Văn Hùng - Bí thư chi bộ !name-with-title -> Nguyễn Văn Hùng",
        "Trưởng khu phố Tào Thành Quí !name-with-title -> Tào Thành Quí",
        "Huỳnh Thu Chín-Tổ phó !name-with-title -> Huỳnh Thu Chín",
        "Trưởng ấp Võ Văn Tám !name-with-title -> Võ Văn Tám",
        "Nguyễn Văn Hùng Trưởng bản !name-with-title -> Nguyễn Văn Hùng",
        "Nguyễn  Văn Hùng !name-spaces -> Nguyễn Văn Hùng",
        "LÃ TRUNG NINH !name-allcaps -> Lã Trung Ninh",
        "Nguyễn Văn Hùng. !name-odd-chars -> Nguyễn Văn Hùng",
        "Nguyeenx Vawn Hungf !name-telex -> Nguyễn Văn Hùng",
    ],
)
def test_a_name_that_can_be_restored_is_proposed(cell: str) -> None:
    assert_annotated(officers=officer(cell))


@pytest.mark.parametrize(
    "name",
    [
        "H'Hen Niê",
        "K'Brơi",
        "Y Bhăm Êban",
        "Nay Der",
        "Ung Thanh Xoan",
        "Cao Trung Qui",
        "Nguyễn-Khoa Diệu Biên",
        "Giàng A Chu",
        "Ông Văn Huyên",
        "Lê An",
        "Hoà Thuý Quỳnh",
    ],
)
def test_rare_but_right_names_are_silent(name: str) -> None:
    if " " in name:
        assert_annotated(officers=officer(name))


def test_sex_and_year_of_birth_have_their_own_findings() -> None:
    assert_annotated(
        officers=f"""{HEAD}
        Trần Thị Lan | Nm !person-sex-invalid | 1985 | Công chức | 031185001234 | 0398765432
        Vũ Văn Long | Nam | 78 !person-year-invalid | Công chức | 031085001299 | 0398765433
        Đỗ Văn Tới | Nam | 15/3/1985 !person-year-invalid -> 1985 | Bí thư | 031085001278 | 0398765439
        """
    )


def test_a_position_is_asked_of_every_officer() -> None:
    assert_annotated(
        officers=f"{HEAD}Trần Thị Lan | Nữ | 1985 | !officer-pos-missing | 031185001234 | 0398765432"
    )
