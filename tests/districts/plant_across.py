"""Plants what two wards of one district have in common and should not."""

from collections.abc import Callable
from random import Random

from tests.districts.paper import Row, Ward

PlantAcross = Callable[[Random, Ward, Ward], bool]


def same_cccd(rng: Random, one: Ward, two: Ward) -> bool:
    """Officers of two wards have one citizen number."""
    first, second = _free(rng, one, "officers", "cccd"), _free(rng, two, "officers", "cccd")
    if not first or not second:
        return False
    second.cells["cccd"] = first.cells["cccd"]
    _tell("cccd_dup_cross_ward", "officers", "cccd", (one, first), (two, second))
    for kind in ("cccd_sex_mismatch", "cccd_year_mismatch", "cccd_birth_implausible"):
        two.excuse(kind, "officers", second, "cccd")
    for row in (first, second):
        row.spoilt.update(("sex", "year"))
    return True


def same_phone(rng: Random, one: Ward, two: Ward) -> bool:
    """Members of two wards have one telephone."""
    first, second = _free(rng, one, "members", "phone"), _free(rng, two, "members", "phone")
    if not first or not second:
        return False
    second.cells["phone"] = first.cells["phone"]
    _tell("phone_dup_cross_ward", "members", "phone", (one, first), (two, second))
    return True


def same_description(rng: Random, one: Ward, two: Ward) -> bool:
    """The words of a model were copied from another ward."""
    first, second = _free(rng, one, "models", "desc"), _free(rng, two, "models", "desc")
    if not first or not second:
        return False
    text = first.text("desc")
    second.cells["desc"] = rng.choice((text, text, text.upper(), text.replace(" ", "  ", 2)))
    _tell("model_copied_cross_ward", "models", "desc", (one, first), (two, second))
    return True


def _tell(kind: str, table: str, name: str, *places: tuple[Ward, Row]) -> None:
    group = "".join(ward.code for ward, _ in places)
    for ward, row in places:
        ward.tell(kind, table, row, name).group = f"across{group}"


def _free(rng: Random, ward: Ward, table: str, name: str) -> Row | None:
    others = ("name", "sex", "year") if name == "cccd" else ("name",)
    rows = [row for row in ward.rows(table) if row.free(name, *others)]
    rows = [row for row in rows if row.cells.get("role", "Thành viên") == "Thành viên"]
    return rng.choice(rows) if rows else None


ACROSS: dict[str, PlantAcross] = {
    "cccd_dup_cross_ward": same_cccd,
    "phone_dup_cross_ward": same_phone,
    "model_copied_cross_ward": same_description,
}
