"""Every page for everybody: no serious breach of WCAG 2.2 AA, at both sizes, light and dark."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from jobs.store.notices import Notice, add_notices
from jobs.store.rows import save_rows
from jobs.store.units import UnitState, save_state, save_units
from jobs.unit.states import ACCESS_LOST
from service.access.people import LOCAL_OPERATOR
from service.identity import new_link
from sheets_schema.finding import Severity
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import make_service
from tests.service.pages.test_report import model
from tests.service.shipped import shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {1366: 768, 390: 844}
LONG = "Phường " + "Nguyễn Thị Minh Khai Đông Hưng Thuận " * 4
# What stands in the place of the parts of an address.
PARTS = {"code": "P01", "name": "units", "number": "1", "job": "sweep", "step": "1"}


class Everywhere:
    """The shipped server over a store in which something stands on every page."""

    def __init__(self, folder: Path) -> None:
        made = make_service(folder, PORT="0")
        self.service = made
        units = [
            OrgUnit("P01", "Phường Một", "ward", spreadsheet="file-of-ward-one"),
            OrgUnit("P02", LONG, "ward", spreadsheet="file-of-ward-two"),
            OrgUnit("P03", "Phường Ba", "ward", spreadsheet="file-of-ward-three"),
            OrgUnit("P04", "Phường Bốn", "ward"),
        ]
        with made.here.engine.begin() as connection:
            save_units(connection, units)
            state = UnitState("P03", ACCESS_LOST, read_at=time.time())
            save_state(connection, state)
            rows = [model(1, LONG, "1,3", "Đang triển khai", 20)]
            save_rows(connection, made.here.store.vault, "P01", ["models"], rows, time.time())
            note = Notice("P02", "by-hand", "2024-10-28", LONG, "Kính gửi: " + LONG)
            add_notices(connection, [note], time.time())
        made.found("P01", "phone-short", "0912", Severity.MUST_FIX)
        made.found("P02", "cccd-short", "03108500", Severity.PLEASE_CHECK)
        made.failed("P03", ACCESS_LOST)

    def pages(self) -> list[str]:
        """The address of every page that there is: what a signed-in administrator gets as HTML."""
        self.service.sign_in()
        found = []
        for rule in self.service.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or not rule.arguments <= set(PARTS):
                continue
            path = rule.rule
            for name in rule.arguments:
                for written in (f"<{name}>", f"<int:{name}>"):
                    path = path.replace(written, PARTS[name])
            answer = self.service.browser.get(path)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                found.append(path)
        return sorted(found)


@pytest.fixture
def everywhere(tmp_path: Path) -> Iterator[Everywhere]:
    made = Everywhere(tmp_path)
    yield made
    made.service.here.close()


def breaches(page: "Page") -> list[str]:
    """What is serious or critical on a page, each with its first place."""
    from axe_playwright_python.sync_playwright import Axe

    said = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {one['nodes'][0]['html']} ({len(one['nodes'])})"
        for one in said.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(
    everywhere: Everywhere, browser: "Browser", scheme: Literal["light", "dark"]
) -> None:
    paths = everywhere.pages()
    assert {"/", "/units/P01", "/report", "/notices", "/audit", "/me"} <= set(paths)
    token = new_link(everywhere.service.here, LOCAL_OPERATOR)
    settings = everywhere.service.here.settings
    with shipped(everywhere.service.app, settings) as server:
        url = f"http://127.0.0.1:{server.effective_port}"
        page = browser.new_page(color_scheme=scheme, locale="vi-VN", reduced_motion="reduce")
        page.goto(f"{url}/login")
        found = {"/login": breaches(page)}
        page.goto(f"{url}/login/link?token={token}")
        found["/login/link"] = breaches(page)
        page.get_by_role("button", name="Đăng nhập").click()
        for path in [*paths, "/no-such-page"]:
            page.goto(url + path)
            for width, height in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                found[f"{path} {width}"] = breaches(page)
                wider = "document.documentElement.scrollWidth - innerWidth"
                assert page.evaluate(wider) <= 0, (path, width)
        page.close()
    assert {path: told for path, told in found.items() if told} == {}
