"""Personal numbers are masked wherever they leave the unit's own cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.masking import mask_number, mask_text

ID, PHONE = "031085022222", "0912345678"


def test_masks_show_the_last_three_digits_and_nothing_else() -> None:
    assert mask_number(ID) == "•••••••••222"
    assert mask_number(PHONE) == "•••••••678"
    assert mask_number("1234567") == "•••••••"


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("CCCD 031 085 001 234 cấp ngày 12/04/2021", "CCCD •••••••••234 cấp ngày 12/04/2021"),
        ("0912.345.678 (Zalo)", "•••••••678 (Zalo)"),
        ("+84912345678", "••••••••678"),
        ("O31O85OO1234", "•••••••••234"),
        ("０３１０８５００１２３４", "•••••••••２３４"),
        ("0912345678 - 0987654321", "•••••••678 - •••••••321"),
        ("0912345678, 0987654321", "•••••••678, •••••••321"),
        ("C1234567", "•••••567"),
        ("CCCD031085022222", "CCCD•••••••••222"),
        ("031085022333a", "•••••••••333a"),
        ("zalo0912345678", "zalo•••••••678"),
        ("an031085022222@gmail.com", "an•••••••••222@gmail.com"),
        ("09 12 34 56 78", "•••••••678"),
        ("912.345.678", "••••••678"),
        ("31.085.001.234", "••••••••234"),
        ("0912 345 678 12/04/2021", "•••••••678 12/04/2021"),
        ("0912 - 345 - 678", "•••••••678"),
        ("0912...345...678", "•••••••678"),
        ("0912   -   345   -   678", "•••••••678"),
        ("0912-345.678", "•••••••678"),
        ("031 085001234", "•••••••••234"),
        ("+84(0)912345678", "•••••••••678"),
        ("(+84) 912-345-678", "(••••••••678"),
        ("0084912345678", "••••••••••678"),
        ("2.500.000 đồng, gọi 0912345678", "2.500.000 đồng, gọi •••••••678"),
    ],
)
def test_numbers_inside_a_text_are_masked(said: str, masked: str) -> None:
    assert mask_text(said) == masked


@pytest.mark.parametrize("sign", [",", "/", "_", ":", "*", "·", "‒", "、", "|", "\u200b", "\n"])
@pytest.mark.parametrize("number", [("0912", "345", "678"), ("031", "085", "022", "222")])
def test_whatever_parts_a_number_it_is_masked(sign: str, number: tuple[str, ...]) -> None:
    masked = mask_text(f"gọi {sign.join(number)} nhé")
    digits = "".join(number)
    assert masked == f"gọi {mask_number(digits)} nhé"


@pytest.mark.parametrize("zero", ["٠", "۰", "০", "𝟎", "𝟘", "𝟬", "𝟶"])
def test_other_digits_are_digits(zero: str) -> None:
    said = "".join(chr(ord(zero) + int(digit)) for digit in ID)
    assert mask_text(said) == "•" * 9 + said[-3:]


def test_circled_digits_are_digits() -> None:
    assert mask_text("⓪⑨①②③④⑤⑥⑦⑧") == "•" * 7 + "⑥⑦⑧"


@pytest.mark.parametrize(
    "said",
    [
        "46/QĐ-UBND",
        "15/05/2022",
        "12.04.2021",
        "2024-10-28",
        "từ 01/01/2024 đến 31/12/2024",
        "01/01/2024-31/12/2024",
        "08/2024, 09/2024, 10/2024",
        "01/10, 05/10, 07/11",
        "nhiệm kỳ 2020-2025",
        "2020-2021-2022",
        "2020, 2021, 2022, 2023",
        "2021 2022 2023",
        "10/10-12/10/2024",
        "28.10.2024-30.10.2024",
        "28.10.2024 – 30.10.2024",
        "1.000.000 - 2.000.000 đồng",
        "99.000/79.000 đồng",
        "07:30-11:30, 13:30-17:00",
        "Tổ dân phố số 12",
        "TDP 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "1 2 3 4 5 6 7 8 9",
        "150000",
        "1.500.000",
        "12.500.000",
        "1.500.000.000",
        "12,500,000 đồng",
        "150000000 đ",
        "1.234.567.890 đồng",
        "350 000 000 VND",
        "1985",
        "3.1085E+10",
    ],
)
def test_dates_times_amounts_and_short_numbers_stay_as_they_are(said: str) -> None:
    assert mask_text(said) == said


@given(st.text(), st.sampled_from([ID, PHONE, "84912345678"]), st.text())
def test_no_number_that_is_typed_whole_stands_in_a_masked_text(a: str, number: str, z: str) -> None:
    """Beside digits of other words it is part of a longer number, which is masked too."""
    assert number[:-3] not in mask_text(f"{a}{number}{z}")
