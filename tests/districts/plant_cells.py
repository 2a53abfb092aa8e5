"""Plants defects of single cells, and notes what else may be said because of them."""

from random import Random

from tests.districts.paper import Row, Ward
from tests.districts.people import People
from tests.districts.spoil_cccd import CCCD
from tests.districts.spoil_lists import LISTS
from tests.districts.spoil_name import NAME
from tests.districts.spoil_phone import PHONE
from tests.districts.spoiling import Cell, Kind

CELL_KINDS: dict[str, Kind] = {**CCCD, **PHONE, **NAME, **LISTS}
# What must be untouched beside the cell, for the defect to be what it is called.
_BESIDE = {
    "cccd_phone_in_cccd": ("phone",),
    "phone_cccd_in_phone": ("cccd",),
    "phone_missing": ("name",),
    "model_count_implausible": ("tdp",),
}
_TRIES = 30


def plant_cell(rng: Random, people: People, ward: Ward, kind: str) -> bool:
    """Spoil one free cell in one of the kind's ways; False when the ward has none for it."""
    what = CELL_KINDS[kind]
    for _ in range(_TRIES):
        table, name = rng.choice(list(what.places))
        rows = [row for row in ward.rows(table) if _may_spoil(kind, ward, table, row, name)]
        if not rows:
            continue
        row = rng.choice(rows)
        clean = row.text(name)
        spoilt = rng.choice(list(what.ways))(Cell(rng, people, ward, row, clean))
        if spoilt is None or spoilt.value == clean:
            continue
        row.cells[name] = spoilt.value
        row.seen.pop(name, None)
        if spoilt.seen is not None:
            row.seen[name] = spoilt.seen
        label = ward.tell(kind, table, row, name)
        label.clean, label.fix = clean, spoilt.fix
        _close_beside(kind, row)
        _excuse(kind, ward, table, row)
        return True
    return False


def _may_spoil(kind: str, ward: Ward, table: str, row: Row, name: str) -> bool:
    if not row.free(name, *_BESIDE.get(kind, ())):
        return False
    if kind.startswith("cccd_"):
        return row.free("sex", "year", "cccd")
    if table == "officers" and name in ("sex", "year"):
        return row.free("cccd")
    if table == "groups" and name == "tdp":
        return row.text("level").split()[-1] not in ("phường", "xã") and bool(row.text("tdp"))
    if name == "role":
        return row.text("role") == "Thành viên"
    return True


def _close_beside(kind: str, row: Row) -> None:
    row.spoilt.update(_BESIDE.get(kind, ()))
    if kind.startswith("cccd_"):
        row.spoilt.update(("sex", "year"))
    if kind in ("person_sex_invalid", "person_year_invalid") and "cccd" in row.cells:
        row.spoilt.add("cccd")


def _excuse(kind: str, ward: Ward, table: str, row: Row) -> None:
    if kind == "group_tdp_missing":
        ward.excuse("tdp_without_group", None, None, None)
    if kind == "group_size_outlier":
        ward.excuse("group_count_mismatch", "groups", row, "count")
    if kind.startswith("name_") and table == "members":
        row.spoilt.update(("phone", "role"))
        if row.cells["role"] == "Tổ trưởng":
            ward.excuse_group(row, "group_leader_name_mismatch")
    if kind == "person_year_invalid" and table == "officers":
        ward.excuse("cccd_year_mismatch", "officers", row, "cccd")
