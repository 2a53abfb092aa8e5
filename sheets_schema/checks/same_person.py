"""One person listed twice: in one group, or in two groups at once."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.duplicates import is_shared, other_of, same
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.checks.keys import column_keys, person_key
from sheets_schema.forms import columns
from sheets_schema.list_reading import DUPLICATE, ListReading, WorkbookReading


def _same_person(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Same name and phone; same name alone counts within a group when the years agree."""
    name, group = text_param(use, "name"), text_param(use, "group")
    named = reading.clean[name]
    key = {value: person_key(str(value)) if value else "" for value in set(named)}
    names = list(map(key.__getitem__, named))
    groups = column_keys(reading, group)
    # Texts, not pairs: a hundred thousand pairs would wake the garbage collector.
    for indices in same(map("\n".join, zip(names, groups, strict=True))):
        if not names[indices[0]]:
            continue
        alike = [one for one in indices if _is_one_person(use, reading, one, indices)]
        if len(alike) > 1:
            _tell(use, reading, alike, use.code)
    for sharing in same(reading.clean[text_param(use, "phone")]):
        persons = [names[index] or None for index in sharing]
        for places in same(persons):
            indices = [sharing[place] for place in places]
            if len({groups[index] for index in indices}) > 1:
                _tell(use, reading, indices, text_param(use, "two_groups"))


def _is_one_person(use: CheckUse, reading: ListReading, index: int, indices: list[int]) -> bool:
    """Whether nothing known (phone, year of birth) tells this namesake from some other."""
    columns = [text_param(use, "phone"), text_param(use, "year")]
    for other in indices:
        if other == index:
            continue
        pairs = [(reading.clean[name][index], reading.clean[name][other]) for name in columns]
        known = [one == two for one, two in pairs if one is not None and two is not None]
        if any(known) or not known:
            return True
    return False


def _tell(use: CheckUse, reading: ListReading, indices: list[int], code: str) -> None:
    name, group, note = (text_param(use, key) for key in ("name", "group", "note"))
    for index in indices:
        if is_shared(reading, index, note):
            continue
        other = other_of(indices, index)
        params = {
            "group": reading.text(index, group),
            "other": reading.text(other, group),
            "row2": str(reading.sheet_row(other)),
        }
        reading.find(index, name, code, DUPLICATE, params=params)


SAME_PERSON = TableCheck(
    _same_person,
    columns=columns("name", "group", "phone", "year", "note"),
    codes=frozenset({"two_groups"}),
    needs=frozenset({"name", "group", "phone", "year", "two_groups"}),
)
