"""The tab `Hướng dẫn`: made once, its ticks are the ward's, its receipt is ours."""

from dataclasses import replace

import pytest

from jobs.store.events import events_of
from jobs.store.units import load_state
from jobs.ward.guide.tab import RECEIPT, WIDTHS, guide_lines
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_flags import MEMBERS

GUIDE, RESULTS = "Hướng dẫn", "Kết quả kiểm tra"
EMPTY = ("Chưa có mô hình", "Không đề xuất", "Chưa thành lập Tổ", "Chưa có thành viên")
MODELS = {"1. Mô hình": "STT | Tên mô hình | Tổ dân phố triển khai | Nội dung kỹ năng số (1-5)"}

OFFICERS_TAB = "3c. Cán bộ phụ trách"
OFFICERS = """
    STT | Họ và tên | Giới tính | Năm sinh | Chức vụ | Số CCCD | Số điện thoại | Ghi chú
    1 | Nguyễn Thị Lan | Nữ | 1985 | Phó Chủ tịch | '031185001234 | '0912345678 |
"""


def row_of(ward: Ward, words: str, tab: str = GUIDE) -> int:
    """Sheet row (from 1) whose cells say these words."""
    rows = enumerate(ward.sheet(tab).cells, 1)
    return next(n for n, row in rows if any(words in str(cell.value) for cell in row))


def tick(ward: Ward, words: str) -> None:
    """The ward ticks the box beside these words."""
    ward.person({"do": "tick", "tab": GUIDE, "cell": f"A{row_of(ward, words)}"})


def receipt(ward: Ward) -> str:
    """What the tab answers to the tick "done"."""
    return next(str(r[1].value) for r in ward.sheet(GUIDE).cells if r[2:] and r[2].value == RECEIPT)


def events(ward: Ward) -> list[str]:
    """What happened to the ward's report."""
    context = ward.google.context
    with context.store.begin() as connection:
        return [one.kind for one in events_of(connection, ward.code, context.campaign.term)]


def complete(google: GoogleActions) -> Ward:
    """A checked ward in which nothing must be fixed."""
    declared = google.context.campaign.workbooks["ward"]
    empty = {t.title: " | ".join(column.title for column in t.columns) for t in declared}
    ward = google.workbook("Phường 3", tab=OFFICERS_TAB, tabs={**empty, OFFICERS_TAB: OFFICERS})
    ward.check()
    for words in EMPTY:
        tick(ward, words)
    return ward


def test_the_first_run_makes_the_tab_in_front_in_the_same_write(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read", "write"]
    assert [sheet.title for sheet in ward.look().sheets][::2] == [GUIDE, RESULTS]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_tab_can_be_read_on_a_phone_without_moving_sideways(
    google: GoogleActions, language: str
) -> None:
    lines = guide_lines(google.context.campaign, OrgUnit("P01", "Phường 3", "ward"), "", language)
    # A phone is 360 wide; only headings are not wrapped.
    assert sum(WIDTHS) <= 340
    assert max(len(line.sentence) for line in lines if line.heading) <= 32


def test_every_list_that_may_be_empty_has_a_tick_of_its_own(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    said = [str(cell.value) for row in ward.sheet(GUIDE).cells for cell in row]
    assert all(any(words in one for one in said) for words in EMPTY)


def test_a_tick_for_an_empty_list_settles_its_finding_and_stays(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS, tabs=MODELS)
    before = ward.check()
    tick(ward, "Chưa có mô hình")
    after = ward.check()
    assert {"model-none"} == set(before.codes) - set(after.codes)
    assert ward.sheet(GUIDE).cell(row_of(ward, "Chưa có mô hình") - 1, 0).value is True


def test_the_tick_done_is_answered_with_a_receipt_that_stays(google: GoogleActions) -> None:
    ward = complete(google)
    ward.check()
    tick(ward, "Đã hoàn thành báo cáo")
    ward.check()
    given = receipt(ward)
    first = (
        "Đã ghi nhận báo cáo lúc 09:05 21/10/2024: 1 danh sách, 1 dòng. Đúng hạn. Mã biên nhận: "
    )
    assert given.startswith(first)
    google.clock.forward(90_000)
    ward.check()
    assert receipt(ward) == given
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


def test_the_tick_done_waits_while_something_must_be_fixed(google: GoogleActions) -> None:
    ward = complete(google)
    tick(ward, "Đã hoàn thành báo cáo")
    ward.edit("F2", "12", tab=OFFICERS_TAB)
    ward.check()
    assert receipt(ward).startswith("Chưa ghi nhận: còn 1 mục Phải sửa")
    ward.edit("F2", "'031185001234", tab=OFFICERS_TAB)
    ward.check()
    assert receipt(ward).startswith("Đã ghi nhận báo cáo lúc 09:05")


def test_a_report_that_is_opened_again_keeps_its_first_receipt(google: GoogleActions) -> None:
    ward = complete(google)
    tick(ward, "Đã hoàn thành báo cáo")
    ward.check()
    given = receipt(ward)
    google.clock.forward(90_000)
    ward.edit("F2", "12", tab=OFFICERS_TAB)
    ward.check()
    assert receipt(ward).startswith(f"{given} Sau đó báo cáo được mở lại. Chưa ghi nhận: còn 1")
    ward.edit("F2", "'031185001234", tab=OFFICERS_TAB)
    ward.check()
    mended = "Có chỉnh sửa sau khi ghi nhận, thời điểm ghi nhận không đổi."
    assert receipt(ward) == f"{given} {mended}"


def test_what_happened_to_a_report_is_kept_in_order(google: GoogleActions) -> None:
    ward = complete(google)
    tick(ward, "Đã hoàn thành báo cáo")
    for value in ("'031185001234", "12", "'031185001234"):
        ward.edit("F2", value, tab=OFFICERS_TAB)
        ward.check()
    assert events(ward) == ["accepted", "reopened", "accepted"]


def test_the_tab_of_results_says_how_to_submit_and_then_that_it_was(google: GoogleActions) -> None:
    ward = complete(google)
    ward.check()
    assert any("tích ô “Đã hoàn thành báo cáo”" in row[1] for row in ward.results())
    tick(ward, "Đã hoàn thành báo cáo")
    ward.check()
    assert any(row[1] == receipt(ward) for row in ward.results())


def test_a_renamed_tab_is_known_again_with_its_ticks(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS, tabs=MODELS)
    ward.check()
    tick(ward, "Chưa có mô hình")
    tick(ward, "Đã hoàn thành báo cáo")
    ward.person({"do": "rename-tab", "tab": GUIDE, "title": "Đọc trước"})
    run = ward.check()
    assert "model-none" not in run.codes
    with google.context.store.begin() as connection:
        assert load_state(connection, ward.code).done


def test_a_deleted_tab_comes_back_only_when_the_ward_ticks_for_it(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    ward.person({"do": "delete-tab", "tab": GUIDE})
    ward.check()
    assert ward.look().by_title(GUIDE) is None
    line = row_of(ward, "Trang Hướng dẫn đã bị xóa", tab=RESULTS)
    ward.person({"do": "tick", "tab": RESULTS, "cell": f"A{line}"})
    ward.check()
    assert row_of(ward, "Đã hoàn thành báo cáo")
    assert not any("đã bị xóa" in row[1] for row in ward.results())


@pytest.mark.parametrize(
    ("own", "title"),
    [("Ghi đủ các trang | ", "Hướng dẫn nộp báo cáo"), ("Đã hoàn thành báo cáo | ", GUIDE)],
    ids=["without the tick", "with the tick"],
)
def test_a_tab_of_the_wards_own_is_left_alone(google: GoogleActions, own: str, title: str) -> None:
    ward = google.workbook("Phường 3", MEMBERS, tabs={GUIDE: own})
    before = ward.sheet(GUIDE).cells
    ward.check()
    assert ward.sheet(GUIDE).cells == before
    titles = [sheet.title for sheet in ward.look().sheets if sheet.title.startswith(GUIDE)]
    assert title in titles and len(titles) == len({GUIDE, title})


def test_a_workbook_of_its_own_form_gets_no_tab_of_instructions(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", "Mã số | Nội dung | Kết quả\nA1 | họp tổ | tốt")
    ward.check()
    assert ward.look().by_title(GUIDE) is None


def said_of_persons(ward: Ward) -> list[str]:
    """What stands below the heading about personal data."""
    begin = row_of(ward, "DỮ LIỆU CÁ NHÂN")
    lines = [str(row[1].value) for row in ward.sheet(GUIDE).cells[begin:] if len(row) > 1]
    return [line for line in lines if line not in ("None", "")]


def test_a_tab_made_before_the_campaign_spoke_of_personal_data_is_given_the_lines(
    google: GoogleActions,
) -> None:
    said = google.context.campaign
    google.context = replace(google.context, campaign=replace(said, privacy=None))
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    google.context = replace(google.context, campaign=said)
    ward.check()
    lines = said_of_persons(ward)
    assert lines[0].startswith("Mục đích: lập danh sách") and len(lines) == 5
    assert "yêu cầu xóa" in lines[-1]
    google.forget_calls()
    ward.check()
    assert google.calls() == ["read"]


def test_what_the_campaign_says_of_personal_data_is_kept_up_to_date(google: GoogleActions) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    said = google.context.campaign
    assert said.privacy is not None
    other = replace(said.privacy, contact={"vi": "Văn phòng Ủy ban"}, kept={})
    google.context = replace(google.context, campaign=replace(said, privacy=other))
    ward.check()
    lines = said_of_persons(ward)
    assert "Liên hệ: Văn phòng Ủy ban" in lines and len(lines) == 4


def test_what_a_ward_writes_below_what_is_said_of_personal_data_stays(
    google: GoogleActions,
) -> None:
    ward = google.workbook("Phường 3", MEMBERS)
    ward.check()
    last = len(ward.sheet(GUIDE).cells)
    assert "yêu cầu xóa" in said_of_persons(ward)[-1]
    ward.person({"do": "type", "tab": GUIDE, "cell": f"B{last + 1}", "text": "Chị Mai phụ trách"})
    ward.check()
    said = google.context.campaign
    assert said.privacy is not None
    other = replace(said.privacy, kept={})
    google.context = replace(google.context, campaign=replace(said, privacy=other))
    ward.check()
    assert said_of_persons(ward)[-1] == "Chị Mai phụ trách"
