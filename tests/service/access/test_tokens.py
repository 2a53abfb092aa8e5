"""A token of a program may what its person may now, no more than its scope, until it is revoked."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from jobs.store.journal import set_fact
from service.access.people import LOCAL_OPERATOR
from service.cli import main
from tests.service.access.conftest import PEOPLE, Served

Serve = Callable[..., Served]
OFFICER, VIEWER = "an@example.vn", "binh@example.vn"


@pytest.mark.parametrize(
    "scope, email, opened",
    [
        ("metrics", OFFICER, [200, 403, 403, 403]),
        ("viewer", OFFICER, [200, 200, 403, 403]),
        ("officer", OFFICER, [200, 200, 200, 403]),
        ("admin", OFFICER, [200, 200, 200, 403]),
        ("admin", VIEWER, [200, 200, 403, 403]),
        ("admin", LOCAL_OPERATOR, [200, 200, 200, 200]),
    ],
)
def test_a_token_opens_what_both_its_scope_and_its_person_may(
    served: Served, scope: str, email: str, opened: list[int]
) -> None:
    token = served.token(scope, email)
    paths = ("/metrics", "/api/units", "/data.xlsx", "/audit.csv")
    assert [served.asks(path, token) for path in paths] == opened


def test_a_token_for_numbers_alone_does_not_open_the_board(served: Served) -> None:
    asked = [served.asks("/", served.token(scope, OFFICER)) for scope in ("metrics", "viewer")]
    assert asked == [403, 200]


def test_a_token_is_revoked_at_once(served: Served) -> None:
    admin, token = served.browser("chi@example.vn"), served.token("viewer")
    assert served.asks("/api/units", token) == 200
    page = admin.get("/access").text
    number = page.split('action="/access/tokens/revoke"')[1].split('value="')[2].split('"')[0]
    assert "Đã thu hồi mã" in admin.send("/access", "/access/tokens/revoke", number=number).text
    assert served.asks("/api/units", token) == 401
    again = admin.send("/access", "/access/tokens/revoke", number=number).text
    assert f"Không có mã số {number} còn hiệu lực" in again


def test_a_token_is_shown_on_one_answer_and_tells_when_it_was_used(served: Served) -> None:
    admin = served.browser("chi@example.vn")
    form = {"name": "Prometheus", "person": OFFICER, "scope": "metrics", "days": 30}
    page = admin.send("/access", "/access/tokens", **form).text
    token = re.findall(r'<pre class="notice mb-0">([\w-]{43})</pre>', page)[0]
    listed = admin.get("/access").text
    assert token not in listed and "Prometheus" in listed
    assert served.asks("/metrics", token) == 200
    assert used_at(served, "Prometheus") is not None


def used_at(served: Served, name: str) -> float | None:
    with served.here.engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT used_at FROM access WHERE name = '{name}'")
        return found.scalar()


def signed_before(served: Served, email: str, role: str) -> str:
    """A token as versions before signed it: by SHA-1, and nowhere listed."""
    old = URLSafeTimedSerializer(
        served.here.cookie_keys.newest, salt="token", signer=TimestampSigner
    )
    return str(old.dumps({"email": email, "role": role}))


def upgraded(served: Served, after: float) -> None:
    """The store was brought to the table of tokens so many seconds from now."""
    with served.here.engine.begin() as connection:
        set_fact(connection, "signed-tokens-until", served.here.clock().timestamp() + after)


def test_a_token_of_before_goes_on_and_is_listed_and_held_to_the_role(served: Served) -> None:
    upgraded(served, 60)
    token = signed_before(served, VIEWER, "admin")
    assert [served.asks(path, token) for path in ("/api/units", "/data.xlsx")] == [200, 403]
    listed = served.browser("chi@example.vn").get("/access").text
    assert "mã của phiên bản trước" in listed
    assert [line[2] for line in served.audit()].count("token-carried") == 1


def test_a_token_of_before_is_refused_for_nobody_and_when_it_is_signed_after(
    served: Served,
) -> None:
    upgraded(served, 60)
    assert served.asks("/api/units", signed_before(served, "o@x.vn", "admin")) == 401
    upgraded(served, -60)
    assert served.asks("/api/units", signed_before(served, VIEWER, "viewer")) == 401


def run(served: Served, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    for name, value in (("DATA_DIR", str(served.folder)), ("PEOPLE", PEOPLE)):
        monkeypatch.setenv(f"WARDSHEETS_{name}", value)
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def test_tokens_are_made_listed_and_revoked_in_the_terminal(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run(served, monkeypatch, "tokens", "new", "Script", "--for", OFFICER)
    assert (code, served.asks("/api/units", said.strip())) == (0, 200)
    code, listed = run(served, monkeypatch, "tokens", "list")
    assert code == 0 and "Script" in listed and said.strip() not in listed
    assert run(served, monkeypatch, "tokens", "revoke", "1")[0] == 0
    assert served.asks("/api/units", said.strip()) == 401
    code, short = run(served, monkeypatch, "token", VIEWER)
    assert (code, served.asks("/api/units", short.strip())) == (0, 200)


@pytest.mark.parametrize(
    "words, said",
    [
        (("new", "Script", "--for", "o@x.vn"), "chưa được cấp quyền"),
        (("new", " ", "--for", OFFICER), "đặt tên"),
        (("new", "Script", "--for", OFFICER, "--scope", "root"), "metrics, viewer"),
        (("new", "Script", "--for", OFFICER, "--days", "0"), "từ 1 đến 366"),
        (("revoke", "77"), "Không có mã số 77"),
        (("revoke",), "nêu số của mã"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    served: Served, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    code, told = run(served, monkeypatch, "tokens", *words)
    assert code == 1 and said in told and "Traceback" not in told


def test_tokens_of_before_that_were_not_used_are_revoked_together(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(served, 60)
    used, unused = (signed_before(served, VIEWER, role) for role in ("viewer", "officer"))
    assert served.asks("/api/units", used) == 200
    assert run(served, monkeypatch, "tokens", "revoke", "--signed")[0] == 0
    assert [served.asks("/api/units", one) for one in (used, unused)] == [200, 401]
