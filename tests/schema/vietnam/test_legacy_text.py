"""Old fonts and broken encodings are told from Unicode, also by the vote of their column."""

import pytest
from hypothesis import given

from sheets_schema.vietnam.legacy_text import column_vote, compose, repair_text
from sheets_schema.vietnam.person_name import read_name
from tests.schema.vietnam.spoiling import in_tcvn3, in_vni, misread_as_windows, person_names

TCVN3_COLUMN = [in_tcvn3(name) for name in ("Nguyễn Văn Hùng", "Trần Thị Lan", "Cao Dũng")]


@given(person_names)
def test_unicode_is_left_alone(name: str) -> None:
    assert repair_text(name) is None


def test_a_short_name_that_could_be_anything_is_left_alone() -> None:
    assert repair_text(in_tcvn3("Cao Dũng")) is None


def test_the_column_tells_the_font_of_a_short_name() -> None:
    vote = column_vote(TCVN3_COLUMN)
    assert vote == "tcvn3"
    assert read_name(TCVN3_COLUMN[2], vote)[::2] == ("name-tcvn3", "Cao Dũng")


def test_a_column_of_unicode_names_votes_for_no_font() -> None:
    assert column_vote(["Nguyễn Văn Hùng", "Lê An", "Tô Hoài Nam", None, 3]) is None


def test_one_old_name_does_not_decide_for_its_column() -> None:
    assert column_vote([TCVN3_COLUMN[0], "Lê An", "Trần Thị Lan"]) is None


def test_a_column_in_a_vni_font_votes_for_it() -> None:
    assert column_vote([in_vni(name) for name in ("Nguyễn Văn Hùng", "Trần Thị Lan")]) == "vni"


@pytest.mark.parametrize(
    ("text", "kind", "mended"),
    [
        ("Tæ d©n phè sè 3", "tcvn3", "Tổ dân phố số 3"),
        (misread_as_windows("Giáo viên THCS"), "mojibake", "Giáo viên THCS"),
        (misread_as_windows(misread_as_windows("Phụ nữ")), "mojibake", "Phụ nữ"),
        ("Công an khu vực quận Ðống Ða", "eth", "Công an khu vực quận Đống Đa"),
    ],
)
def test_any_text_cell_can_be_mended(text: str, kind: str, mended: str) -> None:
    assert repair_text(text) == (kind, mended)


def test_a_tone_typed_before_its_circumflex_is_put_right() -> None:
    assert compose("Nguye\u0303\u0302n") == "Nguyễn"
