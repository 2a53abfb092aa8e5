"""Plants defects that several rows tell together: duplicates, dragged columns, groups."""

import unicodedata
from collections.abc import Callable
from random import Random

from tests.districts import old_typing
from tests.districts.decoys import other_words
from tests.districts.paper import Row, Ward
from tests.districts.people import People

Plant = Callable[[Random, People, Ward], bool]


def _members(ward: Ward, *fields: str) -> list[Row]:
    rows = [row for row in ward.rows("members") if row.cells["role"] == "Thành viên"]
    return [row for row in rows if row.free(*fields)]


def swapped(rng: Random, people: People, ward: Ward) -> bool:
    """The citizen number and the telephone stand in each other's column."""
    rows = [row for row in ward.rows("officers") if row.free("cccd", "phone", "sex", "year")]
    if not rows:
        return False
    row = rng.choice(rows)
    row.cells["cccd"], row.cells["phone"] = row.cells["phone"], row.cells["cccd"]
    for name in ("cccd", "phone"):
        label = ward.tell("cccd_swapped_with_phone", "officers", row, name)
        other = "phone" if name == "cccd" else "cccd"
        label.fix = label.clean = row.text(other)
    row.spoilt.update(("sex", "year"))
    return True


def same_cccd(rng: Random, people: People, ward: Ward) -> bool:
    """Two officers have one citizen number."""
    rows = [row for row in ward.rows("officers") if row.free("cccd", "sex", "year")]
    if len(rows) < 2:
        return False
    first, second = rng.sample(rows, 2)
    second.cells["cccd"] = first.cells["cccd"]
    for row in (first, second):
        ward.tell("cccd_dup_in_ward", "officers", row, "cccd").group = "dupc" + ward.code
        row.spoilt.update(("sex", "year"))
        _excuse_number(ward, row)
    return True


def _excuse_number(ward: Ward, row: Row) -> None:
    for kind in ("cccd_sex_mismatch", "cccd_year_mismatch", "cccd_birth_implausible"):
        ward.excuse(kind, "officers", row, "cccd")


def dragged_cccd(rng: Random, people: People, ward: Ward) -> bool:
    """Citizen numbers dragged down over three rows and more."""
    return _dragged(rng, ward, "officers", "cccd", "cccd_filldown")


def dragged_phone(rng: Random, people: People, ward: Ward) -> bool:
    """Telephones dragged down over three rows and more."""
    return _dragged(rng, ward, "members", "phone", "phone_filldown")


def _dragged(rng: Random, ward: Ward, table: str, name: str, kind: str) -> bool:
    rows = ward.rows(table)
    length = rng.randint(3, 5)
    starts = [
        start
        for start in range(len(rows) - length + 1)
        if all(row.free(name, "sex", "year", "name") for row in rows[start : start + length])
    ]
    if not starts:
        return False
    start = rng.choice(starts)
    run = rows[start : start + length]
    first = run[0].text(name)
    first = first[:-2] + f"{rng.randint(10, 90)}"
    for step, row in enumerate(run):
        row.cells[name] = str(int(first) + step).zfill(len(first))
        label = ward.tell(kind, table, row, name)
        label.required, label.group = step > 0, f"drag{ward.code}{start}"
        if table == "officers":
            row.spoilt.update(("sex", "year"))
            _excuse_number(ward, row)
    return True


def lost_zero_column(rng: Random, people: People, ward: Ward) -> bool:
    """A whole column of telephones was typed as numbers."""
    table = rng.choice(("members", "officers", "groups"))
    rows = [row for row in ward.rows(table) if row.free("phone") and row.text("phone").isdigit()]
    for row in rows:
        right = row.text("phone")
        row.cells["phone"] = int(right)
        label = ward.tell("phone_lost_zero", table, row, "phone")
        label.clean = label.fix = right
        label.group = f"column{ward.code}{table}"
    return bool(rows)


def lost_zero_cccd_column(rng: Random, people: People, ward: Ward) -> bool:
    """A whole column of citizen numbers was typed as numbers."""
    rows = [row for row in ward.rows("officers") if row.free("cccd")]
    for row in rows:
        right = row.text("cccd")
        row.cells["cccd"] = int(right)
        row.spoilt.update(("sex", "year"))
        kind = "cccd_lost_zero_2" if right.startswith("00") else "cccd_lost_zero_1"
        label = ward.tell(kind, "officers", row, "cccd")
        label.clean = label.fix = right
        label.group = "column" + ward.code
    return bool(rows)


def old_names_column(rng: Random, people: People, ward: Ward) -> bool:
    """A whole column of names was typed in capitals, in an old font or on a Mac."""
    kind, spell = rng.choice(_COLUMN_SPELLINGS)
    table = rng.choice(("members", "members", "officers"))
    rows = [row for row in ward.rows(table) if row.free("name")]
    if len(rows) < 4 or 5 * len(rows) < 4 * len(ward.rows(table)):
        return False
    for row in rows:
        right = row.text("name")
        row.cells["name"] = spell(right)
        if row.cells["name"] != right:
            label = ward.tell(kind, table, row, "name")
            label.clean = label.fix = right
        row.spoilt.update(("name", "phone", "role"))
    return True


def _on_a_mac(text: str) -> str:
    return unicodedata.normalize("NFD", text)


_COLUMN_SPELLINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("name_allcaps", str.upper),
    ("name_tcvn3", old_typing.tcvn3),
    ("name_vni", old_typing.vni),
    ("name_nfd", _on_a_mac),
)


def same_phone(rng: Random, people: People, ward: Ward) -> bool:
    """Two members have one telephone."""
    rows = _members(ward, "phone", "name", "note")
    if len(rows) < 2:
        return False
    first, second = rng.sample(rows, 2)
    second.cells["phone"] = first.cells["phone"]
    for row in (first, second):
        ward.tell("phone_dup_person", "members", row, "phone").group = "dupp" + ward.code
        row.spoilt.update(("name", "note"))
    return True


def _copy_member(ward: Ward, row: Row, at: int) -> Row:
    copy = row.copy()
    ward.rows("members").insert(at, copy)
    for one in (row, copy):
        for kind in ("row_duplicate", "name_dup_in_group", "name_allcaps", "name_spaces"):
            ward.excuse(kind, "members", one, "name")
        ward.excuse("phone_dup_person", "members", one, "phone")
        one.spoilt.update(("name", "phone", "year", "sex", "role", "group", "job", "note"))
    return copy


def twice_in_group(rng: Random, people: People, ward: Ward) -> bool:
    """One person stands twice in a group, some rows apart, perhaps written otherwise."""
    rows = ward.rows("members")
    for row in rng.sample(_members(ward, *row_fields()), len(_members(ward, *row_fields()))):
        mates = [one for one in rows if one.cells["group"] == row.cells["group"]]
        at = rows.index(mates[-1]) + 1
        if at - rows.index(row) < 2:
            continue
        copy = _copy_member(ward, row, at)
        text = row.text("name")
        copy.cells["name"] = rng.choice((text, text, text.upper(), f" {text} "))
        if rng.random() < 0.3:
            copy.cells["job"] = "Người dân khu phố"
        for one in (row, copy):
            ward.tell("name_dup_in_group", "members", one, "name").group = "ndup" + ward.code
        ward.excuse_group(row, "group_count_mismatch")
        return True
    return False


def row_fields() -> tuple[str, ...]:
    """The cells of a member that a copy of the row needs untouched."""
    return ("name", "phone", "year", "sex", "role", "group", "job", "note")


def same_row_twice(rng: Random, people: People, ward: Ward) -> bool:
    """A member's row was copied to the row below."""
    rows = _members(ward, *row_fields())
    if not rows:
        return False
    row = rng.choice(rows)
    copy = _copy_member(ward, row, ward.rows("members").index(row) + 1)
    for one in (row, copy):
        ward.tell("row_duplicate", "members", one, "name").group = "rdup" + ward.code
    ward.excuse_group(row, "group_count_mismatch")
    return True


def in_two_groups(rng: Random, people: People, ward: Ward) -> bool:
    """One person with one telephone is a member of two groups."""
    candidates = _members(ward, *row_fields())
    if not candidates:
        return False
    row = rng.choice(candidates)
    others = [one for one in _members(ward, "group") if one.cells["group"] != row.cells["group"]]
    if not others:
        return False
    other = rng.choice(others)
    copy = _copy_member(ward, row, ward.rows("members").index(other) + 1)
    copy.cells["group"] = other.cells["group"]
    for one in (row, copy):
        ward.tell("member_in_two_groups", "members", one, "name").group = "two" + ward.code
        ward.excuse_group(one, "group_count_mismatch")
    return True


def same_model_twice(rng: Random, people: People, ward: Ward) -> bool:
    """A model at one place stands twice, perhaps in capitals."""
    rows = [row for row in ward.rows("models") if row.free("name", "tdp", "desc", "skill", "count")]
    if not rows:
        return False
    row = rng.choice(rows)
    copy = row.copy()
    name = row.text("name")
    copy.cells["name"] = rng.choice((name, name.upper(), name.lower(), f"{name} "))
    if rng.random() < 0.3:
        copy.cells["tdp"] = other_words(row.text("tdp"))
    ward.rows("models").append(copy)
    for one in (row, copy):
        one.spoilt.update(("tdp", "desc", "skill", "count"))
        ward.tell("model_duplicate", "models", one, "name").group = "mdup" + ward.code
        ward.excuse("row_duplicate", "models", one, "name")
    return True


def platform_twice(rng: Random, people: People, ward: Ward) -> bool:
    """One platform stands twice under different spellings."""
    rows = [row for row in ward.rows("platforms") if row.free("name", "url", "skill", "reason")]
    if not rows:
        return False
    row = rng.choice(rows)
    copy = row.copy()
    name = row.text("name")
    forms = [name.upper(), name.lower(), f"Ứng dụng {name}", f"{name} ", f"App {name}"]
    if name.startswith("Cổng"):
        forms = [name.upper(), "Cổng DVC quốc gia", "Cổng dịch vụ công Quốc gia", f"{name} "]
    if name.startswith("Sổ"):
        forms = [name.upper(), name.lower(), f"{name} ", f"Ứng dụng {name}"]
    copy.cells["name"] = rng.choice([form for form in forms if form != name])
    ward.rows("platforms").append(copy)
    for one in (row, copy):
        one.spoilt.update(("url", "skill", "reason"))
        label = ward.tell("platform_duplicate_variant", "platforms", one, "name")
        label.group, label.fix = "pdup" + ward.code, name if one is copy else ""
        ward.excuse("row_duplicate", "platforms", one, "name")
    return True


STORIES: dict[str, Plant] = {
    "cccd_swapped_with_phone": swapped,
    "cccd_dup_in_ward": same_cccd,
    "phone_lost_zero column": lost_zero_column,
    "cccd_lost_zero column": lost_zero_cccd_column,
    "names column": old_names_column,
    "phone_dup_person": same_phone,
    "name_dup_in_group": twice_in_group,
    "row_duplicate": same_row_twice,
    "member_in_two_groups": in_two_groups,
    "model_duplicate": same_model_twice,
    "platform_duplicate_variant": platform_twice,
}
# After everything that puts rows between others.
DRAGGED: dict[str, Plant] = {"cccd_filldown": dragged_cccd, "phone_filldown": dragged_phone}
