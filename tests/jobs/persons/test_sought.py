"""Who is looked for, and what of a line of cells is theirs."""

import pytest

from jobs.persons.person import Person
from jobs.persons.sought import Sought, SoughtError, read_sought

ID, PHONE, NAME = "031085022222", "0912345678", "trần thị lan"
LAN = Person(
    ids=frozenset([ID]),
    phones=frozenset([PHONE]),
    names=frozenset([NAME]),
    others=frozenset(["công chức"]),
)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (["031 085 022 222"], Sought(id=ID)),
        (["+84 912 345 678"], Sought(phone=PHONE)),
        (["0084912345678"], Sought(phone=PHONE)),
        (["phone: 912345678"], Sought(phone=PHONE)),
        (["id: ０３１０８５０２２２２２"], Sought(id=ID)),
        (["name:  Trần  Thị Lan", "unit: P03"], Sought(name="Trần Thị Lan", unit="P03")),
        (["id: " + ID, "phone: " + PHONE], Sought(id=ID, phone=PHONE)),
    ],
)
def test_a_person_is_asked_for_by_number_or_by_name_and_unit(
    said: list[str], asked: Sought
) -> None:
    assert read_sought(said) == asked


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([], "person-nobody"),
        (["Trần Thị Lan"], "person-nobody"),
        (["name: Trần Thị Lan"], "person-nobody"),
        (["unit: P03"], "person-nobody"),
        (["id: 031085"], "person-id-wrong"),
        (["phone: 12"], "person-phone-wrong"),
        ([ID, ID], "person-twice"),
    ],
)
def test_who_names_nobody_is_told_what_is_missing(said: list[str], code: str) -> None:
    with pytest.raises(SoughtError) as refused:
        read_sought(said)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "line",
    [
        ["1", "Trần Thị Lan", "031085022222"],
        ["31085022222"],
        ["CCCD 031-085-022-222"],
        ["０３１０８５０２２２２２"],
        ["TRẦN THỊ LAN", "0912.345.678"],
        ["gọi chị Trần Thị Lan +84 912 345 678"],
        ["912345678", "Trần Thị  Lan"],
    ],
)
def test_a_line_is_theirs_by_the_number_or_by_telephone_and_name(line: list[str]) -> None:
    assert LAN.is_theirs(line)


@pytest.mark.parametrize(
    "line",
    [
        ["Trần Thị Lan", "0987654321"],
        ["Nguyễn Văn An", "0912345678"],
        ["Trần Thị Lan", "031085099999", "0912345678"],
        ["0310850222223"],
        ["10912345678"],
        ["Trần Thị Lan Anh"],
        [""],
        [],
    ],
)
def test_a_namesake_and_who_shares_the_telephone_are_left_alone(line: list[str]) -> None:
    assert not LAN.is_theirs(line)


def test_a_telephone_without_a_name_is_for_people_to_look_at() -> None:
    assert LAN.may_be_theirs(["gọi số 0912 345 678"])
    assert not LAN.may_be_theirs(["gọi số 0987 654 321"])


def test_what_is_theirs_goes_and_the_rest_of_the_line_stays() -> None:
    line = ["3", "Trần Thị Lan", "Nữ", "1985", "Công chức", ID, "0912 345 678", "TDP 2"]
    assert LAN.erased(line, "(đã xóa)") == ["3", "(đã xóa)", "Nữ", "1985", "", "", "", "TDP 2"]


def test_in_a_sentence_only_the_person_goes() -> None:
    [after] = LAN.erased([f"Chị Trần Thị Lan ({PHONE}) thay anh An (0987654321)"], "(đã xóa)")
    assert after == "Chị (đã xóa) () thay anh An (0987654321)"


def test_where_no_name_stood_the_sentence_stands_where_the_number_was() -> None:
    assert LAN.erased(["3", "", ID], "(đã xóa)") == ["3", "", "(đã xóa)"]
