"""`report.toml`: an official document is a declaration, and a wrong one says where and what."""

from pathlib import Path

import pytest

from sheets_schema.declaration import DeclarationError, read_campaign
from tests.schema.test_declarations import folder

REPORT = """
kind = "BÁO CÁO"
about = "Kết quả Ngày Chủ nhật xanh"
units = "village"
letterhead = ["ỦY BAN NHÂN DÂN", "XÃ […]"]
place = "[…]"
symbol = "BC-UBND"
addressee = "Ủy ban nhân dân tỉnh"
opening = "Xã báo cáo kết quả tại {places} điểm:"
closing = "Trân trọng báo cáo./."
recipients = ["Như trên", "Lưu: VT"]
signature = ["CHỦ TỊCH"]
[[figures]]
name = "places"
title = "Điểm vệ sinh"
table = "places"
[[figures]]
name = "done"
title = "Điểm đã xong"
table = "places"
where = { done = ["Xong"] }
[[figures]]
name = "share"
title = "Tỷ lệ"
percent = ["done", "places"]
[[sections]]
title = "I. KẾT QUẢ"
paragraphs = ["{done}/{places} điểm ({share}%), {units_sent}/{units} thôn."]
[[appendices]]
title = "CÁC ĐIỂM"
[[appendices.lists]]
table = "places"
columns = [{ title = "Thôn", of = "unit" }, { title = "Địa điểm", of = "place", width = 2 }]
"""


def declared(tmp_path: Path, report: str = REPORT) -> Path:
    """A campaign with that report."""
    (tmp_path / "report.toml").write_text(report, encoding="utf-8")
    return folder(tmp_path)


def test_a_new_report_needs_no_code(tmp_path: Path) -> None:
    report = read_campaign(declared(tmp_path)).report
    assert report is not None
    assert list(report.figures) == ["places", "done", "share"]
    assert report.figures["done"].where == {"done": ("Xong",)}
    assert [column.width for column in report.appendices[0].lists[0].columns] == [1, 2]


def test_a_campaign_may_have_no_report(tmp_path: Path) -> None:
    assert read_campaign(folder(tmp_path)).report is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("{share}%", "{shares}%"), "report.toml, paragraphs: {shares} is no figure; write one of"),
        (
            ('table = "places"\nwhere', 'table = "place"\nwhere'),
            "done, table: place is not",
        ),
        (("where = { done", "where = { don"), "report.toml, done, where.don: don is no column"),
        (('["done", "places"]', '["done"]'), "report.toml, share, percent: write two figures"),
        (('["done", "places"]', '["later", "done"]'), "share, percent: write two figures"),
        (('percent = ["done", "places"]', ""), 'report.toml, share, table: write table = "…"'),
        (('units = "village"', 'units = "town"'), "report.toml, units: write a kind of unit"),
        (('of = "place"', 'of = "plac"'), "CÁC ĐIỂM, columns.of: plac is not known; write one of"),
        (("width = 2", 'width = "2"'), "CÁC ĐIỂM, columns.width: write a weight"),
        (('kind = "BÁO CÁO"', ""), 'report.toml, kind: is needed; write kind = "…"'),
        (("closing =", "closin ="), "report.toml, closin: is not known here; write closing"),
        (('name = "share"', 'name = "done"'), "report.toml, done, name: is taken"),
        (('name = "share"', 'name = "units"'), "report.toml, units, name: is taken"),
        (('table = "places"\nwhere', 'most = 3\ntable = "places"\nwhere'), "most: write a number"),
    ],
)
def test_a_wrong_report_is_told_by_file_key_and_what_to_write(
    tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    assert wrong[0] in REPORT
    with pytest.raises(DeclarationError) as error:
        read_campaign(declared(tmp_path, REPORT.replace(*wrong, 1)))
    assert said in str(error.value)


def test_the_first_campaigns_report_speaks_of_its_wards() -> None:
    report = read_campaign("to-cnscd-2024").report
    assert report is not None and report.units == "ward"
    assert [appendix.landscape for appendix in report.appendices] == [True, True, False, True, True]
