"""A receipt is one that we gave, and says whether the data are still as they were handed in."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from jobs.store.events import ACCEPTED, Event, add_event
from jobs.store.periods import put_aside
from jobs.store.rows import DataRow, save_rows
from jobs.unit.acceptance import Handed
from jobs.unit.receipts import code_of, listed
from service.cli import main
from service.pages.receipts import receipts
from tests.service.conftest import Service

NAMES = ("Trần Thị Lan", "Lê Văn Tám")
AT = 1729562700.5


def row(number: int, name: str) -> DataRow:
    values = (number, name, None)
    return DataRow("officers", f"r{number}", number, "f", 1.0, "ok", values, (), 7, "3c")


def keep(service: Service, *rows: DataRow) -> None:
    with service.here.engine.begin() as connection:
        save_rows(connection, service.here.store.vault, "P01", ["officers"], rows, AT)


@pytest.fixture
def code(service: Service) -> Iterator[str]:
    """The receipt of a ward that handed in two officials."""
    rows = [row(n, name) for n, name in enumerate(NAMES)]
    keep(service, *rows)
    facts = Handed((listed(service.here.store.vault, "officers", rows),), 1).facts()
    with service.here.engine.begin() as connection:
        term = service.here.campaign.term
        add_event(connection, "P01", term, Event(ACCEPTED, AT, AT, facts=facts))
    yield next(line.code for line in receipts(service.here) if line.unit == "P01")


@pytest.fixture
def verify(service: Service, monkeypatch: pytest.MonkeyPatch) -> "Verify":
    settings = service.here.settings
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("WARDSHEETS_DATABASE_URL", settings.store_url)
    return Verify()


class Verify:
    """`wardsheets receipt verify`."""

    def __call__(self, code: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["receipt", "verify", code])
        return result.exit_code, result.output


def test_a_receipt_says_what_it_stands_for_and_that_the_data_hold(
    service: Service, code: str, verify: Verify
) -> None:
    status, said = verify(code.lower().replace("-", " "))
    assert status == 0
    assert "Phường P01, to-cnscd-2024, ghi nhận lúc 09:05 22/10/2024." in said
    assert "officers: 2 dòng" in said and "khớp" in said
    assert not any(name in said for name in NAMES)


def test_rows_in_another_order_still_hold_and_other_content_does_not(
    service: Service, code: str, verify: Verify
) -> None:
    moved = [DataRow("officers", f"r{1 - n}", 9 - n, "f", 1.0, "ok", (n, name, None), (), 7, "3c")
             for n, name in enumerate(NAMES)]  # fmt: skip
    keep(service, *moved)
    assert "khớp" in verify(code)[1]
    keep(service, row(0, NAMES[0]), row(1, "Lê Văn Chín"))
    assert "officers: khi nộp 2 dòng, nay 2 dòng" in verify(code)[1]
    keep(service, row(0, NAMES[0]))
    assert "officers: khi nộp 2 dòng, nay 1 dòng" in verify(code)[1]


@pytest.mark.parametrize("made_up", ["0000-0000-0000", "", "x"])
def test_a_code_that_was_never_given_is_refused(code: str, verify: Verify, made_up: str) -> None:
    status, said = verify(made_up)
    assert status == 1 and "chưa từng cấp" in said


def test_a_receipt_of_a_closed_period_is_held_against_what_was_put_aside(
    service: Service, code: str, verify: Verify
) -> None:
    term = ("of-before", "2024-09")
    rows = [{"list": "officers", "values": [n, name, None]} for n, name in enumerate(NAMES)]
    whole = json.dumps({"units": [{"key": "P01", "rows": rows}]}).encode()
    vault = service.here.store.vault
    handed = listed(vault, "officers", [row(n, name) for n, name in enumerate(NAMES)])
    event = Event(ACCEPTED, AT, AT, facts=Handed((handed,)).facts())
    with service.here.engine.begin() as connection:
        add_event(connection, "P01", term, event)
        old = code_of(vault, "P01", term, event)
    assert "Không còn lưu số liệu" in verify(old)[1]
    with service.here.engine.begin() as connection:
        put_aside(connection, vault, term, {"whole.json": whole}, AT)
    assert "khớp" in verify(old)[1]


def test_all_receipts_of_a_period_stand_on_one_page(service: Service, code: str) -> None:
    page = service.browser.get("/receipts", headers=service.program("viewer")).text
    assert code in page and "3c. Cán bộ phụ trách: 2" in page and "Chưa ghi nhận" in page
