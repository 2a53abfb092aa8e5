"""The whole service at work: a person edits, nobody asks, and the flag stands in the sheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.process.working_town import RIGHT, TAB, WorkingTown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[WorkingTown]:
    town = WorkingTown(sheets_emulator, tmp_path)
    yield town
    town.stop()


def test_an_edit_is_flagged_and_its_correction_unflagged(town: WorkingTown) -> None:
    town.until(lambda: town.flag() == RIGHT)
    town.types("G2", "'09123")
    town.until(lambda: "Số điện thoại" in town.flag())
    town.types("G2", "'0912345678")
    town.until(lambda: town.flag() == RIGHT)


def test_a_hint_is_enough_when_pushes_are_lost(town: WorkingTown) -> None:
    town.until(lambda: town.flag() == RIGHT)
    town.emulator.conditions(push={"lost": 1.0})
    town.types("G2", "'09123")
    assert town.hint() == 202
    town.until(lambda: "Số điện thoại" in town.flag())


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="vi-VN")
    yield page
    page.close()


def sign_in(page: "Page", town: WorkingTown) -> None:
    """Opens the one-time link and presses its button."""
    page.goto(town.link)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.browser
def test_the_board_turns_when_a_clerk_corrects_the_cell(town: WorkingTown, page: "Page") -> None:
    town.types("G2", "'09123")
    town.until(lambda: "Số điện thoại" in town.flag())
    sign_in(page, town)
    page.get_by_role("link", name="Phường 1", exact=True).click()
    wrong = page.get_by_text("Số điện thoại thiếu chữ số", exact=True)
    wrong.wait_for()
    page.goto(f"{town.emulator.url}/spreadsheets/d/{town.file}/edit")
    page.get_by_role("tab", name=TAB).click()
    page.locator('[role=gridcell][data-row="1"][data-column="6"]').click()
    page.keyboard.type("'0912345678")
    page.keyboard.press("Enter")
    page.get_by_text("Đã lưu").wait_for()
    page.goto(f"{town.url}/units/W1")
    town.until(lambda: page.reload() and wrong.count() == 0)
    assert town.flag() == RIGHT


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone_or_breaks_the_rules_for_scripts(
    town: WorkingTown, page: "Page"
) -> None:
    town.types("G2", "'09123")
    town.until(lambda: "Số điện thoại" in town.flag())
    page.set_viewport_size({"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    sign_in(page, town)
    for path in ("/", "/?sort=-must-fix&q=phuong", "/units/W1", "/jobs", "/notices", "/report"):
        page.goto(f"{town.url}{path}")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) == 0, path
    assert said == []


@pytest.mark.browser
def test_the_text_of_a_notice_is_copied_with_one_press(town: WorkingTown, page: "Page") -> None:
    town.until(lambda: town.flag() == RIGHT)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, town)
    page.goto(f"{town.url}/notices")
    page.get_by_role("button", name="Nhắc tất cả").click()
    # The page brings the notice by itself when it is written.
    page.get_by_role("button", name="Chép nội dung").click()
    page.get_by_role("button", name="Đã chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Kính gửi: Phường 1.")
