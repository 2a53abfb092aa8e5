"""Writes a made-up district as files: config, workbooks, truth, decoys."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.districts.district import MadeDistrict
from tests.districts.layouts import Sheet
from tests.districts.paper import Label, Row, Ward
from tests.districts.severities import SEVERITY_OF

_TITLES = {
    "models": "1. Mô hình",
    "platforms": "2. Nền tảng",
    "groups": "3a. Tổ CNSCĐ",
    "members": "3b. Thành viên",
    "officers": "3c. Cán bộ phụ trách",
}
_TRUTH = [
    "ward_id",
    "ward",
    "tab",
    "row",
    "col",
    "header",
    "field",
    "kind",
    "severity",
    "required",
    "clean",
    "shown",
    "shown_type",
    "expected_fix",
    "group",
    "note",
]
_DECOYS = ("ward_id", "tab", "row", "col", "header", "value", "why")
Line = Mapping[str, object]


def write_district(made: MadeDistrict, folder: Path) -> None:
    """Write `config.json`, `wards/*.json`, `truth.csv` and `decoys.csv` into the folder."""
    (folder / "wards").mkdir(parents=True)
    _write_json(folder / "config.json", _config(made))
    for ward in made.district.wards:
        _write_json(folder / "wards" / f"{ward.code}.json", _workbook(ward, made.sheets[ward.code]))
    truth = [_truth(ward, label, made) for ward, label in made.district.labels()]
    _write_csv(folder / "truth.csv", _TRUTH, truth)
    decoys = [
        _decoy(ward, made, table, row, name, why)
        for ward in made.district.wards
        for table, row, name, why in ward.decoys
    ]
    _write_csv(folder / "decoys.csv", _DECOYS, decoys)


def _config(made: MadeDistrict) -> object:
    wards = [
        {"id": ward.code, "name": ward.name, "tdps": ward.tdps} for ward in made.district.wards
    ]
    return {
        "district": made.district.name,
        "city": made.district.city,
        "deadline": made.district.today.isoformat(),
        "today": made.district.today.isoformat(),
        "wards": wards,
    }


def _workbook(ward: Ward, sheets: Sequence[Sheet]) -> object:
    return {
        "ward_id": ward.code,
        "ward": ward.name,
        "spreadsheet_title": f"Báo cáo Tổ CNSCĐ - {ward.name}",
        "locale": "vi_VN",
        "tabs": [
            {"title": sheet.title, "values": sheet.values, "formatted": sheet.shown}
            for sheet in sheets
        ],
    }


def _truth(ward: Ward, label: Label, made: MadeDistrict) -> Line:
    sheet = _sheet(made, ward, label.table)
    value = label.row.cells.get(label.field or "") if label.row else None
    return {
        "ward_id": ward.code,
        "ward": ward.name,
        "tab": sheet.title if sheet else _TITLES.get(label.table or "", ""),
        **_place(sheet, label.row, label.field),
        "field": label.field or "",
        "kind": label.kind,
        "severity": SEVERITY_OF[label.kind],
        "required": label.required,
        "clean": label.clean,
        "shown": "" if value is None else value,
        "shown_type": "empty" if value in (None, "") else _type_of(value),
        "expected_fix": label.fix,
        "group": label.group,
        "note": label.note,
    }


def _decoy(ward: Ward, made: MadeDistrict, table: str, row: Row, name: str, why: str) -> Line:
    sheet = _sheet(made, ward, table)
    place = _place(sheet, row, name)
    title = sheet.title if sheet else ""
    return {"ward_id": ward.code, "tab": title, **place, "value": row.text(name), "why": why}


def _type_of(value: object) -> str:
    return "text" if isinstance(value, str) else "number"


def _sheet(made: MadeDistrict, ward: Ward, table: str | None) -> Sheet | None:
    return next((one for one in made.sheets[ward.code] if one.table == table), None)


def _place(sheet: Sheet | None, row: Row | None, name: str | None) -> dict[str, object]:
    """The sheet row from 1 and the column's letter, empty where there is none."""
    number = sheet.places.get(id(row), "") if sheet and row else ""
    col = sheet.columns.get(name or "") if sheet else None
    return {"row": number, "col": "" if col is None or not row else "ABCDEFGHIJKLMN"[col]}


def _write_json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _write_csv(file: Path, names: Iterable[str], lines: Iterable[Line]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(names), restval="")
        writer.writeheader()
        writer.writerows(lines)
