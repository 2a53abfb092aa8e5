"""Units under units: what a register says of who stands above whom, and what cannot be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge
from sheets_schema.register.line import FIELDS, JudgedLine, Line, Typed
from sheets_schema.register.tree import tree_of

CAMPAIGN = replace(
    read_campaign("binh-dan-hoc-vu-so"),
    levels={"district": {"vi": "quận, huyện", "en": "district"}},
)


def register(*said: str) -> list[JudgedLine]:
    """A register whose lines say code, kind and parent, from line 2 on."""
    lines = []
    for number, one in enumerate(said, 2):
        code, kind, parent = (part.strip() for part in one.split("|"))
        words = {"code": code, "name": f"Tên {code}", "kind": kind, "parent": parent}
        lines.append(Line(number, words))
    return judge(Typed(lines, {field: field for field in FIELDS}), CAMPAIGN, "vi")


def told(lines: list[JudgedLine]) -> list[tuple[int, str]]:
    """Line and code of each complaint."""
    return [(line.number, one.code) for line in lines for one in line.complaints]


def test_communes_stand_under_the_province_and_villages_under_communes() -> None:
    lines = register(
        "X1 | commune | Ủy ban nhân dân tỉnh", "T1 | commune | X1", "T2 | commune | x1"
    )
    tree = tree_of(line.unit for line in lines)
    assert told(lines) == []
    assert tree.above("T1") == ("X1",)
    assert tree.below("X1") == {"T1", "T2"}
    assert [unit.code for unit in tree.parts] == ["X1"]


def test_three_levels_with_one_that_fills_in_nothing() -> None:
    lines = register("Q1 | quận, huyện |", "P1 | commune | Q1", "T1 | commune | P1")
    assert told(lines) == []
    assert [line.unit.reviews for line in lines] == [True, False, False]
    tree = tree_of(line.unit for line in lines)
    assert tree.above("T1") == ("P1", "Q1")
    assert [tree.depth(key) for key in ("Q1", "P1", "T1")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["X1 | commune | X1"], [(2, "parent-itself")]),
        (
            ["X1 | commune | X2", "X2 | commune | X3", "X3 | commune | X1", "X4 | commune | X1"],
            [(2, "parent-circle"), (3, "parent-circle"), (4, "parent-circle")],
        ),
        (["X1 | commune | Không có"], [(2, "parent")]),
    ],
)
def test_a_parent_that_cannot_be_is_told_where_it_was_typed(
    said: list[str], expected: list[tuple[int, str]]
) -> None:
    lines = register(*said)
    assert told(lines) == expected
    assert all(line.complaints[0].column == "parent" for line in lines if line.complaints)


def test_a_circle_is_told_with_all_its_lines_and_not_taken() -> None:
    lines = register("X1 | commune | X2", "X2 | commune | X1")
    sentence = lines[0].complaints[0].sentence("vi")
    assert "X1, X2 (dòng 2, 3)" in sentence
    assert [line.unit.parent for line in lines] == ["", ""]


def test_a_name_that_several_units_bear_names_no_parent() -> None:
    lines = [
        Line(2, {"code": "X1", "name": "Xã Bình Minh", "kind": "commune"}),
        Line(3, {"code": "X2", "name": "Xã Bình Minh", "kind": "commune"}),
        Line(4, {"code": "T1", "name": "Thôn 1", "kind": "commune", "parent": "Xã Bình Minh"}),
    ]
    judged = judge(Typed(lines, {field: field for field in FIELDS}), CAMPAIGN, "vi")
    assert told(judged) == [(4, "parent-several")]
    assert tree_of(line.unit for line in judged).parents == {}


def test_a_level_has_no_workbook() -> None:
    link = "https://docs.google.com/spreadsheets/d/1AbC-x_9/edit"
    line = Line(2, {"code": "Q1", "name": "Quận 1", "kind": "district", "spreadsheet": link})
    [judged] = judge(Typed([line], {field: field for field in FIELDS}), CAMPAIGN, "vi")
    assert told([judged]) == [(2, "link-of-level")]
    assert judged.unit.spreadsheet == ""


KEYS = [f"X{n}" for n in range(6)]


@given(st.lists(st.sampled_from([*KEYS, "", "?"]), min_size=6, max_size=6))
def test_of_any_parents_a_tree_is_made_in_which_nobody_stands_above_itself(
    parents: list[str],
) -> None:
    units = [OrgUnit(k, k, "commune", parent=p) for k, p in zip(KEYS, parents, strict=True)]
    tree = tree_of(units)
    for key in KEYS:
        assert key not in tree.above(key)
        assert all(key in tree.below(above) for above in tree.above(key))
