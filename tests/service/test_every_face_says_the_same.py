"""Random histories of a report: every face says the same of it.

What happens is ticks, edits, questions, deadlines, extensions and officers' deeds. Asked are the
ward's sheet, board, unit's page, API, receipts, what is put aside, metrics, reminders, digest, the
message for the group, the report and the district's tabs.
"""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jobs.notices.channels.copy import group_text
from jobs.notices.digest import Office as OfficeSide
from jobs.notices.digest import digest
from jobs.notices.reminders import reminders_by_hand
from jobs.periods.keep import UNITS, files_of
from jobs.unit.periods import begin_first
from jobs.unit.standing import signed_standing, standing_word
from jobs.unit.submission import Submission, read_submissions
from service.app import create_app
from service.office import open_office
from service.pages.board import read_board
from service.pages.receipts import receipts
from service.pages.report_now import figures_now
from sheets_schema.messages import said_moment, text
from tests.actions.ward_actions import GoogleActions, Ward
from tests.jobs.ward.test_deeds_in_the_sheet import DONE
from tests.jobs.ward.test_guide import GUIDE, OFFICERS_TAB, complete, receipt, row_of
from tests.service.conftest import Service, make_settings

STEPS = 12
RIGHT, WRONG = "'031185001234", "12"


@dataclass
class Believed:
    """What the history comes to, worked out without our code; each step ends with a look."""

    ticked: bool = False
    wrong: bool = False
    now: bool = False
    approved: bool = False
    returned: bool = False
    first_after: datetime | None = None
    due: datetime = datetime.max

    def look(self, before: datetime) -> None:
        """A check sees it; `before` is when the last one was."""
        good = self.ticked and not self.wrong
        if good and self.first_after is None:
            self.first_after = before
        if not good:
            self.approved = False
        if good:
            self.returned = False
        self.now = good

    @property
    def late(self) -> bool:
        return self.first_after is not None and self.first_after > self.due


class Town:
    """One ward, its officers, and a clock that both go by."""

    def __init__(self, google: GoogleActions, service: Service, ward: Ward, seed: int) -> None:
        self.google, self.service, self.ward = google, service, ward
        self.random = random.Random(seed)
        self.believed = Believed(due=google.context.campaign.due)
        self.looked = google.clock.now
        self.done: list[str] = []
        self.year = "1985"

    def step(self) -> None:
        """Something happens, time passes, and the ward is checked."""
        deeds = [self.tick, self.spoil, self.mend, self.ask, self.extend, self.give_back,
                 self.approve, self.wait]  # fmt: skip
        deed = self.random.choice(deeds)
        self.done.append(deed.__name__)
        deed()
        self.google.clock.now += timedelta(minutes=1)
        self.ward.check()
        self.believed.look(self.looked)
        self.looked = self.google.clock.now

    def tick(self) -> None:
        row = row_of(self.ward, DONE)
        self.believed.ticked = not self.believed.ticked
        word = "TRUE" if self.believed.ticked else "FALSE"
        self.ward.person({"do": "type", "tab": GUIDE, "cell": f"A{row}", "text": word})

    def spoil(self) -> None:
        self.believed.wrong = True
        self.ward.edit("F2", WRONG, tab=OFFICERS_TAB)

    def mend(self) -> None:
        self.believed.wrong = False
        self.ward.edit("F2", RIGHT, tab=OFFICERS_TAB)

    def ask(self) -> None:
        """A year of birth that does not go with the citizen number is a question."""
        self.believed.approved = False
        self.year = "1984" if self.year == "1985" else "1985"
        self.ward.edit("D2", self.year, tab=OFFICERS_TAB)

    def wait(self) -> None:
        self.google.clock.now += timedelta(days=self.random.choice([1, 3, 9]))

    def _decide(self, kind: str, **said: Any) -> int:
        body = {"kind": kind, "words": "Quận", **said}
        officer = self.service.program("officer")
        answer = self.service.browser.post("/api/units/W1/deeds", json=body, headers=officer)
        return int(answer.status_code)

    def extend(self) -> None:
        until = (self.google.clock.now + timedelta(days=self.random.choice([-20, 4, 12]))).date()
        status = self._decide("extended", until=until.isoformat())
        assert (status == 202) == (until > self.google.context.campaign.due.date())
        if status == 202:
            zone = self.google.context.campaign.due.tzinfo
            self.believed.due = datetime(until.year, until.month, until.day, 23, 59, 59, 0, zone)

    def give_back(self) -> None:
        status = self._decide("returned")
        assert (status == 202) == self.believed.now
        if status == 202:
            self.believed.returned, self.believed.ticked = True, False

    def approve(self) -> None:
        status = self._decide("approved")
        assert (status == 202) == self.believed.now
        self.believed.approved |= status == 202


@pytest.fixture
def service(google: GoogleActions, tmp_path: Path) -> Iterator[Service]:
    """The service over the town's own store, by the town's clock."""
    settings = make_settings(tmp_path, google.database, ENCRYPTION_KEY=google.secret)
    here = replace(open_office(settings), clock=google.clock)
    app = create_app(here)
    yield Service(here, app, app.test_client())
    here.close()


def the_ward(found: list[Submission]) -> Submission:
    return next(one for one in found if one.unit.key == "W1")


@pytest.mark.parametrize("seed", range(4))
def test_every_face_says_the_same_of_every_history(
    google: GoogleActions, service: Service, seed: int
) -> None:
    with google.context.store.begin() as connection:
        begin_first(connection, google.context.campaign, 1.0, google.context.today())
    google.context = replace(google.context, campaign=service.here.campaign)
    town = Town(google, service, complete(google), seed)
    town.ward.check()
    for _ in range(STEPS):
        town.step()
        ask_every_face(town)


def ask_every_face(town: Town) -> None:
    """Each face against what the history comes to."""
    google, here, ward, believed = town.google, town.service.here, town.ward, town.believed
    campaign, moment = google.context.campaign, google.context.moment()
    why = f"{town.done}: {believed}"
    with google.context.store.begin() as connection:
        found = read_submissions(connection, campaign, moment)
    one = the_ward(found)
    overdue = moment.present > believed.due and believed.first_after is None
    mended = believed.first_after is not None and one.acceptance.corrected
    word = ("late" if believed.late else "on-time") if believed.first_after else (
        "overdue" if overdue else "not-yet")  # fmt: skip
    word += "-mended" if mended else ""

    # The ward's own sheet.
    said = receipt(ward)
    taken = said.startswith("Đã ghi nhận báo cáo lúc")
    assert taken == (believed.first_after is not None), why
    later = any(words in said for words in ("mở lại", "trả lại"))
    assert later == (taken and not believed.now), f"{why} {said}"
    assert ("trả lại" in said) == believed.returned, f"{why} {said}"
    assert ("Quá hạn." in said) == believed.late, f"{why} {said}"
    assert ("Đã duyệt" in said) == believed.approved, f"{why} {said}"
    guide = [str(cell.value or "") for row in ward.sheet(GUIDE).cells for cell in row]
    assert any(f"Hạn gửi: {said_moment(believed.due)}." in line for line in guide), why

    # Board, page, API, receipts.
    [line] = [line for line in read_board(here).lines if line.code == "W1"]
    viewer = town.service.program("viewer")
    told = town.service.browser.get("/api/units", headers=viewer).get_json()
    [api] = [unit for unit in told["units"] if unit["code"] == "W1"]
    assert line.state == api["state"] == one.standing and (one.standing == "done") == believed.now
    assert line.timeliness == api["timeliness"] == word, why
    assert (api["returned"], bool(api["approved"])) == (believed.returned, believed.approved), why
    assert api["late"] == overdue and api["due"] == believed.due.isoformat(timespec="seconds"), why
    page = town.service.browser.get("/units/W1", headers=viewer).text
    assert text(f"timeliness-{word}", "vi") in page
    [kept] = [line for line in receipts(here) if line.unit == "W1"]
    assert kept.timeliness == word and bool(kept.code) == taken
    assert not kept.code or kept.code in said

    # What is put aside, and the numbers for Prometheus.
    exported = files_of(google.context)[UNITS].decode("utf-8-sig")
    [put_aside] = [row for row in csv.reader(io.StringIO(exported)) if row[0] == one.unit.name]
    assert put_aside[1] == standing_word(one.standing, "vi"), why
    assert put_aside[2] == text(f"timeliness-{word}", "vi"), why
    assert (put_aside[4] != "–") == taken, why
    numbers = town.service.browser.get("/metrics", headers=viewer).text
    others = [known for known in found if known.unit.key != one.unit.key]
    in_time = 1 + sum(known.timeliness == word for known in others)
    assert f'wardsheets_reports{{timeliness="{word}"}} {in_time}.0' in numbers, why
    alike = 1 + sum(known.standing == one.standing for known in others)
    assert f'wardsheets_units{{state="{one.standing}"}} {alike}.0' in numbers, why

    # What is sent, and the report.
    notices = reminders_by_hand(found, campaign, moment.present, lambda file: file, "vi")
    ended = believed.first_after is not None and moment.present > believed.due
    assert bool(notices) == (not believed.now and not ended), why
    assert bool(group_text(found, campaign, moment.present, "vi")) == (not believed.now), why
    body = digest(found, OfficeSide(None, []), campaign, moment.present, "vi").body
    late_names = text("digest-late", "vi", n=1, units=one.unit.name)
    assert (late_names in body) == overdue, why
    figures = figures_now(here)
    counted = [
        figures.value(f"units_{name}", frozenset({"W1"})) for name in ("sent", "on_time", "late")
    ]
    assert counted == [int(taken), int(taken and not believed.late), int(believed.late)], why

    # The district's tabs.
    google.publish()
    for tab, said_of in {"Đơn vị": standing_word, "Tổng hợp": signed_standing}.items():
        rows = [[cell.value for cell in row] for row in google.district(tab).cells]
        shown = next(row for row in rows if one.unit.name in row)
        assert said_of(one.standing, "vi") in shown, why
