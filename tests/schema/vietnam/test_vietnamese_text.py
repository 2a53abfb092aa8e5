"""Keys, order and case of Vietnamese text; syllables; placeholders; numbers filled by dragging."""

import pytest

from sheets_schema.vietnam.placeholder import is_ditto, is_placeholder
from sheets_schema.vietnam.sequences import drag_filled
from sheets_schema.vietnam.syllable import is_syllable, with_tone
from sheets_schema.vietnam.telex import decode_telex
from sheets_schema.vietnam.text import fold, name_sort_key, title_case, tone_key


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hoà"), ("THÚY", "Thuý"), ("ủy ban", "Uỷ  Ban")]
)
def test_both_placements_of_a_tone_are_one_key(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoa"), ("Mỹ", "My"), ("Lý", "Lí")])
def test_other_letters_are_other_keys(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


def test_folding_takes_every_mark_and_the_foreign_eth() -> None:
    assert fold("Đỗ  Thị ÐỨC") == "do thi duc"


def test_people_are_listed_by_given_name_then_surname() -> None:
    names = ["Trần Văn Ánh", "Lê An", "Nguyễn Thị Ân", "Bùi Văn An", "Đỗ Anh", "Hồ Văn Ắng"]
    ordered = ["Bùi Văn An", "Lê An", "Đỗ Anh", "Trần Văn Ánh", "Hồ Văn Ắng", "Nguyễn Thị Ân"]
    assert sorted(names, key=name_sort_key) == ordered


def test_tones_are_ordered_behind_letters() -> None:
    tones = ["Bạ", "Bá", "Bã", "Bả", "Bà", "Ba"]
    assert sorted(tones, key=name_sort_key) == tones[::-1]


def test_capitals_behind_an_apostrophe_are_kept() -> None:
    assert title_case("H'Hen NIÊ") == "H'Hen Niê"


@pytest.mark.parametrize("word", ["Nguyễn", "quỳnh", "Quốc", "hòa", "hoà", "Giang", "Gì", "Đặng"])
def test_words_of_names_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Nguyên2", "Hòang", "Dức!", "Brơi", "Duc", "Nieâ", "", "Thuyù"])
def test_impossible_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("base", "tone", "word"),
    [
        ("hoang", "f", "hoàng"),
        ("thuy", "s", "thúy"),
        ("nguyên", "x", "nguyễn"),
        ("qua", "r", "quả"),
    ],
)
def test_a_tone_stands_on_its_letter(base: str, tone: str, word: str) -> None:
    assert with_tone(base, tone) == word


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("Nguyeexn Thij Huowng", "Nguyễn Thị Hương"),
        ("NGUYEENX VAWN HUNGF", "NGUYỄN VĂN HÙNG"),
        ("Tranaf Thij Lan", "Trần Thị Lan"),
        ("Ngoo Coong Manhj", "Ngô Công Mạnh"),
        ("Cao Lan Anh", None),
        ("Nguyen Van Hung", None),
        ("Shopee", None),
    ],
)
def test_telex_keys_are_decoded_only_when_they_are_telex(keys: str, name: str | None) -> None:
    assert decode_telex(keys) == name


@pytest.mark.parametrize("text", ["x", "-", "...", "0", "nt", "N/A", "Đang cập nhật", "(chưa có)"])
def test_stop_gaps_are_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "Trọng", "0912345678", "Nam", "Không gian mạng", "Mai"])
def test_values_are_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(("text", "ditto"), [("nt", True), ("Như trên", True), ('"', True)])
def test_ditto_marks_are_recognised(text: str, ditto: bool) -> None:
    assert is_ditto(text) is ditto


@pytest.mark.parametrize("text", ["x", "-", "Tổ trưởng", "Cán bộ"])
def test_other_words_are_no_ditto_marks(text: str) -> None:
    assert not is_ditto(text)


def test_three_rows_that_go_up_by_one_were_dragged() -> None:
    rows = ["0912345678", "0987225751", "0987225752", "0987225753", None, "0987225754"]
    assert drag_filled(rows) == [(1, 4)]


def test_two_neighbours_or_numbers_going_down_are_no_drag() -> None:
    assert drag_filled(["0987225751", "0987225752", "0912345678", "0912345677", "0912345676"]) == []


def test_a_column_may_hold_several_dragged_runs() -> None:
    assert drag_filled(["11101", "11102", "11103", "22277", "22278", "22279"]) == [(0, 3), (3, 6)]
