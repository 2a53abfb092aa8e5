"""The page in a real browser: a ward clerk edits a list with mouse, keyboard and finger."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from emulator_tests.page_visitor import Visitor
from sheets_emulator.pytest_plugin import SheetsEmulator

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
ROWS = (["STT", "Họ tên", "Giới tính"], [1, "An", "Nam"], [2, "Bình", "Nữ"], [3, "Chi", "Nữ"])
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  document.getElementById("editor").dispatchEvent(new ClipboardEvent("paste", event));
}"""
ENTER_WHILE_COMPOSING = """() => {
  const enter = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
  document.getElementById("editor").dispatchEvent(new KeyboardEvent("keydown", enter));
}"""


class Clerk:
    """Somebody before the page; troubles of its script make the test fail at the end."""

    def __init__(self, page: "Page", visitor: Visitor) -> None:
        self.page, self.visitor = page, visitor
        self.troubles: list[str] = []
        self.tools = page.context.new_cdp_session(page)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.open()

    def open(self, part: str = "") -> None:
        url = f"{self.visitor.url}/spreadsheets/d/{self.visitor.file}/edit{part}"
        self.page.goto(url)
        self.cell("A1").wait_for()

    def cell(self, name: str) -> "Locator":
        row, column = int(name[1:]) - 1, ord(name[0]) - 65
        return self.page.locator(f'[role=gridcell][data-row="{row}"][data-column="{column}"]')

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def compose(self, *texts: str) -> None:
        """What an input method for Vietnamese shows while the syllable is typed."""
        for text in texts:
            place = {"selectionStart": len(text), "selectionEnd": len(text)}
            self.tools.send("Input.imeSetComposition", {"text": text, **place})

    def composed(self, text: str) -> None:
        self.tools.send("Input.insertText", {"text": text})

    def sees(self, name: str, text: str) -> None:
        self.cell(name).get_by_text(text, exact=True).wait_for()

    def place(self) -> str:
        return self.page.get_by_label("Ô đang chọn").inner_text()

    def saved(self) -> None:
        self.page.get_by_text("Đã lưu").wait_for()

    def button(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()


@pytest.fixture
def visitor(sheets_emulator: SheetsEmulator) -> Visitor:
    return Visitor(sheets_emulator, *ROWS)


@pytest.fixture
def clerk(browser: "Browser", visitor: Visitor) -> Iterator[Clerk]:
    page = browser.new_page()
    clerk = Clerk(page, visitor)
    yield clerk
    page.close()
    assert clerk.troubles == []


def test_what_is_typed_over_a_cell_is_stored_and_the_next_row_chosen(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.type("Nguyễn Văn An")
    clerk.press("Enter")
    assert clerk.place() == "B3"
    clerk.saved()
    assert clerk.visitor.shown(1)[1] == "Nguyễn Văn An"


def test_a_letter_composed_by_an_input_method_opens_the_cell_and_enter_stays_in_it(
    clerk: Clerk,
) -> None:
    clerk.cell("B2").click()
    clerk.compose("D", "Đ", "Đă", "Đăn", "Đăng", "Đặng")
    clerk.page.evaluate(ENTER_WHILE_COMPOSING)
    assert clerk.place() == "B2"
    clerk.composed("Đặng")
    clerk.press("Enter")
    clerk.saved()
    assert clerk.visitor.shown(1)[1] == "Đặng"


def test_escape_leaves_the_cell_as_it_was(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.press("F2")
    clerk.type(" thêm")
    clerk.press("Escape", "ArrowDown")
    assert clerk.place() == "B3"
    assert clerk.visitor.shown(1)[1] == "An"


def test_f2_edits_and_tab_goes_right(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.press("F2")
    clerk.type(" Bé")
    clerk.press("Tab")
    assert clerk.place() == "C2"
    clerk.sees("B2", "An Bé")


def test_typing_is_taken_back_and_put_in_again(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.type("Ánh")
    clerk.press("Enter", "Delete", "Control+z", "Control+z")
    clerk.saved()
    assert clerk.visitor.shown(1)[1:3] == ["An", "Bình"]
    clerk.press("Control+y")
    clerk.sees("B2", "Ánh")


def test_taking_back_leaves_what_somebody_else_typed_since(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.type("Ánh")
    clerk.press("Enter")
    clerk.saved()
    clerk.visitor.type(1, 1, "Bích")
    clerk.sees("B2", "Bích")
    clerk.press("Control+z")
    clerk.saved()
    assert clerk.visitor.shown(1)[1] == "Bích"


def test_delete_empties_the_selected_cells(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.press("Shift+ArrowDown", "Delete")
    clerk.saved()
    assert clerk.visitor.shown(1) == ["Họ tên", "", "", "Chi"]


def test_cells_copied_elsewhere_are_pasted_as_typed(clerk: Clerk) -> None:
    clerk.cell("B4").click()
    clerk.page.evaluate(PASTE, 'Dung\tNữ\r\n"Em\nÚt"\t12%\r\n')
    clerk.sees("C5", "12%")
    clerk.saved()
    assert clerk.visitor.shown(1)[3:] == ["Dung", "Em\nÚt"]


def test_rows_are_inserted_sorted_and_deleted_by_buttons(clerk: Clerk) -> None:
    clerk.cell("B2").click()
    clerk.button("Sắp xếp Z → A")
    clerk.sees("B1", "Họ tên")
    clerk.button("+ Hàng trên")
    clerk.sees("B3", "Chi")
    clerk.button("Xóa hàng")
    clerk.sees("B2", "Chi")


def test_a_choice_is_taken_from_the_list_of_the_cell(clerk: Clerk) -> None:
    rule = clerk.visitor.rule("ONE_OF_LIST", "Nam", "Nữ", strict=True, showCustomUi=True)
    area = clerk.visitor.range(1, 2, 9, 3)
    clerk.visitor.run(setDataValidation={"range": area, "rule": rule})
    clerk.cell("C2").get_by_label("Chọn trong danh sách").click()
    clerk.page.get_by_role("option", name="Nữ").click()
    clerk.saved()
    assert clerk.visitor.shown(2)[1] == "Nữ"


def test_a_refused_entry_is_told_and_taken_back(clerk: Clerk) -> None:
    rule = clerk.visitor.rule("ONE_OF_LIST", "Nam", "Nữ", strict=True)
    area = clerk.visitor.range(1, 2, 9, 3)
    clerk.visitor.run(setDataValidation={"range": area, "rule": rule})
    clerk.cell("C2").get_by_label("Chọn trong danh sách").wait_for()
    clerk.cell("C2").click()
    clerk.type("khác")
    clerk.press("Enter")
    clerk.page.get_by_role("alert").get_by_text("chỉ nhận giá trị").wait_for()
    clerk.cell("C2").get_by_text("Nam").wait_for()


def test_a_checkbox_is_ticked_by_a_click_and_by_space(clerk: Clerk) -> None:
    rule = clerk.visitor.rule("BOOLEAN")
    area = clerk.visitor.range(1, 3, 3, 4)
    clerk.visitor.run(setDataValidation={"range": area, "rule": rule})
    clerk.cell("D2").get_by_role("checkbox").click()
    clerk.press("ArrowDown", "Space")
    clerk.saved()
    assert [clerk.visitor.cell(row, 3)["on"] for row in (1, 2)] == [True, True]


def test_somebody_elses_change_appears_by_itself(clerk: Clerk) -> None:
    clerk.visitor.type(2, 1, "Bích")
    clerk.sees("B3", "Bích")


def test_a_note_is_shown_while_the_mouse_is_over_the_cell(clerk: Clerk) -> None:
    note = [{"values": [{"note": "Thiếu số điện thoại"}]}]
    area = clerk.visitor.range(1, 1, 2, 2)
    clerk.visitor.run(updateCells={"range": area, "rows": note, "fields": "note"})
    clerk.cell("B2").locator(".mark.note").wait_for()
    clerk.cell("B2").hover()
    clerk.page.get_by_text("Thiếu số điện thoại").wait_for()


def test_a_link_to_a_cell_goes_there_within_the_page(clerk: Clerk) -> None:
    clerk.visitor.type(1, 3, f'=HYPERLINK("#gid={clerk.visitor.gid}&range=B4";"Xem ô B4")')
    clerk.sees("D2", "Xem ô B4")
    clerk.cell("D2").click()
    clerk.page.get_by_role("link", name="Mở liên kết").click()
    clerk.page.get_by_label("Ô đang chọn").get_by_text("B4").wait_for()
    clerk.type("Châu")
    clerk.press("Enter")
    clerk.sees("B4", "Châu")


def test_a_tab_is_added_and_renamed(clerk: Clerk) -> None:
    titles = iter(["Mới", "Tên khác"])
    clerk.page.on("dialog", lambda dialog: dialog.accept(next(titles)))
    clerk.button("Thêm trang tính")
    clerk.page.get_by_role("tab", name="Mới", selected=True).dblclick()
    clerk.page.get_by_role("tab", name="Tên khác").wait_for()


def test_only_the_rows_in_view_are_drawn(clerk: Clerk) -> None:
    clerk.visitor.type(899, 1, "cuối", pasted=True)
    clerk.open()
    clerk.press("Control+End")
    clerk.sees("B900", "cuối")
    assert clerk.page.get_by_role("row").count() < 120


def test_on_a_phone_a_second_tap_edits_and_nothing_is_wider_than_the_screen(
    browser: "Browser", visitor: Visitor
) -> None:
    words = {"has_touch": True, "is_mobile": True}
    context = browser.new_context(viewport={"width": 390, "height": 780}, **words)  # type: ignore[arg-type]
    clerk = Clerk(context.new_page(), visitor)
    clerk.cell("B2").tap()
    clerk.cell("B2").tap()
    clerk.type(" Bé")
    clerk.press("Enter")
    clerk.sees("B2", "An Bé")
    assert clerk.page.evaluate("() => document.documentElement.scrollWidth") == 390
    context.close()


def test_a_file_that_is_gone_is_said_so_in_words(clerk: Clerk) -> None:
    clerk.page.goto(f"{clerk.visitor.url}/spreadsheets/d/none/edit")
    clerk.page.get_by_text("Không có tệp này").wait_for()
    clerk.press("ArrowDown")
    clerk.button("+ Hàng trên")


def test_the_list_of_files_opens_one(clerk: Clerk) -> None:
    clerk.page.goto(clerk.visitor.url)
    clerk.page.get_by_role("searchbox").fill("danh")
    clerk.page.get_by_role("link", name="Danh sách").click()
    clerk.sees("B2", "An")


def test_a_note_leaves_the_cell_below_to_be_clicked(clerk: Clerk) -> None:
    note = [{"values": [{"note": "Số CCCD có 12 chữ số.\nXin nhập lại.\nVí dụ 079204001234."}]}]
    start = {"sheetId": clerk.visitor.gid, "rowIndex": 1, "columnIndex": 1}
    clerk.visitor.run(updateCells={"start": start, "rows": note, "fields": "note"})
    clerk.open()
    for width in (1280, 260):
        clerk.page.set_viewport_size({"width": width, "height": 700})
        clerk.cell("B2").click()
        clerk.page.get_by_text("Xin nhập lại.").wait_for()
        clerk.cell("B3").click(timeout=2000)
        assert clerk.place() == "B3"


def test_an_axis_of_counts_has_whole_steps(clerk: Clerk) -> None:
    def source(column: int) -> dict[str, object]:
        return {"sourceRange": {"sources": [clerk.visitor.range(0, column, 4, column + 1)]}}

    clerk.cell("A4").click()
    clerk.type("9")
    clerk.press("Enter")
    clerk.saved()
    basic = {"chartType": "COLUMN", "headerCount": 1, "domains": [{"domain": source(1)}]}
    spec = {"title": "Số", "basicChart": {**basic, "series": [{"series": source(0)}]}}
    place = {"overlayPosition": {"anchorCell": {"sheetId": clerk.visitor.gid, "columnIndex": 3}}}
    clerk.visitor.run(addChart={"chart": {"spec": spec, "position": place}})
    clerk.open()
    axis = clerk.page.locator("svg text[text-anchor=end]:not([transform])")
    axis.first.wait_for()
    assert axis.all_text_contents() == ["0", "3", "6", "9", "12"]
