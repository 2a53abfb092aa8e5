"""What the doors promise.

A door answers 2xx only when the request is durably written down. Everything else leaves in one
shape, `{"ok": false, "error": {"code", "message"}}`, with nothing done and nothing told about
what exists. A browser that asks for a page gets a page that says the same.

| refused | status | code |
| --- | --- | --- |
| a signature that does not fit | 401 | forged |
| a hint older than five minutes | 401 | stale |
| a hint sent twice | 409 | replayed |
| a file that no unit has | 404 | unknown-file |
| more than 1024 bytes | 413 | too-large |
| anything else in the body | 400 | malformed |
| a channel that is not ours | 401 | forged |
| nobody signed in | 401 | not-signed-in |
| a role that is too low | 403 | not-allowed |
| a form without our token | 400 | form-expired |
| too many requests | 429 | too-many |
"""

import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from jobs.duties import HINT_GAP_SECONDS
from jobs.notices.signing import sign
from jobs.queue.settling import REMEMBERED_SECONDS
from jobs.store.work.work_tables import channels
from tests.service.conftest import FILES, SECRET, Service, make_service

PUBLIC = {"/healthz", "/readyz", "/openapi.json", "/login", "/login/link", "/login/openid"}
PUBLIC |= {"/login/openid/back", "/", "/logout", "/webhooks/edit", "/webhooks/drive"}


def refused(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal, after a look at its shape."""
    content = answer.get_json()
    assert set(content) == {"ok", "error"} and content["ok"] is False
    assert set(content["error"]) == {"code", "message"}
    return answer.status_code, content["error"]["code"]


def test_a_signed_hint_is_written_down_before_the_answer(service: Service) -> None:
    assert service.hint(FILES["P01"]).status_code == 202
    assert service.waiting() == [("check-unit", "P01")]


@pytest.mark.parametrize(
    "hint, expected",
    [
        ({"file": FILES["P01"], "secret": "x" * 40}, (401, "forged")),
        ({"file": FILES["P01"], "time": int(time.time()) - 4000}, (401, "stale")),
        ({"file": FILES["P01"], "time": int(time.time()) + 4000}, (401, "stale")),
        ({"file": "a-file-of-nobody"}, (404, "unknown-file")),
        ({"file": FILES["P01"], "padding": "x" * 2000}, (413, "too-large")),
        ({"file": 7}, (400, "malformed")),
        ({"file": FILES["P01"], "time": "now"}, (400, "malformed")),
        ({"file": FILES["P01"], "nonce": "short"}, (400, "malformed")),
        ({"file": FILES["P01"], "time": 10**400}, (400, "malformed")),
    ],
)
def test_a_hint_that_is_not_in_order_does_nothing(
    service: Service, hint: dict[str, object], expected: tuple[int, str]
) -> None:
    assert refused(service.hint(**hint)) == expected  # type: ignore[arg-type]
    assert service.waiting() == []


def test_a_hint_that_was_sent_before_does_nothing(service: Service) -> None:
    nonce = "0123456789abcdef"
    assert service.hint(FILES["P01"], nonce=nonce).status_code == 202
    assert refused(service.hint(FILES["P02"], nonce=nonce)) == (409, "replayed")
    assert service.waiting() == [("check-unit", "P01")]


def test_a_refused_hint_may_be_sent_again_when_its_unit_is_registered(service: Service) -> None:
    nonce = "0123456789abcdef"
    assert refused(service.hint("a-file-of-nobody", nonce=nonce))[0] == 404
    assert service.hint(FILES["P01"], nonce=nonce).status_code == 202


def test_a_body_that_is_not_json_is_refused_after_its_signature(service: Service) -> None:
    answer = service.browser.post("/webhooks/edit", data=b"{", headers={})
    assert refused(answer) == (401, "forged")


def test_a_hint_is_looked_at_in_a_second_while_there_is_budget_and_later_when_there_is_none(
    tmp_path: Path,
) -> None:
    key = tmp_path / "key.json"
    key.write_text('{"client_email": "robot@example.vn"}', "utf-8")
    service = make_service(tmp_path / "data", SERVICE_ACCOUNTS=str(key))

    def waits(unit: str) -> float:
        service.hint(FILES[unit])
        [row] = [row for row in service.here.queue.active() if row.subject == unit]
        return row.due_at - row.asked_at

    settings = service.here.settings
    soon = waits("P01")
    service.here.budgets[0].drain("read", 60)
    time.sleep(REMEMBERED_SECONDS)
    late = settings.row_quiet_seconds + HINT_GAP_SECONDS
    assert (soon, waits("P02")) == pytest.approx((HINT_GAP_SECONDS, late))
    service.here.close()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", b"[" * 1000])
def test_a_signed_body_that_is_no_hint_is_malformed(service: Service, body: bytes) -> None:
    headers = {"X-Wardsheets-Signature": sign(body, SECRET)}
    answer = service.browser.post("/webhooks/edit", data=body, headers=headers)
    assert refused(answer) == (400, "malformed")


def push(service: Service, token: str, state: str = "change") -> TestResponse:
    with service.here.engine.begin() as connection:
        known = {"id": "c1", "account": "a", "token": "t" * 40}
        connection.execute(sa.delete(channels))
        connection.execute(sa.insert(channels).values(**known, resource_id="r", expires_at=0))
    headers = {"X-Goog-Channel-ID": "c1", "X-Goog-Channel-Token": token}
    headers["X-Goog-Resource-State"] = state
    return service.browser.post("/webhooks/drive", headers=headers)


def test_a_push_of_our_channel_wakes_the_reading_of_changes(service: Service) -> None:
    assert push(service, "t" * 40).status_code == 204
    assert service.waiting() == [("changes", "")]


def test_the_first_message_of_a_channel_only_says_that_it_works(service: Service) -> None:
    assert push(service, "t" * 40, "sync").status_code == 204
    assert service.waiting() == []


def test_a_push_with_another_token_is_refused(service: Service) -> None:
    assert refused(push(service, "guess")) == (401, "forged")
    assert service.waiting() == []


def test_a_push_of_a_channel_that_we_never_opened_is_refused(service: Service) -> None:
    headers = {"X-Goog-Channel-ID": "other", "X-Goog-Resource-State": "change"}
    for token in ("", "-", "None"):
        sent = headers | {"X-Goog-Channel-Token": token}
        answer = service.browser.post("/webhooks/drive", headers=sent)
        assert refused(answer) == (401, "forged")
    assert service.waiting() == []


def test_check_now_is_for_officers(service: Service) -> None:
    at = "/api/units/P01/check"
    assert refused(service.browser.post(at, headers=service.program("viewer"))) == (
        403,
        "not-allowed",
    )
    assert service.browser.post(at, headers=service.program("officer")).status_code == 202
    assert service.waiting() == [("check-unit", "P01")]


def test_an_unknown_unit_is_named_as_such(service: Service) -> None:
    answer = service.browser.post("/api/units/P99/check", headers=service.program("officer"))
    assert refused(answer) == (404, "unknown-unit")


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/units/%00"),
        ("GET", "/api/units/%00"),
        ("POST", "/api/units/%00/check"),
        ("POST", "/units/%00/unmasked"),
        ("POST", f"/notices/{10**30}/sent"),
        ("POST", f"/notices/{10**30}/again"),
    ],
)
def test_what_no_store_can_hold_is_not_there(service: Service, method: str, path: str) -> None:
    answer = service.browser.open(path, method=method, headers=service.program("officer"))
    assert refused(answer)[0] == 404


def test_no_page_and_no_api_opens_without_signing_in(service: Service) -> None:
    closed = [rule for rule in service.app.url_map.iter_rules() if rule.rule not in PUBLIC]
    for rule in closed:
        if "static" in rule.endpoint:
            continue
        path = rule.rule.replace("<code>", "P01").replace("<job>", "sweep")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = service.browser.open(path, method=method)
            assert refused(answer) == (401, "not-signed-in"), (method, path)
    assert service.waiting() == []


def test_every_route_refuses_in_the_one_shape(service: Service) -> None:
    for rule in service.app.url_map.iter_rules():
        path = rule.rule.replace("<code>", "P01").replace("<job>", "sweep")
        path = path.replace("<path:filename>", "none.css").replace("<int:number>", "1")
        answer = service.browser.open(path, method="TRACE")
        assert refused(answer) == (405, "method-not-allowed"), path


def test_a_form_without_our_token_is_refused(service: Service) -> None:
    service.sign_in()
    assert refused(service.browser.post("/units/P01/check")) == (400, "form-expired")
    assert refused(service.browser.post("/api/units/P01/check")) == (400, "form-expired")
    assert service.waiting() == []


def test_a_program_whose_token_is_no_longer_good_is_told_to_sign_in(service: Service) -> None:
    headers = {"Authorization": "Bearer old"}
    answer = service.browser.post("/api/units/P01/check", headers=headers)
    assert refused(answer) == (401, "not-signed-in")


def test_a_form_to_an_address_that_does_not_exist_is_told_so(service: Service) -> None:
    service.sign_in()
    assert refused(service.browser.post("/no-such-form")) == (404, "not-found")
    assert refused(service.browser.put("/healthz")) == (405, "method-not-allowed")
    assert refused(service.browser.post("/jobs")) == (405, "method-not-allowed")


def test_a_browser_that_is_refused_gets_a_page(service: Service) -> None:
    answer = service.browser.get("/units/P01", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "chưa đăng nhập" in answer.text


def test_a_flood_of_hints_is_held_back(tmp_path: Path) -> None:
    service = make_service(tmp_path, DOORS_PER_MINUTE="3")
    answers = [service.hint(FILES["P01"]) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert refused(answers[-1]) == (429, "too-many")
    service.here.close()


def test_a_failure_inside_tells_nothing(service: Service) -> None:
    with service.here.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE work"))
    with capture_logs() as logged:
        answer = service.browser.get("/api/units", headers=service.program("viewer"))
    assert refused(answer) == (500, "failed")
    assert [line["error"] for line in logged] in (
        ["OperationalError"],
        ["ProgrammingError"],
    )
    assert "sqlite" not in answer.text.lower()
