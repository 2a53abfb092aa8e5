"""Folders of many units' workbooks, made from the sample district, as JSON and as Excel files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

SAMPLE = Path(__file__).resolve().parents[1] / "demo" / "district" / "wards"
AS_OF = "2024-10-28"
_DIGIT = re.compile(r"\d")
# Numbers of people and telephones, and texts long enough to be compared between units.
_FEWEST_DIGITS, _LONGEST_NUMBER, _LONG_TEXT = 9, 16, 40
_STEP = 7


def make_folder(folder: Path, count: int, form: str) -> Path:
    """`count` workbooks (`form` is "json" or "xlsx") into a new folder; returns their register.

    Each repeats a workbook of the sample district with other numbers and texts, so that units
    share as little as real ones do.
    """
    folder.mkdir(parents=True)
    units = []
    for number, book in zip(range(count), _books(), strict=False):
        code, name = f"U{number:04d}", f"Phường {number:04d}"
        made = {**book, "ward_id": code, "ward": name, "spreadsheet_title": f"Báo cáo {code}"}
        made["tabs"] = [_varied_tab(tab, number) for tab in book["tabs"]]
        units.append({"id": code, "name": name})
        if form == "json":
            text = json.dumps(made, ensure_ascii=False)
            (folder / f"{code}.json").write_text(text, encoding="utf-8")
        else:
            _write_excel(folder / f"{code}.xlsx", made["tabs"])
    register = folder.with_suffix(".units.json")
    register.write_text(json.dumps({"wards": units}), encoding="utf-8")
    return register


def _books() -> Iterator[dict[str, Any]]:
    sample = [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLE.glob("*.json"))]
    while True:
        yield from sample


def _varied_tab(tab: dict[str, Any], number: int) -> dict[str, Any]:
    def grid(rows: list[list[Any]]) -> list[list[Any]]:
        return [[_varied(cell, number) for cell in row] for row in rows]

    return {**tab, "values": grid(tab["values"]), "formatted": grid(tab["formatted"])}


def _varied(cell: Any, number: int) -> Any:
    """The cell with other last digits when it is somebody's number; long texts with a name."""
    if isinstance(cell, str) and len(cell) >= _LONG_TEXT:
        return f"{cell} (đơn vị {number})"
    if isinstance(cell, str) and len(cell) <= _LONGEST_NUMBER:
        places = [match.start() for match in _DIGIT.finditer(cell)]
        if len(places) >= _FEWEST_DIGITS:
            last = "".join(cell[place] for place in places[-4:])
            other = f"{(int(last) + _STEP * number) % 10_000:04d}"
            letters = list(cell)
            for place, digit in zip(places[-4:], other, strict=True):
                letters[place] = digit
            return "".join(letters)
    if type(cell) in (int, float) and cell >= 10**8:
        return type(cell)(cell // 10_000 * 10_000 + (cell + _STEP * number) % 10_000)
    return cell


def _write_excel(path: Path, tabs: list[dict[str, Any]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for tab in tabs:
            sheet = book.add_worksheet(tab["title"])
            for row, cells in enumerate(tab["values"]):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
