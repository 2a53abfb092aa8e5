"""The tab of results on a phone: two columns, what counts in sight, and tabs of before brought to
it."""

import hashlib
from typing import Any

import pytest

from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS
from tests.jobs.ward.test_results_tab import RESULTS, line_of

PHONE = 390
NO_MARKS = MEMBERS.replace("Phạm Văn Đức", "Pham Van Duc")
TWO_ZEROS = NO_MARKS.replace("'0987654321", "983456712")
NAME, ZERO = "dòng 5, cột Họ và tên", "dòng 3, cột Số điện thoại"


def counts(ward: Ward) -> str:
    return ward.results()[1][1]


def texts(ward: Ward) -> list[str]:
    return [row[1] for row in ward.results()]


def place(ward: Ward, start: str) -> int:
    return next(n for n, said in enumerate(texts(ward)) if said.startswith(start))


def test_what_is_ticked_and_what_is_said_fit_beside_each_other(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    seen = google.emulator.get(ward.spreadsheet, ranges=[RESULTS], fields=(
        "sheets(properties.gridProperties,data.columnMetadata)"))  # fmt: skip
    (tab,) = seen["sheets"]
    wide = [one["pixelSize"] for one in tab["data"][0]["columnMetadata"]]
    assert wide[0] + wide[1] + 46 <= PHONE
    assert tab["properties"]["gridProperties"]["frozenRowCount"] == 3


def test_the_head_says_what_is_left_by_what_it_takes(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", TWO_ZEROS)
    ward.check()
    assert counts(ward) == (
        "5 mục phải sửa trước khi gửi · 2 mục sửa bằng một lần tích · 1 mục xin kiểm tra hoặc "
        "giải trình"
    )


def test_the_head_counts_the_ticks_where_one_is_not_enough(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", TWO_ZEROS.replace("Trần Văn Hùng", "TRẦN VĂN HÙNG"))
    ward.check()
    assert "3 mục sửa bằng 2 lần tích" in counts(ward)


def test_what_one_tick_repairs_comes_before_what_must_be_corrected(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    assert place(ward, "✎ Đề nghị sửa") < place(ward, "✖ Phải sửa") < place(ward, "⚠ Xin kiểm tra")


def test_a_finding_without_a_tick_opens_its_cell_from_the_first_column(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", NO_MARKS)
    ward.check()
    rows = ward.results()
    assert rows[line_of(ward, NAME) - 1][0] == "Mở"
    assert rows[line_of(ward, ZERO) - 1][0] == "False"


def test_what_was_put_right_today_is_thanked_for_until_tomorrow(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", TWO_ZEROS)
    ward.check()
    ward.edit("H3", "'0912345670")
    ward.check()
    ward.edit("H5", "'0912345671")
    ward.check()
    google.clock.forward(600)
    ward.check()
    thanks = place(ward, "✔ Cảm ơn anh/chị: hôm nay đã sửa xong 2 mục")
    assert texts(ward)[thanks + 1] == "✔ Số điện thoại mất số 0 ở đầu (2)"
    google.clock.forward(86_400)
    ward.check()
    assert not any("Cảm ơn" in said for said in texts(ward))


def test_groups_that_change_places_keep_what_is_ticked_at_that_moment(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", TWO_ZEROS)
    ward.check()
    first = place(ward, "✎ Đề nghị sửa")
    source = {"sheetId": ward.sheet(RESULTS).sheet_id, "dimension": "ROWS",
              "startIndex": first, "endIndex": first + 3}  # fmt: skip
    move = {"moveDimension": {"source": source, "destinationIndex": len(texts(ward))}}
    ward.person({"do": "batch-update", "tab": RESULTS, "requests": [move]})
    line = line_of(ward, NAME)
    reason = {"do": "type", "tab": RESULTS, "cell": f"C{line}", "text": "tên thật"}
    ward.person(reason, when="before-write")
    ward.check()
    assert place(ward, "✎ Đề nghị sửa") == first
    assert ward.results()[line_of(ward, NAME) - 1][2] == "tên thật"


# The tab as versions before this one left it: severity, place, what, what to do and proposal in
# five columns, then the tick, the reason and the key with the seal of the five.
def made_wide(ward: Ward) -> None:
    rows = ward.results()
    sheet = ward.sheet(RESULTS)
    number = {"sheetId": sheet.sheet_id}
    columns = {**number, "dimension": "COLUMNS"}
    requests: list[dict[str, Any]] = [
        {"insertDimension": {"range": {**columns, "startIndex": 0, "endIndex": 5}}},
        {"deleteDimension": {"range": {**columns, "startIndex": 6, "endIndex": 7}}},
        {"updateSheetProperties": {"properties": {**number, "gridProperties": {
            "frozenRowCount": 0}}, "fields": "gridProperties.frozenRowCount"}},
        {"updateCells": {"start": {**number, "rowIndex": 0, "columnIndex": 0}, "fields":
            "userEnteredValue", "rows": [{"values": _cells(words(row))} for row in rows]}},
        {"updateCells": {"start": {**number, "rowIndex": 0, "columnIndex": 7}, "fields":
            "userEnteredValue", "rows": [{"values": _cells([hidden(row)])} for row in rows]}},
        _last(number, rows, "#repair"),
        {"deleteDimension": {"range": {**number, "dimension": "ROWS", "startIndex": 1,
            "endIndex": 2}}},
    ]  # fmt: skip
    ward.person({"do": "batch-update", "tab": RESULTS, "requests": requests})


def _last(number: dict[str, int], rows: list[list[str]], kind: str) -> dict[str, Any]:
    """Repairs stood behind what must be corrected."""
    first = next(n for n, row in enumerate(rows) if row[3].startswith(kind))
    end = next(n for n in range(first + 1, len(rows)) if rows[n][3].startswith("#"))
    source = {**number, "dimension": "ROWS", "startIndex": first, "endIndex": end}
    return {"moveDimension": {"source": source, "destinationIndex": len(rows)}}


def _cells(said: list[str]) -> list[dict[str, Any]]:
    return [{"userEnteredValue": {"stringValue": one}} if one else {} for one in said]


def words(row: list[str]) -> list[str]:
    where, *rest = row[1].split("\n")
    if row[3].startswith("#"):
        return [where, "", "", "Tích để nhận tất cả" if rest else "", ""]
    proposal = rest[-1].rpartition(": ")[2] if "☑" in row[1] else ""
    return ["✖ Phải sửa", where, rest[0], "", proposal]


def hidden(row: list[str]) -> str:
    seal = hashlib.sha256("\x1f".join(words(row)).encode()).hexdigest()[:8]
    return f"{row[3].partition('/')[0]}/{seal}"


def explained(google: GoogleActions) -> Ward:
    """A ward that has explained one finding."""
    ward = google.workbook("Phường 3", TWO_ZEROS)
    ward.check()
    cell = f"C{line_of(ward, NAME)}"
    ward.person({"do": "type", "tab": RESULTS, "cell": cell, "text": "tên thật"})
    ward.check()
    return ward


@pytest.fixture
def wide(google: GoogleActions) -> Ward:
    """A ward whose tab of results is of the version before; one finding is explained."""
    ward = explained(google)
    made_wide(ward)
    return ward


def test_a_wide_tab_of_before_becomes_the_one_that_is_made_today(google: GoogleActions) -> None:
    ward = explained(google)
    made_today = ward.results()
    made_wide(ward)
    ward.check()
    assert ward.results() == made_today
    assert (ward.sheet(RESULTS).frozen_rows, ward.sheet(RESULTS).column_count) == (3, 4)
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


def test_the_tick_that_waits_in_a_wide_tab_is_applied(wide: Ward) -> None:
    wide.person({"do": "tick", "tab": RESULTS, "cell": f"F{line_of(wide, ZERO)}"})
    wide.check()
    assert wide.sheet().cell(2, 7).shown == "0912345679"


def test_a_heading_ticked_in_a_wide_tab_is_for_all_below_it(wide: Ward) -> None:
    row = line_of(wide, "mất số 0 ở đầu (2)")
    wide.person({"do": "tick", "tab": RESULTS, "cell": f"F{row}"})
    wide.check()
    assert [wide.sheet().cell(row, 7).shown for row in (2, 4)] == ["0912345679", "0983456712"]


def test_an_explanation_in_a_wide_tab_stays_explained(wide: Ward) -> None:
    run = wide.check()
    line = wide.results()[line_of(wide, NAME) - 1]
    assert "✔ Đã giải trình" in line[1] and line[2] == "tên thật"
    assert 5 not in wide.flags() or "Họ và tên" not in wide.flags()[5]
    assert run.open


def test_what_is_ticked_and_typed_while_a_wide_tab_is_made_narrow_stays_with_its_line(
    wide: Ward,
) -> None:
    wide.person(
        {"do": "tick", "tab": RESULTS, "cell": f"F{line_of(wide, ZERO)}"}, when="before-write"
    )
    again = {"do": "type", "tab": RESULTS, "cell": f"G{line_of(wide, NAME)}", "text": "đã hỏi lại"}
    wide.person(again, when="before-write")
    wide.check()
    assert wide.results()[line_of(wide, NAME) - 1][2] == "đã hỏi lại"
    wide.check()
    assert wide.sheet().cell(2, 7).shown == "0912345679"


def test_a_wide_tab_that_was_sorted_loses_no_explanation(wide: Ward) -> None:
    wide.person({"do": "sort", "tab": RESULTS, "range": "A1:G40", "by": "B"})
    wide.check()
    assert wide.results()[line_of(wide, NAME) - 1][2] == "tên thật"
