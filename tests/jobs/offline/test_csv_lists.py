"""A list that was mailed as a CSV is read, however it was saved."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.offline.check_files import check_files
from sheets_schema.declaration import read_campaign
from sheets_schema.org_unit import OrgUnit

HEAD = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Số CCCD", "Số điện thoại"]
ROW = ["1", "Trần Thị Lan", "Nữ", "1985", "Công chức", "031185001234", "0398765432"]


def officers(file: Path) -> int:
    campaign, units = read_campaign("to-cnscd-2024"), [OrgUnit("P01", "Phường An Thịnh", "ward")]
    [found] = check_files([file], units, campaign, date(2024, 10, 28), processes=1, accounts=True)
    account: Any = found.account
    assert not [one for one in found.findings if one.table == "officers"]
    rows: int = next(one["rows"] for one in account["tables"] if one["table"] == "officers")
    return rows


def as_windows_types(lines: str) -> bytes:
    """Vietnamese in cp1258: letters with their tones beside them."""
    found = b""
    for char in lines:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        found += (base + tones).encode("cp1258")
    return found


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("saved", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_is_read_in_any_usual_form(tmp_path: Path, saved: str, sign: str) -> None:
    lines = f"{sign.join(HEAD)}\r\n{sign.join(ROW)}\r\n"
    file = tmp_path / "P01.csv"
    file.write_bytes(as_windows_types(lines) if saved == "cp1258" else lines.encode(saved))
    assert officers(file) == 1


def test_a_csv_of_another_sort_in_a_folder_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "P01.csv").write_text("\n".join([",".join(HEAD), ",".join(ROW)]), "utf-8")
    (tmp_path / "log.csv").write_text("when,what\n1,2\n", "utf-8")
    assert officers(tmp_path) == 1
