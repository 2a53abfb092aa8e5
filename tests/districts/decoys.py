"""Odd but right cells that nobody may call wrong."""

from collections.abc import Callable
from random import Random

from tests.districts.clean_wards import odd_name
from tests.districts.paper import Row, Ward
from tests.districts.people import NEW_PREFIXES, PROVINCES, People, Person

_SHARED = ("dùng chung", "Dùng chung số", "SĐT dùng chung vợ chồng")
Decoy = Callable[[Random, People, Ward], None]


def _mark(ward: Ward, table: str, row: Row, name: str, why: str) -> None:
    row.spoilt.add(name)
    ward.decoys.append((table, row, name, why))


def _plain_member(rng: Random, ward: Ward, *fields: str) -> Row | None:
    rows = [
        row
        for row in ward.rows("members")
        if row.cells["role"] == "Thành viên" and row.free(*fields)
    ]
    return rng.choice(rows) if rows else None


def unusual_name(rng: Random, people: People, ward: Ward) -> None:
    """Names of minorities, of two or six words, with hyphen or apostrophe."""
    used = {row.text("name") for row in ward.rows("members")}
    row, name = _plain_member(rng, ward, "name"), odd_name(rng, used)
    if row and name:
        row.cells["name"] = name
        _mark(ward, "members", row, "name", "tên lạ nhưng đúng")


def new_prefix(rng: Random, people: People, ward: Ward) -> None:
    """Telephone prefixes that are new or seldom."""
    row = _plain_member(rng, ward, "phone")
    if row:
        row.cells["phone"] = people.phone(rng.choice(NEW_PREFIXES))
        _mark(ward, "members", row, "phone", "đầu số mới")


def old_or_young(rng: Random, people: People, ward: Ward) -> None:
    """Veterans of the forties, and members of the Youth Union aged 16."""
    row = _plain_member(rng, ward, "year")
    if row:
        row.cells["year"] = rng.choice((1938, 1941, 1944, 1947, 2007, 2008, "1952"))
        _mark(ward, "members", row, "year", "người cao tuổi hoặc đoàn viên 16 tuổi")


def born_since_2000(rng: Random, people: People, ward: Ward) -> None:
    """An officer born in 2000 or later: the fourth digit is 2 or 3."""
    rows = [row for row in ward.rows("officers") if row.free("cccd", "year")]
    if rows:
        row = rng.choice(rows)
        year = rng.randint(2000, 2003)
        row.cells["year"] = year
        person = Person(row.text("name"), row.text("sex"), year, row.text("phone"))
        row.cells["cccd"] = people.cccd(person, rng.choice(PROVINCES))
        row.spoilt.add("year")
        _mark(ward, "officers", row, "cccd", "sinh từ năm 2000")


def officer_leads_ward_group(rng: Random, people: People, ward: Ward) -> None:
    """The officer in charge also leads the ward's group: one phone in three lists."""
    group = ward.rows("groups")[0]
    rows = [row for row in ward.rows("officers") if row.free("name", "phone", "sex", "cccd")]
    leader = ward.members_of(group)[0]
    if rows and leader.free("name", "phone", "sex", "year"):
        officer = rng.choice(rows)
        for name in ("name", "sex", "year", "phone"):
            leader.cells[name] = officer.cells[name]
        group.cells["leader"], group.cells["phone"] = officer.cells["name"], officer.cells["phone"]
        leader.spoilt.update(("name", "sex", "year", "role", "group"))
        officer.spoilt.update(("name", "phone", "sex", "year"))
        group.spoilt.update(("leader", "phone", "name"))
        _mark(ward, "members", leader, "phone", "cán bộ đồng thời là Tổ trưởng cấp phường")


def shared_phone(rng: Random, people: People, ward: Ward) -> None:
    """A couple with one telephone, and both notes say so."""
    one = _plain_member(rng, ward, "phone", "note")
    two = _plain_member(rng, ward, "phone", "note")
    if one and two and one is not two:
        two.cells["phone"] = one.cells["phone"]
        for row in (one, two):
            row.cells["note"] = rng.choice(
                ("dùng chung", "Dùng chung số", "SĐT dùng chung vợ chồng")
            )
            row.spoilt.add("note")
            _mark(ward, "members", row, "phone", "ghi chú dùng chung")


def namesakes(rng: Random, people: People, ward: Ward) -> None:
    """Two people of one name in one group, of different years and telephones."""
    one = _plain_member(rng, ward, "name", "year", "phone")
    if one is None:
        return
    for two in ward.rows("members"):
        same_group = two.cells["group"] == one.cells["group"] and two is not one
        different = two.cells["year"] != one.cells["year"]
        usable = two.cells["role"] == "Thành viên" and two.free("name", "year", "phone", "sex")
        if same_group and different and usable:
            two.cells["name"] = one.cells["name"]
            two.cells["sex"] = one.cells["sex"]
            for row in (one, two):
                row.spoilt.update(("year", "phone", "sex"))
                _mark(ward, "members", row, "name", "hai người trùng tên, khác năm sinh")
            return


def written_otherwise(rng: Random, people: People, ward: Ward) -> None:
    """Right values in another dress: case, text for number, tone placement, several places."""
    member = _plain_member(rng, ward, "sex", "role", "year")
    if member:
        member.cells["sex"] = member.text("sex").upper()
        member.cells["year"] = member.text("year")
        for name in ("sex", "year"):
            _mark(ward, "members", member, name, "viết hoa, số dạng chữ")
    models = [row for row in ward.rows("models") if row.free("tdp", "skill")]
    if models:
        model = rng.choice(models)
        model.cells["tdp"] = ", ".join(rng.sample(ward.tdps, 2))
        _mark(ward, "models", model, "tdp", "hai địa bàn")


def place_in_other_words(rng: Random, people: People, ward: Ward) -> None:
    """A residential group under another of its names, or the whole ward."""
    models = [row for row in ward.rows("models") if row.free("tdp")]
    for row in rng.sample(models, min(2, len(models))):
        kind = ward.place.kind.lower()
        whole = (f"Toàn {kind}", f"toàn {kind}", f"Toàn {kind} ", f"Trên địa bàn {kind}")
        row.cells["tdp"] = rng.choice((other_words(row.text("tdp")), rng.choice(whole)))
        _mark(ward, "models", row, "tdp", "cách gọi khác của tổ dân phố")


def other_words(tdp: str) -> str:
    """TDP 3 for Tổ dân phố số 3, and so on."""
    for long, short in (("Tổ dân phố", "TDP"), ("Khu phố", "KP"), ("Khu vực", "KV")):
        if tdp.startswith(long):
            return tdp.replace(long, short, 1).replace("số ", "")
        if tdp.startswith(short):
            return tdp.replace(short, long, 1)
    return tdp.upper()


def harmless_note(rng: Random, people: People, ward: Ward) -> None:
    """Numbers in a note that are no citizen number."""
    row = _plain_member(rng, ward, "note")
    if row:
        forms = ("ĐT phụ: {}", "Theo QĐ 45/QĐ-UBND ngày 12/5/2022", "Zalo {}", "MST 0200123456")
        row.cells["note"] = rng.choice(forms).format(people.phone())
        _mark(ward, "members", row, "note", "số không phải CCCD")


def untidy_words(rng: Random, people: People, ward: Ward) -> None:
    """Right words in other case, with spaces around them."""
    row = _plain_member(rng, ward, "role", "job")
    if row:
        row.cells["role"] = rng.choice(("thành viên", "Thành viên ", "THÀNH VIÊN", "Thành Viên"))
        _mark(ward, "members", row, "role", "viết hoa, dấu cách")


def skills_as_decimal(rng: Random, people: People, ward: Ward) -> None:
    """1,3 typed in a Vietnamese sheet becomes the number 1.3, shown as 1,3."""
    rows = [row for row in ward.rows("models") if row.free("skill")]
    if rows:
        row = rng.choice(rows)
        first, second = sorted(rng.sample((1, 2, 3, 4, 5), 2))
        row.cells["skill"] = float(f"{first}.{second}")
        row.seen["skill"] = f"{first},{second}"
        _mark(ward, "models", row, "skill", "1,3 thành số thập phân")


DECOYS: tuple[Decoy, ...] = (
    unusual_name,
    unusual_name,
    new_prefix,
    new_prefix,
    old_or_young,
    born_since_2000,
    officer_leads_ward_group,
    shared_phone,
    namesakes,
    written_otherwise,
    skills_as_decimal,
    place_in_other_words,
    harmless_note,
    untidy_words,
)
