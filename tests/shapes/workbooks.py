"""A unit's lists in a workbook of a shape that no form has: tabs, blocks, panels, legends."""

from collections.abc import Sequence
from itertools import zip_longest
from random import Random

from sheets_schema.campaign import Table
from sheets_schema.org_unit import OrgUnit
from sheets_schema.workbook import Tab, Value, Workbook
from tests.shapes.blocks import Grid, block
from tests.shapes.contents import Content, Row

_CAPTIONS = {
    "models": ("DANH SÁCH MÔ HÌNH CHUYỂN ĐỔI SỐ", "1. Mô hình", "I. MÔ HÌNH, CÁCH LÀM HAY"),
    "platforms": ("NỀN TẢNG, ỨNG DỤNG ĐỀ XUẤT PHỔ CẬP", "2. Nền tảng"),
    "groups": ("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", "3a. Tổ CNSCĐ"),
    "members": ("DANH SÁCH THÀNH VIÊN TỔ CNSCĐ", "3b. Thành viên", "DANH SÁCH THÀNH VIÊN"),
    "officers": ("DANH SÁCH CÁN BỘ PHỤ TRÁCH", "3c. Cán bộ phụ trách", "CÁN BỘ PHỤ TRÁCH"),
}
_MORE = ("{} (tiếp)", "{} (bổ sung)", "{} 2", "{} (tiếp theo)", "{} đợt 2", "Bổ sung {}")
EMPTY: list[Value] = []
WAYS = (
    "form", "form", "form", "continued", "tab a group", "block a group", "below", "panels",
    "all on one tab", "two on one tab", "lists side by side", "hidden old tab", "elsewhere",
)  # fmt: skip


def shaped(rng: Random, content: Content, tables: Sequence[Table], way: str) -> Workbook:
    """The unit's lists in one workbook; `way` is how the lists are spread over it."""
    if way == "lists side by side":
        return Workbook("", _paired(rng, content, tables))
    if way in ("all on one tab", "two on one tab"):
        return Workbook("", _joint(rng, content, tables, way))
    tabs: list[Tab] = []
    spread = rng.choice(("members", "members", "members", "officers", "models", "groups"))
    for table in tables:
        rows = content.lists[table.name]
        mine = way if table.name == spread and len(rows) > 3 else "form"
        tabs += _list_tabs(rng, content.unit, table, rows, mine)
    if rng.random() < 0.2:
        tabs.insert(0, Tab("Hướng dẫn", [["HƯỚNG DẪN NHẬP LIỆU"], ["1. Không gộp ô."],
                                         ["2. Số điện thoại gồm 10 số."]]))  # fmt: skip
    return Workbook("", tabs)


def _list_tabs(
    rng: Random, unit: OrgUnit, table: Table, rows: Sequence[Row], way: str
) -> list[Tab]:
    title = table.title if rng.random() < 0.7 else rng.choice(table.synonyms)
    if way == "continued":
        cut = rng.randrange(1, len(rows))
        more = rng.choice(_MORE).format(table.title)
        return [_tab(rng, unit, table, title, rows[:cut]), _tab(rng, unit, table, more, rows[cut:])]
    if way in ("tab a group", "block a group") and table.name == "members":
        groups = list(dict.fromkeys(row["group"] for row in rows))
        parts = [[row for row in rows if row["group"] == group] for group in groups]
        if way == "tab a group":
            names = [str(group)[:40] for group in groups]
            return [_tab(rng, unit, table, n, p) for n, p in zip(names, parts, strict=True)]
        grids = [block(rng, table, part) for part in parts]
        named: list[Grid] = [
            [[str(group)], *grid] for group, grid in zip(groups, grids, strict=True)
        ]
        return [Tab(title, _below(rng, named))]
    if way == "below":
        cut = rng.randrange(1, len(rows))
        grids = [block(rng, table, rows[:cut]), block(rng, table, rows[cut:])]
        return [Tab(title, _below(rng, grids))]
    if way == "panels":
        return [Tab(title, _panels(rng, table, rows))]
    if way == "hidden old tab":
        old = Tab(table.title, block(rng, table, rows[: len(rows) // 2]), hidden=True)
        new = rng.choice(("{} (2)", "{} mới", "Copy of {}", "Bản sao của {}")).format(table.title)
        tabs = [old, _tab(rng, unit, table, new, rows)]
        return tabs if rng.random() < 0.5 else tabs[::-1]
    if way == "elsewhere":
        empty: Grid = [[column.title for column in table.columns]]
        name = rng.choice(("Danh sách mới", "Sheet9", "DS chính thức"))
        return [Tab(table.title, empty), _tab(rng, unit, table, name, rows)]
    return [_tab(rng, unit, table, title, rows)]


def _below(rng: Random, grids: Sequence[Grid]) -> Grid:
    grid: Grid = []
    for one in grids:
        if grid:
            grid += [[] for _ in range(rng.choice((0, 1, 1, 2)))]
        grid += one
    return grid


def _panels(rng: Random, table: Table, rows: Sequence[Row]) -> Grid:
    """Two halves side by side under the same headings."""
    cut = (len(rows) + 1) // 2
    state = rng.getstate()
    left = block(rng, table, rows[:cut], pages=False)
    rng.setstate(state)
    right = block(rng, table, rows[cut:], pages=False)
    gap = rng.choice((0, 1, 1))
    width = max(map(len, left)) + gap
    return _beside(left, right, width)


def _beside(left: Grid, right: Grid, at: int) -> Grid:
    return [
        [*one, *[None] * (at - len(one)), *other]
        for one, other in zip_longest(left, right, fillvalue=EMPTY)
    ]


def _paired(rng: Random, content: Content, tables: Sequence[Table]) -> list[Tab]:
    """Two lists side by side on one tab, each under its caption."""
    left, right = rng.sample(list(tables), 2)
    grids: list[Grid] = [
        [[rng.choice(_CAPTIONS[one.name])], *block(rng, one, content.lists[one.name], pages=False)]
        for one in (left, right)
    ]
    width = max(map(len, grids[0])) + rng.choice((1, 1, 2))
    rest = [one for one in tables if one not in (left, right)]
    tabs = [_tab(rng, content.unit, t, t.title, content.lists[t.name]) for t in rest]
    return [*tabs, Tab(rng.choice(("Sheet1", "Danh sách")), _beside(grids[0], grids[1], width))]


def _joint(rng: Random, content: Content, tables: Sequence[Table], way: str) -> list[Tab]:
    """Several lists below each other on one tab, each under its caption."""
    alone = [] if way == "all on one tab" else list(tables[:3])
    grids: list[Grid] = []
    for table in tables[len(alone) :]:
        caption = rng.choice(_CAPTIONS[table.name])
        grids.append([[caption], *block(rng, table, content.lists[table.name])])
    tabs = [_tab(rng, content.unit, t, t.title, content.lists[t.name]) for t in alone]
    return [*tabs, Tab(rng.choice(("Tổng hợp", "Sheet1", "Báo cáo")), _below(rng, grids))]


def _tab(rng: Random, unit: OrgUnit, table: Table, title: str, rows: Sequence[Row]) -> Tab:
    """A list in a tab of its own, with what clerks write around it."""
    grid = block(rng, table, rows)
    width = max(map(len, grid))
    if rng.random() < 0.2:
        grid = _beside(grid, _legend(rng, table), width + 1)
    grid = [*_above(rng, unit, table, width), *grid, *_footer(rng, unit, width)]
    if rng.random() < 0.08:
        grid = [[None, *cells] for cells in grid]
    return Tab(title, grid)


def _legend(rng: Random, table: Table) -> Grid:
    """A legend or a little count right of a list."""
    forms: tuple[Grid, ...] = (
        [["Chú thích:"], ["Ô màu vàng: cần bổ sung"], ["Ô màu đỏ: sai"]],
        [["Danh mục"], ["Tổ trưởng"], ["Tổ phó"], ["Thành viên"]],
        [["Mã", "Kỹ năng số"], [1, "Dịch vụ công"], [2, "Mua sắm"], [3, "Thanh toán"]],
        [["Tổng hợp"], ["Số dòng", 12], ["Nam", 7], ["Nữ", 5]],
        [["Hướng dẫn: mỗi dòng một người, không gộp ô, không để trống họ tên"]],
    )
    return rng.choice(forms)


def _above(rng: Random, unit: OrgUnit, table: Table, width: int) -> Grid:
    right = max(2, width - 4)
    blank: list[Value] = [None] * (right - 1)
    caption = rng.choice(_CAPTIONS[table.name])
    forms: tuple[Grid, ...] = (
        [],
        [[caption]],
        [[f"UBND {unit.name.upper()}"], [caption], []],
        [[f"UBND {unit.name.upper()}", *blank, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
         ["VĂN PHÒNG", *blank, "Độc lập - Tự do - Hạnh phúc"], [], [None, None, caption],
         ["(Kèm theo Quyết định số 45/QĐ-UBND ngày 15/5/2022)"], []],
        [[caption], ["Chú thích: cột họ tên ghi chữ in thường; số điện thoại 10 số"], []],
        [[None, None, caption], ["Đơn vị: " + unit.name], ["Thời điểm báo cáo: 25/10/2024"]],
        [["Biểu số 03", *blank, "Mẫu 01/CĐS"], [caption]],
        [[caption], ["Người lập:", "Trần Thị Lan", None, "Điện thoại:", "0398765432"], []],
    )  # fmt: skip
    return rng.choice(forms)


def _footer(rng: Random, unit: OrgUnit, width: int) -> Grid:
    """Remarks, places, signatures, names of those who sign, in any order."""
    right = max(2, width - 3)
    mid: list[Value] = [None] * (right - 1)
    lines: list[list[Value]] = [
        ["Ghi chú: số liệu tính đến 25/10/2024"],
        ["Người lập biểu", *mid, "TM. ỦY BAN NHÂN DÂN"],
        [None, *mid, f"{unit.name}, ngày 25 tháng 10 năm 2024"],
        ["Nơi nhận:", *mid, "KT. CHỦ TỊCH"],
        ["- Như trên;", *mid, "PHÓ CHỦ TỊCH"],
        ["- Lưu: VT."],
        [None, *mid, "(Ký, ghi rõ họ tên)"],
        [None, *mid, "Nguyễn Thị Thanh Hà"],
        ["Trần Thị Lan", *mid, "Nguyễn Thị Thanh Hà"],
        ["Ấn định danh sách này có đủ người như trên./."],
    ]
    count = rng.choice((0, 0, 1, 2, 4, 6))
    chosen = sorted(rng.sample(lines, count), key=_is_name)
    if chosen and not any("CHỦ TỊCH" in str(line) or "TM." in str(line) for line in chosen):
        chosen = [line for line in chosen if not _is_name(line)]
    gap: Grid = [[]] if rng.random() < 0.8 else []
    return [*gap, *chosen] if chosen else []


def _is_name(line: Sequence[Value]) -> bool:
    """Whether a line has only names: without a signature above they are unfinished rows."""
    said = " ".join(str(cell) for cell in line if cell)
    return said.startswith(("Trần", "Nguyễn"))
