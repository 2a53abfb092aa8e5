"""Several campaigns behind one address: the switch, the addresses from before, the doors."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from jobs.notices.signing import sign
from jobs.store.units import save_units
from jobs.store.work import ledger
from service.access.people import LOCAL_OPERATOR
from service.access.tokens import make_token
from service.identity import new_link
from service.office import Office, open_office, open_offices
from service.switch import create_web
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import csrf_of, make_settings
from tests.service.several import settings_of


def bearer(here: Office, role: str) -> dict[str, str]:
    """The headers of a program with a token."""
    token = make_token(here, "a program", LOCAL_OPERATOR, role, 90, "a test")
    return {"Authorization": f"Bearer {token}"}


class Town:
    """A service of two campaigns with a ward of its own in each, and one browser."""

    def __init__(self, folder: Path) -> None:
        self.letter, self.monthly = open_offices(settings_of(folder))
        for here, name in ((self.letter, "Phường Thư"), (self.monthly, "Xã Tháng")):
            kind = next(iter(here.declared.workbooks))
            unit = OrgUnit("U1", name, kind, spreadsheet=f"file-of-{here.settings.room}")
            with here.engine.begin() as connection:
                save_units(connection, [unit])
        self.browser = Client(create_web((self.letter, self.monthly)), TestResponse)

    def sign_in(self) -> TestResponse:
        return self.claim(new_link(self.letter, LOCAL_OPERATOR))

    def claim(self, token: str, place: str = "") -> TestResponse:
        """Opens a one-time link and presses its button, where there is one."""
        page = self.browser.get(f"{place}/login/link", query_string={"token": token})
        if page.status_code != 200:
            return page
        form = {"token": token, "csrf_token": csrf_of(page.text)}
        return self.browser.post(f"{place}/login/link", data=form)

    def program(self, role: str = "officer") -> dict[str, str]:
        return bearer(self.letter, role)

    def hint(self, place: str, here: Office, file: str) -> tuple[int, str]:
        """A hint to a door, signed with the secret of a campaign."""
        body = {"file": file, "time": int(time.time()), "nonce": uuid.uuid4().hex}
        said = json.dumps(body).encode()
        headers = {"X-Wardsheets-Signature": sign(said, here.hint_secrets.newest)}
        answer = self.browser.post(f"{place}/webhooks/edit", data=said, headers=headers)
        return answer.status_code, answer.get_json().get("error", {}).get("code", "")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.letter.close()
    made.monthly.close()


def test_each_campaign_has_its_board_and_no_unit_of_the_other(town: Town) -> None:
    town.sign_in()
    letter, monthly = (town.browser.get(f"/c/{name}/").text for name in ("letter", "monthly"))
    assert "Phường Thư" in letter and "Xã Tháng" not in letter
    assert "Xã Tháng" in monthly and "Phường Thư" not in monthly
    assert town.browser.get("/c/monthly/units/U1").text.count("Phường Thư") == 0


def test_the_switch_stands_on_every_page_and_says_where_one_is(town: Town) -> None:
    town.sign_in()
    page = town.browser.get("/c/monthly/receipts").text
    found = re.findall(r'<a class="nav-link( active)?"[^>]*href="(/c/[a-z]+/receipts)"', page)
    assert found == [("", "/c/letter/receipts"), (" active", "/c/monthly/receipts"),
                     (" active", "/c/monthly/receipts")]  # fmt: skip
    board = town.browser.get("/c/letter/").text
    assert town.monthly.declared.title["vi"] in board and 'href="/c/monthly/"' in board


def test_links_on_a_page_stay_in_its_campaign(town: Town) -> None:
    town.sign_in()
    page = town.browser.get("/c/monthly/").text
    assert 'href="/c/monthly/units/U1"' in page and 'href="/units/U1"' not in page


def test_the_page_of_campaigns_shows_them_side_by_side(town: Town) -> None:
    town.sign_in()
    answer = town.browser.get("/", follow_redirects=True)
    assert answer.request.path == "/campaigns"
    for here in (town.letter, town.monthly):
        assert here.declared.title["vi"] in answer.text
    assert answer.text.count("0/1") == 2


def test_a_program_names_the_campaign_in_the_address(town: Town) -> None:
    asked = town.browser.get("/c/monthly/api/units", headers=town.program())
    assert [unit["name"] for unit in asked.get_json()["units"]] == ["Xã Tháng"]
    without = town.browser.get("/api/units", headers=town.program())
    assert without.status_code == 404
    error = without.get_json()["error"]
    assert error["code"] == "which-campaign" and "/c/letter, /c/monthly" in error["message"]
    assert town.browser.get("/c/other/api/units").status_code == 404


def test_a_hint_counts_for_its_own_campaign_alone(town: Town) -> None:
    file = "file-of-monthly"
    assert town.hint("/c/monthly", town.monthly, file) == (202, "")
    assert town.hint("/c/monthly", town.letter, file) == (401, "forged")
    assert town.hint("/c/letter", town.letter, file) == (404, "unknown-file")
    assert [row.subject for row in town.monthly.queue.active()] == ["U1"]
    assert town.letter.queue.active() == []


def test_a_link_is_used_up_for_all_campaigns(town: Town) -> None:
    token = new_link(town.letter, LOCAL_OPERATOR)
    assert town.claim(token, "/c/monthly").status_code == 302
    assert town.claim(token, "/c/letter").status_code == 401
    assert town.claim(token).status_code == 401


def test_people_and_tokens_are_those_of_all_campaigns(town: Town) -> None:
    town.sign_in()
    page = town.browser.get("/c/monthly/access").text
    form = {"email": "moi@example.vn", "role": "officer", "csrf_token": csrf_of(page)}
    assert town.browser.post("/c/monthly/access/people", data=form).status_code == 302
    assert "moi@example.vn" in town.browser.get("/c/letter/access").text
    token = make_token(town.letter, "a", "moi@example.vn", "viewer", 1, "a test")
    sent = {"Authorization": f"Bearer {token}"}
    assert town.browser.get("/c/monthly/api/units", headers=sent).status_code == 200


def test_who_is_signed_in_is_so_in_every_campaign_and_out_of_all(town: Town) -> None:
    town.sign_in()
    page = town.browser.get("/c/monthly/notices")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0]
    out = town.browser.post("/c/monthly/logout", data={"csrf_token": token})
    assert out.status_code == 302
    assert town.browser.get("/c/letter/notices").status_code == 401


def test_many_hints_to_several_campaigns_are_counted_once_each(tmp_path: Path) -> None:
    """Applications in one process have the door in common; its limit must not add up."""
    settings = settings_of(tmp_path)
    offices = open_offices(settings)
    browser = Client(create_web(offices), TestResponse)
    limit = settings.doors_per_minute
    statuses = [browser.post("/c/letter/webhooks/edit").status_code for _ in range(limit + 1)]
    assert set(statuses[:limit]) == {401} and statuses[limit] == 429
    for here in offices:
        here.close()


def test_the_addresses_from_before_lead_to_the_campaign_from_before(tmp_path: Path) -> None:
    before = open_office(make_settings(tmp_path / "data", HINT_SECRET=""))
    with before.engine.begin() as connection:
        save_units(connection, [OrgUnit("P01", "Phường Cũ", "ward", spreadsheet="old-file-1")])
    before.close()
    offices = open_offices(settings_of(tmp_path))
    browser = Client(create_web(offices), TestResponse)
    headers = bearer(offices[0], "viewer")
    for address in ("/units/P01", "/c/letter/units/P01", "/"):
        page = browser.get(address, headers=headers)
        assert page.status_code == 200 and "Phường Cũ" in page.text
    assert browser.get("/api/units", headers=headers).get_json()["units"][0]["code"] == "P01"
    for here in offices:
        here.close()


def test_one_page_tells_what_a_unit_owes_in_every_campaign_by_due_date(town: Town) -> None:
    town.sign_in()
    for address in ("/owed/U1", "/c/monthly/owed/U1"):
        page = town.browser.get(address).text
        rows = re.findall(r'<th scope="row"><a href="(/c/[a-z]+/units/U1)">', page)
        assert rows == ["/c/letter/units/U1", "/c/monthly/units/U1"]
        assert "Còn 2/2 báo cáo phải hoàn thành." in page
    assert 'href="/c/letter/owed/U1"' in town.browser.get("/c/letter/units/U1").text
    asked = town.browser.get("/api/owed/U1", headers=town.program()).get_json()
    assert [(one["campaign"], one["owed"]) for one in asked["reports"]] == [
        (town.letter.declared.name, True),
        (town.monthly.declared.name, True),
    ]
    dues = [one["due"] for one in asked["reports"]]
    assert dues == sorted(dues)
    assert town.browser.get("/api/owed/U9", headers=town.program()).status_code == 404


def test_a_program_learns_which_campaigns_there_are(town: Town) -> None:
    told = town.browser.get("/api/campaigns", headers=town.program()).get_json()["campaigns"]
    assert [one["place"] for one in told] == ["/c/letter", "/c/monthly"]
    assert [one["closed"] for one in told] == [False, False] and told[1]["period"]


def test_the_service_is_ready_when_every_campaign_is(town: Town) -> None:
    def looked(path: str) -> tuple[int, bool]:
        answer = town.browser.get(path)
        return answer.status_code, answer.get_json()["ok"]

    with town.letter.engine.begin() as connection:
        ledger.note_alive(connection, "a-worker", time.time())
    assert looked("/c/letter/readyz") == (200, True)
    assert looked("/c/monthly/readyz") == looked("/readyz") == (503, False)
    parts = town.browser.get("/readyz").get_json()["campaigns"]
    assert [parts[name]["queue"]["ok"] for name in ("letter", "monthly")] == [True, False]


def test_one_scrape_tells_the_numbers_of_every_campaign(town: Town) -> None:
    told = town.browser.get("/metrics", headers=town.program("metrics")).text
    for name in ("letter", "monthly"):
        assert f'wardsheets_units{{campaign="{name}",state="not-seen"}} 1.0' in told
    assert told.count("# TYPE wardsheets_units ") == 1
    alone = town.browser.get("/c/monthly/metrics", headers=bearer(town.monthly, "metrics")).text
    assert 'wardsheets_units{state="not-seen"} 1.0' in alone and "campaign=" not in alone


def test_a_workbook_in_the_registers_of_two_campaigns_is_named(town: Town) -> None:
    town.sign_in()
    assert "nhiều đợt báo cáo" not in town.browser.get("/campaigns").text
    kind = next(iter(town.monthly.declared.workbooks))
    both = OrgUnit("U1", "Xã Tháng", kind, spreadsheet="file-of-letter")
    with town.monthly.engine.begin() as connection:
        save_units(connection, [both])
    page = town.browser.get("/campaigns").text
    titles = [here.declared.title["vi"] for here in (town.letter, town.monthly)]
    said = "Bảng tính của Phường Thư đang đứng trong danh mục của nhiều đợt báo cáo: "
    assert page.count(said) == 1 and all(one in page.partition(said)[2] for one in titles)
