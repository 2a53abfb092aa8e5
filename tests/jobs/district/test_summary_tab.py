"""The tab `Tổng hợp`: charts that are seen, headings of one look, nobody's name among answers."""

from typing import Any

import requests

from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS

TAB = "Tổng hợp"
ALSO = MEMBERS.replace("'0912345678", "'0912345111").replace("'0987654321", "'0987654111")


def tab_as_made(google: GoogleActions, title: str, fields: str) -> dict[str, Any]:
    """What Google knows of one tab of the district's spreadsheet besides its values."""
    book = google.reader.session_client.open_by_key(google.context.district_spreadsheet)
    got = book.fetch_sheet_metadata({"fields": f"sheets(properties,{fields})"})
    return next(one for one in got["sheets"] if one["properties"]["title"] == title)


def units_in_charts(google: GoogleActions) -> list[list[object]]:
    """The first column of each chart as its source shows it now, the heading first."""
    charts = tab_as_made(google, TAB, "charts")["charts"]
    domains = [one["spec"]["basicChart"]["domains"][0]["domain"] for one in charts]
    areas = [one["sourceRange"]["sources"][0] for one in domains]
    sheet = google.district(TAB)
    spans = [range(one["startRowIndex"], one["endRowIndex"]) for one in areas]
    return [[sheet.cell(row, 0).value for row in rows] for rows in spans]


def test_the_charts_stand_beside_the_first_table_on_a_small_screen(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.drain()
    tab = tab_as_made(google, TAB, "charts(position),data(columnMetadata(pixelSize))")
    places = [one["position"]["overlayPosition"] for one in tab["charts"]]
    columns = [one["pixelSize"] for one in tab["data"][0]["columnMetadata"]]
    left = [sum(columns[: one["anchorCell"]["columnIndex"]]) for one in places]
    right = [x + p["offsetXPixels"] + p["widthPixels"] for x, p in zip(left, places, strict=True)]
    assert max(right) < 1280 - 46, "46 pixels are the numbers of the rows"
    shown = [str(cell.value) for cell in google.district(TAB).cells[5]]
    assert [one["anchorCell"]["columnIndex"] for one in places] == [len(shown)] * 2


def test_no_table_begins_beneath_the_charts(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.drain()
    places = tab_as_made(google, TAB, "charts(position)")["charts"]
    lowest = max(
        one["position"]["overlayPosition"].get("offsetYPixels", 0)
        + one["position"]["overlayPosition"]["heightPixels"]
        for one in places
    )
    first = [row for row, cells in enumerate(google.district(TAB).cells) if cells[0:1]]
    below = next(
        row for row in first if google.district(TAB).cell(row, 0).value == "THEO DANH SÁCH"
    )
    assert (below - 5) * 21 > lowest, "a row is 21 pixels high, a row of headings higher"


def test_a_unit_that_comes_later_is_in_the_charts_and_one_that_goes_is_not(
    google: GoogleActions,
) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.workbook("Phường 2", ALSO)
    google.drain()
    names = ["Đơn vị", "Phường 1", "Phường 2", "Phường 3"]
    assert units_in_charts(google) == [names[:3]] * 2
    google.officer(
        {"do": "type", "tab": "Đơn vị", "cell": "A4", "text": "W3"},
        {"do": "type", "tab": "Đơn vị", "cell": "B4", "text": "Phường 3"},
        {"do": "type", "tab": "Đơn vị", "cell": "J4", "text": "phường"},
    )
    google.publish()
    assert units_in_charts(google) == [names] * 2
    google.officer({"do": "delete-rows", "tab": "Đơn vị", "row": 3})
    google.publish()
    assert units_in_charts(google) == [["Đơn vị", "Phường 1", "Phường 3"]] * 2


def test_publishing_again_after_a_unit_came_writes_nothing(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.drain()
    google.officer(
        {"do": "type", "tab": "Đơn vị", "cell": "A3", "text": "W2"},
        {"do": "type", "tab": "Đơn vị", "cell": "B3", "text": "Phường 2"},
        {"do": "type", "tab": "Đơn vị", "cell": "J3", "text": "phường"},
    )
    google.publish()
    google.publish()
    google.forget_calls()
    google.publish()
    assert google.calls() == ["read"]


def test_a_state_has_its_sign_and_its_colour_wherever_its_row_goes(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.workbook("Phường 2", "\n".join(MEMBERS.strip().splitlines()[:1]))
    google.drain()
    google.officer({"do": "insert-rows", "tab": TAB, "row": 1, "count": 2})
    sheet = google.district(TAB)
    row = next(at for at in range(20) if sheet.cell(at, 0).value == "Phường 1")
    door = f"{google.emulator.url}/_page/{google.context.district_spreadsheet}"
    seen = requests.get(door, params={"gid": sheet.sheet_id}, timeout=20).json()["sheet"]
    cells = {(int(at), one[0]): one for at, line in seen["cells"].items() for one in line}
    backs = [seen["looks"][cells[at, 1][2]].get("background") for at in (row, row + 1)]
    assert [sheet.cell(at, 1).value for at in (row, row + 1)] == ["✗ Phải sửa", "○ Chưa nhập"]
    assert backs == ["#f4c6c6", "#e8eaed"]


def test_a_chart_that_an_officer_moved_stays_where_it_is(google: GoogleActions) -> None:
    ward = google.workbook("Phường 1", MEMBERS)
    google.drain()
    chart = tab_as_made(google, TAB, "charts(chartId)")["charts"][0]["chartId"]
    position = {"overlayPosition": {"widthPixels": 333}}
    moved = {"objectId": chart, "newPosition": position, "fields": "widthPixels"}
    google.officer({"do": "batch-update", "requests": [{"updateEmbeddedObjectPosition": moved}]})
    ward.edit("H4", "'0912345670")
    google.drain()
    charts = tab_as_made(google, TAB, "charts(position)")["charts"]
    widths = {one["position"]["overlayPosition"]["widthPixels"] for one in charts}
    assert (len(charts), 333 in widths) == (2, True)


def test_a_name_in_a_column_of_choices_does_not_reach_the_summary(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS.replace("| Nữ | 1975 |", "| Lê Thị Hoa | 1975 |"))
    google.drain()
    said = [str(cell.value) for row in google.district(TAB).cells for cell in row]
    assert "(ngoài danh mục, cần xem lại)" in said
    assert "Lê Thị Hoa" not in said


MODELS = """
    STT | Tên mô hình | Tổ dân phố triển khai | Kỹ năng số | Mô tả cách làm | Số người tham gia
    1 | Chợ 4.0 | TDP 1 | '2,3 | Vận động tiểu thương ở chợ {} dán mã QR. | {}
    2 | Nhà số | TDP 2 | 1 | Đoàn viên {} đến từng nhà giúp người già cài VNeID. | {}
"""


def test_columns_of_numbers_are_summed_by_unit_and_what_is_not_right_is_named(
    google: GoogleActions,
) -> None:
    google.workbook("Phường 1", MODELS.format("Đông Phú", 50, "Đông Phú", 20), "1. Mô hình")
    google.workbook("Phường 2", MODELS.format("Cầu Tre", 30, "Cầu Tre", "'-4"), "1. Mô hình")
    google.drain()
    seen = [[cell.value for cell in row] for row in google.district(TAB).cells]
    top = next(at for at, row in enumerate(seen) if row[:1] == ["TỔNG CÁC CỘT SỐ"])
    column = seen[top + 1].index("1. Mô hình: Số người tham gia")
    sums = [(row[0], row[column]) for row in seen[top + 2 : top + 6]]
    assert sums == [
        ("Phường 1", 70),
        ("Phường 2", 30),
        ("Tổng cộng", 100),
        ("trong đó ở dòng chưa đạt", 0),
    ]


def test_units_of_which_nothing_is_known_share_one_sentence(google: GoogleActions) -> None:
    for number in range(10):
        ward = google.workbook(f"Phường {number}", MEMBERS)
        google.register(ward, spreadsheet="")
    google.drain()
    band = str(google.district(TAB).cell(3, 0).value)
    assert band.count("chưa có số liệu") == 1
    assert "Phường 7 và 2 đơn vị khác" in band


def test_the_register_shows_how_far_a_unit_is_beside_its_name(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.drain()
    heads = [cell.value for cell in google.district("Đơn vị").cells[0]]
    assert heads[:4] == ["Mã đơn vị", "Tên đơn vị", "Tình trạng", "Phải sửa"]


def test_the_headings_of_every_tab_look_the_same(google: GoogleActions) -> None:
    google.workbook("Phường 1", MEMBERS)
    google.drain()
    formats = "data(rowData(values(userEnteredFormat(backgroundColor,textFormat(bold)))))"
    looks = []
    for title, row, column in (("Đơn vị", 0, 0), ("3b. Thành viên", 1, 1), ("Trùng lặp", 1, 1)):
        rows = tab_as_made(google, title, formats)["data"][0]["rowData"]
        looks.append(rows[row]["values"][column]["userEnteredFormat"])
    rules = tab_as_made(google, TAB, "conditionalFormats(booleanRule(format))")
    looks.append(rules["conditionalFormats"][0]["booleanRule"]["format"])
    assert all(look["textFormat"]["bold"] for look in looks)
    assert len({str(look["backgroundColor"]) for look in looks}) == 1


CONTACTS = """
    Họ và tên | Số điện thoại | Thư điện tử | Phường phụ trách
    Trần Thị Lan | '0398765432 | lan@vidu.vn | {wards}
"""


def of_companies(google: GoogleActions, wards: str) -> None:
    """A company between two wards, in the register's order."""
    google.workbook("Phường 1", MEMBERS)
    company = google.workbook("Bưu điện", CONTACTS.format(wards=wards), "Đầu mối")
    google.register(company, kind="company")
    google.workbook("Phường 2", ALSO)


def test_units_and_their_lists_stand_by_kind(google: GoogleActions) -> None:
    of_companies(google, "Phường 1, Phường 2")
    google.drain()
    first = [str(row[0].value or "") for row in google.district(TAB).cells if row[0:1]]
    at = first.index("Đơn vị")
    assert first[at : at + 5] == ["Đơn vị", "Phường 1", "Phường 2", "Bưu điện", "Tổng cộng"]
    kinds = first[first.index("THEO LOẠI ĐƠN VỊ") :]
    assert kinds[1:4] == ["Đơn vị", "Phường", "Doanh nghiệp"]
    lists = kinds[kinds.index("THEO DANH SÁCH") :]
    wards = ["Phường", "Đơn vị", "Phường 1", "Phường 2", "Tổng cộng"]
    assert lists[1:10] == [*wards, "Doanh nghiệp", "Đơn vị", "Bưu điện", "Tổng cộng"]


def test_a_renamed_ward_is_told_to_the_company_that_names_it(google: GoogleActions) -> None:
    of_companies(google, "Phường 1")
    google.drain()
    assert "không phải tên phường" not in str(google.district("Lỗi cần sửa").cells)
    ward = Ward(google, "W1", google.units[0].spreadsheet)
    google.register(ward, name="Phường Một")
    google.drain()
    assert "không phải tên phường" in str(google.district("Lỗi cần sửa").cells)
