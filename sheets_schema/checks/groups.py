"""Groups against their members: references, leaders, counts, in both directions."""

from collections import defaultdict
from collections.abc import Mapping

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.checks.keys import column_keys, key_of
from sheets_schema.forms import LIST, TEXT
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.rows import is_blank
from sheets_schema.vietnam.text import tone_key

# Declared names of the columns that the two lists are joined by.
NAME, SIZE, LEADER = "name", "size", "leader"
GROUP, PERSON, ROLE = "group", "name", "role"
Members = Mapping[str, list[int]]


def _group_members(use: CheckUse, groups: ListReading, book: WorkbookReading) -> None:
    members = book.lists.get(text_param(use, "members"))
    if members is None or not (members.recognised and members.rows):
        return
    if not groups.rows:
        if groups.nothing_to_report:
            groups.tell("nil-beside-members", params={"n": str(len(members.rows))})
        return
    if not (groups.has(NAME) and members.knows(GROUP)):
        return
    names = [key_of(groups, index, NAME) for index in range(len(groups.rows))]
    of_group: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(column_keys(members, GROUP)):
        of_group[key].append(index)
    _tell_unknown(text_param(use, "unknown_group"), members, of_group, set(filter(None, names)))
    for index, key in enumerate(names):
        if key:
            _look_at_group(use, groups, index, members, of_group.get(key, []))


def _tell_unknown(code: str, members: ListReading, of_group: Members, names: set[str]) -> None:
    """Members of a group that is not listed; only the cell where its name was typed is told."""
    for key, indices in of_group.items():
        if key in names:
            continue
        for index in indices:
            if not is_blank(members.typed(index, GROUP)):
                members.find(index, GROUP, code, COMPARISON)


def _look_at_group(
    use: CheckUse, groups: ListReading, index: int, members: ListReading, listed: list[int]
) -> None:
    params = {"group": groups.text(index, NAME), "n": str(len(listed))}
    if not listed:
        groups.find(index, NAME, use.code, COMPARISON, params=params)
        return
    size = groups.clean[SIZE][index]
    if isinstance(size, int | float) and size != len(listed):
        groups.find(index, SIZE, text_param(use, "size_mismatch"), COMPARISON, params=params)
    if not members.has(ROLE):
        return
    role = text_param(use, "leader_role")
    leaders = [one for one in listed if members.clean[ROLE][one] == role]
    # A misspelt "Tổ trường" leads only a group that nobody else does.
    leaders = [one for one in leaders if members.code_at(one, ROLE) is None] or leaders
    if not leaders:
        groups.find(index, NAME, text_param(use, "no_leader"), COMPARISON, params=params)
    elif len(leaders) > 1:
        _tell_several_leaders(text_param(use, "two_leaders"), members, leaders, params)
    elif members.has(PERSON):
        _compare_leader(text_param(use, "leader_mismatch"), groups, index, members, leaders[0])


def _tell_several_leaders(
    code: str, members: ListReading, leaders: list[int], params: Mapping[str, str]
) -> None:
    if len({tone_key(members.text(one, PERSON)) for one in leaders}) == 1:
        return  # One person listed twice is the story of that person's rows.
    rows = ", ".join(str(members.sheet_row(one)) for one in leaders)
    for one in leaders:
        members.find(one, ROLE, code, COMPARISON, params={**params, "rows": rows})


def _compare_leader(
    code: str, groups: ListReading, index: int, members: ListReading, leader: int
) -> None:
    here, there = groups.clean[LEADER][index], members.clean[PERSON][leader]
    if here is None or there is None or tone_key(str(here)) == tone_key(str(there)):
        return
    if groups.code_at(index, LEADER) or not members.is_proven(leader, PERSON):
        return  # One of the names is not yet what it should be; comparing would tell it twice.
    groups.find(index, LEADER, code, COMPARISON, params={"other": str(there)})


_CODES = frozenset(
    {"no_leader", "two_leaders", "unknown_group", "size_mismatch", "leader_mismatch"}
)
GROUP_MEMBERS = TableCheck(
    _group_members,
    codes=_CODES,
    params={"members": LIST, "leader_role": TEXT},
    needs=_CODES | {"members", "leader_role"},
)
