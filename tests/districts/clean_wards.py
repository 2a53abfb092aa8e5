"""A ward whose five lists are right, before anybody makes a mistake."""

from random import Random

from tests.districts.clean_lists import (
    decision_date,
    group_level,
    model_rows,
    platform_rows,
    some_day,
)
from tests.districts.paper import LISTS, Row, Value, Ward, WardList
from tests.districts.people import ODD_NAMES, PROVINCES, People, Person
from tests.districts.places import Place, residential_groups
from tests.districts.wording import words

JOBS = words(
    "Trưởng ban công tác Mặt trận|Chi hội trưởng Phụ nữ|Công an khu vực|Giáo viên tiểu học|"
    "Nhân viên VNPT|Nhân viên Viettel|Nhân viên Bưu điện|Đoàn viên thanh niên|Người dân|"
    "Cán bộ hưu trí|Chi hội trưởng Nông dân|Sinh viên|Kinh doanh tự do|Cộng tác viên dân số"
)
POSITIONS = words(
    "Phó Chủ tịch UBND {p}|Công chức Văn hóa - Xã hội|Công chức Văn phòng - Thống kê|"
    "Bí thư Đoàn {p}|Chủ tịch Hội LHPN {p}|Công chức Tư pháp - Hộ tịch|Phó Trưởng Công an {p}|"
    "Cán bộ Đài truyền thanh|Chủ tịch UBMTTQ {p}"
)


def clean_ward(rng: Random, people: People, place: Place, code: str, name: str) -> Ward:
    """A whole ward without a mistake."""
    full = f"{place.kind} {name}"
    lists = {table: WardList(table, []) for table in LISTS}
    ward = Ward(code, full, place, residential_groups(rng, place), lists)
    lists["models"].rows = model_rows(rng, ward)
    lists["platforms"].rows = platform_rows(rng)
    _fill_groups(rng, people, ward)
    lists["officers"].rows = _officers(rng, people, ward)
    return ward


def _fill_groups(rng: Random, people: People, ward: Ward) -> None:
    prefix = rng.choice(("Tổ CNSCĐ", "Tổ CNSCĐ", "Tổ công nghệ số cộng đồng"))
    kind, rest = ward.name.split(" ", 1)
    form = rng.choice(("serial", "long", "long", "short", "dashes", "points"))
    number = rng.randint(20, 300)
    decision = rng.choice(("{}/QĐ-UBND", "{}/QĐ-UBND", "Số {}/QĐ-UBND", "QĐ số {}", "{}"))
    for index, tdp in enumerate(["", *ward.tdps]):
        name = f"{prefix} {tdp or f'{kind.lower()} {rest}'}"
        members = _member_rows(rng, people, name, ward_level=not tdp)
        leader = members[0]
        value, seen = decision_date(rng, some_day(rng), form)
        cells: dict[str, Value] = {
            "stt": index + 1,
            "name": name,
            "level": group_level(ward.place, tdp) if tdp else f"Cấp {kind.lower()}",
            "tdp": tdp,
            "decision": decision.format(number + index),
            "ddate": value,
            "count": len(members),
            "leader": leader.cells["name"],
            "phone": leader.cells["phone"],
            "note": "",
        }
        ward.rows("groups").append(Row(cells, {"ddate": seen} if seen != value else {}))
        ward.rows("members").extend(members)
    for index, row in enumerate(ward.rows("members"), 1):
        row.cells["stt"] = index


def _member_rows(rng: Random, people: People, group: str, ward_level: bool) -> list[Row]:
    rows = []
    for index in range(rng.choice((3, 4, 5, 6, 7, 8, 9, 12))):
        role = ("Tổ trưởng", "Tổ phó")[index] if index < 2 else "Thành viên"
        person = people.person(1950, 2004)
        cells: dict[str, Value] = {
            "stt": None,
            "group": group,
            "name": person.name,
            "sex": person.sex,
            "year": person.year,
            "role": role,
            "job": "Phó Chủ tịch UBND" if ward_level and index == 0 else rng.choice(JOBS),
            "phone": person.phone,
            "note": rng.choice(("", "", "", None)),
        }
        rows.append(Row(cells))
    return rows


def _officers(rng: Random, people: People, ward: Ward) -> list[Row]:
    rows = []
    for number, position in enumerate(rng.sample(POSITIONS, rng.choice((1, 3, 5, 6, 7, 8))), 1):
        person = people.person(1965, 1999)
        home = rng.random() < 0.7
        rows.append(
            officer_row(
                number,
                person,
                position.format(p=ward.place.kind.lower()),
                people.cccd(person, ward.place.province if home else rng.choice(PROVINCES)),
            )
        )
    return rows


def officer_row(number: int, person: Person, position: str, cccd: str) -> Row:
    """A row of the list of officers."""
    cells: dict[str, Value] = {
        "stt": number,
        "name": person.name,
        "sex": person.sex,
        "year": person.year,
        "pos": position,
        "cccd": cccd,
        "phone": person.phone,
        "note": "",
    }
    return Row(cells)


def odd_name(rng: Random, used: set[str]) -> str | None:
    """A legitimate name of an unusual shape, each once in a ward."""
    free = [name for name in ODD_NAMES if name not in used]
    return rng.choice(free) if free else None
