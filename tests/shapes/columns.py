"""The columns of a list as clerks head them: in any order, wide headings over what they cover."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sheets_schema.campaign import Table
from sheets_schema.workbook import Value
from tests.shapes.contents import AS_OF, Row

Cell = Callable[[Row], Value]
NAME = "name"
# Headings of columns that no list asks for, with what stands there.
FURTHER: dict[str, tuple[Value, ...]] = {
    "Email": ("an@example.vn", "binh.tran@example.vn", None),
    "Dân tộc": ("Kinh", "Tày", "Mường"),
    "Trình độ": ("Đại học", "Cao đẳng", "12/12"),
    "Đảng viên": ("x", None, None),
    "Số năm công tác": (3, 7, 12),
    "Kết quả năm 2023": ("Hoàn thành tốt", "Hoàn thành"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Columns under one wide heading (None: a column by itself): their headings and their cells;
    `says` are the declared columns that they tell."""

    wide: str | None
    headings: tuple[str, ...]
    cells: tuple[Cell, ...]
    says: tuple[str, ...]


def parts_of(rng: Random, table: Table, rows: Sequence[Row], without: Sequence[str]) -> list[Part]:
    """The columns of a list in the order of the form or in another, some wide, some further."""
    names = [column.name for column in table.columns if column.name not in without]
    wide = _wide_parts(rng, table.name, rows)
    taken = {name for part in wide for name in part.says}
    plain = [_plain(rng, table, name) for name in names if name not in taken]
    parts = sorted([*plain, *wide], key=lambda part: names.index(part.says[0]))
    if rng.random() < 0.3:
        first, rest = parts[0], parts[1:]
        rng.shuffle(rest)
        parts = [first, *rest]
    if table.name in ("members", "officers") and rng.random() < 0.25:
        title = rng.choice(list(FURTHER))
        values: tuple[Value, ...] = FURTHER[title]
        cell: Cell = lambda row: values[len(str(row[NAME])) % len(values)]  # noqa: E731
        parts.insert(rng.randrange(2, len(parts) + 1), Part(None, (title,), (cell,), ()))
    return parts


def _plain(rng: Random, table: Table, name: str) -> Part:
    column = table.column(name)
    title = column.title if rng.random() < 0.5 else rng.choice(column.synonyms or (column.title,))
    if rng.random() < 0.1:
        title = title.upper()
    if rng.random() < 0.05:
        title = title.replace(" ", "\n", 1)
    return Part(None, (title,), (lambda row: row[name],), (name,))


def _wide_parts(rng: Random, table: str, rows: Sequence[Row]) -> list[Part]:
    """Columns under wide headings, where every row can be put so."""
    found = []
    if table in ("members", "officers"):
        if rng.random() < 0.3 and all(_has_two_words(row[NAME]) for row in rows):
            found.append(_names(rng))
        if rng.random() < 0.4 and all(_is_plain(row) for row in rows):
            found.append(_sexes(rng))
        elif rng.random() < 0.2 and all(_is_plain(row) for row in rows):
            found.append(_day_of_birth(rng))
    if table == "officers" and rng.random() < 0.3:
        found.append(_papers(rng))
    if table == "groups":
        if rng.random() < 0.3:
            found.append(_leader(rng))
        if rng.random() < 0.3:
            found.append(_decision(rng))
    return found


def _has_two_words(value: Value) -> bool:
    return isinstance(value, str) and " " in value.strip() and "\n" not in value


def _is_plain(row: Row) -> bool:
    year = row["birth_year"]
    return row["sex"] in ("Nam", "Nữ") and type(year) is int and 1900 < year < AS_OF.year


def _names(rng: Random) -> Part:
    low = rng.choice((("Họ và đệm", "Tên"), ("Họ", "Tên"), ("Họ đệm", "Tên"), ("", "")))
    wide = rng.choice(("Họ và tên", "HỌ VÀ TÊN", "Họ tên"))
    return Part(wide, low, (lambda row: _split(row)[0], lambda row: _split(row)[1]), (NAME,))


def _split(row: Row) -> list[str]:
    return str(row[NAME]).rsplit(" ", 1)


def _sexes(rng: Random) -> Part:
    cells: tuple[Cell, ...]
    if rng.random() < 0.5:
        mark: Value = rng.choice(("x", "X", 1, "✓"))
        cells = tuple(_at_sex(sex, lambda row: mark) for sex in ("Nam", "Nữ"))
        return Part("Giới tính", ("Nam", "Nữ"), cells, ("sex",))
    cells = tuple(_at_sex(sex, lambda row: row["birth_year"]) for sex in ("Nam", "Nữ"))
    wide = rng.choice(("Năm sinh", "NĂM SINH", "Ngày, tháng, năm sinh"))
    return Part(wide, ("Nam", "Nữ"), cells, ("birth_year", "sex"))


def _at_sex(sex: str, cell: Cell) -> Cell:
    return lambda row: cell(row) if row["sex"] == sex else None


def _day(row: Row) -> tuple[int, int]:
    seed = sum(map(ord, str(row[NAME])))
    return seed % 28 + 1, seed % 12 + 1


def _day_of_birth(rng: Random) -> Part:
    if rng.random() < 0.5:
        return Part(
            rng.choice(("Ngày sinh", "Ngày tháng năm sinh")), ("Ngày", "Tháng", "Năm"),
            (lambda row: _day(row)[0], lambda row: _day(row)[1], lambda row: row["birth_year"]),
            ("birth_year",),
        )  # fmt: skip
    form = rng.choice(("{:02}/{:02}/{}", "{}/{}/{}", "{:02}-{:02}-{}", "{:02}.{:02}.{}"))
    cell: Cell = lambda row: form.format(*_day(row), row["birth_year"])  # noqa: E731
    title = rng.choice(("Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh"))
    return Part(None, (title,), (cell,), ("birth_year",))


def _papers(rng: Random) -> Part:
    low = (rng.choice(("Số", "Số CCCD")), "Ngày cấp", "Nơi cấp")
    wide = rng.choice(("Giấy tờ tùy thân", "Căn cước công dân", "CCCD", "Số CCCD"))
    cells: tuple[Cell, ...] = (
        lambda row: row["cccd"],
        lambda row: "{:02}/{:02}/2021".format(*_day(row)),
        lambda row: "Cục Cảnh sát QLHC về TTXH",
    )
    return Part(wide, low, cells, ("cccd",))


def _leader(rng: Random) -> Part:
    low = rng.choice((("Họ và tên", "Số điện thoại"), ("Họ tên", "SĐT"), ("Họ và tên", "ĐT")))
    cells: tuple[Cell, ...] = (lambda row: row["leader"], lambda row: row["leader_phone"])
    wide = rng.choice(("Tổ trưởng", "Tổ trưởng Tổ CNSCĐ", "TỔ TRƯỞNG"))
    return Part(wide, low, cells, ("leader", "leader_phone"))


def _decision(rng: Random) -> Part:
    low = rng.choice((("Số", "Ngày"), ("Số", "Ngày ký"), ("Số, ký hiệu", "Ngày ban hành")))
    cells: tuple[Cell, ...] = (lambda row: row["decision"], lambda row: row["decision_date"])
    wide = rng.choice(("Quyết định", "Quyết định thành lập", "QUYẾT ĐỊNH"))
    return Part(wide, low, cells, ("decision", "decision_date"))


def header_rows(rng: Random, parts: Sequence[Part]) -> list[list[Value]]:
    """One, two or three rows of headings: a wide one stands in the first of its cells."""
    flat = [heading for part in parts for heading in part.headings]
    if all(part.wide is None for part in parts):
        return [list(flat)]
    deep = any(part.wide is not None and any(part.headings) for part in parts)
    if not deep:
        return [[cell for part in parts for cell in _top(part)]]
    upper: list[Value] = []
    lower: list[Value] = []
    below = rng.random() < 0.15
    for part in parts:
        upper += [None] if part.wide is None and below else _top(part)
        lower += [head or None for head in part.headings] if part.wide or below else [None]
    rows = [upper, lower]
    if rng.random() < 0.25:
        rows.insert(0, _above(rng, parts))
    return rows


def _top(part: Part) -> list[Value]:
    if part.wide is None:
        return list(part.headings)
    return [part.wide, *[None] * (len(part.headings) - 1)]


def _above(rng: Random, parts: Sequence[Part]) -> list[Value]:
    """A third row over all: what the columns are about, over several of them."""
    row: list[Value] = [None] * sum(len(part.headings) for part in parts)
    starts = [sum(len(one.headings) for one in parts[:n]) for n in range(len(parts))]
    row[rng.choice((0, 1))] = rng.choice(("Thông tin cá nhân", "THÔNG TIN CHUNG", "I. Thông tin"))
    second = next(at for at in starts if at >= min(max(3, len(row) - 3), starts[-1]))
    row[second] = rng.choice(("Liên hệ", "Thông tin khác", "Công tác"))
    return row
