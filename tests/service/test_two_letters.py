"""Two letters in one service, the same wards in both: what happens in one stays in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.duties import DUTIES
from jobs.queue.run import Run
from service.pages.periods import close_period, open_period
from service.process.work import make_desk_of_several
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.jobs.notices.smtp_server import SmtpServer
from tests.jobs.ward.test_deeds_in_the_sheet import DONE
from tests.jobs.ward.test_guide import EMPTY, OFFICERS_TAB, tick
from tests.service.two_letters import JOBS_TAB, Letter, Town, ask_every_face, two_letters

MONTH_DUE, LETTER_DUE = "23:59 23/10/2024", "23:59 28/10/2024"


@pytest.fixture
def mail() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path, mail: SmtpServer) -> Iterator[Town]:
    given = {"SMTP_URL": mail.url, "MAIL_FROM": "quan@example.vn"}
    with two_letters(sheets_emulator, tmp_path, **given) as made:
        yield made


def at(town: Town, day: int, month: int = 10) -> None:
    """Nine in the morning of that day."""
    town.clock.now = datetime(2024, month, day, 2, 0, tzinfo=UTC)


def hand_in(one: Letter, code: str) -> None:
    """A ward ticks that nothing is left to do."""
    tick(one.wards[code], DONE)


def opening(town: Town) -> None:
    for one, due in ((town.letter, LETTER_DUE), (town.monthly, MONTH_DUE)):
        for believed in one.believed.values():
            believed.due = due
    town.check()
    for ward in town.letter.wards.values():
        for words in EMPTY:
            tick(ward, words)
    town.check()


def acceptance(town: Town) -> None:
    """The first ward hands the letter in; its monthly return must be corrected first."""
    hand_in(town.letter, "W1")
    town.check()
    town.letter.believed["W1"].sent = town.letter.believed["W1"].now = True


def lateness(town: Town) -> None:
    """The month's deadline goes by, the letter's does not."""
    at(town, 24)
    town.check()


def correction(town: Town) -> None:
    """The month is corrected and counts, late; the letter is mended, and stays on time."""
    town.monthly.wards["W1"].edit("C2", "10", tab=JOBS_TAB)
    hand_in(town.monthly, "W1")
    town.letter.wards["W1"].edit("B2", "Nguyễn Thị Lan Anh", tab=OFFICERS_TAB)
    town.check()
    month, letter = town.monthly.believed["W1"], town.letter.believed["W1"]
    month.sent = month.now = month.late = True
    letter.mended = True


def extension(town: Town) -> None:
    """The second ward has more time for the letter alone."""
    body = {"kind": "extended", "words": "Mất điện", "until": "2024-11-04"}
    assert town.letter.post("/api/units/W2/deeds", body).status_code == 202
    town.letter.believed["W2"].due = "23:59 04/11/2024"
    at(town, 30)
    town.check()


def closing(town: Town) -> None:
    """October's return is closed and put aside; the letter goes on."""
    close_period(town.monthly.here, "2024-10", "an@example.vn")
    kept = town.monthly.get("/periods/2024-10/units.csv")
    assert kept.status_code == 200 and "Phường Đông" in kept.text
    assert town.letter.get("/periods/2024-10/units.csv").status_code == 404
    refused = town.monthly.post(
        "/api/units/W2/deeds", {"kind": "extended", "words": "x", "until": "2024-12-01"}
    )
    assert refused.status_code == 409
    hand_in(town.letter, "W2")
    town.check()
    town.letter.believed["W2"].sent = town.letter.believed["W2"].now = True


def next_period(town: Town) -> None:
    """November's return begins with nothing handed in; the letter's receipts stand."""
    at(town, 15, month=11)
    open_period(town.monthly.here, "2024-11", "an@example.vn")
    town.check()
    for believed in town.monthly.believed.values():
        believed.sent = believed.now = believed.late = believed.mended = False
        believed.due = "23:59 23/11/2024"


def test_two_letters_run_beside_each_other(town: Town) -> None:
    for step in (opening, acceptance, lateness, correction, extension, closing, next_period):
        step(town)
        town.check()
        ask_every_face(town, step.__name__)


def test_a_ward_that_owes_both_is_reminded_in_one_mail(town: Town, mail: SmtpServer) -> None:
    opening(town)
    hand_in(town.letter, "W1")
    at(town, 23)
    town.check()
    first, second = (make_desk_of_several(here, town.offices) for here in town.offices)
    run = Run("r", "remind", "", "schedule", None, town.clock.now.timestamp())
    DUTIES["remind"].do(second, run)
    assert mail.taken == []
    assert [(row.job, row.subject) for row in town.letter.here.queue.active()] == [("remind", "")]
    DUTIES["remind"].do(first, run)
    DUTIES["remind"].do(first, run)
    to = {str(one["To"]): one for one in mail.taken}
    assert sorted(to) == ["w1@example.vn", "w2@example.vn"] and len(mail.taken) == 2
    both = to["w2@example.vn"].get_content()
    assert "2 báo cáo" in to["w2@example.vn"]["Subject"]
    assert both.index("Việc làm mới") < both.index("Tổ công nghệ số cộng đồng")
    alone = to["w1@example.vn"].get_content()
    assert "Việc làm mới" in alone and "Tổ công nghệ số" not in alone
