"""A workbook from its JSON form: typed values and what is shown, tab by tab."""

import gc
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from sheets_schema.workbook import Tab, Workbook

_LARGE = 2_000_000
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
_CELLS = frozenset({str, int, float, bool, type(None)})


class ReadWorkbook(NamedTuple):
    """A workbook, the file it came from and the unit that the file itself names."""

    path: Path
    workbook: Workbook
    unit_code: str = ""
    unit_name: str = ""


def read_json(path: Path) -> ReadWorkbook:
    """One workbook: `ward_id`, `ward`, `spreadsheet_title`, `tabs` of `title`, `values`,
    `formatted`. Raises ValueError, KeyError, TypeError, AttributeError or RecursionError."""
    raw = _parsed(path.read_bytes())
    tabs = tuple(_tab(entry) for entry in raw["tabs"])
    title = str(raw.get("spreadsheet_title") or path.stem)
    return ReadWorkbook(
        path,
        Workbook(title, tabs, str(raw.get("locale") or "vi_VN")),
        str(raw.get("ward_id") or raw.get("unit") or ""),
        str(raw.get("ward") or ""),
    )


def _parsed(content: bytes) -> Any:
    raw = _loaded(content)
    if _HALF_CHARACTER.search(content) is None:
        return raw
    # Half a character cannot be written anywhere: "?" says that a letter was lost.
    return json.loads(json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"))


def _loaded(content: bytes) -> Any:
    # Millions of small lists make the cyclic collector run in vain: three times slower.
    if len(content) < _LARGE or not gc.isenabled():
        return json.loads(content)
    gc.disable()
    try:
        return json.loads(content)
    finally:
        gc.enable()


def _tab(entry: dict[str, Any]) -> Tab:
    values = entry["values"]
    if not all(isinstance(row, list) and _CELLS.issuperset(map(type, row)) for row in values):
        raise ValueError("values must be rows of cells")
    shown = entry.get("formatted")
    if shown is not None:
        shown = [[one if isinstance(one, str) else str(one) for one in row] for row in shown]
    return Tab(str(entry["title"]), values, shown)
