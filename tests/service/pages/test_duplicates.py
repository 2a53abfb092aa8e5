"""The page of duplicates: both sides for the officer, masked, settled once and taken back."""

import re

import pytest

from jobs.store.journal import replace_identities
from jobs.store.lives import Life, save_lives
from jobs.store.settlements import load_settlements, open_matches
from sheets_schema.finding import Finding, Severity
from tests.service.conftest import Service

CCCD = "031085001234"


def shared(service: Service, *units: str) -> str:
    """Those units have the same officer; the keyed hash of the number."""
    vault = service.here.store.vault
    digest = vault.digest("cccd", CCCD)
    with service.here.engine.begin() as connection:
        for unit in units:
            params = {"ward2": "…", "shared": CCCD}
            finding = Finding(
                unit, "officers", "3c. Cán bộ phụ trách", 5, "cccd", 5, "cccd-dup-cross-ward",
                Severity.MUST_FIX, CCCD, None, "Số CCCD", "Lê An", params,
            )  # fmt: skip
            save_lives(connection, vault, [Life(finding, f"r-{unit}", "d1")])
            replace_identities(connection, unit, {("cccd", digest)})
    return digest


def press(
    service: Service, what: str, digest: str, role: str = "officer", kind: str = "cccd"
) -> int:
    """The status of the answer to a button of the page."""
    form = {"kind": kind, "digest": digest}
    headers = service.program(role)
    return service.browser.post(f"/duplicates/{what}", data=form, headers=headers).status_code


def page(service: Service) -> str:
    return service.browser.get("/duplicates", headers=service.program("viewer")).text


def test_the_officer_sees_both_sides_and_no_number_in_full(service: Service) -> None:
    shared(service, "P01", "P02")
    said = page(service)
    assert said.count("Lê An") == 2 and "Phường P01" in said and "Phường P02" in said
    assert "•••••••••234" in said and CCCD not in said


def test_settled_units_are_checked_again_and_no_longer_matched(service: Service) -> None:
    digest = shared(service, "P01", "P02")
    assert press(service, "settle", digest) == 302
    assert {("check-unit", "P01"), ("check-unit", "P02")} <= set(service.waiting())
    with service.here.engine.connect() as connection:
        assert open_matches(connection, {("cccd", digest)}, "P01") == {}


def test_what_was_settled_is_no_open_question_while_the_units_are_checked(
    service: Service,
) -> None:
    digest = shared(service, "P01", "P02")
    press(service, "settle", digest)
    said = page(service)
    assert "Đang chờ đối chiếu (0)" in said and "Đã xác nhận hợp lệ (1)" in said


def test_one_more_unit_is_a_new_question_to_all(service: Service) -> None:
    digest = shared(service, "P01", "P02")
    press(service, "settle", digest)
    pair = ("cccd", digest)
    with service.here.engine.begin() as connection:
        replace_identities(connection, "P03", {pair})
        asked = {code: open_matches(connection, {pair}, code) for code in ("P01", "P03")}
    assert asked == {"P01": {pair: ["P03"]}, "P03": {pair: ["P01", "P02"]}}


def test_who_settled_it_is_shown_and_it_can_be_taken_back(service: Service) -> None:
    digest = shared(service, "P01", "P02")
    press(service, "settle", digest)
    assert "operator@localhost" in page(service)
    assert press(service, "reopen", digest) == 302
    with service.here.engine.connect() as connection:
        assert load_settlements(connection) == []
        assert open_matches(connection, {("cccd", digest)}, "P01")


@pytest.mark.parametrize("what", ["settle", "reopen"])
def test_what_is_no_duplicate_is_not_found(service: Service, what: str) -> None:
    shared(service, "P01", "P02")
    assert press(service, what, "0" * 64) == 404
    assert press(service, what, "\0", kind="\0") == 404


def test_a_viewer_looks_and_settles_nothing(service: Service) -> None:
    digest = shared(service, "P01", "P02")
    assert not re.search("<button[^>]*>Xác nhận hợp lệ", page(service))
    assert press(service, "settle", digest, role="viewer") == 403
