"""Groups, residential groups and platforms are one however they are written."""

import pytest

from sheets_schema.vietnam.group_name import group_key, same_group
from sheets_schema.vietnam.platform_name import (
    best_spelling,
    canonical_platform,
    platform_key,
    split_platforms,
)
from sheets_schema.vietnam.residential_group import (
    cell_text,
    is_whole_unit,
    residential_key,
    residential_keys,
)


@pytest.mark.parametrize(
    "text",
    ["TDP số 3", "Tổ dân phố 3", "TDP3", "tổ dân phố số 03", "TDP. 3", "Khu phố 3", "3", "Tổ 3"],
)
def test_one_residential_group_has_one_key(text: str) -> None:
    assert residential_key(text) == "3"


def test_other_residential_groups_have_other_keys() -> None:
    texts = [
        "TDP 3",
        "TDP 3A",
        "TDP 13",
        "TDP Đông Hải 1",
        "TDP Đông Hải 2",
        "Thôn Hoa",
        "Thôn Hòa",
    ]
    assert len({residential_key(text) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("TDP 1, 2 và 5", ("1", "2", "5")),
        ("TDP 1-3", ("1", "2", "3")),
        ("Liên tổ 1-2-3", ("1", "2", "3")),
        ("Liên TDP 1, 2", ("1", "2")),
        ("Tổ dân phố 1; Tổ dân phố 2", ("1", "2")),
        ("", ()),
    ],
)
def test_a_cell_may_hold_several_residential_groups(text: str, keys: tuple[str, ...]) -> None:
    assert residential_keys(text) == keys


@pytest.mark.parametrize(
    "text",
    ["TDP số 1 (phường Lạc Viên cũ)", "TDP 1, phường Lạc Viên cũ", "Tổ dân phố 1 (Lạc Viên cũ)",
     "TDP 1 - Lạc Viên (cũ)", "TDP1 Lạc Viên cũ"],
)  # fmt: skip
def test_a_group_of_a_ward_of_before_is_one_however_that_is_added(text: str) -> None:
    key = residential_key("TDP 1 phường Lạc Viên cũ")
    assert residential_keys(text) == (key,) and key != residential_key("TDP 1")
    assert group_key(f"Tổ CNSCĐ {text}", True) == key


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("TDP 1 và TDP 2 phường Lạc Viên cũ", ["TDP 1 (Lạc Viên cũ)", "TDP 2 (Lạc Viên cũ)"]),
        ("TDP 1-2 (Lạc Viên cũ)", ["TDP 1 (Lạc Viên cũ)", "TDP 2 (Lạc Viên cũ)"]),
        ("TDP 1 phường Đông Phú cũ, TDP 2 phường Lạc Viên cũ",
         ["TDP 1 (Đông Phú cũ)", "TDP 2 (Lạc Viên cũ)"]),
        ("TDP 1 phường Lạc Viên cũ, TDP 2", ["TDP 1 (Lạc Viên cũ)", "TDP 2"]),
        ("Bản Nà, Bản Nà Cũ", ["Bản Nà", "Bản Nà Cũ"]),
    ],
)  # fmt: skip
def test_the_ward_of_before_at_the_end_is_that_of_each_group(text: str, alone: list[str]) -> None:
    assert residential_keys(text) == tuple(residential_key(one) for one in alone)


@pytest.mark.parametrize("text", ["Bản Nà Cũ", "Thôn 3 cũ", "Thôn Xã Đàn", "Xóm Phường Cũ"])
def test_a_group_whose_own_name_is_of_such_words_keeps_it(text: str) -> None:
    assert residential_key(text) not in ("", "3") and group_key(f"Tổ CNSCĐ {text}", True)


@pytest.mark.parametrize(
    "text",
    ["Toàn phường", "toàn địa bàn phường", "Tất cả các TDP", "7/7 TDP", "100% TDP",
     "Cả 4 khu phố", "5/5 ấp", "Các khóm", "Toàn thị trấn"],
)  # fmt: skip
def test_the_whole_ward_is_said_in_many_ways(text: str) -> None:
    assert is_whole_unit(text)


def test_one_residential_group_is_not_the_whole_ward() -> None:
    assert not is_whole_unit("TDP số 3")
    assert not is_whole_unit("Khu phố 4/5")


def test_a_number_typed_cell_reads_as_its_digits() -> None:
    assert [cell_text(3.0), cell_text(3), cell_text(None)] == ["3", "3", ""]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ CNSCĐ TDP 3",
        "Tổ công nghệ số cộng đồng Tổ dân phố số 3",
        "TỔ CNSCĐ TDP3",
        "Tổ CNSCĐ và Đề án 06 TDP số 3",
        "CNSCĐ - TDP 3",
        "Tổ CNSCĐ TDP 3 phường An Thịnh",
    ],
)
def test_one_group_has_one_key(text: str) -> None:
    assert group_key(text) == group_key("Tổ CNSCĐ Tổ dân phố 3")


def test_the_group_of_a_ward_may_be_named_without_the_ward() -> None:
    assert same_group(group_key("Tổ CNSCĐ phường Hòa Lạc"), group_key("Tổ CNSCĐ cấp phường"))


def test_the_group_of_another_ward_is_another_group() -> None:
    one, other = group_key("Tổ CNSCĐ phường Hòa Lạc"), group_key("Tổ CNSCĐ phường Hoa Lạc")
    assert not same_group(one, other)


@pytest.mark.parametrize(
    "text", ["VNeID", "VNEID", "Ứng dụng VNeID", "Vneid ", "app VNeID (mức 2)"]
)
def test_one_platform_has_one_key_and_its_own_spelling(text: str) -> None:
    assert platform_key(text) == platform_key("VNeID")
    assert canonical_platform(text) == "VNeID"


def test_an_unknown_platform_is_matched_by_its_words() -> None:
    assert platform_key("Ứng dụng Smart Hải Phòng") == platform_key("SMART HẢI PHÒNG")


@pytest.mark.parametrize(
    ("texts", "best"),
    [
        (["VNEID", "VNeID"], "VNeID"),
        (["Evnnpc cskh", "EVNNPC CSKH"], "EVNNPC CSKH"),
        (["SMART ABC", "Smart Abc"], "Smart Abc"),
        (["ABC"], "ABC"),
    ],
)
def test_the_spelling_to_keep_is_the_best_typed_one(texts: list[str], best: str) -> None:
    assert best_spelling(texts) == best


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("VNeID, VssID, Zalo", 3),
        ("Cổng cảnh báo an toàn thông tin, Cổng Dịch vụ công quốc gia, VssID", 3),
        ("VNeID và VssID", 2),
        ("VNeID\nZalo", 2),
        ("1. VNeID\n2. Zalo", 2),
        ("Zalo, Cổng Dịch vụ công quốc gia và Viettel Money", 3),
        ("Zalo OA/mini app", 0),
        ("Nền tảng học trực tuyến, miễn phí", 0),
        ("VNeID (định danh, ký số)", 0),
        ("VNeID", 0),
    ],
)
def test_several_platforms_in_one_cell_are_told_from_one(text: str, count: int) -> None:
    assert len(split_platforms(text)) == count


def test_a_number_that_is_none_reads_as_what_is_written() -> None:
    assert [cell_text(value) for value in (3.0, 3.5, float("inf"), float("nan"))] == [
        "3", "3.5", "inf", "nan",
    ]  # fmt: skip
