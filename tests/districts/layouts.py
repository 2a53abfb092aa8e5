"""Lays a list out in a tab: titles, header, sections, blank rows, totals, signatures."""

from dataclasses import dataclass, field
from random import Random

from tests.districts import headings
from tests.districts.paper import FIELDS, Row, Value, Ward, WardList
from tests.districts.wording import words

_TITLES = {
    "models": "DANH SÁCH MÔ HÌNH CHUYỂN ĐỔI SỐ",
    "platforms": "NỀN TẢNG, ỨNG DỤNG ĐỀ XUẤT PHỔ CẬP",
    "groups": "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
    "members": "DANH SÁCH THÀNH VIÊN TỔ CNSCĐ",
    "officers": "DANH SÁCH CÁN BỘ PHỤ TRÁCH",
}
_TOTAL_FIELD = {"models": "count", "groups": "count", "members": "name"}
_SECTIONS = (
    "{mark}. {upper}",
    "{mark}. {name}",
    "{name}",
    "{upper}",
    "{number}. {name}",
    "{mark}/ {name}",
    "* {name}",
    "{name} (gồm 6 người)",
    "two cells",
)
_ROMAN = words("I II III IV V VI VII VIII IX X XI XII")


@dataclass(slots=True)
class Sheet:
    """A laid out tab: typed values, what a person sees, and where rows and fields stand."""

    table: str
    title: str
    values: list[list[Value]] = field(default_factory=list)
    shown: list[list[str]] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def add(self, values: list[Value], seen: dict[int, str] | None = None) -> int:
        """Append a row; returns its number in the sheet, from 1."""
        self.values.append(values)
        self.shown.append(
            [(seen or {}).get(col, _shown(value)) for col, value in enumerate(values)]
        )
        return len(self.values)


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def lay_out(rng: Random, ward: Ward, table: str) -> Sheet:
    """One list of a ward as a tab, seldom with an empty column left of it."""
    sheet = _lay_out(rng, ward, table)
    if rng.random() < 0.06:
        sheet.values = [[None, *values] for values in sheet.values]
        sheet.shown = [["", *texts] for texts in sheet.shown]
        sheet.columns = {name: col + 1 for name, col in sheet.columns.items()}
    return sheet


def _lay_out(rng: Random, ward: Ward, table: str) -> Sheet:
    listed = ward.lists[table]
    sheet = Sheet(table, headings.tab_title(rng, table))
    names = _column_order(rng, listed)
    sheet.columns = {name: col for col, name in enumerate(names)}
    width = len(names)
    _add_titles(rng, sheet, ward, listed, width)
    _add_header(rng, sheet, names)
    if rng.random() < 0.06:
        sheet.add([f"({number})" for number in range(1, width + 1)])
    numbered = _add_rows(rng, sheet, ward, names)
    if "stt" in names and numbered and rng.random() < 0.15:
        for number in range(len(listed.rows) + 1, len(listed.rows) + rng.randint(2, 9)):
            sheet.add([number, *[None] * (width - 1)])
    elif listed.rows and rng.random() < 0.25:
        _add_total(rng, sheet, listed, width)
    if rng.random() < 0.25:
        _add_signature(rng, sheet, ward, width)
    return sheet


def _column_order(rng: Random, listed: WardList) -> list[str]:
    names = [name for name in FIELDS[listed.name] if name not in listed.lost_columns]
    for name in ("stt", "note", "since", "status", "type"):
        if name in names and rng.random() < 0.04 and all(row.free(name) for row in listed.rows):
            names.remove(name)
    if rng.random() < 0.25:
        first, second = rng.sample(range(2, len(names)), 2)
        names[first], names[second] = names[second], names[first]
    return names


def _add_header(rng: Random, sheet: Sheet, names: list[str]) -> None:
    free = rng.random() < 0.6
    header: list[Value] = [headings.heading(rng, sheet.table, name, free) for name in names]
    if sheet.table in ("members", "officers") and rng.random() < 0.08:
        header.append(rng.choice(("Email", "Dân tộc", "Trình độ", "Đảng viên")))
    sheet.add(header)


def _add_titles(rng: Random, sheet: Sheet, ward: Ward, listed: WardList, width: int) -> None:
    name = listed.foreign_title or ward.name
    kind, rest = name.split(" ", 1)
    upper = name.upper()
    heads = [f"UBND {upper}", f"ỦY BAN NHÂN DÂN {upper}", upper, f"Đơn vị: {name}", f"UBND {name}"]
    heads += [f"{upper} - {ward.place.district.upper()}", f"Đơn vị báo cáo: UBND {name}"]
    heads += [f"UBND P. {rest}"] if kind == "Phường" else []
    lines = [
        rng.choice(heads),
        rng.choice((_TITLES[sheet.table], f"{_TITLES[sheet.table]} {kind.upper()} {rest.upper()}")),
        "",
        "(Kèm theo Công văn số 2309/STTTT-BCVT ngày 17/10/2024)",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"UBND {ward.place.district.upper()}",
    ]
    count = rng.choice((0, 0, 1, 2, 3, 3, 4))
    if listed.foreign_title:
        chosen = lines[: max(count, 1)]
    elif count == 1:
        chosen = [_TITLES[sheet.table]]
    elif rng.random() < 0.2 and count == 4:
        chosen = [lines[4], "Độc lập - Tự do - Hạnh phúc", *lines[:2]]
    elif rng.random() < 0.2 and count >= 2:
        chosen = [lines[5], *lines[: count - 1]]
    else:
        chosen = lines[:count]
    if rng.random() < 0.15:
        chosen.append(rng.choice(("Biểu số 03", "Thời điểm báo cáo: 25/10/2024", "Mẫu 01/CĐS")))
    for line in chosen:
        sheet.add([line or None, *[None] * (width - 1)])


def _add_rows(rng: Random, sheet: Sheet, ward: Ward, names: list[str]) -> bool:
    listed = ward.lists[sheet.table]
    numbering = rng.choice(("numbers", "numbers", "numbers", "text", "none"))
    every = rng.choice((0, 0, 0, 6, 8, 11))
    form = rng.choice(_SECTIONS)
    group: Value = None
    hidden = rng.choice((None, None, ""))
    section = 0
    for index, row in enumerate(listed.rows):
        new_group = listed.name == "members" and row.cells["group"] != group
        unknown = any(one.kind == "member_unknown_group" and one.row is row for one in ward.labels)
        if new_group and listed.sections and not row.closed and not unknown:
            sheet.add(_section_row(rng, form, section, row.text("group"), len(names)))
            section += 1
        if every and index and index % every == 0:
            sheet.add([None] * len(names))
        cells = dict(row.cells)
        if isinstance(cells["stt"], int) or cells["stt"] is None:
            numbered: Value = str(index + 1) if numbering == "text" else index + 1
            cells["stt"] = None if numbering == "none" else numbered
        if listed.bare or (listed.merged and not new_group):
            cells["group"] = hidden
        _add_row(sheet, row, [cells[name] for name in names], names)
        group = row.cells.get("group")
    return numbering == "numbers"


def _add_row(sheet: Sheet, row: Row, values: list[Value], names: list[str]) -> None:
    seen = {sheet.columns[name]: text for name, text in row.seen.items() if name in sheet.columns}
    if row.shift is not None:
        values = [*values[: row.shift], _blank_like(values), *values[row.shift :]]
        seen = {}
        if values[-1] in ("", None):
            values.pop()
    sheet.places[id(row)] = sheet.add(values, seen)


def _blank_like(values: list[Value]) -> Value:
    """An empty cell of the kind that the row's own empty cells are."""
    return "" if "" in values else None


def _section_row(rng: Random, form: str, number: int, name: str, width: int) -> list[Value]:
    mark = _ROMAN[number % len(_ROMAN)]
    blank: list[Value] = [None] * width
    if form == "two cells":
        return [mark, name, *blank[2:]]
    text = form.format(mark=mark, number=number + 1, upper=name.upper(), name=name)
    return [text, *blank[1:]] if rng.random() < 0.7 else [None, text, *blank[2:]]


def _add_total(rng: Random, sheet: Sheet, listed: WardList, width: int) -> None:
    values: list[Value] = [None] * width
    people = len(listed.rows)
    forms = ("Tổng cộng", "TỔNG CỘNG", "Tổng số", "Cộng", "Tổng:", "Tổng cộng:", "Cộng:")
    values[rng.choice((0, 1, 1))] = rng.choice(forms)
    if rng.random() < 0.3:
        whole = ("Tổng cộng: {n} người", "(Danh sách có {n} người)", "Tổng số: {n} dòng./.")
        values = [rng.choice(whole).format(n=people), *[None] * (width - 1)]
        if rng.random() < 0.5:
            values[0], values[1] = None, values[0]
    elif sheet.columns.get(_TOTAL_FIELD.get(listed.name, ""), 0) > 1:
        counts = [row.text("count") for row in listed.rows if "count" in row.cells]
        total = sum(int(count) for count in counts if count.isdigit())
        column = sheet.columns[_TOTAL_FIELD[listed.name]]
        values[column] = total if counts else f"{people} người"
    sheet.add(values)


def _add_signature(rng: Random, sheet: Sheet, ward: Ward, width: int) -> None:
    sheet.add([None] * width)
    left, right = 1, max(2, width - 3)
    forms: list[dict[int, str]] = [
        {left: "Người lập biểu"},
        {left: "NGƯỜI LẬP BIỂU", right: "TM. ỦY BAN NHÂN DÂN"},
        {left: "Người lập", right: "KT. CHỦ TỊCH"},
        {right: f"{ward.name}, ngày 25 tháng 10 năm 2024"},
        {right: "CHỦ TỊCH"},
        {0: "Nơi nhận:", right: "TM. UBND " + ward.name.split(" ")[0].upper()},
        {left: "NGƯỜI TỔNG HỢP"},
        {0: "Cán bộ tổng hợp", right: "Xác nhận của UBND"},
    ]
    chosen = rng.sample(forms, rng.choice((1, 1, 2)))
    if len(chosen) == 2:
        chosen += [{left: "(Ký, ghi rõ họ tên)"}, {}, {right: "Nguyễn Thị Thanh Hà"}]
    if 0 in chosen[0]:
        chosen += [{0: "- Như trên;"}, {0: "- Lưu: VT."}]
    for texts in chosen:
        values: list[Value] = [None] * width
        for col, text in texts.items():
            values[col] = text
        sheet.add(values)
