"""Whatever gives data out, decides or changes a right is written down: by page and by command.

Every route and every command stands below, with the word of its line or the reason why it has none:
a new one fails here until somebody has decided.
"""

import csv
import io
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from jobs.store.access import access_tables
from jobs.store.access.people import Listed, bind, set_role
from jobs.store.events import ACCEPTED, Event, add_event
from jobs.store.notices import Notice, add_notices
from jobs.store.rows import DataRow, save_rows
from service import identity
from service.access.audit import WORDS
from service.access.people import LOCAL_OPERATOR
from service.cli import main
from service.doors import login
from service.identity import new_link
from sheets_schema.messages import text, text_keys
from tests.schema.test_declarations import BOOK
from tests.service.access.conftest import PEOPLE, Served
from tests.service.commands.test_fill_form import MAPPING, make_form
from tests.service.pages.test_duplicates import shared
from tests.service.pages.test_periods import MAIN

pytestmark = pytest.mark.usefixtures("usual_logging")
Serve = Callable[..., Served]
NEW, ADMIN = "moi@example.vn", "chi@example.vn"

# What a program with the role of an admin asks: the word of the line, the path, the form.
ASKED: dict[str, tuple[str, str, dict[str, object]]] = {
    "POST /units/<code>/unmasked": ("look-findings", "/units/P01/unmasked", {}),
    "POST /units/<code>/check": ("check-asked", "/units/P01/check", {}),
    "POST /api/units/<code>/check": ("check-asked", "/api/units/P01/check", {}),
    "GET /report.docx": ("export-report", "/report.docx", {}),
    "GET /report.pdf": ("export-report", "/report.pdf", {}),
    "GET /report/late-units.docx": ("export-report", "/report/late-units.docx", {}),
    "POST /report/unmasked.docx": ("look-report", "/report/unmasked.docx", {}),
    "GET /data.xlsx": ("export-data", "/data.xlsx", {}),
    "POST /data/unmasked.xlsx": ("look-data", "/data/unmasked.xlsx", {}),
    "GET /api/lists/<table>/rows": ("export-list", "/api/lists/officers/rows", {}),
    "POST /api/lists/<table>/rows": ("look-rows", "/api/lists/officers/rows", {}),
    "GET /data.zip": ("export-data", "/data.zip", {}),
    "GET /data/<table>.csv": ("export-list", "/data/officers.csv", {}),
    "GET /audit.csv": ("export-audit", "/audit.csv", {}),
    "POST /duplicates/settle": ("settled", "/duplicates/settle", {"kind": "cccd"}),
    "POST /duplicates/reopen": ("reopened", "/duplicates/reopen", {"kind": "cccd"}),
    "POST /units/<code>/report": (
        "extended",
        "/units/P02/report",
        {"kind": "extended", "words": "Mất điện", "until": "2034-11-04"},
    ),
    "POST /units/<code>/answers": (
        "answer-asked",
        "/units/P01/answers",
        {"kind": "asked", "table": "officers", "row": 5, "words": "Còn công tác không?"},
    ),
    "POST /units/report": (
        "extended",
        "/units/report?q=P02",
        # Later than the unit's own, which would stay.
        {"words": "Mất điện", "until": "2034-11-05"},
    ),
    "POST /register/<code>": ("register-changed", "/register/P01", {"name": "Phường Một"}),
    "POST /jobs/retry": ("retried", "/jobs/retry", {}),
    "POST /jobs/run/<job>": ("job-asked", "/jobs/run/sweep", {}),
    "POST /api/jobs/<job>/run": ("job-asked", "/api/jobs/sweep/run", {}),
    "POST /api/failures/retry": ("retried", "/api/failures/retry", {}),
    "POST /notices/remind": ("reminded", "/notices/remind", {}),
    "POST /notices/<int:number>/again": ("notice-again", "/notices/1/again", {}),
    "POST /notices/<int:number>/sent": ("notice-sent", "/notices/1/sent", {}),
    "POST /access/people": ("role-given", "/access/people", {"email": NEW, "role": "viewer"}),
    "POST /access/people/unbind": ("account-unbound", "/access/people/unbind", {"email": NEW}),
    "POST /access/people/remove": ("role-taken", "/access/people/remove", {"email": NEW}),
    "POST /access/tokens": (
        "token-made",
        "/access/tokens",
        {"name": "Script", "person": ADMIN, "scope": "viewer", "days": 1},
    ),
    "POST /access/tokens/revoke": ("token-revoked", "/access/tokens/revoke", {"number": 2}),
    "POST /breaches": (
        "breach-written",
        "/breaches",
        {"what": "Gửi nhầm tệp", "known": "01/10/2024 08:00", "persons": "3"},
    ),
    "POST /breaches/<int:number>/<step>": ("breach-noted", "/breaches/1/authority", {}),
    "POST /periods/close": ("period-closed", "/periods/close", {"name": ""}),
    "GET /periods/<name>/<file>": ("export-kept", "/periods/-/units.csv", {}),
}
# Held by a test of their own, below or in tests/service/doors/test_login.py.
ELSEWHERE = {
    "POST /units/decide",
    "POST /api/units/<code>/deeds",
    "POST /periods/open",
    "POST /login/link",
    "GET /login/openid/back",
    "POST /logout",
    "POST /me/end",
    "POST /access/end",
}
MASKED, NOBODY, MACHINE = "shows masked data", "shows nobody's data", "a signed hint of a machine"
PLAIN = {
    "GET /": MASKED,
    "GET /units/<code>": MASKED,
    "GET /report": MASKED,
    "GET /report/before": MASKED,
    "GET /report/figures/<name>": MASKED,
    "GET /duplicates": MASKED,
    "GET /call-back": NOBODY,
    "GET /register": NOBODY,
    "GET /register/<code>": NOBODY,
    "GET /history": NOBODY,
    "GET /units/decide": NOBODY,
    "GET /api/lists": NOBODY,
    "GET /api/units": NOBODY,
    "GET /api/units/<code>": MASKED,
    "GET /api/jobs": NOBODY,
    "GET /receipts": NOBODY,
    "GET /periods": NOBODY,
    "GET /notices": NOBODY,
    "GET /jobs": NOBODY,
    "GET /me": NOBODY,
    "GET /breaches": NOBODY,
    "GET /campaigns": NOBODY,
    "GET /owed/<code>": NOBODY,
    "GET /api/owed/<code>": NOBODY,
    "GET /api/campaigns": NOBODY,
    "GET /access": NOBODY,
    "GET /audit": NOBODY,
    "GET /login": NOBODY,
    "GET /login/link": "looking at a link uses nothing up",
    "GET /login/openid": NOBODY,
    "GET /healthz": NOBODY,
    "GET /readyz": NOBODY,
    "GET /metrics": NOBODY,
    "GET /openapi.json": NOBODY,
    "POST /webhooks/edit": MACHINE,
    "POST /webhooks/drive": MACHINE,
}


@pytest.fixture
def town(served: Served) -> Served:
    """One official with a duplicate, a failed check, a failed mail, a bound account."""
    values = (1, "Lê Văn An", "Nam", 1985, "Công chức", "031085001234", "0912345678", "")
    row = DataRow("officers", "r1", 4, "f", 0.0, "ok", values, (), 42, "3c. Cán bộ phụ trách")
    digest = shared(served.made, "P01", "P02")
    for what in ("settle", "reopen"):
        ASKED[f"POST /duplicates/{what}"][2]["digest"] = digest
    with served.here.engine.begin() as connection:
        save_rows(connection, served.here.store.vault, "P01", ["officers"], [row], time.time())
        notice = Notice("P01", "late", "2024-10-29", "Nhắc", "Nội dung")
        add_notices(connection, [notice], time.time())
        connection.exec_driver_sql("UPDATE notices SET status = 'failed'")
        set_role(connection, Listed(NEW, "viewer", 0.0, "a test"))
        bind(connection, NEW, ("https://issuer.example", "1"), 0.0)
    served.made.failed("P02", "broken")
    return served


def routes(served: Served) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in served.made.app.url_map.iter_rules()
        if "static" not in rule.endpoint
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_is_audited_or_says_why_not(served: Served) -> None:
    assert routes(served) == {*ASKED, *ELSEWHERE, *PLAIN}


def test_what_a_page_or_a_program_does_is_written_down(town: Served) -> None:
    token = town.token("admin")
    town.token("viewer")
    sent = {"Authorization": f"Bearer {token}"}
    for route, (word, path, form) in ASKED.items():
        method, before = route.split()[0], len(town.audit())
        answer = requests.request(
            method, town.url + path, headers=sent, data=form, timeout=60, allow_redirects=False
        )
        assert answer.status_code in (200, 202, 302), (route, answer.status_code)
        new = town.audit()[before:]
        assert [line[:3] for line in new] == [(LOCAL_OPERATOR, "127.0.0.1", word)], route


def test_a_line_tells_of_which_unit_and_of_how_many_persons(town: Served) -> None:
    sent, begin = {"Authorization": f"Bearer {town.token('officer')}"}, len(town.audit())
    for method, path in (
        ("POST", "/units/P01/unmasked"),
        ("GET", "/data/officers.csv"),
        ("GET", "/data/models.csv"),
    ):
        requests.request(method, town.url + path, headers=sent, timeout=60)
    said = [(unit, persons, about) for *_, unit, persons, about in town.audit()[begin:]]
    assert said == [("P01", 1, ""), ("", 1, "officers"), ("", 0, "models")]


def test_nothing_is_shown_that_could_not_be_written_down(town: Served) -> None:
    token = town.token("officer")
    with town.here.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit RENAME TO away")
    assert town.asks("/data.xlsx", token) == 500
    assert town.asks("/units/P01/unmasked", token, "POST") == 500


def test_deeds_by_the_api_and_sessions_are_written_down(town: Served) -> None:
    with town.here.engine.begin() as connection:
        now = town.here.clock().timestamp()
        add_event(connection, "P01", town.here.campaign.term, Event(ACCEPTED, now))
    sent = {"Authorization": f"Bearer {town.token('officer')}"}
    for kind in ("approved", "returned"):
        said = {"kind": kind, "words": "Phòng VHTT"}
        at = f"{town.url}/api/units/P01/deeds"
        assert requests.post(at, headers=sent, json=said, timeout=60).status_code == 202
    browser, other = town.browser(ADMIN), town.browser(ADMIN)
    lines = other.get("/me").text
    number = lines.split('name="number" value="')[2].split('"')[0]
    other.send("/me", "/me/end", number=number)
    other.send("/", "/logout")
    assert not browser.is_in()
    assert town.browser().claim(new_link(town.here, "nobody@example.vn")) == 401
    words = [line[2] for line in town.audit()]
    assert words[-7:] == [
        "approved", "returned", "sign-in", "sign-in", "session-ended", "sign-out",
        "sign-in-refused",
    ]  # fmt: skip


def test_opening_a_period_is_written_down(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(MAIN, encoding="utf-8")
    (folder / "ward.toml").write_text(BOOK.replace("village", "ward"), encoding="utf-8")
    served = serve(CAMPAIGN=str(folder))
    admin, first = served.browser(ADMIN), served.here.campaign.period
    admin.send("/periods", "/periods/close", name=first)
    [then] = [one.name for one in served.here.declared.periods_from(first, 1)]
    admin.send("/periods", "/periods/open", name=then)
    assert [(line[2], line[5]) for line in served.audit()[-2:]] == [
        ("period-closed", first),
        ("period-opened", then),
    ]


# The word of the line of each command, and how it is called.
COMMANDS: dict[str, list[tuple[str, list[str]]]] = {
    "report": [
        ("export-report", ["report", "{tmp}/a.docx"]),
        ("look-report", ["report", "{tmp}/b.docx", "--unmasked"]),
    ],
    "tokens": [
        ("token-made", ["tokens", "new", "Script", "--for", ADMIN]),
        ("token-revoked", ["tokens", "revoke", "1"]),
    ],
    "token": [("token-made", ["token", ADMIN])],
    "login-link": [("link-made", ["login-link"])],
    "audit": [("export-audit", ["audit", "{tmp}/a.csv"])],
    "unit": [("extended", ["unit", "extend", "P02", "04/11/2034", "--why", "Mất điện",
                           "--by", ADMIN])],
    "periods": [
        ("period-closed", ["periods", "close", "-", "--by", ADMIN]),
        ("period-taken", ["periods", "take", "-", "{tmp}/kept"]),
    ],
    "run": [("job-asked", ["run", "sweep", "--timeout", "0"])],
}  # fmt: skip
COMMANDS["backup"] = [("backup", ["backup", "{tmp}/store.sealed"])]
COMMANDS["person"] = [
    ("person-found", ["person", "find"]),
    ("person-exported", ["person", "export", "{tmp}/copy.md"]),
    ("person-erased", ["person", "erase", "--by", ADMIN, "--why", "đơn số 3"]),
    ("person-erased", ["person", "again"]),
]
BREACH = ["--what", "Gửi nhầm tệp", "--known", "01/10/2024 08:00", "--by", ADMIN]
COMMANDS["breach"] = [
    ("breach-written", ["breach", "add", *BREACH]),
    ("breach-noted", ["breach", "told", "1", "authority"]),
]
COMMANDS["end-campaign"] = [
    ("campaign-ended", ["end-campaign", "--by", ADMIN, "--why", "Công văn số 1"]),
]
COMMANDS["workbooks"] = [
    ("workbooks-made", ["workbooks", "provision"]),
    ("sharing-repaired", ["workbooks", "provision", "--repair-sharing"]),
    ("workbooks-migrated", ["workbooks", "migrate", "--from", "to-cnscd-2024"]),
]
_FORM = ["{tmp}/f.xlsx", "{tmp}/f.toml", "{tmp}/g.xlsx", "--unfinished"]
COMMANDS["fill-form"] = [
    ("export-report", ["fill-form", *_FORM]),
    ("look-report", ["fill-form", *_FORM, "--unmasked"]),
]
COMMANDS["google-login"] = [("owner-signed-in", ["google-login", "--forget"])]
COMMANDS["rotate-key"] = [
    ("key-rotated", ["rotate-key", "cookies"]),
    ("key-ended", ["rotate-key", "cookies", "--end"]),
]
FILES_ONLY, LOOKS_ONLY = "has no store", "shows nobody's data in full"
UNTOLD = {
    "check": FILES_ONLY,
    "rules": FILES_ONLY,
    "template": FILES_ONLY,
    "campaign": FILES_ONLY,
    "settings": FILES_ONLY,
    "init": FILES_ONLY,
    "demo": "a town that was made up",
    "jobs": LOOKS_ONLY,
    "looks": LOOKS_ONLY,
    "receipt": LOOKS_ONLY,
    "processing-register": LOOKS_ONLY,
    "preflight": LOOKS_ONLY,
    "doctor": LOOKS_ONLY,
    "store": "brings the store to its form, or into another of the same owner",
    "serve": "starts the service",
    "worker": "starts the work",
    "backup-key": "makes a key file, has no store",
    "restore": "held below",
}


def run(town: Served, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    known = {"PEOPLE": PEOPLE, "BACKUP_PASSPHRASE": "mười hai chữ và hơn"}
    for name, value in {"DATA_DIR": str(town.folder), **known}.items():
        monkeypatch.setenv(f"WARDSHEETS_{name}", value)
    return CliRunner().invoke(main, list(words), input="id: 031085001234\n")


def planned(
    town: Served, monkeypatch: pytest.MonkeyPatch, words: list[str], folder: Path
) -> list[str]:
    """The words of a command; an erasure is bound to the plan that it prints first."""
    said = [one.format(tmp=folder) for one in words]
    if "--why" not in said or "unit" in said:
        return said
    plan = run(town, monkeypatch, *said).output
    return [*said, "--seen", plan.rsplit("--seen ")[-1].split()[0]]


def test_every_command_is_audited_or_says_why_not() -> None:
    assert {*main.list_commands(None)} == {*COMMANDS, *UNTOLD}  # type: ignore[arg-type]


def test_what_a_command_does_is_written_down(
    town: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_form(tmp_path / "f.xlsx")
    (tmp_path / "f.toml").write_text(MAPPING, encoding="utf-8")
    for word, words in (line for lines in COMMANDS.values() for line in lines):
        before = len(town.audit())
        result = run(town, monkeypatch, *planned(town, monkeypatch, words, tmp_path))
        [line] = town.audit()[before:]
        assert line[2] == word and line[1].startswith("terminal"), (words, result.output)
        assert line[4] == 1 or not word.startswith("person-"), (words, line)
    assert (tmp_path / "a.csv").read_bytes().count(b"\r\n") > 5


def test_a_restore_is_written_down_and_opens_no_door(
    town: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    town.token("viewer")
    file = str(tmp_path / "whole.sealed")
    assert run(town, monkeypatch, "backup", file, "--with-keys").exit_code == 0
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(tmp_path / "new"))
    assert CliRunner().invoke(main, ["restore", file]).exit_code == 0
    with sqlite3.connect(tmp_path / "new" / "wardsheets.db") as look:
        words = [word for (word,) in look.execute("SELECT what FROM audit ORDER BY number")]
        ends = {end for (end,) in look.execute("SELECT ended_by FROM access")}
    look.close()
    assert ends == {"restored"}
    assert words[-2:] == ["backup", "restored"]


def test_the_audit_is_filtered_on_its_page_and_taken_as_a_file(town: Served) -> None:
    admin = town.browser(ADMIN)
    town.browser("an@example.vn").get("/data.xlsx")
    page = admin.get("/audit?kind=given-out&person=AN@").text
    assert page.count("Tải số liệu (XLSX)") == 1 and "1 dòng" in page and "từ đâu" in page
    assert "0 dòng" in admin.get("/audit?to=2020-01-01").text
    lines = list(csv.DictReader(io.StringIO(admin.get("/audit.csv").content.decode("utf-8-sig"))))
    assert lines[0]["what"] == "export-audit" and lines[-1]["number"] == "1"
    assert [one["persons"] for one in lines if one["what"] == "export-data"] == ["1"]


def test_a_sign_in_is_told_with_its_way_in_and_a_refused_one_with_its_reason(
    town: Served,
) -> None:
    admin = town.browser(ADMIN)
    page = admin.get("/audit?kind=signing").text
    assert "đường dẫn một lần" in page and ">link<" not in page
    # Each reason that the doors know has its words.
    doors = [Path(identity.__file__), Path(login.__file__)]
    codes = {
        code
        for path in doors
        for code in re.findall(r'(?:Not\w+\(code|about)="([a-z-]+)"', path.read_text("utf-8"))
    }
    reasons = codes - {"everywhere"}
    assert len(reasons) == 8 and {f"audit-why-{code}" for code in reasons} <= text_keys()


def test_every_word_of_the_audit_has_its_sentence(town: Served) -> None:
    words = [word for group in WORDS.values() for word in group]
    assert len(words) == len(set(words))
    assert all(text(f"audit-{word}", language) for word in words for language in ("vi", "en"))


def test_no_statement_changes_or_deletes_a_line_of_the_audit() -> None:
    root = Path(__file__).parents[3]
    ours = [path for room in ("jobs", "service") for path in (root / room).rglob("*.py")]
    naming = [
        path.name
        for path in ours
        if "access_tables import" in path.read_text("utf-8")
        and "audit" in path.read_text("utf-8").split("access_tables import")[1][:80]
    ]
    assert naming == ["audit.py"]
    said = (root / "jobs/store/access/audit.py").read_text("utf-8")
    assert "sa.update" not in said and "sa.delete" not in said
    raw = [
        path.name
        for path in ours
        for word in ("UPDATE audit", "DELETE FROM audit")
        if word in path.read_text("utf-8")
    ]
    assert raw == [] and access_tables.audit.name == "audit"
