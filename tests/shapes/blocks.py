"""One block of a list as a grid: headings, rows, sections, sums, page breaks, footers."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from sheets_schema.campaign import Table
from sheets_schema.workbook import Value
from tests.shapes.columns import Part, header_rows, parts_of
from tests.shapes.contents import Row

Grid = list[list[Value]]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_SECTIONS = (
    "{roman}. {name}", "{n}. {name}", "{name}", "{upper}", "{roman} - {name}", "{roman}. {upper}",
    "{name} ({size} người)", "{name}: {size} thành viên", "* {name}", "{roman}/ {name}",
    "{name} - Tổ trưởng: {leader}, ĐT: {phone}", "{roman}. {name} (Tổ trưởng: {leader})",
)  # fmt: skip
_SUMS = ("Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Tổng cộng:", "Cộng:", None)


def block(rng: Random, table: Table, rows: Sequence[Row], pages: bool = True) -> Grid:
    """A list or a part of one with its header."""
    by_section = table.name == "members" and rng.random() < 0.3 and _in_one_piece(rows)
    bare = by_section and rng.random() < 0.6
    without = ["group"] if bare else []
    if rng.random() < 0.1:
        without.append("number")
    parts = parts_of(rng, table, rows, without)
    header = header_rows(rng, parts)
    grid: Grid = list(header)
    width = len(header[0])
    if rng.random() < 0.15:
        grid.append(_numbering(rng, width))
    grid += _body(rng, table, rows, parts, by_section, header if pages else None)
    if rng.random() < 0.3:
        grid += _sum(rng, table, rows, parts)
    return grid


def _in_one_piece(rows: Sequence[Row]) -> bool:
    """Whether the rows of each group follow each other, and each names a group that is one."""
    names = [row["group"] for row in rows]
    changes = sum(one != two for one, two in pairwise(names))
    good = all(isinstance(name, str) and "tổ" in name.lower() for name in names)
    return bool(names) and good and changes == len(set(names)) - 1


def _numbering(rng: Random, width: int) -> list[Value]:
    form = rng.choice(("(1)", "1", "A"))
    if form == "A":
        return ["A", "B", *range(1, width - 1)]
    return [f"({n})" if form == "(1)" else n for n in range(1, width + 1)]


def cells_of(row: Row, parts: Sequence[Part]) -> list[Value]:
    """The cells of one row."""
    return [cell(row) for part in parts for cell in part.cells]


def _body(
    rng: Random, table: Table, rows: Sequence[Row], parts: Sequence[Part], by_section: bool,
    header: Grid | None,
) -> Grid:  # fmt: skip
    grid: Grid = []
    form = rng.choice(_SECTIONS)
    every = rng.choice((0, 0, 0, 0, 7, 11)) if header else 0
    blank = rng.choice((0, 0, 0, 5, 9))
    merged = table.name == "members" and not by_section and rng.random() < 0.2
    again = rng.random() < 0.4
    sums = rng.random() < 0.3
    width = sum(len(part.headings) for part in parts)
    group: Value = None
    section = 0
    for index, row in enumerate(rows):
        new = table.name == "members" and row["group"] != group
        if every and index and index % every == 0:
            grid += _page_break(rng, header or [], index // every + 1)
        elif blank and index and index % blank == 0:
            grid.append([None] * width)
        if by_section and new and sums and section:
            grid.append(_section_sum(rng, sum(one["group"] == group for one in rows), width))
        if by_section and new:
            grid.append(_section(rng, form, section, row, rows, width))
            section += 1
        numbered = dict(row)
        numbered["number"] = index + 1
        if (merged and not new) or (by_section and not again and "group" in row):
            numbered["group"] = None if by_section or merged else row["group"]
        grid.append(cells_of(numbered, parts))
        group = row.get("group")
    return grid


def _page_break(rng: Random, header: Grid, page: int) -> Grid:
    width = len(header[0])
    said = rng.choice((f"Trang {page}", f"- {page} -", f"Trang {page}/9", None))
    lines: Grid = [[said, *[None] * (width - 1)]] if said else []
    return [*lines, *header] if rng.random() < 0.8 else lines


def _section(
    rng: Random, form: str, number: int, row: Row, rows: Sequence[Row], width: int
) -> list[Value]:
    name = str(row["group"])
    mine = [one for one in rows if one["group"] == name]
    leader = next((one for one in mine if one["role"] == "Tổ trưởng"), mine[0])
    text = form.format(
        roman=_ROMAN[number % len(_ROMAN)], n=number + 1, name=name, upper=name.upper(),
        size=len(mine), leader=leader["name"], phone=leader["phone"],
    )  # fmt: skip
    blank: list[Value] = [None] * width
    if rng.random() < 0.2:
        return [_ROMAN[number % len(_ROMAN)], name, *blank[2:]]
    return [text, *blank[1:]] if rng.random() < 0.7 else [None, text, *blank[2:]]


def _section_sum(rng: Random, count: int, width: int) -> list[Value]:
    forms = (f"Cộng: {count} người", f"Cộng {count}", f"Tổng cộng: {count} thành viên", "Cộng")
    text = rng.choice(forms)
    line: list[Value] = [text, *[None] * (width - 1)]
    return [None, *line[:-1]] if rng.random() < 0.5 else line


_COUNTED = {"models": "participants", "groups": "size"}


def _sum(rng: Random, table: Table, rows: Sequence[Row], parts: Sequence[Part]) -> Grid:
    cols = [name for part in parts for name in (*part.says, *[""] * 9)[: len(part.headings)]]
    counted = _COUNTED.get(table.name)
    line: list[Value] = [None] * len(cols)
    word = rng.choice(_SUMS)
    if counted in cols and all(type(row[counted or ""]) is int for row in rows):
        line[cols.index(counted or "")] = sum(int(str(row[counted or ""])) for row in rows)
        line[rng.choice((0, 1))] = line[0] if word is None else word
        gap: Grid = [[None] * len(cols)] if rng.random() < 0.3 else []
        return [*gap, line]
    line[rng.choice((0, 1))] = rng.choice(
        (f"Tổng cộng: {len(rows)} người", f"(Danh sách có {len(rows)} người)",
         f"Danh sách này có {len(rows)} dòng./.", f"Tổng số: {len(rows)}")
    )  # fmt: skip
    return [line]
