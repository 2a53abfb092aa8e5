"""Made-up rows of people for the measurement of checks, and the minimal loop that finds the same.

Nobody's data: names are drawn from lists, numbers from a seeded generator.
"""

import random
from collections.abc import Sequence

from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE
from sheets_schema.workbook import Value

Row = Sequence[Value]
HEADER = ("STT", "Tên Tổ CNSCĐ", "Họ và tên", "Giới tính", "Năm sinh", "Chức danh", "Số CCCD",
          "Số điện thoại")  # fmt: skip
ROLES = frozenset({"Tổ trưởng", "Tổ phó", "Thành viên"})
SEXES = frozenset({"Nam", "Nữ"})
YEARS = range(1914, 2015)
_MOBILE = """
    032 033 034 035 036 037 038 039 052 055 056 058 059 070 076 077 078 079 081 082 083 084 085
    086 087 088 089 090 091 092 093 094 096 097 098 099
"""
MOBILE = frozenset(_MOBILE.split())
_SURNAMES = """
    Nguyễn Trần Lê Phạm Vũ Hoàng Phan Bùi Đặng Đỗ Ngô Dương Lý Đào Đinh
"""
_MIDDLES = """
    Văn Thị Minh Đức Hữu Ngọc Thanh Quang Thu Xuân Đình Công Bích Hồng Kim
"""
_GIVEN = """
    Hùng Lan Hà Tám Thảo Quỳnh Khánh Bình Cường Dũng Giang Hải Hạnh Hiền Hoa Huệ Hương Kiên Lâm
    Linh Long Loan Mai Nam Nga Nhung Oanh Phong Phúc Phương Quân Sơn Tâm Thắng Thủy Trang Tuấn
    Tùng Tuyết Vân Việt Yến
"""
SPOILT_SHARE = 0.05
Found = list[tuple[int, int, str, Value]]


def made_groups(count: int) -> list[str]:
    """Names of groups, one for about eight people."""
    return [f"Tổ CNSCĐ TDP số {number}" for number in range(1, count // 8 + 2)]


def made_rows(count: int, seed: int = 7) -> list[list[Value]]:
    """Rows in the order of HEADER, one in twenty with one cell spoilt."""
    rng = random.Random(seed)
    provinces = sorted(PROVINCE_OF_CODE)
    surnames, middles, given = _SURNAMES.split(), _MIDDLES.split(), _GIVEN.split()
    rows: list[list[Value]] = []
    for number in range(1, count + 1):
        year, woman = rng.randrange(1950, 2005), rng.random() < 0.5
        digit = 2 * (year // 100 - 19) + woman
        tail = rng.randrange(100_000, 900_000)
        row: list[Value] = [
            number,
            f"Tổ CNSCĐ TDP số {number // 8 + 1}",
            f"{rng.choice(surnames)} {rng.choice(middles)} {rng.choice(given)}",
            "Nữ" if woman else "Nam",
            year,
            "Tổ trưởng" if number % 8 == 0 else "Thành viên",
            f"{rng.choice(provinces)}{digit}{year % 100:02d}{tail}",
            f"09{rng.choice('0134678')}{rng.randrange(10**6, 9 * 10**6)}",
        ]
        if rng.random() < SPOILT_SHARE:
            _spoil(rng, row)
        rows.append(row)
    return rows


def _spoil(rng: random.Random, row: list[Value]) -> None:
    col = rng.randrange(1, 8)
    cccd, phone = str(row[6]), str(row[7])
    ways: dict[int, list[Value]] = {
        1: [None, "Tổ CNSCĐ TDP số 0"],
        2: [None],
        3: ["Khác", "Nữ" if row[3] == "Nam" else "Nam"],
        4: [78, 1878],
        5: ["Tổ chưởng"],
        6: [None, int(cccd), cccd[:11], "099" + cccd[3:]],
        7: [None, int(phone), phone[:9], "071" + phone[3:]],
    }
    row[col] = rng.choice(ways[col])


def minimal_loop(rows: Sequence[Row], groups: Sequence[str]) -> Found:
    """The fifteen rules by hand: what a good engineer would write for this list alone."""
    found: Found = []
    known, provinces, add = set(groups), set(PROVINCE_OF_CODE), found.append
    first_of: dict[str, int] = {}
    for index, (_, group, name, sex, year, role, cccd, phone) in enumerate(rows):
        if not group:
            add((index, 1, "group-missing", group))
        elif group not in known:
            add((index, 1, "unknown-group", group))
        if not name:
            add((index, 2, "name-missing", name))
        if sex not in SEXES:
            add((index, 3, "sex", sex))
        if year not in YEARS:
            add((index, 4, "year", year))
        if role not in ROLES:
            add((index, 5, "role", role))
        if not cccd:
            add((index, 6, "cccd-missing", cccd))
        elif type(cccd) is int:
            add((index, 6, "cccd-lost-zero" if len(str(cccd)) >= 10 else "cccd-length", cccd))
        elif len(cccd) != 12 or not cccd.isdigit():  # type: ignore[arg-type, union-attr]
            add((index, 6, "cccd-length", cccd))
        elif cccd[:3] not in provinces:  # type: ignore[index]
            add((index, 6, "cccd-province", cccd))
        else:
            first = first_of.setdefault(cccd, index)  # type: ignore[arg-type]
            if first != index:
                add((index, 6, "cccd-duplicate", cccd))
            elif sex in SEXES and (cccd[3] in "13579") != (sex == "Nữ"):  # type: ignore[index]
                add((index, 6, "cccd-sex", cccd))
            elif year in YEARS and int(cccd[4:6]) != year % 100:  # type: ignore
                add((index, 6, "cccd-year", cccd))
        if not phone:
            add((index, 7, "phone-missing", phone))
        elif type(phone) is int:
            add((index, 7, "phone-lost-zero" if len(str(phone)) == 9 else "phone", phone))
        elif len(phone) != 10 or phone[:3] not in MOBILE or not phone.isdigit():  # type: ignore
            add((index, 7, "phone", phone))
    return found
