"""Personal numbers are masked wherever they leave the unit's own cells."""

import pytest

from sheets_schema.masking import mask_id, mask_phone, mask_text


def test_masks_keep_the_ends_that_help_to_recognise_a_number() -> None:
    assert mask_id("031085001234") == "031•••••1234"
    assert mask_phone("0912345678") == "0912 ••• 678"


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("CCCD 031 085 001 234 cấp ngày 12/04/2021", "CCCD 031•••••1234 cấp ngày 12/04/2021"),
        ("0912.345.678 (Zalo)", "0912 ••• 678 (Zalo)"),
        ("+84912345678", "8491 ••• 678"),
        ("O31O85OO1234", "O31•••••1234"),
        ("０３１０８５００１２３４", "０３１•••••１２３４"),
        ("0912345678 - 0987654321", "0912 ••• 678 - 0987 ••• 321"),
        ("C1234567", "C•••567"),
    ],
)
def test_numbers_inside_a_text_are_masked(said: str, masked: str) -> None:
    assert mask_text(said) == masked


@pytest.mark.parametrize("said", ["46/QĐ-UBND", "15/05/2022", "Tổ dân phố số 12", "150000", "1985"])
def test_other_numbers_stay_as_they_are(said: str) -> None:
    assert mask_text(said) == said
