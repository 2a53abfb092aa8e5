"""Programs read the rows of a list: in pages, narrowed, masked unless asked for in full."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobs.store.access.audit import Asked, entries
from jobs.store.counts import RIGHT
from jobs.store.rows import DataRow, save_rows
from tests.service.conftest import Service, make_service

PHONES = ("0912345678", "0912345679", "0912345680")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Two wards with three officials each, of whom the second has a wrong telephone."""
    made = make_service(tmp_path)
    with made.here.engine.begin() as connection:
        for ward in ("P01", "P02"):
            rows = [
                DataRow("officers", f"r{n}", 4 + n, "f", 0.0, "must-fix" if n == 1 else RIGHT,
                        (n, f"Người {n}", "Nam", 1985, "Công chức", "", phone, None), (), 42,
                        "3c. Cán bộ")
                for n, phone in enumerate(PHONES)
            ]  # fmt: skip
            save_rows(connection, made.here.store.vault, ward, ["officers"], rows, time.time())
    yield made
    made.here.close()


def asked(service: Service, method: str = "GET", **query: str) -> dict[str, Any]:
    answer = service.browser.open(
        "/api/lists/officers/rows",
        method=method,
        headers=service.program("officer"),
        query_string=query,
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_pages_make_the_whole_list_and_no_row_twice(service: Service) -> None:
    keys: list[str] = []
    begin: int | None = 0
    while begin is not None:
        page = asked(service, **{"from": str(begin), "most": "4"})
        keys += [one["key"] for one in page["rows"]]
        begin = page["next"]
    assert keys == [f"{ward}/officers/r{n}" for ward in ("P01", "P02") for n in range(3)]


def test_rows_are_narrowed_by_unit_and_state(service: Service) -> None:
    rows = asked(service, unit="p02", state="must-fix")["rows"]
    assert [one["key"] for one in rows] == ["P02/officers/r1"]


def test_numbers_stand_in_full_only_where_asked_for_and_are_written_down(service: Service) -> None:
    assert not [phone for phone in PHONES if phone in str(asked(service))]
    full = str(asked(service, "POST"))
    assert all(phone in full for phone in PHONES)
    with service.here.engine.connect() as connection:
        [look] = entries(connection, Asked(whats=["look-rows"]))
    assert (look.about, look.persons) == ("officers", 6)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/lists/none/rows", 404, "unknown-list"),
        ("/api/lists/officers/rows?unit=P99", 404, "unknown-unit"),
        ("/api/lists/officers/rows?from=-1", 422, "rows-number"),
        ("/api/lists/officers/rows?most=viel", 422, "rows-number"),
    ],
)
def test_what_is_wrong_in_the_address_is_told(
    service: Service, path: str, status: int, code: str
) -> None:
    answer = service.browser.get(path, headers=service.program("officer"))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)


def test_a_viewer_reads_which_lists_there_are_and_no_row(service: Service) -> None:
    headers = service.program("viewer")
    found = service.browser.get("/api/lists", headers=headers).get_json()["lists"]
    assert "officers" in {one["list"] for one in found}
    assert service.browser.get("/api/lists/officers/rows", headers=headers).status_code == 403
