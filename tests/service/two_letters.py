"""Two campaigns of one service with the same wards: the October letter and a small monthly return,
each with its workbooks, and an officer who looks at every face of each."""

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
from cryptography.fernet import Fernet
from werkzeug.test import Client, TestResponse

from jobs.notices.digest import Office as OfficeSide
from jobs.notices.digest import digest
from jobs.notices.reminders import reminders_by_hand
from jobs.register.take import save_register
from jobs.store import Store
from jobs.unit.context import Context, Options
from jobs.unit.periods import begin_first
from jobs.unit.standing import signed_standing, standing_word
from jobs.unit.submission import Submission, read_submissions
from service.access.tokens import make_token
from service.office import Office, open_offices
from service.pages.report_now import figures_now
from service.rooms import rooms
from service.settings.declared import Settings
from service.settings.source import read_settings
from service.switch import create_web
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.declaration import read_campaign
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import Clock, GoogleActions, Ward, cells_of, robot_client
from tests.jobs.ward.test_guide import OFFICERS, OFFICERS_TAB, receipt
from tests.service.several import LETTER, declare

WARDS = {"W1": "Phường Đông", "W2": "Phường Tây"}
# Nobody is an officer of two wards.
OTHER = OFFICERS.replace("Nguyễn Thị Lan", "Trần Thị Mai").replace("001234", "005678")
OFFICERS_OF = {"W1": OFFICERS, "W2": OTHER.replace("0912345678", "0987654321")}
JOBS_TAB = "1. Việc làm mới"
WORKS = """
STT | Nơi làm việc | Số người
1 | Xưởng may Hồng Hà |
"""
MONTHLY = """
name = "viec-lam-thang"
timezone = "Asia/Ho_Chi_Minh"
title = { vi = "Việc làm mới hằng tháng", en = "New work, monthly" }

[rhythm]
every = "month"
start = 2024-10-01
due = 9

[unit_words.ward]
vi = "phường"
en = "ward"
"""
WARD_BOOK = """
kind = "ward"
title = { vi = "Việc làm mới - {unit}", en = "New work - {unit}" }

[[tables]]
name = "works"
title = "1. Việc làm mới"
none_code = "list-empty"
subject = "place"

[[tables.columns]]
name = "place"
title = "Nơi làm việc"
required = true
example = "Xưởng may"

[[tables.columns]]
name = "people"
title = "Số người"
type = "count"
required = true
params = { most = 500 }
example = "12"
"""
# Words that stand in one campaign alone: in a face of the other they would have leaked.
OWN = {
    "letter": ("Nguyễn Thị Lan", "3c. Cán bộ phụ trách", "Chưa có mô hình", "officers"),
    "monthly": ("Xưởng may", "Việc làm mới", "works"),
}


@dataclass
class Believed:
    """What a ward's report comes to, worked out without our code."""

    sent: bool = False
    now: bool = False
    late: bool = False
    mended: bool = False
    due: str = ""

    def timeliness(self, overdue: bool) -> str:
        if not self.sent:
            return "overdue" if overdue else "not-yet"
        return ("late" if self.late else "on-time") + ("-mended" if self.mended else "")


class Letter:
    """One of the campaigns: its office, its district on the emulator, its wards."""

    def __init__(self, town: "Town", here: Office, district: str) -> None:
        self.town, self.here, self.name = town, here, here.settings.room
        context = Context(
            accounts=(robot_client(town.emulator),),
            store=here.store,
            campaign=here.campaign,
            district_spreadsheet=district,
            options=Options(row_quiet_seconds=0),
            clock=town.clock,
        )
        self.google = GoogleActions(town.emulator, context, town.clock, "", "")
        self.wards: dict[str, Ward] = {}
        self.believed = {code: Believed() for code in WARDS}

    def make(self, code: str, tabs: Mapping[str, str]) -> None:
        """A ward's workbook of this campaign."""
        made = [{"title": t, "values": cells_of(rows), "row_count": 40} for t, rows in tabs.items()]
        file = self.town.emulator.spreadsheet(f"{self.name} {code}", *made, locale="vi_VN")
        mail = (f"{code.lower()}@example.vn",)
        unit = OrgUnit(code, WARDS[code], "ward", spreadsheet=file, emails=mail)
        self.google.units.append(unit)
        save_register(self.google.context, self.google.units)
        self.wards[code] = Ward(self.google, code, file)

    def check(self) -> None:
        """Every ward is looked at, and the district's spreadsheet brought up to date."""
        self.google.context = replace(self.google.context, campaign=self.here.campaign)
        self.google.drain()

    def get(self, path: str) -> TestResponse:
        """What an officer's program is answered."""
        address = f"{self.here.settings.place}{path}"
        return self.town.browser.get(address, headers=self.town.officer)

    def post(self, path: str, body: Mapping[str, Any]) -> TestResponse:
        """What an officer's program is answered when it does something."""
        address = f"{self.here.settings.place}{path}"
        return self.town.browser.post(address, json=body, headers=self.town.officer)

    def submissions(self) -> list[Submission]:
        with self.here.engine.connect() as connection:
            return read_submissions(connection, self.here.campaign, self.here.moment())


class Town:
    """Both campaigns, the service before them, and one clock."""

    def __init__(self, emulator: SheetsEmulator, folder: Path, stack: ExitStack, **more: str):
        self.emulator, self.clock = emulator, Clock()
        districts = {name: emulator.spreadsheet(name, locale="vi_VN") for name in OWN}
        settings = _settings(emulator, folder, districts, more)
        _begin(settings, self.clock)
        offices = tuple(replace(one, clock=self.clock) for one in open_offices(settings))
        for here in offices:
            stack.callback(here.close)
        self.offices = offices
        self.browser = Client(create_web(offices), TestResponse)
        token = make_token(offices[0], "a program", "an@example.vn", "officer", 90, "a test")
        self.officer = {"Authorization": f"Bearer {token}"}
        self.letter, self.monthly = (
            Letter(self, here, districts[here.settings.room]) for here in offices
        )
        for one in (self.letter, self.monthly):
            stack.callback(one.google.close)
        self._make_wards()

    def _make_wards(self) -> None:
        tables = self.letter.here.declared.workbooks["ward"]
        empty = {t.title: " | ".join(column.title for column in t.columns) for t in tables}
        for code in WARDS:
            self.letter.make(code, {**empty, OFFICERS_TAB: OFFICERS_OF[code]})
            self.monthly.make(code, {JOBS_TAB: WORKS})

    def check(self) -> None:
        """Time passes, and both are looked at."""
        for one in (self.letter, self.monthly):
            self.clock.forward(60)
            one.check()


def _settings(
    emulator: SheetsEmulator, folder: Path, districts: Mapping[str, str], more: Mapping[str, str]
) -> Settings:
    own = folder / "campaigns" / "monthly"
    own.mkdir(parents=True)
    (own / "campaign.toml").write_text(MONTHLY, encoding="utf-8")
    (own / "ward.toml").write_text(WARD_BOOK, encoding="utf-8")
    spreadsheet = {name: f'district_spreadsheet = "{file}"\n' for name, file in districts.items()}
    environ = declare(
        folder,
        letter=f'campaign = "{LETTER}"\n{spreadsheet["letter"]}',
        monthly=spreadsheet["monthly"],
    )
    given = {
        "ENCRYPTION_KEY": Fernet.generate_key().decode(),
        "GOOGLE_URL": emulator.url,
        "SERVICE_ACCOUNTS": str(emulator.key_file()),
        **more,
    }
    return read_settings(environ | {f"WARDSHEETS_{name}": value for name, value in given.items()})


def _begin(settings: Settings, clock: Clock) -> None:
    """Both begin on the day of the tests and not on that of this machine."""
    for one in rooms(settings):
        one.data_dir.mkdir(parents=True)
        store = Store.open(one.store_url, settings.encryption_key)
        with store.begin() as connection:
            campaign = read_campaign(one.campaign)
            begin_first(connection, campaign, clock.now.timestamp(), clock.now.date())
        store.close()


@contextmanager
def two_letters(emulator: SheetsEmulator, folder: Path, **more: str) -> Iterator[Town]:
    """The town; `more` are settings of the whole service."""
    with ExitStack() as stack:
        yield Town(emulator, folder, stack, **more)


def ask_every_face(town: Town, after: str) -> None:
    """Each face of each campaign against what is believed, and for words of the other."""
    for one in (town.letter, town.monthly):
        for code, believed in one.believed.items():
            _ask(one, code, believed, f"{after}: {one.name} {code}: {believed}")
        _ask_for_leaks(one)
    _ask_what_is_owed(town)


def _ask(one: Letter, code: str, believed: Believed, why: str) -> None:
    here = one.here
    [found] = [each for each in one.submissions() if each.unit.key == code]
    overdue = here.moment().present > found.due
    assert f"{found.due:%H:%M %d/%m/%Y}" == believed.due, f"{why} {found.due}"
    word = believed.timeliness(overdue)
    assert (found.accepted, found.acceptance.now, found.timeliness) == (
        believed.sent, believed.now, word), why  # fmt: skip

    # The ward's own sheet.
    said = receipt(one.wards[code])
    assert said.startswith("Đã ghi nhận báo cáo lúc") == believed.sent, f"{why} {said}"
    assert ("Quá hạn." in said) == believed.late, f"{why} {said}"

    # API, board, page, receipts.
    [unit] = [u for u in one.get("/api/units").get_json()["units"] if u["code"] == code]
    assert (unit["timeliness"], unit["late"]) == (word, overdue and not believed.sent), why
    assert unit["state"] == found.standing and (unit["state"] == "done") == believed.now, why
    assert WARDS[code] in one.get("/").text
    assert text(f"timeliness-{word}", "vi") in one.get(f"/units/{code}").text, why
    assert text(f"timeliness-{word}", "vi") in one.get("/receipts").text, why

    # What is sent, and the district's tabs.
    campaign, now = here.campaign, here.moment().present
    notices = reminders_by_hand([found], campaign, now, str, "vi")
    ended = campaign.closed is not None or (believed.sent and now > found.due)
    assert bool(notices) == (not believed.now and not ended), why
    body = digest(one.submissions(), OfficeSide(None, []), campaign, now, "vi").body
    late = [line for line in body.splitlines() if line.startswith("Quá hạn")]
    # Nobody is named in a closed period.
    blamed = overdue and not believed.sent and campaign.closed is None
    assert (WARDS[code] in " ".join(late)) == blamed, f"{why} {body}"
    for tab, said_of in {"Đơn vị": standing_word, "Tổng hợp": signed_standing}.items():
        rows = [[cell.value for cell in row] for row in one.google.district(tab).cells]
        shown = next(row for row in rows if WARDS[code] in row)
        assert said_of(found.standing, "vi") in shown, why
    if here.declared.report:
        figures = figures_now(here)
        counted = [figures.value(f"units_{name}", frozenset({code})) for name in ("sent", "late")]
        assert counted == [int(believed.sent), int(believed.late)], why


def _ask_for_leaks(one: Letter) -> None:
    """No face shows a word that stands in the other campaign alone."""
    foreign = [word for name, words in OWN.items() if name != one.name for word in words]
    list_ = OWN[one.name][-1]
    faces = {
        path: _without_switch(one.get(path).text)
        for path in ("/", "/units/W1", "/receipts", "/notices", "/duplicates", "/jobs", "/periods",
                     "/api/units", "/api/units/W1", "/api/jobs", "/metrics", f"/data/{list_}.csv")
    }  # fmt: skip
    faces["/data.xlsx"] = _words_of(one.get("/data.xlsx"))
    found = {path: word for path, said in faces.items() for word in foreign if word in said}
    assert not found, found
    assert OWN[one.name][0] in faces[f"/data/{list_}.csv"]
    assert one.get(f"/data/{foreign[-1]}.csv").status_code == 404
    assert one.get("/report").status_code == (200 if one.here.declared.report else 404)
    with one.here.engine.connect() as connection:
        must_fix = sum(each.open["must-fix"] for each in one.submissions())
        connection.rollback()
    counted = f'wardsheets_findings_open{{severity="must-fix"}} {float(must_fix)}'
    assert (counted in faces["/metrics"]) == bool(must_fix), faces["/metrics"]
    own = {unit.spreadsheet for unit in one.google.units}
    with one.here.engine.connect() as connection:
        assert {u.unit.spreadsheet for u in read_submissions(
            connection, one.here.campaign, one.here.moment())} == own  # fmt: skip


def _without_switch(page: str) -> str:
    """A page without what stands on top of all; all of what is no page."""
    return page.partition("<main")[2] if "<main" in page else page


def _words_of(answer: TestResponse) -> str:
    book = openpyxl.load_workbook(io.BytesIO(answer.data), read_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return " ".join([*book.sheetnames, *(str(cell) for cell in cells if cell is not None)])


def _ask_what_is_owed(town: Town) -> None:
    """The page of a unit lists both reports, those it owes first, each part by due date."""
    for code in WARDS:
        told = town.browser.get(f"/api/owed/{code}", headers=town.officer).get_json()["reports"]
        assert {one["campaign"]: one["owed"] for one in told} == {
            one.here.declared.name: not one.believed[code].now and one.here.campaign.closed is None
            for one in (town.letter, town.monthly)
        }
        assert told == sorted(told, key=lambda one: (not one["owed"], one["due"]))
