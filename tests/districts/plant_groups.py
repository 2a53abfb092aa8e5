"""Plants what does not fit between the list of groups and the list of members."""

from random import Random

from tests.districts.paper import Row, Ward
from tests.districts.people import People
from tests.districts.plant_stories import Plant

_LEADING = ("name", "leader", "count", "tdp", "phone", "decision", "ddate")


def _groups(ward: Ward, *fields: str) -> list[Row]:
    """Untouched groups of residential groups, not the ward's own."""
    return [row for row in ward.rows("groups")[1:] if row.free(*fields)]


def _leader(ward: Ward, group: Row) -> Row | None:
    rows = [row for row in ward.members_of(group) if row.cells["role"] == "Tổ trưởng"]
    usable = rows and rows[0].free("name", "role", "group", "phone")
    return rows[0] if usable else None


def unknown_group(rng: Random, people: People, ward: Ward) -> bool:
    """A member's group is not in the list of groups."""
    if ward.lists["members"].merged or ward.lists["members"].bare:
        return False
    rows = [row for row in ward.rows("members") if row.free("group", "name")]
    rows = [row for row in rows if row.cells["role"] == "Thành viên"]
    if not rows:
        return False
    row = rng.choice(rows)
    ward.excuse_group(row, "group_count_mismatch")
    word = ward.tdps[0].rstrip("0123456789 ")
    forms = (f"Tổ CNSCĐ {word} 99", "Tổ 3B", "Tổ CNSCĐ TDP số 99", "Tổ CNSCĐ Hoa Sen", "Tổ 45")
    row.cells["group"] = rng.choice(forms)
    row.spoilt.add("name")
    ward.tell("member_unknown_group", "members", row, "group")
    return True


def no_leader(rng: Random, people: People, ward: Ward) -> bool:
    """Nobody in the group is called its leader."""
    for group in rng.sample(_groups(ward, *_LEADING), len(_groups(ward, *_LEADING))):
        leader = _leader(ward, group)
        if leader:
            leader.cells["role"] = rng.choice(("Thành viên", "Tổ phó"))
            leader.spoilt.update(("role", "name", "group"))
            for row in ward.members_of(group):
                row.spoilt.add("role")
            group.spoilt.update(("leader", "count"))
            ward.tell("group_no_leader", "groups", group, "name")
            ward.excuse("group_no_leader", "members", leader, "role")
            ward.excuse("group_leader_name_mismatch", "groups", group, "leader")
            return True
    return False


def two_leaders(rng: Random, people: People, ward: Ward) -> bool:
    """A second member of a group is called its leader."""
    for group in rng.sample(_groups(ward, "leader", "name"), len(_groups(ward, "leader", "name"))):
        leader = _leader(ward, group)
        mates = [row for row in ward.members_of(group)[1:] if row.free("role", "name", "group")]
        if leader and mates:
            second = rng.choice(mates)
            second.cells["role"] = "Tổ trưởng"
            ward.tell("group_two_leaders", "members", second, "role")
            ward.excuse("group_two_leaders", "members", leader, "role")
            ward.excuse("group_two_leaders", "groups", group, "leader")
            ward.excuse("group_two_leaders", "groups", group, "name")
            ward.excuse("group_leader_name_mismatch", "groups", group, "leader")
            for row in (second, leader):
                row.spoilt.update(("role", "name", "group"))
            group.spoilt.update(("leader", "name"))
            return True
    return False


def wrong_count(rng: Random, people: People, ward: Ward) -> bool:
    """The declared size is not that of the list."""
    rows = [row for row in _groups(ward, "count", "name") if not _touched(ward, row)]
    if not rows:
        return False
    row = rng.choice(rows)
    right = len(ward.members_of(row))
    row.cells["count"] = right + rng.choice((1, 2, 3, 5, -1))
    if rng.random() < 0.2:
        row.cells["count"] = row.text("count")
    label = ward.tell("group_count_mismatch", "groups", row, "count")
    label.clean = label.fix = str(right)
    row.spoilt.add("name")
    for member in ward.members_of(row):
        member.spoilt.add("group")
    return True


def _touched(ward: Ward, group: Row) -> bool:
    return any(not row.free("group", "role") for row in ward.members_of(group))


def no_members(rng: Random, people: People, ward: Ward) -> bool:
    """The group has no row in the list of members."""
    for group in rng.sample(_groups(ward, *_LEADING), len(_groups(ward, *_LEADING))):
        members = ward.members_of(group)
        if all(not row.spoilt and not row.closed for row in members):
            for row in members:
                ward.rows("members").remove(row)
            ward.tell("group_no_members", "groups", group, "name")
            ward.excuse("group_count_mismatch", "groups", group, "count")
            ward.excuse("group_no_leader", "groups", group, "name")
            ward.excuse("group_leader_name_mismatch", "groups", group, "leader")
            group.spoilt.update(_LEADING)
            return True
    return False


def group_twice(rng: Random, people: People, ward: Ward) -> bool:
    """One group stands twice in the list of groups."""
    rows = _groups(ward, *_LEADING)
    if not rows:
        return False
    row = rng.choice(rows)
    copy = row.copy()
    name = row.text("name")
    other = "Tổ CNSCĐ" if name.startswith("Tổ công nghệ") else "Tổ công nghệ số cộng đồng"
    tdp = row.text("tdp")
    forms = (name, name, f"{other} {tdp}", name.replace(" ", "  ", 1), f"{name} ")
    copy.cells["name"] = rng.choice(forms)
    ward.rows("groups").append(copy)
    for one in (row, copy):
        ward.tell("group_duplicate", "groups", one, "name").group = "gdup" + ward.code
        for kind, name in (
            ("row_duplicate", "name"),
            ("row_duplicate", "decision"),
            ("phone_dup_person", "phone"),
            ("group_count_mismatch", "count"),
            ("group_no_members", "name"),
            ("group_leader_name_mismatch", "leader"),
        ):
            ward.excuse(kind, "groups", one, name)
        one.spoilt.update(_LEADING)
    return True


def other_leader(rng: Random, people: People, ward: Ward) -> bool:
    """The leader in the list of groups is not the one in the list of members."""
    for group in rng.sample(_groups(ward, "leader", "name"), len(_groups(ward, "leader", "name"))):
        leader = _leader(ward, group)
        if leader:
            label = ward.tell("group_leader_name_mismatch", "groups", group, "leader")
            label.clean = group.text("leader")
            group.cells["leader"] = people.name(rng.choice(("Nam", "Nữ")))
            ward.excuse("group_leader_name_mismatch", "members", leader, "name")
            leader.spoilt.update(("name", "role", "group"))
            group.spoilt.update(("name",))
            return True
    return False


def place_without_group(rng: Random, people: People, ward: Ward) -> bool:
    """A residential group has no digital group at all."""
    groups = _groups(ward, *_LEADING)
    if len(groups) < 3:
        return False
    for group in rng.sample(groups, len(groups)):
        members = ward.members_of(group)
        if all(not row.spoilt and not row.closed for row in members):
            for row in members:
                ward.rows("members").remove(row)
            ward.rows("groups").remove(group)
            ward.tell("tdp_without_group", None, None, None).note = group.text("tdp")
            return True
    return False


def respell_groups(rng: Random, ward: Ward) -> None:
    """The list of members calls the groups by the other usual name: no mistake."""
    if rng.random() > 0.2:
        return
    for row in ward.rows("members"):
        name = row.text("group")
        if name.startswith("Tổ CNSCĐ"):
            row.cells["group"] = name.replace("Tổ CNSCĐ", "Tổ công nghệ số cộng đồng", 1)
        else:
            row.cells["group"] = name.replace("Tổ công nghệ số cộng đồng", "Tổ CNSCĐ", 1)


GROUP_STORIES: dict[str, Plant] = {
    "member_unknown_group": unknown_group,
    "group_no_leader": no_leader,
    "group_two_leaders": two_leaders,
    "group_count_mismatch": wrong_count,
    "group_no_members": no_members,
    "group_duplicate": group_twice,
    "group_leader_name_mismatch": other_leader,
    "tdp_without_group": place_without_group,
}
