"""Only the form's own sample is left out: a full row stays, whatever words it holds."""

# ruff: noqa: E501  (a row of a table stays on one line)

import pytest

from tests.schema.annotated_sheet import CLEAN, assert_annotated, check

OFFICERS = """
STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
1 | Trần Thị Lan | Nữ | 1985 | Công chức | 031185001234 | 0398765432 |
"""
MODELS = """
STT | Tên mô hình | Tổ dân phố triển khai | Nội dung kỹ năng số (1-5) | Mô tả cách làm | Ghi chú
1 | Chợ 4.0 | TDP 1 | '2,3 | Vận động tiểu thương dán mã QR, hướng dẫn nhận chuyển khoản. |
"""


@pytest.mark.parametrize(
    "row",
    [
        "VD | Nguyễn Văn A | Nam | 1985 | Công chức | 031085000000 | 0900000000 |",
        "VD | Nguyễn Văn A | Nam | 1985 | Công chức | 031085001234 | 0912345678 | Dòng ví dụ",
        "Mẫu | Nguyễn Văn Hùng | Nam | 1985 | Công chức | 0xxxxxxxxxxx | 09xxxxxxxx |",
        "2 | Trần Thị B | Nữ | 1985 | Công chức | 031085000000 | 0900000000 |",
        " | Ví dụ: Nguyễn Văn A | Nam | 1985 | Công chức | 031085000000 | 0912345678 |",
    ],
)
def test_a_row_that_holds_nothing_but_the_forms_sample_is_left_out_and_told(row: str) -> None:
    assert_annotated(officers=f"{OFFICERS}{row} || !sample-row-left")


@pytest.mark.parametrize(
    "row",
    [
        "2 | Nguyễn Văn A !sample-row-doubtful | Nam | 1985 | Công chức | 031085001299 | 0398765433 |",
        "2 | Trần Thị B !name-abbrev | Nữ | 1986 | Công chức | 031186001299 | 0398765433 |",
        "VD | Vũ Văn Bình !sample-row-doubtful | Nam | 1985 | Công chức | 031085001299 | 0398765433 |",
        "2 | Vũ Văn Bình (ví dụ) !sample-row-doubtful -> Vũ Văn Bình | Nam | 1985 | Công chức | 031085001299 | 0398765433 |",
        "2 | Vũ Văn Bình !sample-row-doubtful | Nam | 1985 | Công chức | 031085001299 | 0398765433 | Dòng ví dụ",
        "2 | Nguyễn Văn A !sample-row-doubtful | Nam | 1985 | Công chức | 031085001299 | !phone-missing |",
        "2 | Nguyễn Văn A !sample-row-doubtful | Nam | 1985 | Công chức | 031085001299 | 039876543 !phone-short |",
    ],
)
def test_a_persons_own_row_stays_and_is_asked_about(row: str) -> None:
    assert_annotated(officers=OFFICERS + row)
    (lan, own) = check(officers=OFFICERS + row).tables[-1].rows
    assert (lan.row, own.row) == (1, 2)


@pytest.mark.parametrize(
    "name",
    ["Khu dân cư kiểu mẫu", "Tuyến phố chuyển đổi số kiểu mẫu", "Vườn rau mẫu", "Chợ mẫu",
     "Tổ dân phố số - mẫu", "Ngõ phố văn minh (mẫu)", "Mẫu hình chợ số", "Nhà mẫu",
     "Dòng họ chuyển đổi số", "Ví điện tử cho người cao tuổi", "Họ tên số", "Khu phố A"],
)  # fmt: skip
def test_a_model_may_be_called_a_model(name: str) -> None:
    row = f"2 | {name} | TDP 2 | 3 | Đoàn viên đến từng nhà hướng dẫn. |"
    assert_annotated(models=MODELS + row)
    assert len(check(models=MODELS + row).tables[0].rows) == 2


def test_a_full_row_marked_as_an_example_in_a_list_of_things_stays() -> None:
    row = "VD | Vườn rau số !sample-row-doubtful | TDP 2 | 3 | Đoàn viên đến từng nhà hướng dẫn. |"
    assert_annotated(models=MODELS + row)


def test_a_group_led_by_somebody_named_by_a_letter_has_its_leader() -> None:
    rows = CLEAN["members"].replace("Lê Văn Tám", "Nguyễn Văn A !sample-row-doubtful")
    groups = (
        CLEAN["groups"]
        .replace("Lê Văn Tám", "Nguyễn Văn A")
        .replace("CNSCĐ TDP 1 |", "CNSCĐ TDP 1 !sample-row-doubtful |")
    )
    assert_annotated(members=rows, groups=groups)


def test_a_note_that_speaks_of_a_model_is_no_sample() -> None:
    note = "2 | Khu phố số | TDP 2 | 3 | Đoàn viên đến từng nhà hướng dẫn. | Theo mẫu"
    assert_annotated(models=MODELS + note)
