"""A person bound to a part sees that part and nothing else, on every route there is.

The register has two districts that fill in nothing, Q1 and Q2, with a ward each: A1 and B1. The
person is bound to Q1. Every rule of the URL map is asked, for A1 and for B1, and nothing of B1 or
Q2 may be in any answer. A route that is not in `SEEN` below must refuse; a new one does by itself,
until its view says `@narrows` and it stands here.
"""

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from jobs.notices.notify import send_digest
from jobs.store.events import ACCEPTED, Event, add_event
from jobs.store.layout import Layout, PlacedList
from jobs.store.lives import Life, save_lives
from jobs.store.notices import DIGEST, WAITING, Notice, add_notices, load_notices
from jobs.store.rows import DataRow, save_rows
from jobs.store.units import UnitState, save_state, save_units
from service.mail import addresses, make_post
from service.pages.stored_content import stored_context
from sheets_schema.finding import Finding, Severity
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, make_service

MINE, OTHERS = "A1", "B1"
BOUND = "p@example.vn"
PEOPLE = f"{BOUND} = officer; an@example.vn = officer"
# Nothing of this may leave: the other ward's name, workbook, what stands in it, its district.
SECRETS = ("Phường Bí Mật", "file-of-b1", "Trần Thị Riêng", "Quận Xa", "rieng@bimat.vn")
SEEN = {
    "api.units", "api.unit", "api.check", "api.deed", "pages.board", "pages.unit",
    "pages.unmasked", "pages.check", "deeds.decided", "many.extended", "many.shown", "many.decided",
    "answers.given", "history.listed",
    "receipts.listed", "report.shown", "report.figure", "before.shown", "before.pdf",
    "before.letter", "report.document", "report.unmasked_document", "notices.listed",
    "notices.remind", "notices.mark_sent", "notices.again", "downloads.workbook",
    "downloads.unmasked_workbook", "downloads.one_list", "downloads.package",
    "campaigns.listed", "owed.shown", "api.owed",
    "api.campaigns", "access.mine", "access.end_mine", "call_back.listed",
    "register.listed", "register.shown", "register.changed",
    "rows.lists", "rows.masked", "rows.in_full",
}  # fmt: skip
# What shows nothing of any unit.
OPEN = {
    "static", "bootstrap.static", "webhooks.edit", "webhooks.drive", "login.page", "login.link",
    "login.claim", "login.openid", "login.openid_back",
    "login.logout", "health.alive", "health.ready",
    "openapi.openapi",
}  # fmt: skip
# By placeholder what stands for the person's own part, and for the other one.
VALUES: dict[str, tuple[object, object]] = {
    "code": (MINE, OTHERS),
    "name": ("rows", "units"),
    "table": ("officers", "officers"),
    "number": (1, 2),
    "job": ("sweep", "sweep"),
    "step": (1, 1),
    "filename": ("none.css", "none.css"),
    "file": ("data.xlsx", "units.csv"),
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = make_service(tmp_path, PARTS=f"{BOUND} = q1", PEOPLE=PEOPLE)
    units = [
        OrgUnit("Q1", "Quận Gần", "district", reviews=True),
        OrgUnit(MINE, "Phường Nhà", "ward", parent="Q1", spreadsheet="file-of-a1"),
        OrgUnit("Q2", "Quận Xa", "district", reviews=True),
        OrgUnit(OTHERS, "Phường Bí Mật", "ward", parent="Quận Xa", spreadsheet="file-of-b1",
                emails=("rieng@bimat.vn",)),
        # Never read: the files say so at their top.
        OrgUnit("B2", "Phường Bí Mật 2", "ward", parent="Q2", spreadsheet="file-of-b2"),
    ]  # fmt: skip
    with made.here.engine.begin() as connection:
        save_units(connection, units)
        for unit, person in ((MINE, "Lê Văn Gần"), (OTHERS, "Trần Thị Riêng")):
            _filled(made, connection, unit, person)
            body = f"Kính gửi {unit}: {person}"
            add_notices(
                connection, [Notice(unit, "by-hand", "2024-10-28", body, body)], time.time()
            )
    yield made
    made.here.close()


def _filled(made: Service, connection: sa.Connection, unit: str, person: str) -> None:
    """A ward's one row and finding, handed in."""
    vault, tab, now = made.here.store.vault, "3c. Cán bộ", time.time()
    values = (1, person, "Nam", 1985, "Công chức", "031085001234", "0912345678", None)
    row = DataRow("officers", "r1", 4, "f", 0.0, "must-fix", values, (), 42, tab)
    save_rows(connection, vault, unit, ["officers"], [row], now)
    finding = Finding(unit, "officers", tab, 5, "name", 1, "name-abbrev", Severity.MUST_FIX, person,
                      subject=person)  # fmt: skip
    save_lives(connection, vault, [Life(finding, "r1", "d1")])
    layout = Layout({"officers": PlacedList(42)})
    state = UnitState(unit, "checked", read_at=now, good_at=now, edited_at=1.0, layout=layout)
    save_state(connection, state)
    add_event(connection, unit, made.here.campaign.term, Event(ACCEPTED, now))


def ask(service: Service, rule: Rule, method: str, which: int, **query: str) -> TestResponse:
    """A request of the bound officer, with what stands for their own part (0) or the other (1)."""
    path = rule.rule
    for name in rule.arguments:
        known = f"<{name}>", f"<path:{name}>", f"<int:{name}>"
        for written in known:
            path = path.replace(written, str(VALUES[name][which]))
    body: dict[str, Any] = {}
    if method == "POST":
        said = {"kind": "returned", "words": "Thiếu", "unit": VALUES["code"][which]}
        body = {"json": said} if rule.rule.startswith("/api") else {"data": said}
    headers = service.program("officer", BOUND)
    return service.browser.open(path, method=method, headers=headers, query_string=query, **body)


def said(answer: TestResponse) -> str:
    """All text of an answer, of packed files too."""
    content = answer.get_data()
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def every(service: Service) -> Iterator[tuple[Rule, str]]:
    """Every route with every method that it takes."""
    for rule in service.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


@pytest.mark.parametrize("which", [0, 1])
def test_no_route_tells_anything_of_another_part(service: Service, which: int) -> None:
    for rule, method in every(service):
        if rule.endpoint in OPEN:
            continue
        for query in ({}, {"part": "Q2"}, {"level": "2"}, {"kind": "ward"}):
            answer = ask(service, rule, method, which, **query)
            told = [secret for secret in SECRETS if secret in said(answer)]
            assert not told, (method, rule.rule, query)
            assert answer.status_code < 500, (method, rule.rule, query)


def test_a_route_that_is_not_known_to_narrow_refuses(service: Service) -> None:
    for rule, method in every(service):
        if rule.endpoint in OPEN:
            continue
        refused = ask(service, rule, method, 0).status_code == 403
        assert refused == (rule.endpoint not in SEEN), (method, rule.rule)


def test_nothing_of_another_part_is_changed_or_asked_for(service: Service) -> None:
    tables = "submission_events", "org_units", "notices"
    mine = "unit = 'B1' OR unit = 'Quận Xa'"

    def state() -> list[Any]:
        with service.here.engine.connect() as connection:
            return [
                list(connection.execute(sa.text(f"SELECT * FROM {table} WHERE {where}")))
                for table, where in zip(tables, (mine, "code = 'B1'", mine), strict=True)
            ]

    before = state()
    for rule, method in every(service):
        if rule.endpoint not in OPEN:
            ask(service, rule, method, 1)
    assert state() == before
    assert [subject for _, subject in service.waiting() if subject == OTHERS] == []


def test_what_is_seen_of_the_own_part_is_all_of_it(service: Service) -> None:
    headers = service.program("officer", BOUND)
    for path in (
        "/",
        f"/units/{MINE}",
        "/api/units",
        "/receipts",
        "/notices",
        "/data/officers.csv",
    ):
        answer = service.browser.get(path, headers=headers)
        assert answer.status_code == 200 and ("Phường Nhà" in answer.text or MINE in answer.text)
    assert "Lê Văn Gần" in service.browser.get("/data/officers.csv", headers=headers).text


def test_a_level_returns_and_approves_in_its_own_name(service: Service) -> None:
    headers = service.program("officer", BOUND)
    said = {"kind": "approved", "words": ""}
    answer = service.browser.post(f"/api/units/{MINE}/deeds", json=said, headers=headers)
    assert answer.status_code == 202
    assert "Quận Gần" in service.browser.get(f"/units/{MINE}", headers=headers).text


def test_the_office_waits_for_a_level_that_has_people(service: Service) -> None:
    province = service.program("officer", "an@example.vn")
    said = {"kind": "approved", "words": "Cấp thành phố"}
    answer = service.browser.post(f"/api/units/{MINE}/deeds", json=said, headers=province)
    assert answer.status_code == 422
    assert answer.get_json()["error"]["message"] == (
        "Chưa duyệt được: Quận Gần chưa duyệt báo cáo này."
    )
    answer = service.browser.post(f"/api/units/{OTHERS}/deeds", json=said, headers=province)
    assert answer.status_code == 202


def test_the_page_of_a_level_is_the_board_of_its_part(service: Service) -> None:
    answer = service.browser.get("/units/Q1", headers=service.program("officer", BOUND))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?part=Q1")


def test_a_part_that_is_not_ones_own_is_not_there(service: Service) -> None:
    for path in ("/", "/report", "/api/units", "/data.xlsx"):
        headers = service.program("officer", BOUND)
        answer = service.browser.get(path, query_string={"part": "Q2"}, headers=headers)
        assert answer.status_code == 404


def test_the_address_narrows_board_report_files_and_api(service: Service) -> None:
    service.sign_in()
    get = service.browser.get
    for path in ("/", "/data/officers.csv", "/receipts", "/notices"):
        answer = get(path, query_string={"part": "Q2"}).text
        assert "Phường Bí Mật" in answer or OTHERS in answer
        assert "Phường Nhà" not in answer
    units = get("/api/units", query_string={"part": "Q2"}).get_json()["units"]
    assert {one["code"] for one in units} == {OTHERS, "B2"}
    assert get("/api/units", query_string={"level": "1"}).get_json()["units"] == []
    assert len(get("/api/units", query_string={"kind": "ward"}).get_json()["units"]) == 3
    assert get("/api/units", query_string={"kind": "agency"}).get_json()["units"] == []


def test_what_narrows_stays_in_the_links_of_the_page(service: Service) -> None:
    service.sign_in()
    board = service.browser.get("/", query_string={"part": "Q2", "kind": "ward"}).text
    for link in ("/report?part=Q2&amp;kind=ward", "/data.xlsx?part=Q2&amp;kind=ward"):
        assert link in board
    assert "part=Q2&amp;kind=ward&amp;sort=" in board
    report = service.browser.get("/report", query_string={"part": "Q2"}).text
    assert "/report/before?part=Q2" in report and "/report/figures/units?part=Q2" in report


def test_the_digest_of_a_part_speaks_of_the_part_to_its_people(service: Service) -> None:
    settings = replace(
        service.here.settings,
        people={"p@example.vn": "officer", "an@example.vn": "officer"},
    )
    here = replace(service.here, settings=settings)
    context = stored_context(here)
    options = replace(context.options, parts=("q1",))
    send_digest(replace(context, options=options), make_post(here))
    with here.engine.connect() as connection:
        digests = {one.unit: one for one in load_notices(connection, WAITING) if one.kind == DIGEST}
    assert set(digests) == {"", "part:Q1"}
    mine = f"{digests['part:Q1'].subject} {digests['part:Q1'].body}"
    assert "Quận Gần" in mine and "0/1" in mine
    assert not [secret for secret in SECRETS if secret in mine]
    said = "Theo cấp: Quận Gần đã gửi 1/1, đạt 0; Quận Xa đã gửi 1/2, đạt 0."
    assert said in digests[""].body and "Theo cấp" not in mine
    assert addresses(here, digests["part:Q1"]) == ["p@example.vn"]
    assert addresses(here, digests[""]) == ["an@example.vn"]
