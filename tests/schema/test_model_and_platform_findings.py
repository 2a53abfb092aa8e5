"""What is found in the lists of models and platforms."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from tests.schema.annotated_sheet import assert_annotated

MODELS = (
    "STT | Tên mô hình | TDP | Kỹ năng số | Mô tả cách làm | Số người tham gia | Bắt đầu từ | "
    "Trạng thái | Ghi chú\n"
)
HOW = "Đoàn viên đến từng nhà hướng dẫn cài đặt ứng dụng"
PLATFORMS = "STT | Tên nền tảng/ứng dụng | Loại | Đường dẫn | Kỹ năng số | Lý do đề xuất\n"
WHY = "Giúp người dân nộp hồ sơ tại nhà"


@pytest.mark.parametrize(
    "row",
    [
        f"1 | !model-name-missing | TDP 1 | 1 | {HOW} | 20 | 09/2024 | Đang triển khai |",
        f"1 | Chợ 4.0 | TDP 1 | !model-skill-missing | {HOW} | 20 | 09/2024 | Đang triển khai |",
        f"1 | Chợ 4.0 | TDP 1 | 1,7 !model-skill-out-of-range | {HOW} | 20 | 09/2024 | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | chụp ảnh !model-skill-unrecognized | {HOW} | 20 | | Đề xuất mới |",
        f"1 | Chợ 4.0 | !model-tdp-missing | 1 | {HOW} | 20 | 09/2024 | Đang triển khai |",
        f"1 | Chợ 4.0 | TDP số 45 !model-tdp-unknown | 1 | {HOW} | 20 | 09/2024 | Đề xuất mới |",
        "1 | Chợ 4.0 | TDP 1 | 1 | Tốt !model-desc-short | 20 | 09/2024 | Đang triển khai |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | khoảng 50 hộ !model-count-text -> 50 | | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 150000 !model-count-implausible | | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | '-3 !count-negative | | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | 31/02/2024 !period-invalid | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | 13/2024 !period-invalid | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | 02/10/2024 - 01/10/2024 !period-reversed | Đề xuất mới |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | 09/2024 | bình thường !choice-invalid |",
        f"1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | #REF! !formula-error | | Đề xuất mới |",
        f'1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | | Đề xuất mới | =HYPERLINK("http://a.b") !formula-injection',
    ],
)
def test_a_cell_of_a_model_is_told(row: str) -> None:
    assert_annotated(models=MODELS + row)


@pytest.mark.parametrize("skills", ["'1,3", "1;3", "1 và 3", "Mua sắm trực tuyến", "1-3", "5"])
def test_skills_may_be_written_in_many_ways(skills: str) -> None:
    assert_annotated(models=f"{MODELS}1 | Chợ 4.0 | Toàn phường | {skills} | {HOW} | 20 | | |")


def test_one_model_twice_at_one_place_is_told_in_both_rows() -> None:
    assert_annotated(
        models=f"""{MODELS}
        1 | Chợ 4.0 !model-duplicate | TDP 1 | 1 | {HOW} | 20 | | |
        2 | Chợ 4.0 | TDP 2 | 1 | {HOW} ở chợ | 20 | | |
        3 | CHỢ 4.0 !model-duplicate | TDP số 1 | 1 | {HOW} ở nhà | 20 | | |
        4 | Mô hình “Chợ 4.0” !model-duplicate | TDP01 | 1 | {HOW} với nhau | 20 | | |
        5 | Thu phí qua tài khoản !model-duplicate | TDP 1 | 3 | {HOW} nộp phí | 20 | | |
        6 | "Thu phí qua tài khoản" !model-duplicate | TDP 1 | 3 | {HOW} đóng phí | 20 | | |
        """
    )


def test_a_platform_among_the_models_is_told_once() -> None:
    assert_annotated(
        models=f"""{MODELS}
        1 | Chợ 4.0 | TDP 1 | 1 | {HOW} | 20 | | |
        2 | Sổ sức khỏe điện tử | Ứng dụng | Bộ Y tế | https://moh.gov.vn | 5 | | | || !wrong-tab-data
        3 | VNeID | Ứng dụng | Bộ Công an | | 1 | Nhiều người dùng | | || !wrong-tab-data
        """
    )


def test_a_model_named_as_a_product_is_asked_after_and_the_rest_of_its_row_is_still_told() -> None:
    assert_annotated(
        models=f"""{MODELS}
        1 | Ứng dụng VNeID !wrong-tab-data | TDP 1 | 1 | {HOW} | 20 | | |
        2 | Zalo !wrong-tab-data | TDP 2 | !model-skill-missing | {HOW} qua nhóm | 20 | | |
        3 | Zalo an ninh | TDP 2 | 4 | {HOW} với công an | 20 | | |
        4 | Định danh điện tử | TDP 1 | 1 | {HOW} tại nhà | 20 | | |
        """
    )


@pytest.mark.parametrize(
    "row",
    [
        f"1 | !platform-name-missing | Ứng dụng | https://vneid.gov.vn | 1 | {WHY}",
        f"1 | VNeID | Ứng dụng | htps:/zalo !platform-url-invalid | 1 | {WHY}",
        f"1 | VNeID | Ứng dụng | https://dichvucong-gov.vn.xyz !platform-url-suspicious | 1 | {WHY}",
        f"1 | VNeID | Ứng dụng | https://vneid.gov.vn | !platform-skill-missing | {WHY}",
        "1 | VNeID | Ứng dụng | https://vneid.gov.vn | 1 | !platform-reason-missing",
        f"1 | VNeID, VssID, Zalo !platform-multi-in-cell | Ứng dụng | | 1 | {WHY}",
        f"1 | Zalo/Facebook/TikTok !platform-multi-in-cell | Ứng dụng | | 1 | {WHY}",
    ],
)
def test_a_cell_of_a_platform_is_told(row: str) -> None:
    assert_annotated(platforms=PLATFORMS + row)


def test_spellings_of_one_platform_are_joined_under_the_best_one() -> None:
    assert_annotated(
        platforms=f"""{PLATFORMS}
        1 | VNeID !platform-duplicate-variant | Ứng dụng | https://vneid.gov.vn | 1 | {WHY}
        2 | Ứng dụng VNEID !platform-duplicate-variant -> VNeID | Ứng dụng | | 1 | {WHY}
        """
    )


def test_an_empty_list_is_told_by_its_own_finding() -> None:
    assert_annotated(
        models=f"{MODELS}!model-none",
        platforms=f"{PLATFORMS}!platform-none",
        officers="Họ và tên | Chức vụ | Số CCCD | Số điện thoại\n!officer-none",
        members="Tên Tổ CNSCĐ | Họ và tên | Chức danh | Số điện thoại\n!list-empty",
    )
