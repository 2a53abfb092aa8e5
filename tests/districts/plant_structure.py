"""Plants what is wrong with a whole row, list or workbook."""

from random import Random

from tests.districts.clean_lists import PLATFORMS
from tests.districts.paper import FIELDS, Row, Value, Ward
from tests.districts.people import People
from tests.districts.plant_stories import Plant

_NONE = {"models": "model_none", "platforms": "platform_none", "officers": "officer_none"}


def _untouched(ward: Ward, table: str) -> bool:
    used = any(label.table == table for label in ward.labels)
    decoys = any(decoy[0] == table for decoy in ward.decoys)
    rows = any(row.spoilt or row.closed for row in ward.rows(table))
    return not (used or decoys or rows or ward.lists[table].empty or ward.lists[table].absent)


def nothing_entered(table: str) -> Plant:
    """A list with a header and no row."""

    def plant(rng: Random, people: People, ward: Ward) -> bool:
        if not _untouched(ward, table):
            return False
        ward.lists[table].rows.clear()
        ward.lists[table].empty = True
        ward.tell(_NONE[table], table, None, None)
        return True

    return plant


def no_tab(rng: Random, people: People, ward: Ward) -> bool:
    """The tab of a list was deleted."""
    table = rng.choice(("platforms", "models", "officers"))
    if not _untouched(ward, table):
        return False
    ward.lists[table].rows.clear()
    ward.lists[table].absent = True
    ward.tell("tab_missing", table, None, None)
    ward.excuse(_NONE[table], table, None, None)
    return True


def no_column(rng: Random, people: People, ward: Ward) -> bool:
    """A required column was deleted."""
    table, name = rng.choice(
        (
            ("officers", "cccd"),
            ("officers", "cccd"),
            ("officers", "phone"),
            ("officers", "pos"),
            ("members", "phone"),
            ("models", "skill"),
            ("groups", "decision"),
        )
    )
    if any(not row.free(name) for row in ward.rows(table)) or not ward.rows(table):
        return False
    if table == "officers" and any(not row.free("cccd", "phone") for row in ward.rows(table)):
        return False
    ward.lists[table].lost_columns.add(name)
    for row in ward.rows(table):
        row.spoilt.add(name)
    ward.tell("required_column_missing", table, None, None).note = name
    return True


def other_wards_title(rng: Random, people: People, ward: Ward) -> bool:
    """The title above a list names another ward."""
    table = rng.choice(list(FIELDS))
    names = [name for name in ward.place.wards if f"{ward.place.kind} {name}" != ward.name]
    if ward.lists[table].absent or ward.lists[table].foreign_title:
        return False
    ward.lists[table].foreign_title = f"{ward.place.kind} {rng.choice(names)}"
    ward.tell("wrong_ward_title", table, None, None)
    return True


def sample_left(rng: Random, people: People, ward: Ward) -> bool:
    """The example row of the template still stands there."""
    table = rng.choice(("officers", "officers", "members"))
    if ward.lists[table].empty or ward.lists[table].absent or not ward.rows(table):
        return False
    if ward.lists[table].merged or ward.lists[table].sections:
        return False
    cells = dict(ward.rows(table)[0].cells)
    note = rng.choice(("Dòng ví dụ", "Ví dụ", "(mẫu)", "", "xóa dòng này khi nhập"))
    cells.update(
        stt=rng.choice(("VD", "VD", "Ví dụ", "Mẫu")),
        name=rng.choice(("Nguyễn Văn A", "Ví dụ: Nguyễn Văn A", "Trần Thị B", "VD: Nguyễn Văn A")),
        sex="Nam",
        year=1985,
        phone=rng.choice(("0900000000", "0912345678", "09xxxxxxxx")),
        note=note,
    )
    if "cccd" in cells:
        cells["cccd"] = rng.choice(("031085000000", "031085001234", "0xxxxxxxxxxx"))
    if "Ví dụ" in str(cells["name"]) and rng.random() < 0.5:
        cells["stt"] = None
    row = Row(cells)
    ward.rows(table).insert(0, row)
    ward.tell("sample_row_left", table, row, None)
    return True


def shifted(rng: Random, people: People, ward: Ward) -> bool:
    """All cells of a row stand one column too far to the right."""
    table = rng.choice(("officers", "officers", "officers", "members"))
    if ward.lists[table].lost_columns or ward.lists[table].merged:
        return False
    rows = [row for row in ward.rows(table) if not row.spoilt and not row.closed]
    rows = [row for row in rows if row.cells.get("role", "Thành viên") == "Thành viên"]
    if not rows:
        return False
    row = rng.choice(rows)
    row.shift = rng.choice((0, 1, 1, 1, 2)) if table == "officers" else 2
    ward.tell("row_shifted", table, row, None)
    ward.excuse_group(row, "group_count_mismatch") if table == "members" else None
    return True


def platform_among_models(rng: Random, people: People, ward: Ward) -> bool:
    """A platform was written into the list of models."""
    models = ward.lists["models"]
    if models.empty or models.absent or models.lost_columns:
        return False
    name, kind, provider, url = rng.choice(PLATFORMS)
    values: list[Value] = [
        len(ward.rows("models")) + 1,
        name,
        kind,
        provider,
        url,
        rng.choice(("1", "5", "1,5")),
    ]
    values += [rng.choice(("", "Người dân hay dùng")), None, None]
    row = Row(dict(zip(FIELDS["models"], values, strict=True)))
    ward.rows("models").append(row)
    ward.tell("wrong_tab_data", "models", row, None)
    return True


def not_started(ward: Ward) -> None:
    """Nothing was entered anywhere."""
    for table in FIELDS:
        ward.lists[table].rows.clear()
        ward.lists[table].empty = True
        if table in _NONE:
            ward.excuse(_NONE[table], table, None, None)
    ward.tell("ward_not_started", None, None, None)


STRUCTURE: dict[str, Plant] = {
    "officer_none": nothing_entered("officers"),
    "model_none": nothing_entered("models"),
    "platform_none": nothing_entered("platforms"),
    "tab_missing": no_tab,
    "required_column_missing": no_column,
    "wrong_ward_title": other_wards_title,
    "sample_row_left": sample_left,
    "row_shifted": shifted,
    "wrong_tab_data": platform_among_models,
}
